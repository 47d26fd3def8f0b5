// How hits look: one list a report, each an excerpt with the words that were looked for marked.
import { fill, matchesIn } from "./tokens.js";

const FIRST = 5; // hits shown of a report before "more"
const CONTEXT = 46; // characters shown around a hit

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function excerpt(text, words) {
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

function hit(record, words, folder) {
  const [path, anchor] = record.raw_url.replace(/^\//, "").split("#");
  const { section, text, shown } = record.meta;
  const link = element("a", "", excerpt(shown, words));
  if (section && section !== text) link.prepend(element("span", "hit-section", section));
  link.href = `${folder}${path}?q=${encodeURIComponent(words.join(" "))}${anchor ? `#${anchor}` : ""}`;
  return element("li", "", link);
}

// The list of all sections below the results has the title of each report, with its badges.
function titleOf(record) {
  const path = record.raw_url.replace(/^\//, "").split("/#")[0].replace(/\/$/, "");
  const summary = document.querySelector(`[data-report="${path}"] > summary`);
  return summary ? [...summary.cloneNode(true).childNodes] : [path];
}

// The hits of one report; `folder` is the way to the folder of the edition.
export function reportHits(group, words, { folder, more }) {
  const items = group.map((record) => hit(record, words, folder));
  const parts = [
    element("h2", "hit-report", ...titleOf(group[0])),
    element("ul", "hits", ...items.slice(0, FIRST)),
  ];
  const rest = items.slice(FIRST);
  if (rest.length) {
    const summary = element("summary", "", fill(more, { count: rest.length }));
    parts.push(element("details", "", summary, element("ul", "hits", ...rest)));
  }
  return parts;
}
