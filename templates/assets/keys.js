// Keys that lead through a page, and the dialog that lists them; there they can be turned off.
const KEY = "gongbao-keys";
const dialog = document.querySelector("[data-keys]");
const choice = dialog.querySelector("input");
const STEPS = {
  j: [":is(h1, h2, h3, h4, h5, p, li, tr)[id]", 1],
  k: [":is(h1, h2, h3, h4, h5, p, li, tr)[id]", -1],
  n: [":is(h2, h3)[id]", 1],
  p: [":is(h2, h3)[id]", -1],
};

export function press(key) {
  if (key === "?") open();
  else if (!choice.checked) return;
  else if (key in STEPS) step(...STEPS[key]);
  else if (key === "c") contents();
}

export function open() {
  if (!dialog.open) dialog.showModal();
}

// The next one that begins below what stays at the top, or the last above it.
function step(selector, direction) {
  const found = [...document.querySelectorAll(`main ${selector}`)].filter((one) => one.getClientRects().length);
  const from = found.indexOf(document.activeElement);
  const isNext = (one) => direction * (distance(one) - (direction > 0 ? 8 : -8)) > 0;
  const next = from < 0 ? found[direction > 0 ? "find" : "findLast"](isNext) : found[from + direction];
  if (!next) return;
  if (next.tabIndex < 0) next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
  next.scrollIntoView();
}

function distance(element) {
  return element.getBoundingClientRect().top - parseFloat(getComputedStyle(element).scrollMarginTop);
}

function contents() {
  const list = document.querySelector("[data-contents]");
  if (!list) return;
  list.open = true;
  (list.querySelector("[aria-current]") ?? list.querySelector("a")).focus();
}

function isOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

choice.checked = isOn();
choice.addEventListener("change", () => {
  try {
    localStorage.setItem(KEY, choice.checked ? "on" : "off");
  } catch {
    // then it holds for this page
  }
});
