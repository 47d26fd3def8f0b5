// The tokens of a query, by the rules of gongbao/search.py (tests compare the two).

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const TOKEN = new RegExp(
  `(?<han>[${HAN}])|(?<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\\.[0-9]+)?)` +
    "|(?<word>[a-z\\u00c0-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff]+)|(?<sign>[%‰+℃#&°])|(?<space>\\s+)|(?<other>.)",
  "gsu",
);
const SIGNS = { "%": "pct", "‰": "pml", "+": "plus", "℃": "degc", "#": "hash", "&": "amp", "°": "deg" };

export function fold(words) {
  return words.replaceAll("，", "、").normalize("NFKC").toLowerCase();
}

function atoms(words) {
  return [...fold(words).matchAll(TOKEN)]
    .map(({ groups }) => Object.entries(groups).find(([, text]) => text !== undefined))
    .filter(([kind]) => kind !== "space");
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

// Where `query` stands in `text`, as [start, end): the same folding, white space ignored in both.
export function matchesIn(text, query) {
  const wanted = fold(query).replace(/\s+/g, "");
  if (!wanted) return [];
  const places = [];
  let folded = "";
  let offset = 0;
  for (const char of text) {
    const form = fold(char).replace(/\s+/g, "");
    for (let i = 0; i < form.length; i++) places.push([offset, offset + char.length]);
    folded += form;
    offset += char.length;
  }
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    if (!splitsNumber(folded, at, wanted)) {
      found.push([places[at][0], places[at + wanted.length - 1][1]]);
    }
  }
  return found;
}

// 28.5 is not a part of 128.5 or of 28.51.
function splitsNumber(folded, at, wanted) {
  const end = at + wanted.length;
  const startsInside = /^[0-9]/.test(wanted) && /[0-9]\.?$/.test(folded.slice(0, at));
  const endsInside = /[0-9]$/.test(wanted) && /^\.?[0-9]/.test(folded.slice(end));
  return startsInside || endsInside;
}
