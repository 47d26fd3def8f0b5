"""The table of an annex, from lines in which its cells have run together.

The header says how many columns there are; a row begins with 一、 (a group) or 1. and is cut into
as many cells where that is cheapest. Rows whose cells wrap are doubts: an editor compares them with
the source and writes the row as ``a | b | c``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from . import numbering
from .blocks import Grid
from .doubts import Doubt, Says, excerpt
from .drops import Drops, Reason, merged
from .lines import Line, Passage, concatenated, squeezed
from .spacing import flowed, is_cjk

HEADER = re.compile(r"指标|项目|序号|名称|类别|单位")
VALUE = re.compile(
    r"(?:(?:增长|下降|提高|减少|约|超)?[-+−]?\d[\d.,]*\s*(?:%|％)?\S{0,4}?(?:以内|以上|以下|左右)?"
    r"|力争\S+|完成\S+目标|持平|[—\-/]+)"
)
_YEAR = re.compile(r"\d{4}\s*年$")
_HANGS = re.compile(r"(?:比|较|下达|年|下降|增长|提高|达到|：)$")

_NO_CELL = Passage("", ())


@dataclass(frozen=True, slots=True)
class Gridded:
    grid: Grid
    drops: Drops
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """``pieces`` are the ranges of ``passage`` between which a cell may end."""

    passage: Passage
    pieces: tuple[range, ...]
    is_wrapped: bool


def gridded(lines: tuple[Line, ...], source: str, says: Says) -> Gridded | None:
    """The table, or None if the lines are not a header and numbered rows."""
    first = next((i for i, line in enumerate(lines) if _opens_row(line)), len(lines))
    header = _header(lines[:first])
    rows = tuple(_rows(lines[first:]))
    if len(header) < 2 or not rows:
        return None
    cut = [(row, _cut(row, len(header), says)) for row in rows]
    tidied = [[flowed(cell, source, says) for cell in header]]
    tidied += [[flowed(cell, source, says) for cell in cells] for _, cells in cut]
    gaps = [_gaps(row, cells) for row, cells in cut]
    doubts = [d for row in tidied for cell in row for d in cell.doubts]
    doubts += [
        Doubt(
            row.passage.start,
            "cell",
            excerpt(source, "cell", row.passage.start),
            written(tuple(cell.passage for cell in cells)),
        )
        for (row, _), cells in zip(cut, tidied[1:], strict=True)
        if row.is_wrapped or not _is_plain(row, tuple(cell.passage for cell in cells))
    ]
    drops = merged((*(cell.drops for row in tidied for cell in row), *gaps))
    return Gridded(
        Grid(tuple(tuple(c.passage for c in row) for row in tidied)), drops, tuple(doubts)
    )


def written(row: tuple[Passage, ...]) -> str:
    """The row as an editor writes it into review.yaml."""
    return " | ".join(cell.text for cell in row if cell.text)


def _is_plain(row: _Row, cells: tuple[Passage, ...]) -> bool:
    """Every cell but the first is a value as tables have them, or the row is a group."""
    is_group = numbering.level(row.passage.text) == 2
    return is_group or all(VALUE.fullmatch(squeezed(cell.text)) for cell in cells[1:])


def _opens_row(line: Line) -> bool:
    return numbering.level(line.text) in (2, 4)


def _header(lines: tuple[Line, ...]) -> tuple[Passage, ...]:
    """One cell a line, but a year goes with the line below it."""
    cells: list[list[Passage]] = []
    for i, line in enumerate(lines):
        if i and _YEAR.match(lines[i - 1].text):
            cells[-1].append(line.passage)
        else:
            cells.append([line.passage])
    return tuple(concatenated(cell) for cell in cells)


def _rows(lines: tuple[Line, ...]) -> Iterator[_Row]:
    starts = [i for i, line in enumerate(lines) if _opens_row(line)]
    for start, end in pairwise((*starts, len(lines))):
        group = lines[start:end]
        passage = concatenated(line.passage for line in group)
        yield _Row(passage, tuple(_pieces(group)), len(group) > 1)


def _pieces(lines: tuple[Line, ...]) -> Iterator[range]:
    base = 0
    for line in lines:
        for word in re.finditer(r"\S+", line.text):
            yield range(base + word.start(), base + word.end())
        base += len(line.text)


def _cut(row: _Row, columns: int, says: Says) -> tuple[Passage, ...]:
    """The cells of a row, filled up with empty ones."""
    said = _said_cells(row, says.get(("cell", row.passage.start), ""))
    if said and len(said) <= columns:
        ends = said
    elif numbering.level(row.passage.text) == 2 and len(row.pieces) < columns:
        ends = (len(row.pieces),)
    else:
        ends = _cheapest(row, min(columns, len(row.pieces)))
    cells = []
    start = 0
    for end in ends:
        pieces = row.pieces[start:end]
        cells.append(row.passage.part(pieces[0].start, pieces[-1].stop))
        start = end
    return (*cells, *[_NO_CELL] * (columns - len(cells)))


def _cheapest(row: _Row, columns: int) -> tuple[int, ...]:
    """After which pieces the cells end, at the lowest cost."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column in range(columns):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(row.pieces) + 1):
                option = (cost + _cost(row, start, end, column), (*ends, end))
                longer[end] = min(longer.get(end, option), option)
        best = longer
    return best[len(row.pieces)][1]


def _cost(row: _Row, start: int, end: int, column: int) -> float:
    """Of making these pieces the cell of a column: it should be whole, and from 1 on a value."""
    pieces = row.pieces[start:end]
    text = squeezed(row.passage.text[pieces[0].start : pieces[-1].stop])
    brackets = text.count("（") + text.count("(") - text.count("）") - text.count(")")
    cost = 5.0 * bool(brackets) + 5.0 * bool(_HANGS.search(text))
    if end < len(row.pieces):
        cost += 0.5 * _is_layout_gap(row, row.pieces[end - 1], row.pieces[end])
    return cost + float(column > 0 and not VALUE.fullmatch(text))


def _is_layout_gap(row: _Row, left: range, right: range) -> bool:
    """White space between Chinese and Latin, which the layout puts there anyway."""
    text = row.passage.text
    is_gap = left.stop < right.start
    return is_gap and is_cjk(text[left.stop - 1]) != is_cjk(text[right.start])


def _gaps(row: _Row, cells: tuple[Passage, ...]) -> Drops:
    """White space between cells; that inside them is not a gap of the table."""
    inside = {at for cell in cells for at in cell.at}
    reason: Reason = "table-gap"
    return {at: reason for at in row.passage.at if at not in inside}


def _said_cells(row: _Row, said: str) -> tuple[int, ...]:
    """After which pieces the cells end that an editor wrote; empty if these are other words."""
    ends: list[int] = []
    for cell in said.split(" | "):
        wanted, got, at = squeezed(cell), "", ends[-1] if ends else 0
        while at < len(row.pieces) and len(got) < len(wanted):
            piece = row.pieces[at]
            got += row.passage.text[piece.start : piece.stop]
            at += 1
        if not wanted or got != wanted:
            return ()
        ends.append(at)
    return tuple(ends) if ends and ends[-1] == len(row.pieces) else ()
