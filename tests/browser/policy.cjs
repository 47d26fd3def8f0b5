// Google's judge of a Content-Security-Policy: the policy in, its findings as JSON out.
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");
const { Severity } = require("csp_evaluator/dist/finding.js");
const { CspParser } = require("csp_evaluator/dist/parser.js");

const policy = require("node:fs").readFileSync(0, "utf8");
const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
console.log(
  JSON.stringify(
    findings.map(({ severity, directive, value, description }) => {
      return [Severity[severity], directive, value ?? "", description];
    }),
  ),
);
