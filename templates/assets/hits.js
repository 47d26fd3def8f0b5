// How reports that were found look: a list each, an excerpt a hit with the words marked.
import { fill } from "./text.js";

const FIRST = 4; // hits shown of a report before "more"
const CONTEXT = 46; // characters shown before a hit
const CARDS = 2;

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function excerpt({ text, marks }) {
  const start = Math.max(0, (marks[0]?.[0] ?? 0) - CONTEXT);
  const end = Math.min(text.length, start + 3 * CONTEXT);
  const parts = [start > 0 ? "…" : ""];
  let at = start;
  for (const [from, to] of marks) {
    if (from < at || to > end) continue;
    parts.push(text.slice(at, from), element("mark", "", text.slice(from, to)));
    at = to;
  }
  return element("span", "hit-text", ...parts, text.slice(at, end), end < text.length ? "…" : "");
}

function hit(found, folder, query) {
  const link = element("a", "", excerpt(found));
  if (found.section) link.prepend(element("span", "hit-section", found.section));
  link.href = `${folder}?${query}${found.id ? `#${found.id}` : ""}`;
  return element("li", "", link);
}

// A number with what it measures; its link leads to the number itself.
function card(number, folder, says) {
  const link = element("a", `hit-number kind-${number.kind}`);
  if (number.label) link.append(element("span", "metric-label", number.label), " ");
  const notes = [periodWords(number.period, says), says[number.kind]].filter(Boolean).join(" · ");
  link.append(element("strong", "", number.value), " ", element("span", "metric-note", notes));
  link.href = `${folder}#${number.id}`;
  return element("li", "", link);
}

function periodWords(period, says) {
  const [year, part = "year"] = period.split("-");
  return says[part.toLowerCase()] ? fill(says[part.toLowerCase()], { year }) : period;
}

function titleOf(report, says) {
  if (report.title) return report.title;
  return fill(says.supplied, { period: periodWords(report.period, says), kind: says[report.kind] });
}

export function reportHits(report, { root, query, says }) {
  const folder = `${root}${report.path}/`;
  const heading = element("h2", "hit-report", titleOf(report, says));
  if (report.copy) heading.append(" ", element("span", "badge", says.copy));
  const facts = [report.issuer, periodWords(report.period, says), fill(says.places, { count: report.hits.length })];
  const parts = [heading, element("p", "hit-facts", facts.filter(Boolean).join(" · "))];
  const cards = new Map(report.hits.flatMap(({ cards }) => cards).map((one) => [one.id, one]));
  if (cards.size) {
    const shown = [...cards.values()].slice(0, CARDS);
    parts.push(element("ul", "hit-numbers", ...shown.map((one) => card(one, folder, says))));
  }
  const items = report.hits.map((found) => hit(found, folder, query));
  parts.push(element("ul", "hits", ...items.slice(0, FIRST)));
  const rest = items.slice(FIRST);
  if (rest.length) {
    const summary = element("summary", "", fill(says.more, { count: rest.length }));
    parts.push(element("details", "", summary, element("ul", "hits", ...rest)));
  }
  return element("section", "hit-group", ...parts);
}
