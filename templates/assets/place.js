// Where the reader is: the contents list follows, and another edition opens at the same paragraph.
// On a narrow screen the head of the page comes back with the first stroke upwards.

const root = document.documentElement;
const header = document.querySelector(".site-header");
const details = document.querySelector("[data-contents]");
const summary = details.querySelector("summary");
const list = details.querySelector("nav");
const title = summary.querySelector(".current");
const progress = summary.querySelector(".progress");
const article = document.querySelector("article.report");
const headings = [...article.querySelectorAll(":is(h2, h3, h4, h5)[id]")];
const blocks = [...article.querySelectorAll(":is(h2, h3, h4, h5, p, li, table, tr)[id]")];
const numbered = [...article.querySelectorAll(":has(> .pn)")];
const anchors = [...details.querySelectorAll("a")];
const links = new Map(anchors.map((link) => [link.hash.slice(1), link]));
const wide = matchMedia("(min-width: 68rem)");

function lastAbove(elements, line) {
  let found = null;
  for (const element of elements) {
    if (element.getBoundingClientRect().top > line) break;
    found = element;
  }
  return found;
}

// ---------------------------------------------------------------- the contents list

let current = null;

function follow() {
  const here = lastAbove(numbered, innerHeight / 3);
  progress.textContent = here ? `${numberOf(here)} / ${numberOf(numbered.at(-1))}` : "";
  const heading = lastAbove(headings, innerHeight / 3);
  const link = heading ? links.get(heading.id) : null;
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  stopAt(link ?? anchors[0]);
  title.textContent = link ? titleOf(link) : "";
  for (const item of details.querySelectorAll(".is-open")) item.classList.remove("is-open");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) {
    item.classList.add("is-open");
  }
  keepInView();
}

function numberOf(block) {
  return block.querySelector(".pn").textContent;
}

function titleOf(link) {
  const parts = [...link.childNodes].filter((part) => part.className !== "range");
  return parts.map((part) => part.textContent).join("").trim();
}

function keepInView() {
  if (!current || !details.open) return;
  const box = list.getBoundingClientRect();
  const at = current.getBoundingClientRect();
  if (at.top < box.top + 40 || at.bottom > box.bottom - 40) {
    list.scrollTop += at.top - box.top - box.height / 3;
  }
}

// On a wide screen the list is always there: nothing is left to open or to close. Thirty stops would
// stand before the text: only one of its links is one, arrows lead to the others.
function fit() {
  details.open = wide.matches;
  summary.tabIndex = wide.matches ? -1 : 0;
  stopAt(current ?? anchors[0]);
}

function stopAt(link) {
  for (const one of anchors) one.tabIndex = wide.matches && one !== link ? -1 : 0;
}

function walk(event) {
  const shown = anchors.filter((one) => one.checkVisibility());
  const at = shown.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (at < 0 || !shown[to]) return;
  event.preventDefault();
  stopAt(shown[to]);
  shown[to].focus();
}

// On a narrow screen it lies over the text: it closes once it has led somewhere or is left.
function closeUnlessIn(target) {
  if (!wide.matches && !details.contains(target)) details.open = false;
}

details.addEventListener("click", (event) => {
  if (event.target.closest("a")) closeUnlessIn(null);
  if (event.target.closest("summary") && wide.matches) event.preventDefault();
});
details.addEventListener("keydown", (event) => {
  walk(event);
  if (event.key !== "Escape" || wide.matches || !details.open) return;
  closeUnlessIn(null);
  summary.focus();
});
details.addEventListener("toggle", keepInView);
addEventListener("click", (event) => closeUnlessIn(event.target));
addEventListener("focusin", (event) => closeUnlessIn(event.target));

// ---------------------------------------------------------------- the head of the page

let lastY = 0;

function moveHeader() {
  if (Math.abs(scrollY - lastY) > 4) putHeader(scrollY > lastY);
}

function putHeader(isAway) {
  header.classList.toggle("is-away", isAway && !wide.matches && scrollY > header.offsetHeight);
  lastY = scrollY;
}

// A jump is no stroke: the head would cover what was jumped to.
addEventListener("hashchange", () => putHeader(true));
new ResizeObserver(() => {
  root.style.setProperty("--head", `${header.offsetHeight}px`);
}).observe(header);

let frame = 0;
addEventListener(
  "scroll",
  () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      follow();
      moveHeader();
    });
  },
  { passive: true },
);
wide.addEventListener("change", fit);
details.classList.add("is-following");
header.classList.add("is-following");

// ---------------------------------------------------------------- the other editions

// A cited paragraph stays cited; one that was only being read goes as #at-p37, which marks nothing.
for (const link of document.querySelectorAll("[data-edition]")) {
  link.addEventListener("click", () => {
    const cited = document.getElementById(location.hash.slice(1)); // our ids are ASCII
    const box = cited?.getBoundingClientRect();
    const isSeen = box && box.bottom > 0 && box.top < innerHeight;
    const here = scrollY > 0 ? lastAbove(blocks, innerHeight / 3) : null;
    link.search = location.search;
    link.hash = isSeen ? cited.id : here ? `at-${here.id}` : "";
  });
}

if (location.hash.startsWith("#at-")) {
  document.getElementById(location.hash.slice(4))?.scrollIntoView();
  history.replaceState(null, "", location.pathname + location.search);
}

// ---------------------------------------------------------------- back to where the reader was

const KEPT = "gongbao-places"; // the last of each report, in this browser alone
const MOST_KEPT = 50;
const path = article.dataset.report;
let resuming = null;

function places() {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEPT)));
  } catch {
    return new Map(); // storage is refused, or holds what is not ours
  }
}

function keepPlace() {
  const kept = places();
  const place = lastAbove(numbered, innerHeight / 3)?.id;
  kept.delete(path);
  if (place && scrollY > innerHeight) kept.set(path, place);
  try {
    localStorage.setItem(KEPT, JSON.stringify([...kept].slice(-MOST_KEPT)));
  } catch {
    // then nothing is kept
  }
}

function offer(id, isJump) {
  resuming ??= import("./resume.js");
  resuming.then((resume) => resume.offer(id, isJump));
}

addEventListener("pagehide", keepPlace);
document.addEventListener("visibilitychange", () => document.hidden && keepPlace());
document.querySelector("main").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']:not([data-copy])");
  const from = scrollY > innerHeight / 2 && lastAbove(numbered, innerHeight / 3);
  if (link && from) offer(from.id, true);
});
if (!location.hash && !location.search && scrollY === 0 && places().has(path)) offer(places().get(path), false);

fit();
follow();
putHeader(true);
