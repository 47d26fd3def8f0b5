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
    ids_of,
    text,
)

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』】\])]*|[^。！？]+$", re.DOTALL)
"""Up to 。！？ and the marks that close after it (GB/T 15834-2011 §4.1–4.3)."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
ANNEX = re.compile(r"附\s?[件录表]\s?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})?")

OWN_ID = {
    Heading: re.compile(r"(?:a[0-9]+-)?s(?:u?[0-9]+[a-z]*)(?:-u?[0-9]+[a-z]*)*|a[0-9]+[a-z]*"),
    Paragraph: re.compile(r"p[0-9]+[a-z]*"),
    Table: re.compile(r"t[0-9]+[a-z]*"),
}
"""The ids that an editor may give: those of the kind of block, never of a sentence or row."""


def anchor(report: Report) -> AnchoredReport:
    """Raise `ContentError` where two blocks would have one id, or an id is none for its block."""
    ids = tuple(_ids(report.blocks))
    anchored = tuple(_anchored(report, ids))
    problems = tuple(_wrong(report.blocks)) or tuple(_repeated(anchored))
    if problems:
        raise ContentError(*problems)
    return AnchoredReport(report, anchored)


def _ids(blocks: tuple[Block, ...]) -> Iterator[str | None]:
    sections = _Sections()
    paragraphs = tables = 0
    for block in blocks:
        match block:
            case TitleLine():
                yield None
            case Heading():
                yield sections.enter(block)
            case Paragraph(role="annex-ref"):
                yield block.explicit_id or f"a{_annex_number(text(block))}-ref"
            case Paragraph():
                paragraphs += _counts(block.explicit_id)
                yield block.explicit_id or f"p{paragraphs}"
            case Table():
                tables += _counts(block.explicit_id)
                yield block.explicit_id or f"t{tables}"


def _counts(explicit_id: str | None) -> bool:
    """p37a stands between p37 and p38: it takes no number."""
    return explicit_id is None or explicit_id[-1].isdigit()


class _Sections:
    """Where in the numbering the walk stands: prefix of an annex, part by part of the number."""

    def __init__(self) -> None:
        self.prefix = ""
        self.parts: list[str] = []
        self.unnumbered: Counter[str] = Counter()

    def enter(self, heading: Heading) -> str:
        """The id of the heading; those that follow stand under it."""
        if heading.level == 2 and ANNEX.match(heading.number):
            own_id = heading.explicit_id or f"a{_annex_number(heading.number)}"
            self.prefix, self.parts = f"{own_id}-", []
            return own_id
        depth = heading.level - 2
        above = (self.parts + ["0"] * depth)[:depth]
        self.parts = [*above, self._part(heading, above)]
        return heading.explicit_id or f"{self.prefix}s{'-'.join(self.parts)}"

    def _part(self, heading: Heading, above: list[str]) -> str:
        """A level that is skipped counts as 0, a heading without a number as u1, u2 …"""
        if heading.number and not ANNEX.match(heading.number):
            return str(number_value(heading.number))
        key = self.prefix + "-".join(above)
        self.unnumbered[key] += 1
        return f"u{self.unnumbered[key]}"


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
    return number_value(match["number"]) if match and match["number"] else 1


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


def _wrong(blocks: tuple[Block, ...]) -> Iterator[Problem]:
    for block in blocks:
        if isinstance(block, TitleLine) or block.explicit_id is None:
            continue
        if not OWN_ID[type(block)].fullmatch(block.explicit_id):
            yield Problem(
                block.place,
                f"{block.explicit_id!r} cannot be the id of a {block.kind}",
                "ids look like s1-3b for a heading, p37a for a paragraph, t2 for a table",
            )


def _repeated(blocks: tuple[Anchored, ...]) -> Iterator[Problem]:
    first: dict[str, Block] = {}
    for anchored in blocks:
        for own_id in ids_of(anchored):
            if own_id in first:
                yield Problem(
                    anchored.block.place,
                    f"the id {own_id!r} is used twice",
                    f"the first is in line {first[own_id].place.line}; give this block an id of "
                    f"its own: a line '{{#{own_id}b}}' just above it",
                )
            first.setdefault(own_id, anchored.block)
