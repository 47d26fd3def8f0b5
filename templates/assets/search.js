// The search page: looks each word up as a phrase of tokens and shows only what truly holds it.
import { matchesIn, tokens } from "./tokens.js";

const page = document.querySelector("[data-search]");
const { root, editionPrefix, index, none, some, more, failed, busy } = page.dataset;
const input = page.querySelector("input[type=search]");
const status = page.querySelector(".search-status");
const results = page.querySelector(".search-results");
const FIRST = 5; // hits shown of a report before "more"
const CONTEXT = 46; // characters shown around a hit

let engine = null;

// Pagefind takes the language of the page to cut words; our tokens are cut already.
async function pagefind() {
  if (!engine) {
    const module = await import(new URL(`${index}pagefind.js`, location.href));
    const html = document.documentElement;
    const { lang } = html;
    html.lang = "und";
    engine = module.createInstance({ noWorker: true });
    html.lang = lang;
  }
  return engine;
}

async function search(query) {
  const words = query.split(/\s+/).filter(Boolean);
  const lookUp = words.map((word) => tokens(word, true)).filter((found) => found.length);
  if (!lookUp.length) return [];
  const instance = await pagefind();
  const answers = [];
  for (const found of lookUp) {
    answers.push((await instance.search(`"${found.join(" ")}"`)).results);
  }
  const [first, ...others] = answers.map((answer) => new Map(answer.map((r) => [r.id, r])));
  const common = [...first.values()].filter((r) => others.every((other) => other.has(r.id)));
  const records = await Promise.all(common.map((result) => result.data()));
  return records.filter((r) => words.every((word) => matchesIn(r.meta.text, word).length > 0));
}

// Newest report first; in a report the title, then headings, then the order of the text.
function grouped(records) {
  const reports = new Map();
  for (const record of records) {
    const path = record.raw_url.split("#")[0];
    reports.set(path, [...(reports.get(path) ?? []), record]);
  }
  const groups = [...reports.values()];
  for (const group of groups) {
    group.sort((a, b) => b.meta.weight - a.meta.weight || Number(a.meta.order) - Number(b.meta.order));
  }
  return groups.sort((a, b) => Number(b[0].meta.year) - Number(a[0].meta.year) || b.length - a.length);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function excerpt(text, query) {
  const words = query.split(/\s+/).filter(Boolean);
  const found = words.flatMap((word) => matchesIn(text, word)).sort((a, b) => a[0] - b[0]);
  const start = Math.max(0, (found[0]?.[0] ?? 0) - CONTEXT);
  const end = Math.min(text.length, start + 3 * CONTEXT);
  const parts = [start > 0 ? "…" : ""];
  let at = start;
  for (const [from, to] of found) {
    if (from < at || to > end) continue;
    parts.push(text.slice(at, from), element("mark", "", text.slice(from, to)));
    at = to;
  }
  return element("span", "hit-text", ...parts, text.slice(at, end), end < text.length ? "…" : "");
}

function hit(record, query) {
  const [path, anchor] = record.raw_url.replace(/^\//, "").split("#");
  const { section, text } = record.meta;
  const link = element("a", "", excerpt(text, query));
  if (section && section !== text) link.prepend(element("span", "hit-section", section));
  link.href = `${root}${editionPrefix}${path}?q=${encodeURIComponent(query)}${anchor ? `#${anchor}` : ""}`;
  return element("li", "", link);
}

// The list of all sections below the results has the title of each report, with its badges.
function titleOf(record) {
  const path = record.raw_url.replace(/^\//, "").split("/#")[0].replace(/\/$/, "");
  const summary = page.querySelector(`[data-report="${path}"] > summary`);
  return summary ? [...summary.cloneNode(true).childNodes] : [path];
}

function reportHits(group, query) {
  const list = element("ul", "hits", ...group.slice(0, FIRST).map((record) => hit(record, query)));
  const parts = [element("h2", "hit-report", ...titleOf(group[0])), list];
  const rest = group.slice(FIRST);
  if (rest.length) {
    const items = element("ul", "hits", ...rest.map((record) => hit(record, query)));
    parts.push(element("details", "", element("summary", "", fill(more, { count: rest.length })), items));
  }
  return parts;
}

async function show(query) {
  input.value = query;
  results.replaceChildren();
  if (!query.trim()) {
    status.textContent = "";
    return;
  }
  status.textContent = busy;
  try {
    const groups = grouped(await search(query));
    const count = groups.reduce((sum, group) => sum + group.length, 0);
    status.textContent = fill(count ? some : none, { query, count, reports: groups.length });
    results.replaceChildren(...groups.flatMap((group) => reportHits(group, query)));
  } catch (error) {
    status.textContent = failed;
    console.warn(error);
  }
}

page.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = input.value;
  history.pushState(null, "", `?q=${encodeURIComponent(query)}`);
  show(query);
});
const shown = () => show(new URLSearchParams(location.search).get("q") ?? "");
addEventListener("popstate", shown);
shown();
