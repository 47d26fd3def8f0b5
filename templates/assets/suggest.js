// What may have been meant where nothing is found: the nearest words that stand in the reports.
import { terms } from "./finder.js";
import { atoms } from "./tokens.js";

const MOST = 5;

// Parts of known terms with all but one or two characters of the query, in its order.
export async function suggestions(lang, query) {
  const wanted = atoms(query).map(({ key }) => key);
  if (wanted.length < 2) return [];
  const allowed = wanted.length < 5 ? 1 : Math.min(3, Math.floor(wanted.length / 3));
  const found = new Map();
  (await terms(lang)).forEach((term, order) => {
    const all = atoms(term);
    for (let at = 0; at + wanted.length <= all.length; at++) {
      const wrong = wanted.filter((key, step) => all[at + step].key !== key).length;
      const words = term.slice(all[at].start, all[at + wanted.length - 1].end);
      if (wrong && wrong <= allowed) keep(found, words, wrong * 10000 + order);
    }
    const shared = wanted.filter((key) => all.some((one) => one.key === key)).length;
    if (shared * 3 >= wanted.length * 2 && shared > 1) keep(found, term, 100000 - shared * 1000 + order);
  });
  return [...found].sort((a, b) => a[1] - b[1]).slice(0, MOST).map(([words]) => words);
}

function keep(found, words, distance) {
  found.set(words, Math.min(distance, found.get(words) ?? Infinity));
}
