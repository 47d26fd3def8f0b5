"""A report as one text in reading order, with the id of each stretch of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Anchored, AnchoredReport, Paragraph, Row, Run, Table, joined, text

CELL, LINE = "\t", "\n"
"""What stands between two cells and two blocks: no character of the report."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` of a reading: a sentence, row, note or other line; no id in titles."""

    id: str
    start: int
    end: int
    block: Anchored


@dataclass(frozen=True, slots=True)
class Reading:
    """All text of a report; the same offsets in every script."""

    path: str
    text: str
    pieces: tuple[Piece, ...]

    def at(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces that hold a character of ``text[start:end]``."""
        return tuple(p for p in self.pieces if p.start < end and start < p.end)


def reading(report: AnchoredReport) -> Reading:
    words: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for block in report.blocks:
        lines = tuple(_lines(block))
        for index, (own_id, line) in enumerate(lines):
            between = "" if isinstance(block.block, Paragraph) and index + 1 < len(lines) else LINE
            pieces.append(Piece(own_id, at, at + len(line), block))
            words.append(line + between)
            at += len(line) + len(between)
    return Reading(report.report.path, "".join(words), tuple(pieces))


def _lines(one: Anchored) -> Iterator[tuple[str, str]]:
    block, own_id = one.block, one.id or ""
    match block:
        case Paragraph():
            words = text(block)
            yield from ((s.id, words[s.start : s.end]) for s in one.sentences)
        case Table():
            if block.caption:
                yield own_id, joined(block.caption)
            yield own_id, _cells(block.header)
            for row_id, row in zip(one.row_ids, block.rows, strict=True):
                yield row_id, _cells(row)
            notes: tuple[tuple[Run, ...], ...] = block.notes
            yield from ((f"{own_id}-n{n}", joined(note)) for n, note in enumerate(notes, start=1))
        case _:
            yield own_id, text(block)


def _cells(row: Row) -> str:
    return CELL.join(map(joined, row.cells))
