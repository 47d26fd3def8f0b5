// The table of all numbers: sorted by a column, filtered by words and status.
import { fill } from "./text.js";

const numbers = document.querySelector("[data-numbers]");
const details = numbers.querySelector("details");
const form = numbers.querySelector(".numbers-filter");
const words = form.querySelector("input");
const status = form.querySelector("select");
const shown = form.querySelector("[role=status]");
const body = numbers.querySelector("tbody");
const rows = [...body.rows];
const titles = [...numbers.querySelectorAll("thead th")];
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

// ---------------------------------------------------------------- sorting

const KEYS = { place: (row) => rows.indexOf(row), value: amount };

// Amounts of one unit stand together; what has none comes last.
function amount(row) {
  const { value, dataset } = document.getElementById(row.id.replace("row-", ""));
  return [dataset.unit ?? "", value ? Number(value) : Infinity];
}

function sortBy(title) {
  const isDown = title.ariaSort === "ascending";
  for (const other of titles) other.removeAttribute("aria-sort");
  title.ariaSort = isDown ? "descending" : "ascending";
  const key = KEYS[title.dataset.key] ?? ((row) => row.cells[titles.indexOf(title)].textContent);
  const keys = new Map(rows.map((row) => [row, key(row)]));
  const sign = isDown ? -1 : 1;
  body.append(...rows.toSorted((one, other) => sign * order(keys.get(one), keys.get(other))));
}

function order(one, other) {
  if (Array.isArray(one)) return compare(one[0], other[0]) || order(one[1], other[1]);
  return typeof one === "number" ? (one === other ? 0 : one - other) : compare(one, other);
}

for (const title of titles) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...title.childNodes);
  button.addEventListener("click", () => sortBy(title));
  title.append(button);
}
titles[0].ariaSort = "ascending";

// ---------------------------------------------------------------- filtering

const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const isRight = !status.value || row.cells[titles.length - 1].textContent === status.value;
    row.hidden = !isRight || !wanted.every((word) => texts.get(row).includes(word));
  }
  count();
}

function count() {
  const seen = rows.filter((row) => !row.hidden).length;
  shown.textContent = fill(numbers.dataset.count, { shown: seen, count: rows.length });
}

for (const kind of new Set(rows.map((row) => row.cells[titles.length - 1].textContent))) status.append(new Option(kind));
form.addEventListener("input", filter);
form.hidden = false;
count();

// A link to a row opens the table and shows the row, whatever was filtered.
function arrive() {
  const row = document.getElementById(location.hash.slice(1)); // our ids are ASCII
  if (!body.contains(row)) return;
  details.open = true;
  if (row.hidden) {
    words.value = status.value = "";
    filter();
  }
  row.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", arrive);
arrive();
