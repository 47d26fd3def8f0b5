"""The pages of a PDF as one text, with what is dropped, generated and tabular in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from .drops import Drops, Reason
from .pdf_furniture import Leaf, Spot
from .pdf_glyph_codes import ZERO_WIDTH, meant
from .pdf_lines import Printed
from .pdf_tables import Row, Table, goes_on, text_of
from .reading import Cells


@dataclass(frozen=True, slots=True)
class Mark:
    """A character of the text; ``is_added`` if no text of the PDF holds it."""

    char: str
    reason: Reason | None = None
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands at one spot, or between two; ``cells`` are rows of ranges within the marks."""

    marks: tuple[Mark, ...]
    spot: Spot | None = None
    cells: tuple[tuple[range, ...], ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    starts: Mapping[Spot, int]
    pages: tuple[int, ...]
    drops: Drops
    generated: frozenset[int]
    tables: tuple[Cells, ...]


_FEED = Piece((Mark("\f"),))


def text(
    leaves: tuple[Leaf, ...],
    gone: Mapping[Spot, Reason],
    asides: Mapping[Spot, Printed],
    outline: Iterable[str],
    links: Iterable[str],
) -> Text:
    """Lines end with a line feed, pages with a form feed, the cells of a row with a tab.

    ``asides`` stand at the end of the last page; the outline and the links after it.
    """
    bodies = [tuple(_page(leaves, page, gone)) for page in range(len(leaves))]
    last = [_line(line, gone.get(spot), spot) for spot, line in asides.items()]
    pages = [(*body, _FEED) for body in bodies[:-1]] + [(*bodies[-1], *last, _FEED)]
    after = [_named(entry, "pdf-outline") for entry in outline]
    after += [_named(address, "pdf-link-annotation") for address in links]
    pieces = [piece for page in pages for piece in page] + after
    begins = [0, *accumulate(len(piece.marks) for piece in pieces)]
    lengths = accumulate(sum(len(piece.marks) for piece in page) for page in pages)
    marks = [mark for piece in pieces for mark in piece.marks]
    return Text(
        text="".join(mark.char for mark in marks),
        starts={
            piece.spot: at + _lead(piece)
            for piece, at in zip(pieces, begins, strict=False)
            if piece.spot
        },
        pages=(0, *list(lengths)[:-1]),
        drops={at: mark.reason for at, mark in enumerate(marks) if mark.reason},
        generated=frozenset(at for at, mark in enumerate(marks) if mark.is_added),
        tables=tuple(_tables(pieces, begins)),
    )


def raw(leaf: Leaf) -> str:
    """The characters of the PDF itself, in reading order, without white space."""
    lines = (line for item in leaf.items for line in _lines_of(item))
    return "".join(
        glyph.char
        for line in lines
        for i, glyph in enumerate(line.glyphs)
        if i not in line.spaces and not glyph.char.isspace()
    )


def _lines_of(item: Printed | Table) -> Iterable[Printed]:
    if isinstance(item, Printed):
        return (item,)
    return (line for row in item.rows for cell in row for line in cell)


# ---------------------------------------------------------------- pieces


def _page(leaves: tuple[Leaf, ...], page: int, gone: Mapping[Spot, Reason]) -> Iterator[Piece]:
    for i, item in enumerate(leaves[page].items):
        spot = (page, i)
        if isinstance(item, Printed):
            yield _line(item, gone.get(spot), spot)
        else:
            yield _table(item, _table_above(leaves, spot, gone), spot)


def _table_above(leaves: tuple[Leaf, ...], spot: Spot, gone: Mapping[Spot, Reason]) -> Table | None:
    """The table of the page before that goes on here: only furniture stands between them."""
    page, i = spot
    here = leaves[page].items[i]
    if not page or any((page, j) not in gone for j in range(i)):
        return None
    before = leaves[page - 1].items
    rest = [item for j, item in enumerate(before) if (page - 1, j) not in gone]
    above = rest[-1] if rest else None
    if isinstance(above, Table) and isinstance(here, Table) and goes_on(above, here):
        return above
    return None


def _line(line: Printed, reason: Reason | None, spot: Spot | None = None) -> Piece:
    return Piece((*_marks(line, reason), Mark("\n")), spot)


def _named(words: str, reason: Reason) -> Piece:
    return Piece((*(Mark(char, reason) for char in words), Mark("\n")))


def _marks(line: Printed, reason: Reason | None) -> Iterator[Mark]:
    for i, glyph in enumerate(line.glyphs):
        other = meant(glyph.char, glyph.face.font)
        if reason:
            yield Mark(glyph.char, reason, i in line.spaces)
        elif glyph.char in ZERO_WIDTH:
            yield Mark(glyph.char, "zero-width")
        elif other:
            yield Mark(glyph.char, "glyph-code")
            yield from (Mark(char, None, True) for char in other)
        else:
            yield Mark(" " if glyph.char.isspace() and glyph.char < " " else glyph.char,
                       None, i in line.spaces)  # fmt: skip


def _table(table: Table, above: Table | None, spot: Spot) -> Piece:
    """Row by row; the head of the table above is not said twice."""
    marks: list[Mark] = []
    cells = []
    for i, row in enumerate(table.rows):
        is_repeated = above is not None and i == 0 and text_of(row) == text_of(above.rows[0])
        ranges = []
        for cell in row:
            start = len(marks)
            marks += _cell(cell, "repeated-header" if is_repeated else None)
            ranges.append(range(start, len(marks)))
            marks.append(Mark("\t"))
        marks[-1] = Mark("\n")
        if not is_repeated:
            cells.append(tuple(ranges))
    return Piece(tuple(marks), spot, tuple(cells), above is not None)


def _cell(lines: Row | tuple[Printed, ...], reason: Reason | None) -> Iterator[Mark]:
    for i, line in enumerate(lines):
        if i:
            yield Mark("\n")
        yield from _marks(line, reason)  # type: ignore[arg-type]


def _lead(piece: Piece) -> int:
    """How many blanks stand before what can be seen."""
    chars = (i for i, mark in enumerate(piece.marks) if not mark.char.isspace())
    return next(chars, 0)


def _tables(pieces: list[Piece], begins: list[int]) -> Iterator[Cells]:
    waiting: Cells | None = None
    for piece, at in zip(pieces, begins, strict=False):
        if not piece.cells and not piece.goes_on:
            continue
        rows = tuple(
            tuple((range(at + part.start, at + part.stop),) for part in row) for row in piece.cells
        )
        end = at + len(piece.marks)
        if waiting and piece.goes_on:
            waiting = Cells(waiting.start, end, (*waiting.rows, *rows))
            continue
        if waiting:
            yield waiting
        waiting = Cells(at, end, rows)
    if waiting:
        yield waiting
