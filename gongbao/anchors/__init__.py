"""Report + lock -> the same with its ids: those promised, new ones for what is new.

The forms are public: s1, s2-1-7, a1-s3 · p37 (continuous), p37-2 its second sentence · t1, t1-r4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..model import (
    Anchored,
    AnchoredReport,
    Block,
    Change,
    ContentError,
    Heading,
    Lock,
    Paragraph,
    Problem,
    Report,
    Sentence,
    Table,
    TitleLine,
    ids_of,
    text,
)
from .naming import ids
from .promised import after, kept_ids, part_ids, row_ids

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』】\])]*|[^。！？]+$", re.DOTALL)
"""Up to 。！？ and the marks that close after it (GB/T 15834-2011 §4.1–4.3)."""

OWN_ID = {
    Heading: re.compile(r"(?:a[0-9]+-)?s(?:u?[0-9]+[a-z]*)(?:-u?[0-9]+[a-z]*)*|a[0-9]+[a-z]*"),
    Paragraph: re.compile(r"p[0-9]+[a-z]*"),
    Table: re.compile(r"t[0-9]+[a-z]*"),
}
"""The ids that an editor may give: those of the kind of block, never of a sentence or row."""


def anchor(report: Report, retire: frozenset[str] = frozenset()) -> AnchoredReport:
    """The ids that the lock has promised, new names for what is new.

    Raise `ContentError` where two blocks would have one id, an id is none for its block, or a
    promised one would be lost that is not in ``retire``.
    """
    lock = report.source.lock
    kept = kept_ids(report.blocks, lock)
    promised = {p.id for p in lock.promises} | {a.id for a in lock.aliases}
    found = tuple(ids(report.blocks, kept, promised))
    blocks = tuple(_anchored(report, found, lock, promised))
    problems = tuple(_wrong(report.blocks)) or tuple(_repeated(blocks))
    if problems:
        raise ContentError(*problems)
    fate = after(blocks, lock, kept, retire)
    lost = tuple(_lost(report, change) for change in fate.changes if change.outcome == "lost")
    if lost:
        raise ContentError(*lost)
    return AnchoredReport(report, blocks, fate.aliases, fate.changes)


def _lost(report: Report, change: Change) -> Problem:
    return Problem(
        report.place,
        f"the id {change.id!r} would be lost: {change.text[:24]!r} is no longer there",
        "put the text back, or say that links to it may lead to what stands nearest: "
        f"--retire {report.path}#{change.id}",
    )


def _anchored(
    report: Report, ids: tuple[str | None, ...], lock: Lock, promised: set[str]
) -> Iterator[Anchored]:
    section, offset = "", 0
    ledger = report.source.ledger
    pages = ledger.pages if ledger else ()
    for block, own_id in zip(report.blocks, ids, strict=True):
        if isinstance(block, Heading):
            section = own_id or ""
        length = len(text(block))
        stands = report.in_source(offset, offset + length) if pages else None
        yield Anchored(
            id=own_id,
            block=block,
            section=section,
            offset=offset,
            page=bisect_right(pages, stands[0]) if stands else None,
            sentences=tuple(_sentences(block, own_id, lock, promised)),
            row_ids=tuple(_row_ids(block, own_id, lock, promised)),
        )
        offset += length


def _sentences(
    block: Block, own_id: str | None, lock: Lock, promised: set[str]
) -> Iterator[Sentence]:
    if isinstance(block, Paragraph) and own_id:
        spans = [match.span() for match in SENTENCE.finditer(text(block))]
        words = [text(block)[start:end] for start, end in spans]
        for name, (start, end) in zip(part_ids(own_id, words, lock, promised), spans, strict=True):
            yield Sentence(name, start, end)


def _row_ids(block: Block, own_id: str | None, lock: Lock, promised: set[str]) -> Iterator[str]:
    if isinstance(block, Table) and own_id:
        yield from row_ids(own_id, block.rows, lock, promised)


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
