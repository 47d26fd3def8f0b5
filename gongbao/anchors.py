"""Report -> the same with its ids: sections by printed number, paragraphs by their order.

The forms are public: s1, s2-1-7, a1-s3 · p37 (continuous), p37-2 its second sentence · t1, t1-r4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from .model import (
    Anchored,
    AnchoredReport,
    Block,
    ContentError,
    Heading,
    Paragraph,
    Problem,
    Report,
    Sentence,
    Table,
    TitleLine,
    text,
)

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』】\])]*|[^。！？]+$", re.DOTALL)
"""Up to 。！？ and the marks that close after it (GB/T 15834-2011 §4.1–4.3)."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
ANNEX = re.compile(r"附\s?[件录表]\s?(?P<number>\d{0,2})")


def anchor(report: Report) -> AnchoredReport:
    """Raise `ContentError` where two blocks would have one id."""
    ids = tuple(_ids(report.blocks))
    problems = tuple(_repeated(report, ids))
    if problems:
        raise ContentError(*problems)
    return AnchoredReport(report, tuple(_anchored(report, ids)))


def _ids(blocks: tuple[Block, ...]) -> Iterator[str | None]:
    sections = _Sections()
    paragraphs = tables = 0
    for block in blocks:
        match block:
            case TitleLine():
                yield None
            case Heading():
                yield block.explicit_id or sections.id_of(block)
                sections.enter(block)
            case Paragraph(role="annex-ref"):
                yield block.explicit_id or f"a{_annex_number(text(block))}-ref"
            case Paragraph():
                paragraphs += 1
                yield block.explicit_id or f"p{paragraphs}"
            case Table():
                tables += 1
                yield block.explicit_id or f"t{tables}"


class _Sections:
    """Where in the numbering the walk stands: prefix of an annex, part by part of the number."""

    def __init__(self) -> None:
        self.prefix = ""
        self.parts: list[str] = []
        self.unnumbered: Counter[str] = Counter()

    def id_of(self, heading: Heading) -> str:
        if ANNEX.match(heading.number):
            return f"a{_annex_number(heading.number)}"
        return self.prefix + "s" + "-".join(self._parts(heading))

    def enter(self, heading: Heading) -> None:
        if ANNEX.match(heading.number):
            self.prefix, self.parts = f"a{_annex_number(heading.number)}-", []
            return
        self.parts = self._parts(heading)
        if not heading.number:
            self.unnumbered[self.prefix + "-".join(self.parts[:-1])] += 1

    def _parts(self, heading: Heading) -> list[str]:
        """A level that is skipped counts as 0, a heading without a number as u1, u2 …"""
        depth = heading.level - 2
        above = (self.parts + ["0"] * depth)[:depth]
        if heading.number:
            return [*above, str(number_value(heading.number))]
        return [*above, f"u{self.unnumbered[self.prefix + '-'.join(above)] + 1}"]


def number_value(printed: str) -> int:
    """``（十二）`` → 12, ``7.`` → 7."""
    digits = re.search(r"\d+", printed)
    if digits:
        return int(digits[0])
    total = unit = 0
    for char in printed:
        if char in DIGITS:
            unit = DIGITS[char]
        elif char in "十百":
            total += (unit or 1) * (10 if char == "十" else 100)
            unit = 0
    return total + unit


def _annex_number(printed: str) -> int:
    match = ANNEX.match(printed)
    return int(match["number"] or 1) if match else 1


def _anchored(report: Report, ids: tuple[str | None, ...]) -> Iterator[Anchored]:
    section, offset = "", 0
    ledger = report.source.ledger
    pages = ledger.pages if ledger and report.is_verified else ()
    for block, own_id in zip(report.blocks, ids, strict=True):
        if isinstance(block, Heading):
            section = own_id or ""
        length = len(text(block))
        page = bisect_right(pages, report.kept[offset]) if pages and length else None
        yield Anchored(
            id=own_id,
            block=block,
            section=section,
            offset=offset,
            page=page,
            sentences=tuple(_sentences(block, own_id)),
            row_ids=tuple(_row_ids(block, own_id)),
        )
        offset += length


def _sentences(block: Block, own_id: str | None) -> Iterator[Sentence]:
    if isinstance(block, Paragraph) and own_id:
        for number, match in enumerate(SENTENCE.finditer(text(block)), start=1):
            yield Sentence(own_id if number == 1 else f"{own_id}-{number}", *match.span())


def _row_ids(block: Block, own_id: str | None) -> Iterator[str]:
    if isinstance(block, Table):
        rows = groups = 0
        for row in block.rows:
            rows, groups = rows + (not row.is_group), groups + row.is_group
            yield f"{own_id}-g{groups}" if row.is_group else f"{own_id}-r{rows}"


def _repeated(report: Report, ids: tuple[str | None, ...]) -> Iterator[Problem]:
    first: dict[str, Block] = {}
    for block, own_id in zip(report.blocks, ids, strict=True):
        if own_id is None:
            continue
        if own_id in first:
            yield Problem(
                block.place,
                f"the id {own_id!r} is used twice",
                f"the first is in line {first[own_id].place.line}; give this block an id of its "
                f"own: a line '{{#{own_id}b}}' just above it",
            )
        first.setdefault(own_id, block)
