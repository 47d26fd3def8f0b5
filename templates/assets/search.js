// The search page: looks each word up as a phrase of tokens and shows only what truly holds it.
import { element, reportHits } from "./hits.js";
import { fill, matchesIn, tokens, wordsOf } from "./tokens.js";

const page = document.querySelector("[data-search]");
const { root, editionPrefix, index, more, ...says } = page.dataset;
const input = page.querySelector("input[type=search]");
const status = page.querySelector(".search-status");
const results = page.querySelector(".search-results");
const editions = [...document.querySelectorAll("[data-edition]")];

let engine = null;

// Pagefind takes the language of the page to cut words; our tokens are cut already.
async function pagefind() {
  if (!engine) {
    const module = await import(new URL(`${index}pagefind.js`, location.href));
    const html = document.documentElement;
    const { lang } = html;
    html.lang = "und";
    engine = module.createInstance({ noWorker: true });
    html.lang = lang;
  }
  return engine;
}

async function recordsWith(words) {
  const lookUp = words.map((word) => tokens(word, true)).filter((found) => found.length);
  const instance = await pagefind();
  const answers = [];
  for (const found of lookUp) {
    answers.push((await instance.search(`"${found.join(" ")}"`)).results);
  }
  const [first, ...others] = answers.map((answer) => new Map(answer.map((r) => [r.id, r])));
  const common = [...first.values()].filter((r) => others.every((other) => other.has(r.id)));
  const records = await Promise.all(common.map((result) => result.data()));
  return records.filter((r) => words.every((word) => matchesIn(r.meta.text, word).length > 0));
}

// As typed; where that stands nowhere, the parts between punctuation.
async function search(query) {
  const typed = wordsOf(query);
  const records = await recordsWith(typed);
  const apart = wordsOf(query, true);
  if (records.length || apart.join(" ") === typed.join(" ")) return { words: typed, records, says: says.some };
  return { words: apart, records: await recordsWith(apart), says: says.loose };
}

// Newest report first; in a report the title, then headings, then the order of the text.
function grouped(records) {
  const reports = new Map();
  for (const record of records) {
    const path = record.raw_url.split("#")[0];
    reports.set(path, [...(reports.get(path) ?? []), record]);
  }
  const groups = [...reports.values()];
  for (const group of groups) {
    group.sort((a, b) => b.meta.weight - a.meta.weight || Number(a.meta.order) - Number(b.meta.order));
  }
  return groups.sort((a, b) => Number(b[0].meta.year) - Number(a[0].meta.year) || b.length - a.length);
}

function elsewhere(query) {
  return editions
    .filter((edition) => !edition.hasAttribute("aria-current"))
    .map((edition) => {
      const link = element("a", "", fill(says.elsewhere, { query, edition: edition.textContent }));
      link.href = `${edition.pathname}?q=${encodeURIComponent(query)}`;
      return element("p", "", link);
    });
}

let asked = 0;

async function show(query) {
  const turn = ++asked;
  input.value = query ?? "";
  results.replaceChildren();
  status.textContent = "";
  if (query === null) return;
  if (!tokens(query).length) {
    status.textContent = says.empty;
    return;
  }
  status.textContent = says.busy;
  try {
    const { words, records, says: found } = await search(query);
    if (turn !== asked) return; // a later question is being answered
    const groups = grouped(records);
    const values = { query, words: words.join(" "), count: records.length, reports: groups.length };
    status.textContent = fill(groups.length ? found : says.none, values);
    const folder = root + editionPrefix;
    const hits = groups.flatMap((group) => reportHits(group, words, { folder, more }));
    results.replaceChildren(...(hits.length ? hits : elsewhere(query)));
  } catch (error) {
    status.textContent = says.failed;
    console.warn(error);
  }
}

// Whoever comes back from a hit finds the list as it was: what was open, and how far down.
function remember() {
  const open = [...page.querySelectorAll("details")].map((details) => details.open);
  history.replaceState({ y: scrollY, open }, "");
}

function recall() {
  if (!history.state) return;
  const { y, open } = history.state;
  page.querySelectorAll("details").forEach((details, at) => {
    details.open = open[at] ?? false;
  });
  scrollTo(0, y);
}

page.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?q=${encodeURIComponent(input.value)}`);
  show(input.value);
});

addEventListener("click", (event) => {
  remember();
  const edition = event.target.closest("[data-edition]");
  if (edition) edition.search = location.search;
});

const shown = () => show(new URLSearchParams(location.search).get("q")).then(recall);
addEventListener("popstate", shown);
shown();
