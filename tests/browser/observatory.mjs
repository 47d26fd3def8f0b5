// Mozilla's grader on headers and a page, without a network: node observatory.mjs PACKAGE < JSON
// {"headers": {…}, "html": "…"} in, {"grade", "score", "tests"} out. PACKAGE is an installed
// @mdn/mdn-http-observatory; it is a hundred megabytes, so that make test does without it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const load = (path) => import(pathToFileURL(join(folder, path)));
const preload = join(folder, "conf", "hsts-preload.json"); // the list of browsers; nobody is on it
if (!existsSync(preload)) writeFileSync(preload, "{}");

const { Requests } = await load("src/types.js");
const { Session } = await load("src/retriever/session.js");
const { ALL_TESTS } = await load("src/constants.js");
const grader = await load("src/grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await load("src/grader/charts.js");
const { parseHttpEquivHeaders } = await load("src/retriever/utils.js");
const { AxiosHeaders } = createRequire(join(folder, "package.json"))("axios");

const { headers, html } = JSON.parse(readFileSync(0, "utf8"));
const home = new URL("https://gongbao.example/");
const asked = new Requests(home.hostname);
const answer = () => ({
  headers: new AxiosHeaders({ "Content-Type": "text/html; charset=utf-8", ...headers }),
  request: { headers: new AxiosHeaders() },
  status: 200,
  statusText: "OK",
  verified: true,
  data: html,
  config: { headers: new AxiosHeaders() },
});
asked.resources.path = html;
for (const name of ["auto", "cors", "http", "https"]) asked.responses[name] = answer();
asked.responses.httpRedirects = [
  { url: new URL("http://gongbao.example/"), status: 301 },
  { url: home, status: 200 },
];
asked.responses.httpsRedirects = [{ url: home, status: 200 }];
asked.session = new Session(home);
asked.responses.auto.httpEquiv = parseHttpEquivHeaders(html, home.href);

const results = ALL_TESTS.map((test) => test(asked));
const modifiers = results.map(({ result }) => grader.getScoreModifier(result));
const lost = 100 + modifiers.filter((points) => points < 0).reduce((a, b) => a + b, 0);
const all = 100 + modifiers.reduce((a, b) => a + b, 0);
const tests = results.map(({ result }, at) => [result, modifiers[at]]);
const graded = grader.getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : lost);
console.log(JSON.stringify({ ...graded, tests }, null, 1));
