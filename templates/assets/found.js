// On the page of a report: the words that were searched for are marked, and one can step through them.
import { fill } from "./text.js";
import { asked, loadRules, matchesIn } from "./tokens.js";

const BLOCKS = "h1, :is(h2, h3, h4, h5, p, li, tr, caption)[id], p";
const bar = document.querySelector("[data-found]");
const count = bar.querySelector("[data-found-count]");
let ranges = [];
let at = -1;

export async function markFound(article, search) {
  await loadRules();
  const given = new URLSearchParams(search);
  const { phrases } = asked(given.get("q"), { isExact: given.has("exact") });
  ranges = rangesOf(article, phrases);
  if (!ranges.length) ranges = rangesOf(article, asked(given.get("q"), { isApart: true }).phrases);
  if (!ranges.length) return;
  CSS.highlights.set("found", new Highlight(...ranges));
  const target = document.getElementById(location.hash.slice(1)); // our ids are ASCII
  const first = target ? ranges.findIndex((range) => target.contains(range.startContainer)) : 0;
  show(Math.max(0, first), false);
  bar.hidden = false;
}

function show(number, isStep) {
  at = (number + ranges.length) % ranges.length;
  CSS.highlights.set("found-now", new Highlight(ranges[at]));
  count.textContent = fill(bar.dataset.place, { at: at + 1, count: ranges.length });
  if (!isStep) return;
  const block = ranges[at].startContainer.parentElement;
  block.closest("details:not([open])")?.setAttribute("open", "");
  const { top, height } = ranges[at].getBoundingClientRect();
  scrollBy({ top: top + height / 2 - innerHeight / 2 });
}

function close() {
  CSS.highlights.delete("found");
  CSS.highlights.delete("found-now");
  bar.hidden = true;
}

bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) show(at + Number(button.dataset.step), true);
  else close();
});
bar.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

function rangesOf(article, phrases) {
  const found = [];
  for (const block of article.querySelectorAll(BLOCKS)) {
    if (!block.closest("[data-added]")) found.push(...rangesIn(block, phrases));
  }
  return found;
}

// The text of a block runs through several elements: offsets in it become places in text nodes.
function rangesIn(block, phrases) {
  const nodes = [];
  let text = "";
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("[data-added]")) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  const places = phrases.flatMap((phrase) => matchesIn(text, phrase)).sort((a, b) => a[0] - b[0]);
  return places.map(([start, end]) => {
    const range = new Range();
    range.setStart(...pointOf(nodes, start, false));
    range.setEnd(...pointOf(nodes, end, true));
    return range;
  });
}

function pointOf(nodes, offset, isEnd) {
  const [start, node] = nodes.findLast(([from]) => (isEnd ? from < offset : from <= offset));
  return [node, offset - start];
}
