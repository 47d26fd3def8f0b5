"""Judges of pages: html-validate and vnu of the source, axe and IBM of what became of it; lychee of
their links; and of a policy, csp_evaluator.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
IBM = HERE / "node_modules" / "accessibility-checker-engine" / "ace.js"
LYCHEE = Path(sys.executable).with_name("lychee")
VNU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
VNU_OPTIONS = ["--format", "json", "--stdout", "--exit-zero-always"]
RUN_IBM = """() => new ace.Checker().check(document, ["WCAG_2_2"]).then(({results}) =>
    results.filter(({value: [level, found]}) => level === "VIOLATION" && found === "FAIL")
        .map(({ruleId, path, message}) => ({ruleId, path, message})))"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN_AXE = """([within, options]) => axe.run(within, options).then(
    ({violations, incomplete}) => ({violations, incomplete}))"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What axe found: certain faults, and what it asks a person to look at."""

    faults: tuple[str, ...]
    doubts: tuple[str, ...]


def html_faults(files: Iterable[Path]) -> list[str]:
    """``path:line:column: rule: message`` for every fault, in one run of node."""
    done = subprocess.run(
        ["node", HERE / "validate.mjs"],
        input="\n".join(str(file) for file in files),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"html-validate did not run: run `make test`\n{done.stderr}"
    return [
        "{path}:{line}:{column}: {rule}: {message}".format_map(m) for m in json.loads(done.stdout)
    ]


def policy_findings(policy: str) -> list[tuple[str, str, str]]:
    """Severity, directive and value of what Google's judge has to say of a policy."""
    done = subprocess.run(
        ["node", HERE / "policy.cjs"],
        input=policy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"csp_evaluator did not run: run `make test`\n{done.stderr}"
    return [(severity, name, value) for severity, name, value, _ in json.loads(done.stdout)]


def accessibility(page: Page, within: str = "html") -> Verdict:
    """WCAG 2.2 A and AA, axe's best practice, and of AAA a contrast of 7:1."""
    page.evaluate(AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
        "resultTypes": ["violations", "incomplete"],
    }
    result = page.evaluate(RUN_AXE, [within, options])
    return Verdict(_lines(result["violations"]), _lines(result["incomplete"]))


def second_opinion(page: Page) -> tuple[str, ...]:
    """What IBM's engine is certain is a fault of WCAG 2.2; what it only supposes is left to axe."""
    page.evaluate(IBM.read_text("utf-8") + ";globalThis.ace = ace")
    found = page.evaluate(RUN_IBM)
    return tuple(f"{one['ruleId']}: {one['path']['dom']}: {one['message']}" for one in found)


def markup_faults(files: Iterable[Path]) -> list[str]:
    """What the W3C's checker says of HTML files, in one run of Java, which must be there."""
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", VNU, *VNU_OPTIONS, *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{one['url'].rpartition('/site/')[2]}:{one.get('lastLine', 0)}: {one['message']}"
        for one in messages
        if one["type"] == "error"
    ]


def link_faults(site: Path, base_url: str) -> list[str]:
    """``page: message`` for every link, fragment or words linked to that are not in the site.

    Addresses that begin with ``base_url`` are those of the site; none is looked for elsewhere.
    """
    done = subprocess.run(
        [
            *(LYCHEE, "--offline", "--include-fragments=full", "--no-progress", "--format=json"),
            *(f"--root-dir={site}", "--index-files=index.html"),
            *(f"--remap=^{base_url} file://{site}/", f"{site}/**/*.html"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = json.loads(done.stdout)
    assert found["total"] > found["excludes"], "lychee has looked at nothing"
    return [
        f"{Path(page).relative_to(site)}: {one['url']}: {one['status']['text']}"
        for page, links in found["error_map"].items()
        for one in links
    ]


def _lines(rules: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in rules
        for node in rule["nodes"]
    )
