// What was understood of a number: at the pointer, at a tap, or by keyboard, where Tab leads from the
// number of a paragraph to its first figure, the arrows to the next ones, and Enter into what is shown.
import { put } from "./put.js";

const article = document.querySelector("article.report");
const numbers = document.querySelector("[data-numbers]");
const panel = document.querySelector("[data-number-panel]");
const file = numbers.querySelector("a[href$='metrics.csv']");
const titles = [...numbers.querySelectorAll("thead th")];
const SOON = 350; // milliseconds: a pointer that only passes opens nothing
let shown = null;
let isHovered = false; // what a pointer opened closes when it leaves
let waiting = 0;

function show(number, hovered = false) {
  const row = document.getElementById(`row-${number.id}`);
  if (!row || !getSelection().isCollapsed) return;
  hide();
  const [, , name] = row.cells;
  const heading = element("p", "number-name", ...[...name.childNodes].map((node) => node.cloneNode(true)));
  const facts = titles
    .map(({ dataset, cellIndex }) => [dataset, row.cells[cellIndex].textContent])
    .filter(([{ key }]) => key !== "place" && key !== "name")
    .map(([{ title }, words]) => element("div", "", element("dt", "", title), element("dd", "", words)));
  const link = element("a", "", numbers.dataset.row);
  link.href = `#${row.id}`;
  link.addEventListener("click", () => hide());
  panel.replaceChildren(heading, element("dl", "", ...facts), element("p", "", link, " · ", file.cloneNode(true)));
  panel.showPopover();
  put(panel, number.getBoundingClientRect());
  number.setAttribute("aria-describedby", panel.id);
  shown = number;
  isHovered = hovered;
}

function hide() {
  clearTimeout(waiting);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  panel.hidePopover();
}

function later(action, after) {
  clearTimeout(waiting);
  waiting = setTimeout(action, after);
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function numberOf(event) {
  return event.target.closest?.(".metric") ?? null;
}

// ---------------------------------------------------------------- pointer

function over(event) {
  const number = numberOf(event);
  if (event.pointerType !== "mouse" || event.buttons) return;
  if (number && number !== shown) later(() => show(number, true), SOON);
  else if (number || panel.contains(event.target)) clearTimeout(waiting);
  else if (!shown) clearTimeout(waiting);
  else if (isHovered && !panel.contains(document.activeElement)) later(hide, SOON);
}

function press(event) {
  const number = numberOf(event);
  if (number && !event.target.closest("a") && getSelection().isCollapsed) show(number);
  else if (!panel.contains(event.target)) hide();
}

// ---------------------------------------------------------------- keyboard

// One number can be reached by Tab, that of the paragraph where the reader is.
function enter(number) {
  if (!number) return;
  article.querySelector(".metric[tabindex='0']")?.removeAttribute("tabindex");
  number.tabIndex = 0;
}

function focus(event) {
  const number = numberOf(event);
  if (number?.matches(":focus-visible")) show(number);
  else if (!panel.contains(event.target)) hide();
  if (event.target.matches("[data-copy]")) enter(event.target.parentElement.querySelector(".metric"));
}

function key(event) {
  if (event.key === "Escape" && shown) {
    const from = shown;
    if (panel.contains(document.activeElement)) from.focus();
    hide();
    return;
  }
  const number = numberOf(event);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!number || number !== document.activeElement) return;
  if (event.key === "Enter") {
    show(number);
    panel.querySelector("a").focus();
  } else if (step) {
    const all = [...article.querySelectorAll(".metric")];
    const next = all[all.indexOf(number) + step];
    enter(next);
    next?.focus();
  } else return;
  event.preventDefault();
}

const answers = { pointerover: over, click: press, focusin: focus, keydown: key };

// The script is loaded by an event, and answers it.
export function explain(event) {
  for (const [kind, answer] of Object.entries(answers)) document.addEventListener(kind, answer);
  document.addEventListener("selectionchange", () => getSelection().isCollapsed || hide());
  answers[event.type](event);
}
