"""Judges of a page: html-validate of its source, axe of what the browser made of it; and of a
policy, csp_evaluator.
"""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN_AXE = """options => axe.run(document, options).then(
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


def accessibility(page: Page) -> Verdict:
    """WCAG 2.2 A and AA, and axe's best practice; target-size is off unless asked for."""
    page.evaluate(AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations", "incomplete"],
    }
    result = page.evaluate(RUN_AXE, options)
    return Verdict(_lines(result["violations"]), _lines(result["incomplete"]))


def _lines(rules: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in rules
        for node in rule["nodes"]
    )
