"""How many of the headings that a person has found does ingest find, and at which level.

``headings.tsv`` was written by hand, by reading 19 reports, before the rules were: file, offset of
the heading in the file (code points), length, level (1 is the title). It holds no text.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from gongbao.ingest import review
from gongbao.ingest.draft import Draft, draft
from gongbao.ledger import body_of
from gongbao.model import Kept
from tests.ingest.rows import Row
from tests.ingest.support import PERIOD, PLACES

BY_HAND = Path(__file__).parent / "headings.tsv"
CONTENT = Path(__file__).parents[2] / "content"
MOST_DOUBTS = 5

Heading = tuple[int, int, int]
"""Offset in the source, length there, level."""

_HEADING = re.compile(r"^(?P<marks>#{1,6}) (?P<text>.+)$", re.MULTILINE)


def measure(corpus: Path) -> tuple[Row, ...]:
    reports = due_headings()
    drafts = {name: drafted(corpus / name) for name in reports}
    found = {name: found_headings(done) for name, done in drafts.items()}
    due = sum(map(len, reports.values()))
    right = sum(len(reports[name] & found[name]) for name in reports)
    made = sum(map(len, found.values()))
    most = max(len(done.review.open) for name, done in drafts.items() if "clean/" in name)
    own, own_right = five_reports()
    return (
        Row.share("headings of the five reports, with level", "100 %", own_right, own),
        Row.share(f"headings of {len(reports)} reports: recall", ">= 99 %", right, due),
        Row.share(f"headings of {len(reports)} reports: precision", ">= 99 %", right, made),
        Row("most doubts of a clean report", f"<= {MOST_DOUBTS}", str(most), most <= MOST_DOUBTS),
    )


def due_headings() -> dict[str, set[Heading]]:
    due: dict[str, set[Heading]] = defaultdict(set)
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            due[row["file"]].add((int(row["offset"]), int(row["length"]), int(row["level"])))
    return due


def drafted(file: Path) -> Draft:
    return draft(file.read_bytes(), review.read(PERIOD, "review.yaml"), PLACES)


def found_headings(done: Draft) -> set[Heading]:
    return set(_headings(body_of(done.report), done))


def _headings(body: str, done: Draft) -> Iterator[Heading]:
    kept = [s for s in done.ledger.segments if isinstance(s, Kept)]
    source = {s.out + i: s.start + i for s in kept for i in range(s.length)}
    for match in _HEADING.finditer(body):
        ats = [source[i] for i in range(*match.span("text")) if i in source]
        yield ats[0], ats[-1] + 1 - ats[0], len(match["marks"])


def five_reports() -> tuple[int, int]:
    """The headings of the reports that are published, reviewed by hand; and those found again."""
    due = right = 0
    for file in sorted(CONTENT.glob("*/*/source.txt")):
        decided = review.read((file.parent / "review.yaml").read_text("utf-8"), "review.yaml")
        published = _texts(body_of((file.parent / "report.md").read_text("utf-8")))
        found = _texts(body_of(draft(file.read_bytes(), decided, PLACES).report))
        due += len(published)
        right += len([heading for heading in published if heading in found])
    return due, right


def _texts(body: str) -> list[tuple[str, str]]:
    return [(match["marks"], match["text"]) for match in _HEADING.finditer(body)]
