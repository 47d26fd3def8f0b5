// The tokens of a text or a query, and where a phrase stands: the rules of gongbao/search/tokens.py.

const COMPATIBLE = "\\u2e80-\\u2fdf\\u3190-\\u319f\\u3200-\\u33ff\\uf900-\\ufaff\\uff66-\\uffdc\\u{2f800}-\\u{2fa1f}";
let rules = null;
let piece = null;
let variants = new Map();
let folded = new Map();

export async function loadRules() {
  if (!rules) useRules(await (await fetch(new URL("../search/data/rules.json", import.meta.url))).json());
}

export function useRules(found) {
  rules = found;
  const beyond = rules.han_beyond.map((code) => `\\u{${code}}`).join("-");
  const signs = Object.keys(rules.signs).join("");
  piece = new RegExp(`(?<han>[${rules.han}${beyond}])|(?<number>${rules.number})|(?<word>${rules.word})|(?<sign>[${signs}])`, "gu");
  const chars = [...(rules.variants ?? "")];
  variants = new Map(chars.flatMap((char, at) => (at % 2 ? [] : [[char, chars[at + 1]]])));
  folded = new Map();
}

// One character in one width, case and script.
function fold(char) {
  if (!folded.has(char)) {
    const form = (rules.apart[char] ?? char).normalize("NFKC").toLowerCase();
    folded.set(char, Array.from(form, (one) => variants.get(one) ?? one).join(""));
  }
  return folded.get(char);
}

// What counts of a text, in order: what it is compared by, and where it stands.
export function atoms(text) {
  let line = "";
  const places = [];
  let offset = 0;
  for (const char of text) {
    const form = fold(char);
    line += form;
    for (let at = 0; at < form.length; at++) places.push([offset, offset + char.length]);
    offset += char.length;
  }
  return Array.from(line.matchAll(piece), ({ 0: found, index, groups }) => ({
    key: spelled(found, groups),
    isHan: groups.han !== undefined,
    start: places[index][0],
    end: places[index + found.length - 1][1],
  }));
}

function spelled(found, groups) {
  if (groups.sign) return rules.signs[found];
  if (!groups.number) return found;
  const [whole, decimals = ""] = found.replaceAll(",", "").split(".");
  const counted = decimals.replace(/0+$/, "");
  return counted ? `${whole}d${counted}` : whole;
}

export function tokens(words, isQuery = false) {
  const all = atoms(words);
  return all.flatMap(({ key, isHan }, at) => {
    const [before, after] = [all[at - 1], all[at + 1]];
    if (!isHan) return [key];
    if (after?.isHan) return before && !before.isHan ? [key, key + after.key] : [key + after.key];
    return isQuery && !after && before?.isHan ? [] : [key];
  });
}

// A phrase to look for; one that is exact counts punctuation and how a number is printed.
export function phraseOf(words, isExact = false) {
  const all = atoms(words);
  const core = isExact && all.length ? surface(words, all) : "";
  return { words, isExact, keys: all.map(({ key }) => key), core, sieve: sieveOf(all) };
}

// Most lines are told apart by two characters of the phrase, in any script, before they are cut.
function sieveOf(all) {
  const held = new Set(all.filter(({ isHan }) => isHan).map(({ key }) => key));
  return [...held].slice(-2).map((key) => {
    const forms = [...variants].filter(([, form]) => form === key).map(([char]) => char);
    return new RegExp(`[${key}${forms.join("")}${COMPATIBLE}]`, "u");
  });
}

function surface(text, found) {
  const words = text.slice(found[0].start, found.at(-1).end);
  return Array.from(words, fold).join("").replace(/[\s"'\u2018\u2019\u201c\u201d\u300c-\u300f]/g, "");
}

// Where it stands in the text, as [start, end).
export function matchesIn(text, { keys, isExact, core, sieve }) {
  const found = [];
  if (!keys.length || sieve.some((form) => !form.test(text))) return found;
  const all = atoms(text);
  for (let at = 0; at + keys.length <= all.length; at++) {
    if (keys.some((key, step) => all[at + step].key !== key)) continue;
    const held = all.slice(at, at + keys.length);
    if (isExact && surface(text, held) !== core) continue;
    found.push([held[0].start, held.at(-1).end]);
    at += keys.length - 1;
  }
  return found;
}

const PART = /(?<=^|\s)(?<minus>[-－−](?=\S))?(?:["“「『](?<quoted>[^"“”「」『』]+)["”」』](?=\s|$)|(?<plain>\S+))/gu;
const PAUSE = /(?:[^\p{L}\p{N}%‰+&#°.,]|[.,](?!\d))+/u; // a point may stand in a number

// Words between white space, "as typed", -without; as a whole where the switch says so, or apart at
// each punctuation mark.
export function asked(query, { isExact = false, isApart = false } = {}) {
  const parts = isExact
    ? [{ quoted: query.replace(/^\s*["“「『](.*)["”」』]\s*$/u, "$1") }]
    : Array.from(query.matchAll(PART), ({ groups }) => groups);
  const made = (part) =>
    (isApart && part.plain ? part.plain.split(PAUSE) : [part.quoted ?? part.plain])
      .map((words) => phraseOf(words, Boolean(part.quoted)))
      .filter(({ keys }) => keys.length);
  return {
    phrases: parts.filter(({ minus }) => !minus).flatMap(made),
    without: parts.filter(({ minus }) => minus).flatMap(made),
  };
}
