// The tokens of a text or a query, by the rules of gongbao/search/tokens.py (tests compare the two).

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const IGNORED = "\\s\"'\\u2018\\u2019\\u201c\\u201d\\u300c-\\u300f"; // white space and quotation marks
const TOKEN = new RegExp(
  `(?<han>[${HAN}])|(?<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\\.[0-9]+)?)` +
    `|(?<word>[a-z\\u00c0-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff]+)|(?<sign>[%‰+℃#&°])|(?<ignored>[${IGNORED}]+)|(?<other>.)`,
  "gsu",
);
const SKIPPED = new RegExp(`[${IGNORED}]`, "g");
const SIGNS = { "%": "pct", "‰": "pml", "+": "plus", "℃": "degc", "#": "hash", "&": "amp", "°": "deg" };

export function fold(words) {
  return words.replaceAll("，", "、").normalize("NFKC").toLowerCase();
}

function atoms(words) {
  return [...fold(words).matchAll(TOKEN)]
    .map(({ groups }) => Object.entries(groups).find(([, text]) => text !== undefined))
    .filter(([kind]) => kind !== "ignored");
}

function spelled([kind, text]) {
  if (kind === "number") return [text.replaceAll(",", "").replace(".", "d")];
  if (kind === "word") return [text];
  return kind === "sign" ? [SIGNS[text]] : [];
}

// A query ends where the reader stopped typing: its last character is no end of a run.
export function tokens(words, isQuery = false) {
  const all = atoms(words);
  return all.flatMap((atom, index) => {
    const [before, after] = [all[index - 1], all[index + 1]];
    if (atom[0] !== "han") return spelled(atom);
    if (after?.[0] === "han") {
      const standsAlone = before && before[0] !== "han" && spelled(before).length > 0;
      return standsAlone ? [atom[1], atom[1] + after[1]] : [atom[1] + after[1]];
    }
    return isQuery && !after && before?.[0] === "han" ? [] : [atom[1]];
  });
}

// The words of a query stand between white space; apart, between punctuation as well.
export function wordsOf(query, isApart = false) {
  if (!isApart) return query.split(/\s+/).filter(Boolean);
  const parts = [...fold(query).matchAll(TOKEN)].map(({ 0: part, groups }) => (groups.other ? " " : part));
  return wordsOf(parts.join("")).filter((word) => tokens(word).length > 0);
}

// Where `query` stands in `text`, as [start, end).
export function matchesIn(text, query) {
  const wanted = compared(query).map(([unit]) => unit).join("");
  if (!wanted) return [];
  const units = compared(text);
  const held = units.map(([unit]) => unit).join("");
  const found = [];
  for (let at = held.indexOf(wanted); at >= 0; at = held.indexOf(wanted, at + wanted.length)) {
    if (!splitsNumber(held, at, wanted)) {
      found.push([units[at][1], units[at + wanted.length - 1][2]]);
    }
  }
  return found;
}

// What counts of a text, as [unit, start, end]: folded, without what is ignored and without the
// commas that group the digits of a number.
function compared(text) {
  const units = [];
  let offset = 0;
  for (const char of text) {
    for (const unit of fold(char).replace(SKIPPED, "").split("")) units.push([unit, offset, offset + char.length]);
    offset += char.length;
  }
  const held = units.map(([unit]) => unit).join("");
  if (!held.includes(",")) return units;
  const commas = new Set();
  for (const { 0: number, index, groups } of held.matchAll(TOKEN)) {
    for (let at = 0; groups.number && at < number.length; at++) {
      if (number[at] === ",") commas.add(index + at);
    }
  }
  return units.filter((_, at) => !commas.has(at));
}

// 28.5 is not a part of 128.5 or of 28.51.
function splitsNumber(held, at, wanted) {
  const end = at + wanted.length;
  const startsInside = /^[0-9]/.test(wanted) && /[0-9]\.?$/.test(held.slice(0, at));
  const endsInside = /[0-9]$/.test(wanted) && /^\.?[0-9]/.test(held.slice(end));
  return startsInside || endsInside;
}

// What a page says, a text with {names}, with their values.
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
