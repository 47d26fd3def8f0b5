// Links to paragraphs: copied with a click; on arrival the words that were searched for are marked.
import { matchesIn, wordsOf } from "./tokens.js";

const article = document.querySelector("article.report");

for (const link of article.querySelectorAll("[data-copy]")) {
  link.addEventListener("click", () => {
    navigator.clipboard?.writeText(article.dataset.canonical + link.hash).then(
      () => say(article.dataset.copied),
      () => {}, // The browser refused: the address bar now holds the link all the same.
    );
  });
}

let message = null;

function say(text) {
  message?.remove();
  message = document.createElement("p");
  message.className = "copied";
  message.setAttribute("role", "status");
  document.body.append(message);
  message.textContent = text;
  setTimeout((shown) => shown.remove(), 2500, message);
}

function markFound() {
  const query = new URLSearchParams(location.search).get("q");
  if (!query || !("highlights" in CSS)) return;
  const ranges = [];
  for (const block of article.querySelectorAll("h1, :is(h2, h3, h4, h5, p, li, tr, caption)[id], p")) {
    if (!block.closest("[data-added]")) ranges.push(...rangesIn(block, query));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

// The text of a block runs through several elements: offsets in it become places in text nodes.
function rangesIn(block, query) {
  const nodes = [];
  let text = "";
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("[data-added]")) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  return wordsOf(query)
    .flatMap((word) => matchesIn(text, word))
    .map(([start, end]) => {
      const range = new Range();
      range.setStart(...placeOf(nodes, start, false));
      range.setEnd(...placeOf(nodes, end, true));
      return range;
    });
}

function placeOf(nodes, offset, isEnd) {
  const [start, node] = nodes.findLast(([at]) => (isEnd ? at < offset : at <= offset));
  return [node, offset - start];
}

function focusTarget() {
  const target = document.getElementById(location.hash.slice(1)); // our ids are ASCII
  if (!target || !article.contains(target)) return;
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
}

markFound();
focusTarget();
addEventListener("hashchange", focusTarget);
