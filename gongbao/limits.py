"""How much of anything content/ may hold: far more than any report, far less than a bomb.

The largest real report known to us has 12,405 characters in 223 lines, the longest line 425.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Place, Problem

BYTES = {"report.md": 2_000_000, ".yaml": 400_000, ".json": 8_000_000, ".lock": 8_000_000}
"""Of a file, by its name or the end of it."""
SOURCE_BYTES = 100_000_000
YAML = 100_000
"""Characters of a file of YAML, or of the front matter of a report."""
VALUES = 12_000
"""Keys, values, lists and their ends of one such text."""
LINES = 10_000
LINE = 10_000
"""Characters of a line, and of a paragraph."""
CELLS = 20_000
COLUMNS = 60
DEPTH = 12
"""Of lists, quotes and brackets: markdown-it calls itself for each."""
INDENT = 24
MARKS = 200
"""Signs of one paragraph that may open something: each is tried with all after it."""
DIGITS = 40
"""No number is longer; to look for the end of one takes the square of its length."""

NEST = re.compile(r"[ \t]*(?:(?:[>*+-]|[0-9]{1,9}[.)])[ \t]*)*")
MARK = re.compile(r"\\.|\*+|_+|`+|!?\[|\]|<")
NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")


def file_problem(name: str, size: int, place: Place) -> Problem | None:
    """A file of ``size`` bytes that is too large to be read."""
    most = next((most for end, most in BYTES.items() if name.endswith(end)), SOURCE_BYTES)
    if size <= most:
        return None
    return Problem(
        Place(place.path),
        f"the file has {size:,} bytes, and at most {most:,} are read",
        "divide it, or remove what does not belong to it",
    )


def yaml_problem(text: str, place: Place) -> Problem | None:
    """YAML takes a second for each 100,000 characters, and a call for each bracket."""
    if len(text) > YAML:
        message = f"{len(text):,} characters of YAML, and at most {YAML:,} are read"
        return Problem(place, message, "divide it, or remove what does not belong to it")
    return None


def text_problems(text: str, place: Place) -> Iterator[Problem]:
    """What makes report.md too much for a parser, each at the first line where it is."""
    lines = text.split("\n")
    if len(lines) - 1 > LINES:
        message = f"the report has {len(lines) - 1:,} lines, and at most {LINES:,} are read"
        yield Problem(Place(place.path, LINES + 1), message, "divide it into reports")
        return
    cells = 0
    for number, line in enumerate(lines, place.line):
        cells += line.count("|")
        if found := _of_line(line):
            yield Problem(Place(place.path, number), *found)
        elif cells > CELLS:
            what = f"tables of more than {CELLS:,} cells in one report"
            yield Problem(Place(place.path, number), what, "leave some of them to the source")
            return


def _of_line(line: str) -> tuple[str, str] | None:
    if len(line) > LINE:
        message = f"a line of {len(line):,} characters, and at most {LINE:,} are read"
        return message, "divide it into paragraphs, with an empty line between them"
    nest = NEST.match(line)
    opened = nest[0] if nest else ""
    depth = opened.count(">") + len(opened.replace(">", " ").split())
    if depth > DEPTH or len(opened) - len(opened.lstrip()) > INDENT:
        return "this is nested too deeply, or indented too far", "write lists in one level"
    if line.count("|") > COLUMNS:
        return f"a table of more than {COLUMNS} columns", "divide it into tables side by side"
    longest = max(NUMBER.findall(line), key=len, default="")
    if len(longest) > DIGITS:
        message = f"a number of {len(longest)} digits, beginning {longest[:12]!r}"
        return message, f"numbers have at most {DIGITS}: put spaces into one that is none"
    return None


def paragraph_problem(words: str) -> tuple[str, str] | None:
    """The same of the words of one paragraph or cell, whose lines belong together."""
    if len(words) > LINE:
        message = f"a paragraph of {len(words):,} characters, and at most {LINE:,} are read"
        return message, "divide it, with an empty line between the parts"
    marks = [mark[0] for mark in MARK.finditer(words) if not mark[0].startswith("\\")]
    if len(marks) > MARKS:
        message = f"{len(marks)} of the signs * _ ` [ ] < in one paragraph, and at most {MARKS}"
        return message, r"write '\*' or '\[' for signs that are text"
    depth = deepest = 0
    for mark in marks:
        depth += ("[" in mark) - (mark == "]" and depth > 0)
        deepest = max(deepest, depth)
    if deepest > DEPTH:
        message = f"brackets in brackets, {deepest} deep, and at most {DEPTH} are read"
        return message, r"write '\[' for a bracket that is text"
    return None
