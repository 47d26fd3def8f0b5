// Reads paths of HTML files from standard input, a line each; prints html-validate's messages as JSON.
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = JSON.parse(readFileSync(new URL(".htmlvalidate.json", import.meta.url), "utf8"));
const validator = new HtmlValidate(new StaticConfigLoader(config));
const paths = readFileSync(0, "utf8").split("\n").filter(Boolean);
const messages = [];
for (const path of paths) {
  const report = await validator.validateFile(path);
  for (const result of report.results) {
    for (const { line, column, ruleId, message } of result.messages) {
      messages.push({ path, line, column, rule: ruleId, message });
    }
  }
}
console.log(JSON.stringify(messages));
