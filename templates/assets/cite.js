// The panel that cites a paragraph: as a link, with the words selected in it, or in a form for lists.
import { CITATIONS, day, quoted } from "./citation.js";
import { put } from "./put.js";
import { fill } from "./text.js";
import { BLOCKS, directive, piecesIn, textRuns, wordsIn } from "./words.js";

const { canonical } = document.querySelector("article.report").dataset;
const button = document.querySelector("[data-cite-selection]");

// Gives the function that opens the panel at the link of a paragraph.
export function prepare({ panel, placeOf, say }) {
  const says = panel.dataset;
  const checks = panel.querySelector("[data-cite-source]");
  const byHand = panel.querySelector(".cite-by-hand");
  const choices = [...panel.querySelectorAll("[data-copies]")];
  let texts = {};
  let selected = null; // now
  let held = null; // before the pointer came down, which ends a selection

  for (const choice of choices) {
    const { copies } = choice.dataset;
    if (copies in CITATIONS && !source(copies)) choice.parentElement.remove();
    else choice.addEventListener("click", () => copy(choice));
  }

  function textsFor(block, own) {
    const at = { canonical, id: block.id, date: day(new Date()) };
    const url = `${canonical}#${block.id}`;
    const { runs, pieces } = own ?? wordsOf(rangeOf(block));
    const words = quoted(wordsIn(pieces, runs));
    const linked = own ? url + directive(pieces, runs) : url;
    const { issuer, title } = says;
    const quotation = fill(says.quotation, { words, issuer, title, place: placeOf(block), url: linked });
    const forms = Object.keys(CITATIONS).filter(source);
    const made = forms.map((form) => [form, CITATIONS[form](source(form).textContent, at)]);
    return { link: url, words: linked, quotation, ...Object.fromEntries(made) };
  }

  // Going to the paragraph takes the focus away, a frame or two later.
  async function open(link, own = ownOf(link)) {
    const block = link.closest(BLOCKS);
    texts = textsFor(block, own);
    panel.querySelector(".cite-title").textContent = fill(says.cites, { place: placeOf(block) });
    panel.querySelector(".cite-words").textContent = own ? wordsIn(own.pieces, own.runs) : "";
    panel.querySelector("[data-copies=words]").parentElement.hidden = texts.words === texts.link;
    if (checks) checks.hash = `src-${block.id}`;
    byHand.hidden = true;
    await frame();
    await frame();
    link.focus({ preventScroll: true });
    panel.showPopover();
    put(panel, own ? own.box : link.getBoundingClientRect());
    choices[0].focus({ preventScroll: true });
  }

  function ownOf(link) {
    const own = selected ?? held;
    return own && own.block === link.closest(BLOCKS) ? own : null;
  }

  function copy(choice) {
    const text = texts[choice.dataset.copies];
    const refuse = () => {
      byHand.hidden = false;
      const area = byHand.querySelector("textarea");
      area.value = text;
      area.focus();
      area.select();
      say(says.refused, false);
    };
    if (!navigator.clipboard) return refuse();
    return navigator.clipboard.writeText(text).then(() => {
      panel.hidePopover();
      say(choice.dataset.copied);
    }, refuse);
  }

  function select() {
    selected = getSelection().isCollapsed ? null : wordsOf(getSelection().getRangeAt(0));
    button.hidden = !selected;
    if (selected) put(button, selected.box);
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(select, 200);
  });
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => {
      select();
      held = kind === "pointerdown" ? selected : null;
    });
  }
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const own = selected ?? held;
    if (own) open(own.block.querySelector("[data-copy]"), own);
  });
  select();
  return open;
}

function wordsOf(range) {
  const runs = textRuns();
  const pieces = piecesIn(range, runs);
  return pieces.length ? { runs, pieces, block: runs[pieces[0][0]].block, box: range.getBoundingClientRect() } : null;
}

function rangeOf(block) {
  const range = new Range();
  range.selectNodeContents(block);
  return range;
}

function source(form) {
  return document.querySelector(`[data-cite="${form}"]`);
}

function frame() {
  return new Promise((done) => requestAnimationFrame(done));
}
