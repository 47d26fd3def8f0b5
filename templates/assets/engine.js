// The engine behind search: Pagefind, asked for exact phrases of our own tokens, a shard at a time.

const base = new URL("../search/pagefind/", import.meta.url).pathname;
const MOST = 16; // tokens of a phrase that are looked up; what follows is verified on the text
const shards = new Map();

async function instanceOf(shard) {
  const { createInstance } = await import(`${base}pagefind.js`);
  // A shard is a language to Pagefind, which asks the page for it; their program is loaded once.
  const html = document.documentElement;
  const { lang } = html;
  html.lang = shard;
  const instance = createInstance({ basePath: base, noWorker: true });
  html.lang = lang;
  await instance.init();
  return instance;
}

// What a question to a shard needs, whatever it is.
export function opened(shard) {
  if (!shards.has(shard)) shards.set(shard, instanceOf(shard));
  return shards.get(shard);
}

// The first question to a program costs a third of a second on a slow machine: it is asked before
// the reader has typed. The token stands between all lines.
export async function warm(shard) {
  await holding(shard, ["0x"]);
}

// The reports of a shard that hold the tokens one after the other -> where they do so first.
export async function holding(shard, tokens) {
  const instance = await opened(shard);
  const { results } = await instance.search(`"${tokens.slice(0, MOST).join(" ")}"`);
  return new Map(results.map(({ id, words }) => [id, Math.min(...words)]));
}
