"""Bombs: each is refused by name, fast and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from gongbao import limits
from gongbao.model import Place
from tests.test_problems import HEAD, SITE

ROOT = Path(__file__).parent.parent
MOST_SECONDS, MOST_MEGABYTES = 2.0, 200
REPORT, CHANGES = "lin/2022/report.md", "lin/2022/changes.yaml"
BOMBS = {
    "brackets": (REPORT, "[" * 50_000, "a line of 50,000 characters"),
    "brackets in a paragraph": (REPORT, "[" * 9_999, "9999 of the signs"),
    "brackets in paragraphs": (REPORT, ("[" * 5000 + "\n\n") * 20, "5000 of the signs"),
    "brackets over lines": (REPORT, "[甲\n" * 150, "brackets in brackets, 150 deep"),
    "emphasis": (REPORT, "**甲" * 3000, "3000 of the signs"),
    "quotes": (REPORT, ">" * 300 + "甲", "nested too deeply"),
    "a list in a list": (REPORT, "- " * 300 + "甲", "nested too deeply"),
    "a staircase": (REPORT, "".join("  " * i + "- 甲\n" for i in range(1000)), "nested too deeply"),
    "a wide table": (REPORT, "|甲" * 1000 + "|\n" + "|-" * 1000 + "|\n", "more than 60 columns"),
    "100,000 cells": (
        REPORT,
        "|甲" * 50 + "|\n" + "|-" * 50 + "|\n" + ("|甲" * 50 + "|\n") * 2000,
        "tables of more than 20,000 cells",
    ),
    "a tall table": (
        REPORT,
        "|甲|乙|\n|-|-|\n" + "|1|2|\n" * 50_000,
        "and at most 10,000 are read",
    ),
    "100,000 paragraphs": (REPORT, "甲\n\n" * 100_000, "and at most 10,000 are read"),
    "a long line": (REPORT, "甲" * 600_000, "a line of 600,000 characters"),
    "long lines as one": (REPORT, ("甲" * 9000 + "\n") * 9, "a paragraph of 81,008 characters"),
    "10 MB": (REPORT, "甲\n" * 2_500_000, "the file has 10,000,0"),
    "a long number": (REPORT, "1" * 9000, "a number of 9000 digits"),
    "aliases": (CHANGES, "a: &a [1]\nb: [*a, *a]\n", "an alias '*a' is not allowed here"),
    "flow in flow": (CHANGES, "a: " + "[" * 90_000, "nested too deeply"),
    "maps in maps": (CHANGES, "? " * 45_000, "nested too deeply"),
    "many values": (CHANGES, "a: [" + "1," * 40_000 + "]", "more than 12,000 keys and values"),
    "much YAML": (CHANGES, "a: b\n" * 50_000, "characters of YAML"),
    "front matter": (
        REPORT,
        HEAD.replace("---\n", "---\nlinks: [" + "a," * 60_000 + "]\n", 1),
        "characters of YAML",
    ),
    "a deep ledger": ("lin/2022/ledger.json", "[" * 2_000_000, "no ledger can be read"),
    "a large ledger": ("lin/2022/ledger.json", " " * 8_000_001, "the file has 8,000,001 bytes"),
    "a deep lock": ("lin/2022/anchors.lock", "[" * 2_000_000, "no lock can be read"),
    "a large number": ("lin/2022/anchors.lock", "9" * 7_000_000, "no lock can be read"),
    "site.yaml": ("site.yaml", "a: &a [*a]\n", "an alias '*a' is not allowed here"),
    "indicators.yaml": ("indicators.yaml", "[" * 90_000, "nested too deeply"),
    "metrics.yaml": ("lin/2022/metrics.yaml", "a: " + "{" * 90_000, "nested too deeply"),
    "review.yaml": ("lin/2022/review.yaml", "- " * 45_000, "nested too deeply"),
    "a sparse source": ("lin/2022/source.txt", None, "the file has 1,000,000,000,000 bytes"),
}
CODE = r"""
import json, os, re, sys, time
from pathlib import Path
from gongbao import cli

def build(content, site, said):
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT), 2)
    os.dup2(2, 1)
    begun = time.process_time()
    status = cli.main(["build", "--content", content, "--output", site])
    peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    return status, time.process_time() - begun, int(peak[1]) >> 10

for line in sys.stdin:
    reading, writing = os.pipe()
    if not os.fork():
        os.write(writing, json.dumps(build(*json.loads(line))).encode())
        os._exit(0)
    os.wait()
    os.close(writing)
    print(os.read(reading, 999).decode(), flush=True)
    os.close(reading)
"""
"""Loads the program once and builds each site in a process of its own, as if it had just begun."""


@pytest.fixture(scope="module")
def builder() -> Iterator[Callable[[Path, Path], tuple[int, float, int, str]]]:
    """``builder(content, site)``: exit code, seconds of the processor, megabytes at most, words."""
    with subprocess.Popen(
        [sys.executable, "-c", CODE], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, answers = process.stdin, process.stdout

        def build(content: Path, site: Path) -> tuple[int, float, int, str]:
            said = site.parent / "said"
            print(json.dumps([str(content), str(site), str(said)]), file=asked, flush=True)
            line, words = answers.readline(), said.read_text("utf-8")
            assert line.strip(), words[-1000:]
            status, seconds, megabytes = json.loads(line)
            return status, seconds, megabytes, words

        yield build
        asked.close()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(
    name: str, tmp_path: Path, builder: Callable[[Path, Path], tuple[int, float, int, str]]
) -> None:
    file, text, message = BOMBS[name]
    content = tmp_path / "content"
    (content / "lin/2022").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, "utf-8")
    (content / REPORT).write_text(HEAD + "\n文。\n", "utf-8")
    path = content / file
    if text is None:
        with path.open("wb") as sparse:
            sparse.truncate(10**12)
    else:
        is_body = file == REPORT and not text.startswith("---")
        path.write_text(HEAD + "\n" + text + "\n" if is_body else text, "utf-8")
    status, seconds, megabytes, words = builder(content, tmp_path / "site")
    assert status == 1
    assert message in words
    assert f"{file}:" in words
    assert "Traceback" not in words
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES


@pytest.mark.parametrize(
    ("line", "is_good"),
    [
        ("| 甲 | 乙 |", True),
        ("- " * limits.DEPTH + "甲", True),
        ("- " * (limits.DEPTH + 1) + "甲", False),
        (">" * (limits.DEPTH + 1) + "甲", False),
        (" " * limits.INDENT + "甲", True),
        (" " * (limits.INDENT + 1) + "甲", False),
        ("1" * limits.DIGITS, True),
        ("1" * (limits.DIGITS + 1), False),
        ("甲" * limits.LINE, True),
        ("甲" * (limits.LINE + 1), False),
        ("|" * limits.COLUMNS, True),
        ("|" * (limits.COLUMNS + 1), False),
    ],
)
def test_where_a_line_is_too_much(line: str, is_good: bool) -> None:
    found = list(limits.text_problems(f"文\n{line}\n", Place("report.md", 7)))
    assert (not found) is is_good
    assert all(problem.place == Place("report.md", 8) for problem in found)


@pytest.mark.parametrize(
    ("words", "is_good"),
    [
        ("", True),
        (r"\[" * 1000, True),
        ("[甲]" * (limits.MARKS // 2), True),
        ("[甲]" * (limits.MARKS // 2) + "*", False),
        ("[" * limits.DEPTH + "]" * limits.DEPTH, True),
        ("[" * (limits.DEPTH + 1), False),
        ("]" * limits.DEPTH + "[" * limits.DEPTH, True),
        ("甲" * limits.LINE, True),
        ("甲" * (limits.LINE + 1), False),
    ],
)
def test_where_a_paragraph_is_too_much(words: str, is_good: bool) -> None:
    assert (limits.paragraph_problem(words) is None) is is_good


def test_the_largest_report_is_far_from_the_limits() -> None:
    for path in (ROOT / "content").rglob("report.md"):
        text = path.read_text("utf-8")
        assert len(path.read_bytes()) * 20 < limits.BYTES["report.md"]
        assert max(map(len, text.split("\n"))) * 20 < limits.LINE
        assert text.count("\n") * 20 < limits.LINES


def test_files_lines_cells_and_yaml_are_weighed() -> None:
    place = Place("report.md", 1)
    for name, most in (*limits.BYTES.items(), ("source.pdf", limits.SOURCE_BYTES)):
        assert limits.file_problem(name, most, place) is None
        assert limits.file_problem(name, most + 1, place)
    assert limits.yaml_problem("a" * limits.YAML, place) is None
    assert limits.yaml_problem("a" * (limits.YAML + 1), place)
    assert list(limits.text_problems("\n" * limits.LINES, place)) == []
    assert len(list(limits.text_problems("\n" * (limits.LINES + 1), place))) == 1
    rows = "|" * limits.COLUMNS + "\n"
    assert list(limits.text_problems(rows * (limits.CELLS // limits.COLUMNS), place)) == []
    assert len(list(limits.text_problems(rows * (limits.CELLS // limits.COLUMNS + 9), place))) == 1
