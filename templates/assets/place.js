// Where the reader is: the contents list follows, and another edition opens at the same paragraph.
// On a narrow screen the head of the page comes back with the first stroke upwards.

const details = document.querySelector("[data-contents]");
const article = document.querySelector("article.report");
const headings = [...article.querySelectorAll(":is(h2, h3, h4, h5)[id]")];
const blocks = [...article.querySelectorAll(":is(h2, h3, h4, h5, p, li, table)[id]")];
const links = new Map(
  [...details.querySelectorAll("a")].map((link) => [decodeURI(link.hash.slice(1)), link]),
);
const wide = matchMedia("(min-width: 68rem)");

function lastAbove(elements, line) {
  let found = null;
  for (const element of elements) {
    if (element.getBoundingClientRect().top > line) break;
    found = element;
  }
  return found;
}

let current = null;

function follow() {
  const heading = lastAbove(headings, innerHeight / 3);
  const link = heading ? links.get(heading.id) : null;
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  for (const item of details.querySelectorAll(".is-open")) item.classList.remove("is-open");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) {
    item.classList.add("is-open");
  }
  if (wide.matches) keepInView(link);
}

function keepInView(link) {
  const box = details.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  if (at.top < box.top + 40 || at.bottom > box.bottom - 40) {
    details.scrollTop += at.top - box.top - box.height / 3;
  }
}

function fit() {
  details.open = wide.matches;
}

// On a narrow screen the list lies over the text's start: it closes once it has led somewhere.
details.addEventListener("click", (event) => {
  if (event.target.closest("a") && !wide.matches) details.open = false;
});

const header = document.querySelector(".site-header");
let lastY = scrollY;

function moveHeader() {
  const isUp = scrollY < lastY;
  if (Math.abs(scrollY - lastY) > 4) {
    header.classList.toggle("is-away", !wide.matches && !isUp && scrollY > header.offsetHeight);
    lastY = scrollY;
  }
}

addEventListener("hashchange", () => {
  header.classList.toggle("is-away", !wide.matches && scrollY > header.offsetHeight);
});

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
fit();
follow();

for (const link of document.querySelectorAll("[data-edition]")) {
  link.addEventListener("click", () => {
    const cited = document.getElementById(decodeURI(location.hash.slice(1)));
    const box = cited?.getBoundingClientRect();
    const isSeen = box && box.bottom > 0 && box.top < innerHeight;
    const here = isSeen ? cited : scrollY > 0 ? lastAbove(blocks, innerHeight / 3) : null;
    link.hash = here ? here.id : "";
  });
}
