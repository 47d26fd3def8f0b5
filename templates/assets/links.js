// Links to paragraphs: a click lets the paragraph be cited; on arrival it is focused, marked and
// announced.
import { fill } from "./text.js";

const BLOCKS = ":is(h2, h3, h4, h5, p, li, tr)[id]";
const article = document.querySelector("article.report");
const status = document.querySelector("[data-cite-status]");
const panel = document.querySelector("[data-cite-panel]");
const says = panel.dataset;

// ---------------------------------------------------------------- citing

let loaded = null;

// Most readers cite nothing: the rest of the script comes with the first click or selection.
function citing() {
  loaded ??= import("./cite.js").then(({ prepare }) => prepare({ panel, placeOf, say }));
  return loaded;
}

if ("popover" in panel) {
  for (const link of article.querySelectorAll("[data-copy]")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wants a tab of its own
      const arrived = link.hash === location.hash ? null : once("hashchange");
      Promise.all([citing(), arrived]).then(([cite]) => cite(link));
    });
  }
  document.addEventListener("selectionchange", () => getSelection().isCollapsed || citing());
}

function once(kind) {
  return new Promise((done) => addEventListener(kind, done, { once: true }));
}

// Where a block stands, in words.
function placeOf(block) {
  const number = block.querySelector(".pn")?.textContent;
  if (number) return fill(says.paragraph, { number });
  const [, table, row] = block.id.match(/^t(\w+)-r(\w+)$/) ?? [];
  return row ? fill(says.row, { table, row }) : says.heading;
}

let hiding = 0;
let arriving = 0;

// What is said later is newer than an arrival that waits to be said.
function say(text, isShown = true) {
  clearTimeout(hiding);
  clearTimeout(arriving);
  status.className = isShown ? "said" : "visually-hidden";
  status.textContent = text;
  hiding = setTimeout(() => say("", false), 4000);
}

// ---------------------------------------------------------------- numbers

// What explains a number, and what sorts the table of all, comes with the first use as well.
const numbers = document.querySelector("[data-numbers]");
const table = numbers?.querySelector("details");
let explained = null;
let last = null; // event: a tap is more than the pointer that came with it

if (numbers && "popover" in panel) {
  for (const kind of ["pointerover", "click", "focusin"]) {
    article.addEventListener(kind, (event) => {
      if (!event.target.closest(".metric, [data-copy]")) return;
      last = event;
      explained ??= import("./number.js").then(({ explain }) => explain(last));
    });
  }
}
if (table?.open) import("./sort.js");
table?.addEventListener("toggle", () => import("./sort.js"), { once: true });

// ---------------------------------------------------------------- arriving

// The browser itself marks only what it has landed on, which is less where a link names words.
function arrive() {
  article.querySelector("[data-cited]")?.removeAttribute("data-cited");
  const target = document.getElementById(location.hash.slice(1)); // our ids are ASCII
  if (!target || !article.contains(target)) return;
  const old = target.closest(".alias");
  const cited = old?.closest(`${BLOCKS}, section`) ?? target;
  cited.setAttribute("data-cited", "");
  if (cited.tabIndex < 0) cited.setAttribute("tabindex", "-1");
  cited.focus({ preventScroll: true });
  const block = cited.closest(BLOCKS);
  const place = block ? placeOf(block) : says.heading;
  arriving = setTimeout(() => {
    if (old) cited.focus({ preventScroll: true }); // the browser took the focus away, as it found none there
    say(fill(says.arrived, { place }) + (old?.textContent ?? ""), false);
  }, 100);
}

// Only for those who come from the search page.
if (new URLSearchParams(location.search).get("q") && "highlights" in CSS) {
  import("./found.js").then(({ markFound }) => markFound(article, location.search));
}
arrive();
addEventListener("hashchange", arrive);
