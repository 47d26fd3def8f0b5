"""A table whose cells the reader knows."""

from __future__ import annotations

from .blocks import Grid
from .doubts import Says
from .drops import Drops, Reason, merged
from .lines import Line, Passage, flowing
from .reading import Cells
from .spacing import flowed
from .table import Gridded


def table_at(tables: tuple[Cells, ...], line: Line) -> Cells | None:
    """The table in which a line stands."""
    return next((table for table in tables if table.start <= line.start < table.end), None)


def gridded(table: Cells, source: str, says: Says) -> Gridded:
    """The table with what its cells hold; the lines of a cell flow on."""
    texts = [[flowed(_flowing(cell, source), source, says) for cell in row] for row in table.rows]
    inside = {at for row in texts for cell in row for at in cell.passage.at}
    tidied: Drops = merged(cell.drops for row in texts for cell in row)
    gap: Reason = "table-gap"
    gaps = dict.fromkeys(set(range(table.start, table.end)) - inside - set(tidied), gap)
    return Gridded(
        Grid(tuple(tuple(cell.passage for cell in row) for row in texts)),
        merged((tidied, gaps)),
        tuple(doubt for row in texts for cell in row for doubt in cell.doubts),
    )


def _flowing(cell: tuple[range, ...], source: str) -> Passage:
    """The text of a cell; where two Latin words meet, the line feed between them is their space."""
    lines: list[Line] = []
    for part in cell:
        at = part.start
        for piece in source[part.start : part.stop].splitlines(keepends=True):
            passage = Passage(piece, tuple(range(at, at + len(piece)))).stripped()
            if passage.text:
                newline = at - 1 if source[at - 1 : at] == "\n" and lines else None
                lines.append(Line(passage=passage, lead="", blanks=0, newline=newline, feeds=False))
            at += len(piece)
    return flowing(lines)
