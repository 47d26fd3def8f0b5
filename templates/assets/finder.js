// Finds reports and the places in them: asks the index shard by shard, the newest first, ranks what
// it says and verifies each place on the text of the report.
import { holding, opened, warm } from "./engine.js";
import { loadRules, matchesIn, tokens } from "./tokens.js";

const data = new URL("../search/data/", import.meta.url);
const loaded = new Map();
const MOST = 16; // tokens that are asked after in the tables

function json(name) {
  if (!loaded.has(name)) {
    const answer = fetch(new URL(name, data)).then((found) => {
      if (!found.ok) throw new Error(`${found.status} ${found.url}`);
      return found.json();
    });
    loaded.set(name, answer);
  }
  return loaded.get(name);
}

export async function prepare(lang) {
  const listed = json("shards.json");
  const [first] = await Promise.all([opened("s0"), listed, loadRules(), json(`${lang}/s0.json`)]);
  return first && listed;
}

// When the reader is about to type.
export async function expect(lang) {
  await prepare(lang);
  await warm("s0");
}

export const terms = (lang) => json(`${lang}/terms.json`);

// The reports of a shard that hold all phrases, best first: title, heading, lead, body; the newest
// first among equals.
async function candidates(lang, shard, { phrases }) {
  const [found, list] = await Promise.all([
    Promise.all(phrases.map(({ words }) => holding(shard, tokens(words, true)))),
    json(`${lang}/${shard}.json`),
  ]);
  const [first, ...others] = found;
  return list.names.split(" ").flatMap((name, at) => {
    const id = `${shard}_${name}`;
    if (!first.has(id) || others.some((other) => !other.has(id))) return [];
    const zone = Math.max(...found.map((places) => zoneOf(places.get(id), list.zones[at])));
    return [{ id, zone, period: list.periods[at], kind: list.kinds[at], issuer: list.issuers[at] }];
  });
}

function zoneOf(place, ends) {
  const zone = ends.findIndex((end) => place < end);
  return zone < 0 ? ends.length : zone;
}

export const byRank = (a, b) => a.zone - b.zone || b.period.localeCompare(a.period, "en");

// The shards but the newest that hold all that is asked: a table a token tells; without tables, all.
async function holders({ shards, tables }, { phrases }) {
  const others = shards.slice(1);
  if (!tables || !others.length) return others;
  const asked = phrases.flatMap(({ words }) => tokens(words, true)).slice(0, MOST);
  const bits = await Promise.all(asked.map((token) => bitsOf(token, tables)));
  const held = bits.reduce((all, some) => all & some, ~0n);
  return others.filter((_, at) => (held >> BigInt(at + 1)) & 1n);
}

async function bitsOf(token, tables) {
  const number = [...token].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 65536, 0) % tables;
  const table = await json(`where/${number}.json`);
  return Object.hasOwn(table, token) ? BigInt(`0x${table[token]}`) : 0n;
}

// Waves of candidates: {found, from, to, rest}, years searched so far and those still to be.
export async function* search(lang, question) {
  const listed = await prepare(lang);
  const others = holders(listed, question);
  let rest = [];
  let wave = listed.shards.slice(0, 1);
  for (let size = 2; wave.length; size *= 2) {
    const found = await Promise.all(wave.map(([shard]) => candidates(lang, shard, question)));
    if (size === 2) rest = await others;
    yield { found: found.flat().sort(byRank), years: yearsOf(rest) };
    [wave, rest] = [rest.slice(0, size), rest.slice(size)];
  }
}

function yearsOf(shards) {
  return shards.length ? [shards.at(-1)[2], shards[0][3]] : null;
}

// The report with its hits, the best first; null where the text does not hold what was asked.
export async function verified(lang, candidate, question) {
  const report = await json(`${lang}/${candidate.id}.json`);
  let section = "";
  let heading = "";
  const hits = [];
  report.lines.forEach(([id, rank, text, lead = 0, shown = "", numbers = []], order) => {
    if (rank === 1) [section, heading] = [text, id];
    const hit = hitIn({ text, shown, numbers }, question);
    if (!hit) return;
    const zone = hit.places[0][0] < lead ? 2 : rank;
    hits.push({ ...hit, id, zone, order, section: heading === id ? "" : section, text: shown || text });
  });
  if (!hits.length) return null;
  hits.sort((a, b) => a.zone - b.zone || a.order - b.order);
  return { ...report, hits };
}

function hitIn({ text, shown, numbers }, { phrases, without, hasNumbers }) {
  const found = phrases.map((phrase) => matchesIn(text, phrase));
  if (found.some((places) => !places.length)) return null;
  if (without.some((phrase) => matchesIn(text, phrase).length)) return null;
  let places = found.flat().sort((a, b) => a[0] - b[0]);
  const near = (number, [start, end]) => start < number[4] && end > number[3];
  if (hasNumbers) places = places.filter((place) => numbers.some((number) => near(number, place)));
  if (!places.length) return null;
  const cards = numbers.filter((number) => isAbout(number, places, text, phrases));
  const marks = shown ? phrases.flatMap((phrase) => matchesIn(shown, phrase)).sort((a, b) => a[0] - b[0]) : places;
  return { places, marks, cards: cards.map((number) => cardOf(number, text)) };
}

// A number is meant where it was typed, or what it measures.
function isAbout([, start, end, , , label], places, text, phrases) {
  if (places.some(([from, to]) => from < end && to > start && /\d/.test(text.slice(from, to)))) return true;
  return label && phrases.some((phrase) => matchesIn(label, phrase).length);
}

const DIRECTION = /(?:增[长長]|增加|上升|提[升高]|下降|[减減]少|降低)(?=\D{0,2}$)/;

// 增长3.0%, not 3.0%, which would be another number.
function cardOf([id, start, end, , , label, period, kind], text) {
  const [direction = ""] = text.slice(Math.max(0, start - 6), start).match(DIRECTION) ?? [];
  return { id, label, period, kind, value: direction + text.slice(start, end) };
}
