// Each heading has an id, and before the first stands the list of all: Eleventy has none of its own.
function contents(state) {
  const { tokens } = state;
  const found = tokens.flatMap((token, at) => (token.type === "heading_open" ? [at] : []));
  const items = found.map((at, number) => {
    tokens[at].attrSet("id", `s${number + 1}`);
    return `<li><a href="#s${number + 1}">${tokens[at + 1].content}</a></li>\n`;
  });
  const list = new state.Token("html_block", "", 0);
  list.content = `<nav><ul>\n${items.join("")}</ul></nav>\n`;
  tokens.unshift(list);
}

export default function (config) {
  config.amendLibrary("md", (md) => md.core.ruler.push("contents", contents));
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };
}
