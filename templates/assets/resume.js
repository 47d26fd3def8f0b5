// Back to where the reader was: the paragraph of the last visit, or that before a jump within the page.
import { fill } from "./text.js";

const bar = document.querySelector("[data-resume]");
const says = bar.querySelector("[role=status]");
let place = null;
let shownAt = 0;

export function offer(id, isJump) {
  const block = document.getElementById(id);
  const number = block?.querySelector(".pn")?.textContent;
  if (!number) return;
  place = block;
  shownAt = scrollY;
  says.textContent = fill(isJump ? bar.dataset.jump : bar.dataset.visit, { number });
  bar.hidden = false;
}

bar.querySelector("[data-go]").addEventListener("click", () => {
  bar.hidden = true;
  if (place.tabIndex < 0) place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
  place.scrollIntoView();
});
bar.querySelector("[data-close]").addEventListener("click", () => {
  bar.hidden = true;
});

// Who reads on has no use for it.
addEventListener("scroll", () => {
  if (Math.abs(scrollY - shownAt) > 2 * innerHeight) bar.hidden = true;
}, { passive: true });
