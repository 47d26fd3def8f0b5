// What other scripts do with words: compare them in one width and case, and fill in {names}.
export function fold(words) {
  return words.replaceAll("，", "、").normalize("NFKC").toLowerCase();
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
