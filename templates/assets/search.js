// The search page: what was asked stands in its address; results come while it is typed.
import { expect, prepare, search, verified, byRank } from "./finder.js";
import { fillFilters, isLetThrough } from "./filters.js";
import { element, reportHits } from "./hits.js";
import { suggestions } from "./suggest.js";
import { fill } from "./text.js";
import { asked } from "./tokens.js";

const PAGE = 5; // reports shown at once: their texts are loaded
const PAUSE = 200; // milliseconds without a key before the index is asked
const page = document.querySelector("[data-search]");
const { root, ...says } = page.dataset;
const { lang } = document.documentElement;
const form = page.querySelector("form");
const input = form.elements.q;
for (const { value, dataset } of form.elements.kind.options) says[value] = dataset.name;
const status = page.querySelector(".search-status");
const results = page.querySelector(".search-results");
const more = page.querySelector(".search-more");
const filters = page.querySelector(".search-filters");

let turn = 0; // the question that is being answered; an older one is dropped
let next = null; // shows the reports that follow

function stateOf(address) {
  const found = new URLSearchParams(address);
  const names = ["q", "year", "issuer", "kind"];
  const state = Object.fromEntries(names.map((name) => [name, found.get(name) ?? ""]));
  return { ...state, exact: found.has("exact"), numbers: found.has("numbers"), isAsked: found.has("q") };
}

function addressOf(state) {
  const found = new URLSearchParams();
  for (const name of ["q", "year", "issuer", "kind"]) if (state[name] || name === "q") found.set(name, state[name]);
  for (const name of ["exact", "numbers"]) if (state[name]) found.set(name, "1");
  return `?${found}`;
}

function typed() {
  const { q, year, issuer, kind, exact, numbers } = form.elements;
  const one = { q: q.value, year: year.value, issuer: issuer.value, kind: kind.value };
  return { ...one, exact: exact.value === "1", numbers: numbers.checked };
}

function questionOf(state, isApart = false) {
  return { ...asked(state.q, { isExact: state.exact, isApart }), hasNumbers: state.numbers };
}

// ---------------------------------------------------------------- answering

async function answer(state) {
  const own = ++turn;
  next = null;
  more.hidden = true;
  if (!state.isAsked) return clear("");
  try {
    status.textContent = says.busy;
    results.ariaBusy = "true";
    await prepare(lang);
    const question = questionOf(state);
    if (!question.phrases.length) return clear(says.empty);
    if (await show(state, question, says.some, own)) return;
    const apart = questionOf(state, true);
    const words = apart.phrases.map((phrase) => phrase.words).join(" ");
    if (!state.exact && apart.phrases.length > question.phrases.length) {
      if (await show(state, apart, fill(says.loose, { words, query: "{query}", reports: "{reports}" }), own)) return;
    }
    if (own === turn) await nothing(state, own);
  } catch (error) {
    if (own === turn) clear(says.failed);
    console.warn(error);
  } finally {
    if (own === turn) results.ariaBusy = null;
  }
}

function clear(words) {
  results.ariaBusy = null;
  status.textContent = words;
  results.replaceChildren();
  more.hidden = true;
  filters.hidden = true;
}

// Waves are asked for until a page is full; what is found is shown at once, the first report before
// the texts of others are loaded. True where something was found.
async function show(state, question, said, own) {
  const waves = search(lang, question);
  const found = []; // all reports that the index named
  const shown = new Set();
  let years = null;
  let isEnd = false;

  async function candidates() {
    for (;;) {
      const waiting = found.filter((one) => !shown.has(one.id) && isLetThrough(one, state));
      if (waiting.length || isEnd) return waiting.sort(byRank);
      const { value, done } = await waves.next();
      if (!done) found.push(...value.found);
      years = value?.years ?? null;
      isEnd = done || !years;
    }
  }

  async function read(some) {
    some.forEach(({ id }) => shown.add(id));
    const reports = await Promise.all(some.map((one) => verified(lang, one, question)));
    some.forEach((one, at) => reports[at] || found.splice(found.indexOf(one), 1));
    return reports.filter(Boolean);
  }

  async function append(isFirst) {
    const query = pageQuery(state);
    let count = 0;
    while (count < PAGE) {
      const waiting = await candidates();
      if (!waiting.length) break;
      const groups = await read(waiting.slice(0, isFirst && !count ? 1 : PAGE - count));
      if (own !== turn) return 0;
      const made = groups.map((report) => reportHits(report, { root, query, says }));
      if (!made.length) continue;
      if (isFirst && !count) results.replaceChildren(...made);
      else results.append(...made);
      if (!isFirst && !count) made[0].querySelector("a").focus();
      count += made.length;
      say(false);
    }
    if (own !== turn || (isFirst && !count)) return 0;
    say(true);
    return count;
  }

  function say(isDone) {
    const letThrough = found.filter((one) => isLetThrough(one, state));
    const left = letThrough.filter((one) => !shown.has(one.id)).length;
    const until = years ? fill(says.until, { from: years[0], to: years[1] }) : "";
    const text = fill(said, { query: state.q, reports: letThrough.length }) + until;
    if (status.textContent !== text) status.textContent = text;
    more.hidden = !isDone || (!left && isEnd);
    more.textContent = left ? fill(says.next, { count: left }) : years ? fill(says.older, { from: years[0], to: years[1] }) : "";
    fillFilters(form, found, state, says);
    filters.hidden = false;
  }

  next = () => append(false);
  return append(true);
}

// What a hit hands on to the report, where the words are marked.
function pageQuery({ q, exact }) {
  return new URLSearchParams(exact ? { q, exact: "1" } : { q }).toString();
}

async function nothing(state, own) {
  const isFiltered = Boolean(state.year || state.issuer || state.kind || state.numbers);
  const words = await suggestions(lang, state.q);
  if (own !== turn) return;
  clear(fill(isFiltered ? says.filtered : says.none, { query: state.q }));
  filters.hidden = !isFiltered;
  if (!words.length) return;
  const links = words.map((term) => {
    const link = element("a", "", term);
    link.href = addressOf({ q: term });
    return element("li", "", link);
  });
  results.append(element("p", "", says.meant), element("ul", "search-terms", ...links));
}

// ---------------------------------------------------------------- asking

function ask(state, isTyping) {
  const address = addressOf(state);
  if (address !== location.search) history[isTyping ? "replaceState" : "pushState"](null, "", address);
  return answer({ ...state, isAsked: Boolean(state.q) || !isTyping });
}

let waiting = 0;
input.addEventListener("focus", () => expect(lang).catch(() => {}), { once: true });
input.addEventListener("input", (event) => {
  clearTimeout(waiting);
  if (!event.isComposing) waiting = setTimeout(() => ask(typed(), true), PAUSE);
});
input.addEventListener("compositionend", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(typed(), true), PAUSE);
});
form.addEventListener("change", (event) => {
  if (event.target !== input) ask(typed(), false);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask(typed(), false);
});
more.addEventListener("click", () => next?.());

// Whoever comes back from a hit finds the list as it was: how long, what was open, how far down.
function remember() {
  const open = [...results.querySelectorAll("details")].map((details) => details.open);
  history.replaceState({ y: scrollY, open, groups: results.children.length }, "");
}

async function recall() {
  if (!history.state) return;
  const { y, open, groups } = history.state;
  while (results.children.length < groups && !more.hidden) {
    const { length } = results.children;
    await next?.();
    if (results.children.length === length) break;
  }
  results.querySelectorAll("details").forEach((details, at) => {
    details.open = open[at] ?? false;
  });
  scrollTo(0, y);
}

addEventListener("click", (event) => {
  const edition = event.target.closest("[data-edition]");
  if (edition) edition.search = location.search;
  if (event.target.closest("a")) remember();
});

async function arrive() {
  const state = stateOf(location.search);
  input.value = state.q;
  form.elements.exact.value = state.exact ? "1" : "";
  form.elements.numbers.checked = state.numbers;
  filters.open = Boolean(state.year || state.issuer || state.kind || state.numbers);
  fillFilters(form, [], state, says);
  await answer(state);
  await recall();
}

addEventListener("popstate", arrive);
arrive();
