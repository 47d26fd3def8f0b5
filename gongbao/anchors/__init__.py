"""Report + lock -> the same with its ids: those promised, new ones for what is new.

The forms are public: s1, s2-1-7, a1-s3 · p37 (continuous), p37-2 its second sentence · t1, t1-r4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ..model import (
    Anchored,
    AnchoredReport,
    Block,
    Change,
    ContentError,
    Heading,
    Paragraph,
    Problem,
    Report,
    Sentence,
    Table,
    ids_of,
    joined,
    text,
)
from .fate import Fates
from .naming import Names, ids
from .promised import Old, kept_ids, note_ids, olds_of, row_ids, sentence_ids
from .retired import retire_problems, retired_of

__all__ = ["anchor", "retire_problems", "retired_of"]

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』】\])]*|[^。！？]+$", re.DOTALL)
"""Up to 。！？ and the marks that close after it (GB/T 15834-2011 §4.1–4.3)."""


MANY = 3
"""Ids from which it is told once that all are lost."""


def anchor(report: Report, retire: frozenset[str] = frozenset()) -> AnchoredReport:
    """The ids that the lock has promised, new names for what is new.

    Raise `ContentError` where two blocks would have one id, an id is none for its block or is that
    of another, or a promised one would be lost that is not in ``retire``.
    """
    lock = report.source.lock
    olds = olds_of(lock)
    problems: list[Problem] = []
    kept = kept_ids(report, olds, problems)
    if problems:
        raise ContentError(*problems)
    names = Names((*(p.id for p in lock.promises), *(a.id for a in lock.aliases)))
    found = tuple(ids(report.blocks, kept, names))
    blocks = tuple(_anchored(report, found, {old.id: old for old in olds}, names))
    if repeated := tuple(_repeated(blocks)):
        raise ContentError(*repeated)
    fates = Fates(blocks, olds)
    changes = fates.changes(retire)
    if lost := [change for change in changes if change.outcome == "lost"]:
        raise ContentError(*_lost(report, lost, is_all=len(lost) == len(olds)))
    return AnchoredReport(report, blocks, tuple(fates.aliases(changes, lock.aliases)), changes)


def _lost(report: Report, lost: list[Change], *, is_all: bool) -> Iterator[Problem]:
    if is_all and len(lost) >= MANY:
        message = f"none of the {len(lost)} texts that anchors.lock promises is in this report"
        hint = "it is the lock of another: take the file as it was last published (git checkout)"
        yield Problem(report.place, message, hint)
        return
    for change in lost:
        yield Problem(
            report.place,
            f"the id {change.id!r} would be lost: {change.text[:24]!r} is no longer there",
            f"put the text back, or say that links to it may lead to {change.beside!r}, which "
            f"stands nearest: --retire {report.path}#{change.id}",
        )


def _anchored(
    report: Report, ids: tuple[str | None, ...], olds: Mapping[str, Old], names: Names
) -> Iterator[Anchored]:
    section, offset = "", 0
    ledger = report.source.ledger
    pages = ledger.pages if ledger else ()
    for block, own_id in zip(report.blocks, ids, strict=True):
        if isinstance(block, Heading):
            section = own_id or ""
        words = text(block)
        stands = report.in_source(offset, offset + len(words)) if pages else None
        old = olds.get(own_id or "")
        yield Anchored(
            id=own_id,
            block=block,
            section=section,
            offset=offset,
            page=bisect_right(pages, stands[0]) if stands else None,
            sentences=tuple(_sentences(block, words, own_id, old, names)),
            row_ids=tuple(_row_ids(block, own_id, old, names)),
            note_ids=tuple(_note_ids(block, own_id, old, names)),
        )
        offset += len(words)


def _sentences(
    block: Block, words: str, own_id: str | None, old: Old | None, names: Names
) -> Iterator[Sentence]:
    if isinstance(block, Paragraph) and own_id:
        spans = [match.span() for match in SENTENCE.finditer(words)]
        each = [words[start:end] for start, end in spans]
        for name, (start, end) in zip(sentence_ids(old, own_id, each, names), spans, strict=True):
            yield Sentence(name, start, end)


def _row_ids(block: Block, own_id: str | None, old: Old | None, names: Names) -> Iterator[str]:
    if isinstance(block, Table) and own_id:
        yield from row_ids(old, own_id, block.rows, names)


def _note_ids(block: Block, own_id: str | None, old: Old | None, names: Names) -> Iterator[str]:
    if isinstance(block, Table) and own_id:
        yield from note_ids(old, own_id, [joined(note) for note in block.notes], names)


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
