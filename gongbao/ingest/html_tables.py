"""Which tables of a web page hold figures, and what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .html_body import han
from .html_lines import Node, PageLine, Shown
from .page_chrome import is_prose
from .reading import Cells

_MOST_COLUMNS = 60
_MOST_ROWS = 2000
_LONGEST_CELL = 300
"""Chinese characters; a cell that holds more holds paragraphs, and the table is a layout."""

_Grid = list[list[int]]
"""The node of each cell by row and column; -1 where a cell above or to the left reaches."""


def tables(page: Shown, lines: tuple[PageLine, ...]) -> tuple[Cells, ...]:
    """The tables in which some of ``lines`` stand, in the order of the text."""
    found = []
    for number, group in groupby(lines, key=lambda line: _table_of(page, line)):
        if number is None:
            continue
        inside = tuple(group)
        cells = _cells(page, page.nodes[number], inside)
        if cells is not None:
            found.append(cells)
    return tuple(found)


def _table_of(page: Shown, line: PageLine) -> int | None:
    """The innermost table around the cell in which a line stands."""
    number = line.node
    in_cell = False
    while number >= 0:
        node = page.nodes[number]
        in_cell = in_cell or node.tag in ("td", "th")
        if node.tag == "table":
            return number if in_cell else None
        number = node.parent
    return None


def _cells(page: Shown, table: Node, lines: tuple[PageLine, ...]) -> Cells | None:
    inside = page.nodes[table.number + 1 : table.end]
    if any(node.tag == "table" for node in inside):
        return None
    texts: dict[int, list[PageLine]] = {}
    for line in lines:
        texts.setdefault(_cell_of(page, line.node), []).append(line)
    if any(_holds_prose(cell) for cell in texts.values()):
        return None
    grid = _filled(_grid(page, table), texts)
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    rows = tuple(tuple(_ranges(texts.get(cell, [])) for cell in row) for row in grid)
    return Cells(lines[0].start, lines[-1].end, rows)


def _holds_prose(cell: list[PageLine]) -> bool:
    paragraphs = sum(is_prose(line.text) for line in cell)
    return paragraphs > 1 or sum(han(line.text) for line in cell) > _LONGEST_CELL


def _cell_of(page: Shown, number: int) -> int:
    while page.nodes[number].tag not in ("td", "th"):
        number = page.nodes[number].parent
    return number


def _ranges(lines: list[PageLine]) -> tuple[range, ...]:
    return tuple(range(line.start, line.end) for line in lines)


def _filled(grid: _Grid, texts: dict[int, list[PageLine]]) -> _Grid:
    """Without rows and columns in which nothing stands, all rows of one length."""
    rows = [row for row in grid if any(cell in texts for cell in row)]
    width = max(map(len, rows), default=0)
    rows = [row + [-1] * (width - len(row)) for row in rows]
    used = [i for i in range(width) if any(row[i] in texts for row in rows)]
    return [[row[i] for i in used] for row in rows]


def _grid(page: Shown, table: Node) -> _Grid:
    """The cells in their columns: one that spans several holds its text once, in the first."""
    grid: _Grid = []
    reach: dict[int, int] = {}
    for row in _rows(page, table)[:_MOST_ROWS]:
        filled: list[int] = []
        for cell in _cells_of(page, row):
            while reach.get(len(filled), 0) > len(grid):
                filled.append(-1)
            wide = _span(cell, "colspan", _MOST_COLUMNS)
            tall = _span(cell, "rowspan", _MOST_ROWS)
            if len(filled) + wide > _MOST_COLUMNS:
                return []
            for column in range(len(filled), len(filled) + wide):
                reach[column] = len(grid) + tall
            filled += [cell.number] + [-1] * (wide - 1)
        grid.append(filled)
    return grid


def _rows(page: Shown, table: Node) -> list[Node]:
    return [node for node in page.nodes[table.number : table.end] if node.tag == "tr"]


def _cells_of(page: Shown, row: Node) -> Iterator[Node]:
    return (node for node in page.nodes[row.number : row.end] if node.tag in ("td", "th"))


def _span(cell: Node, name: str, most: int) -> int:
    said = re.match(r"\s*(\d{1,6})", cell.element.get(name) or "")
    return min(max(int(said[1]), 1), most) if said else 1
