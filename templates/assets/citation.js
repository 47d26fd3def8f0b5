// A citation of one paragraph, made from that of its report. Text in, text out.

// `at`: canonical (the address of the report), id (of the paragraph), date (YYYY-MM-DD, of today).
export const CITATIONS = {
  gbt7714: withUrl,

  "gbt7714-2015": (text, at) => withUrl(text, at).replaceAll("[引用日期]", `[${at.date}]`),

  bibtex: (text, at) =>
    withUrl(text, at)
      .replace(/^\s*@\w+\{[^,\s]+/, (head) => `${head}-${at.id}`)
      .replace(/,?\s*\}\s*$/, `,\n  urldate = {${at.date}},\n}\n`),

  "csl-json": (text, at) => {
    const parsed = JSON.parse(text);
    for (const item of [parsed].flat()) {
      item.id = `${item.id}-${at.id}`;
      item.URL = `${at.canonical}#${at.id}`;
      item.accessed = { "date-parts": [at.date.split("-").map(Number)] };
    }
    return JSON.stringify(parsed, null, 2);
  },
};

function withUrl(text, { canonical, id }) {
  return text.replaceAll(canonical, () => `${canonical}#${id}`);
}

// Quotation marks within quotation marks change their kind (GB/T 15834).
const INNER = { "“": "‘", "”": "’", "‘": "“", "’": "”" };

export function quoted(words) {
  return words.replace(/[“”‘’]/g, (mark) => INNER[mark]);
}

export function day(now) {
  const two = (number) => String(number).padStart(2, "0");
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
}
