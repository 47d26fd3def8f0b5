"""The parts of a report that the page of its source links to: blocks, rows and notes of tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ..model import Anchored, Entry, Heading, Paragraph, Table, TitleLine, joined, text
from .messages import Translate


@dataclass(frozen=True, slots=True)
class Unit:
    """``start`` is an offset in the text of the report; ``cuts`` are those where a cell ends.

    ``id`` is empty for lines of the title block. ``label``: 37, or what it is.
    """

    id: str
    label: str
    start: int
    cuts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Units:
    """In the order of the report; they hold all of its text."""

    all: tuple[Unit, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The number of the unit in which a character of the report stands."""
        return bisect_right(self.starts, offset) - 1


def units_of(entry: Entry, translate: Translate) -> Units:
    found = tuple(_units(entry, translate))
    return Units(found, tuple(unit.start for unit in found))


def _units(entry: Entry, translate: Translate) -> Iterator[Unit]:
    for anchored in entry.anchored.blocks:
        block = anchored.block
        if isinstance(block, Table):
            yield from _table_units(anchored, block, translate)
        elif text(block):
            yield Unit(anchored.id or "", _label(anchored, translate), anchored.offset)


def _label(anchored: Anchored, translate: Translate) -> str:
    match anchored.block:
        case Paragraph(role="body" | "item"):
            return (anchored.id or "").removeprefix("p")
        case TitleLine():
            return translate("Title block")
        case Heading():
            return translate("Heading")
    return translate("Annex")


def _table_units(anchored: Anchored, table: Table, translate: Translate) -> Iterator[Unit]:
    at, label, own_id = anchored.offset, translate("Table"), anchored.id or ""
    head = [joined(table.caption), *map(joined, table.header.cells)]
    if any(head):
        yield Unit(own_id, label, at, _cuts(at, head))
    at += len("".join(head))
    for row_id, row in zip(anchored.row_ids, table.rows, strict=True):
        cells = [*map(joined, row.cells)]
        if any(cells):
            yield Unit(row_id, label, at, _cuts(at, cells))
        at += len("".join(cells))
    for number, note in enumerate(table.notes, start=1):
        if joined(note):
            yield Unit(f"{own_id}-n{number}", label, at)
        at += len(joined(note))


def _cuts(start: int, words: Iterable[str]) -> frozenset[int]:
    ends = [start, *(start + end for end in accumulate(map(len, words)))]
    return frozenset(end for before, end in pairwise(ends) if end > before) - {ends[-1]}
