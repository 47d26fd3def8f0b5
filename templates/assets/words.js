// The words of a page, and the text directive (#p37:~:text=…) which marks just some of them.
import { fold } from "./text.js";

const PAUSE = "[\\s，。；：、！？…—（）《》“”‘’「」『』【】〔〕]";
const HOLDS_PAUSE = new RegExp(PAUSE);
const HELD_TOGETHER = new RegExp(`\\w${PAUSE}\\w`);
const LONG = 40; // characters: longer words are named by their first and last clause
const ENDS = 6; // characters that such a clause has at least
const CLAUSES = 12; // clauses of context that are tried on each side
const UNSEEN = "script, style, template, .alias, [popover], [role=status]";
export const BLOCKS = ":is(h2, h3, h4, h5, p, li, tr)[id]";

// What a browser searches, in its order: runs of text nodes that no block interrupts.
export function textRuns() {
  const runs = [];
  let box = null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(UNSEEN)) continue;
    const own = boxOf(parent);
    if (own !== box) runs.push({ text: "", nodes: [], block: null });
    box = own;
    const run = runs.at(-1);
    const block = blockOf(parent);
    run.block ??= block;
    run.nodes.push([run.text.length, node, block !== null]);
    run.text += node.data;
  }
  return runs.filter((run) => run.text.trim());
}

function boxOf(element) {
  return getComputedStyle(element).display === "inline" ? boxOf(element.parentElement) : element;
}

// The block to whose words the element belongs; null for what the page added.
function blockOf(element) {
  return element.closest("[data-added]") ? null : element.closest(`article.report ${BLOCKS}`);
}

// The words of the report in a range, as [run, start, end]; none where they are not of one block.
export function piecesIn(range, runs) {
  const pieces = runs.map((run, at) => trimmed([at, ...spanIn(run, range)], runs));
  const held = pieces.filter(([, start, end]) => start < end);
  return new Set(held.map(([at]) => runs[at].block)).size === 1 ? held : [];
}

function spanIn(run, range) {
  const nodes = run.nodes.filter(([, node, isOwn]) => isOwn && range.intersectsNode(node));
  if (!nodes.length) return [0, 0];
  const [[first, from], [last, to]] = [nodes[0], nodes.at(-1)];
  return [
    first + (from === range.startContainer ? range.startOffset : 0),
    last + (to === range.endContainer ? range.endOffset : to.length),
  ];
}

function trimmed([at, start, end], runs) {
  const words = runs[at].text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  return [at, from, Math.max(from, end - words.length + words.trimEnd().length)];
}

export function wordsIn(pieces, runs) {
  const isRow = runs[pieces[0][0]].block.matches("tr");
  const words = pieces.map(([at, start, end]) => runs[at].text.slice(start, end).trim());
  return words.join(isRow ? " " : "").replace(/\s+/g, " ");
}

// ---------------------------------------------------------------- the directive

// A browser takes the first match, and only of whole words, which each cuts in its own way: so what
// surrounds the words is added up to a pause. "" where no context tells them from others.
export function directive(pieces, runs) {
  const [[first, start]] = pieces;
  const [last, , end] = pieces.at(-1);
  const page = searchable(runs);
  const before = contexts(runs, first, start, -1);
  const after = contexts(runs, last, end, 1);
  const [left, right] = halves(runs, [first, start], [last, end]);
  if (!right) {
    const words = runs[first].text.slice(start, end);
    const found = pairs(before, after).find(([lead, tail]) => page.isFirst(lead, words, tail, [first, start]));
    return found ? written(found[0], [words], found[1]) : "";
  }
  const lead = before.find((context) => page.isFirst(context, left, "", [first, start]));
  const from = page.offset([first, start]) + compared(left).length;
  const at = [last, end - right.length];
  const tail = after.find((context) => page.isFirst("", right, context, at, from));
  return lead === undefined || tail === undefined ? "" : written(lead, [left, right], tail);
}

function written(lead, words, tail) {
  const encoded = (text) => encodeURIComponent(text.replace(/\s+/g, " ").trim()).replaceAll("-", "%2D");
  const parts = [lead && `${encoded(lead)}-`, ...words.map(encoded), tail && `-${encoded(tail)}`];
  return `:~:text=${parts.filter(Boolean).join(",")}`;
}

// The first and the last clause; nothing where the words are few and in one run.
function halves(runs, [first, start], [last, end]) {
  if (first === last && end - start <= LONG) return [];
  const [one, other] = [runs[first].text, runs[last].text];
  let cut = start + ENDS;
  while (cut < one.length && !isPause(one, cut)) cut++;
  let back = Math.max(0, end - ENDS);
  while (back > 0 && !isPause(other, back)) back--;
  return first === last && cut > back ? [] : [one.slice(start, cut), other.slice(back, end)];
}

// What may stand before (step -1) or after (1) a place, up to ever farther pauses.
function contexts(runs, at, offset, step) {
  const found = isPause(runs[at].text, offset) ? [""] : [];
  let { text } = runs[at];
  let from = offset;
  if (!(step < 0 ? text.slice(0, from) : text.slice(from)).trim()) {
    text = runs[at + step]?.text ?? "";
    from = step < 0 ? text.length : 0;
  }
  for (let to = from + step; to >= 0 && to <= text.length && found.length < CLAUSES; to += step) {
    const context = text.slice(Math.min(from, to), Math.max(from, to));
    if (isPause(text, to) && context.trim()) found.push(context);
  }
  return found;
}

function isPause(text, at) {
  if (at === 0 || at === text.length) return true;
  return HOLDS_PAUSE.test(text.slice(at - 1, at + 1)) && !HELD_TOGETHER.test(text.slice(Math.max(0, at - 2), at + 2));
}

// Every pair, those with the least context first.
function pairs(before, after) {
  const all = before.flatMap((lead) => after.map((tail) => [lead, tail]));
  return all.sort((a, b) => a.join("").length - b.join("").length);
}

// The page as a browser compares it: without white space, in one case and one width.
function searchable(runs) {
  const texts = runs.map((run) => compared(run.text));
  const page = texts.join("");
  const starts = texts.reduce((found, text) => [...found, found.at(-1) + text.length], [0]);
  const offset = ([at, start]) => starts[at] + compared(runs[at].text.slice(0, start)).length;
  const isFirst = (lead, words, tail, place, from = 0) =>
    page.indexOf(compared(lead + words + tail), from) === offset(place) - compared(lead).length;
  return { offset, isFirst };
}

function compared(text) {
  return Array.from(text, fold).join("").replace(/\s/g, "").replace(/[“”]/g, '"');
}
