// The filters of the search page: each choice with the number of reports it leaves.
import { fill } from "./text.js";

const FILTERS = {
  year: ({ period }) => period.slice(0, 4),
  issuer: ({ issuer }) => issuer,
  kind: ({ kind }) => kind,
};
const MOST = 60; // choices of a list

export function isLetThrough(report, state) {
  return Object.entries(FILTERS).every(([name, valueOf]) => !state[name] || valueOf(report) === state[name]);
}

// A list counts what the other lists let through.
export function fillFilters(form, reports, state, says) {
  for (const [name, valueOf] of Object.entries(FILTERS)) {
    const select = form.elements[name];
    const names = new Map([...select.options].map((option) => [option.value, option.dataset.name ?? option.value]));
    const left = reports.filter((report) => isLetThrough(report, { ...state, [name]: "" }));
    const counts = new Map(state[name] ? [[state[name], 0]] : []);
    for (const value of left.map(valueOf).filter(Boolean)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => (name === "year" ? b[0].localeCompare(a[0], "en") : b[1] - a[1]));
    const options = sorted.slice(0, MOST).map(([value, count]) => optionOf(value, names.get(value), count, says));
    const kept = name === "kind" ? [...select.options].filter(({ value }) => value && !counts.has(value)) : [];
    kept.forEach((option) => (option.hidden = true));
    select.replaceChildren(new Option(says.all, ""), ...options, ...kept);
    select.value = state[name];
  }
}

function optionOf(value, words = value, count, says) {
  const option = new Option(count ? words + fill(says.counted, { count }) : words, value);
  option.dataset.name = words;
  return option;
}
