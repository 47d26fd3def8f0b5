"""Tables with ruling lines: which characters stand in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .lines import squeezed
from .pdf_columns import in_order
from .pdf_lines import Printed, printed
from .pdf_sheets import Box, Glyph, Sheet

_SNAP = 3.0
_MOST_RULES, _MOST_CROSSINGS = 400, 3_000

Row = tuple[tuple[Printed, ...], ...]
"""The lines of each cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length at ``box``; a cell that spans several stands in the first of them."""

    box: Box
    lefts: tuple[float, ...]
    rows: tuple[Row, ...]
    spans: bool

    @property
    def base(self) -> float:
        return self.box.top


def tables(sheet: Sheet) -> tuple[tuple[Table, ...], tuple[Glyph, ...]]:
    """The tables from top to bottom, and the characters that stand in none."""
    upright = tuple(glyph for glyph in sheet.glyphs if not glyph.face.turn)
    if len(sheet.rules) < 4:
        return (), upright
    found = []
    for cells in _grids(sheet.rules):
        table = _table(cells, upright)
        if table is not None:
            found.append(table)
            upright = tuple(g for g in upright if not any(_holds(cell, g) for cell in cells))
    return tuple(sorted(found, key=lambda table: -table.box.top)), upright


def goes_on(above: Table, below: Table) -> bool:
    """The second has the columns of the first."""
    return len(above.lefts) == len(below.lefts) and all(
        abs(a - b) <= _SNAP for a, b in zip(above.lefts, below.lefts, strict=True)
    )


def text_of(row: Row) -> tuple[str, ...]:
    return tuple(squeezed("".join(line.text for line in cell)) for cell in row)


def _grids(rules: Iterable[Box]) -> Iterator[list[Box]]:
    """The cells of each table, by pdfplumber; it counts downwards."""
    from pdfplumber import table as plumber  # most reports have no table, and it loads slowly

    edges = plumber.merge_edges(list(map(_edge, rules)), _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= _SNAP]
    if len(edges) > _MOST_RULES:
        return
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    if len(crossings) > _MOST_CROSSINGS:
        return
    for cells in plumber.cells_to_tables(plumber.intersections_to_cells(crossings)):
        yield [Box(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells]


def _edge(rule: Box) -> dict[str, Any]:
    wide, high = rule.right - rule.left, rule.top - rule.bottom
    x, y = (rule.left + rule.right) / 2, -(rule.bottom + rule.top) / 2
    lies = wide >= high
    return {
        "orientation": "h" if lies else "v",
        "x0": rule.left if lies else x,
        "x1": rule.right if lies else x,
        "top": y if lies else -rule.top,
        "bottom": y if lies else -rule.bottom,
        "doctop": y if lies else -rule.top,
        "width": wide if lies else 0,
        "height": 0 if lies else high,
    }


def _table(cells: list[Box], glyphs: tuple[Glyph, ...]) -> Table | None:
    """None for a mere frame: a table has at least two rows and two columns."""
    lefts = sorted({cell.left for cell in cells})
    tops = sorted({cell.top for cell in cells}, reverse=True)
    if len(lefts) < 2 or len(tops) < 2:
        return None
    places = {(cell.top, cell.left): cell for cell in cells}
    rows = tuple(tuple(_lines(places.get((top, left)), glyphs) for left in lefts) for top in tops)
    box = Box(
        lefts[0],
        min(cell.bottom for cell in cells),
        max(cell.right for cell in cells),
        tops[0],
    )
    full = tuple(row for row in rows if any(row))
    return Table(box, tuple(lefts), full, len(cells) < len(lefts) * len(tops)) if full else None


def _lines(cell: Box | None, glyphs: tuple[Glyph, ...]) -> tuple[Printed, ...]:
    if cell is None:
        return ()
    return in_order(printed(glyph for glyph in glyphs if _holds(cell, glyph)), None)


def _holds(cell: Box, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.base + 0.3 * glyph.face.size
    return cell.left <= x < cell.right and cell.bottom <= y < cell.top
