"""Pieces of a DOCX to the text of its reading, and where everything stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import ContentError, Place, Problem
from .docx_paragraphs import has_no_mark
from .docx_pieces import Chars, Edge, Link, Piece, Seen
from .docx_styles import number
from .drops import Reason
from .ooxml import Element, name, value
from .reading import Cells

_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\u00ad\ufeff]")
_LONGEST = 1_000_000
"""Characters. The longest plan of a government has a tenth of it."""
_WIDEST = 63
"""Columns, as Word allows."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph at ``text[start:end]``."""

    start: int
    end: int
    element: Element
    is_in_table: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """``seen`` has the offset at which each thing was seen."""

    text: str
    drops: dict[int, Reason]
    generated: frozenset[int]
    paragraphs: tuple[Placed, ...]
    tables: tuple[Cells, ...]
    seen: tuple[tuple[str, int], ...]
    links: tuple[Link, ...]


def extracted(pieces: Iterable[Piece], place: Place) -> Extract:
    """The text: a line a paragraph, a tab between cells; `ContentError` if it is absurdly large."""
    text = _Text(place)
    for piece in pieces:
        if isinstance(piece, Edge):
            _edge(piece, text)
        else:
            _put(piece, text)
    return text.done()


def _put(piece: Piece, text: _Text) -> None:
    match piece:
        case Chars():
            text.add(piece)
        case Seen(what):
            text.seen.append((what, text.length))
        case Link():
            text.links.append(piece)
        case _:
            raise AssertionError(f"{piece!r} was resolved before")


def _edge(edge: Edge, text: _Text) -> None:
    match edge:
        case Edge("w:p", element, True):
            text.begin_paragraph(element)
        case Edge("w:p", element, False):
            text.end_paragraph(element)
        case Edge(what, element, opens) if not _is_frame(element):
            text.tables.edge(what, element, opens, text)


def _is_frame(element: Element) -> bool:
    """A table of one cell is a frame around paragraphs."""
    table = element if name(element) == "w:tbl" else next(_tables_around(element), None)
    if table is None:
        return False
    cells = (cell for row in table for cell in row if name(cell) in ("w:tc", "w:sdt"))
    return next(cells, None) is not None and next(cells, None) is None


def _tables_around(element: Element) -> Iterator[Element]:
    return (e for e in element.iterancestors() if name(e) == "w:tbl")


class _Text:
    """The text as it grows. White space between lines is put in before what follows it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.parts: list[str] = []
        self.length = 0
        self.gap = ""
        self.last = ""
        self.drops: dict[int, Reason] = {}
        self.generated: set[int] = set()
        self.paragraphs: list[Placed] = []
        self.seen: list[tuple[str, int]] = []
        self.links: list[Link] = []
        self.tables = _Tables()
        self.start: int | None = None
        self.element: Element | None = None
        self.has_shown = False

    def add(self, chars: Chars) -> None:
        if not chars.text:
            return
        if self.length + len(chars.text) > _LONGEST:
            message = f"the document has more than {_LONGEST:,} characters"
            raise ContentError(Problem(self.place, message, "no report is so long"))
        self._close_gap(chars.text)
        if self.start is None:
            self.start = self.length
        start = self._append(chars.text)
        self._note(chars, range(start, self.length))
        if chars.reason is None:
            self.tables.hold(range(start, self.length), self.drops)
            self.has_shown = self.has_shown or bool(chars.text.strip())

    def _note(self, chars: Chars, at: range) -> None:
        if chars.reason is not None:
            self.drops |= dict.fromkeys(at, chars.reason)
        for match in _ZERO_WIDTH.finditer(chars.text):
            self.drops.setdefault(at[match.start()], "zero-width")
            self.seen.append(("zero-width", at[match.start()]))
        if chars.is_generated:
            self.generated |= set(at)

    def _close_gap(self, following: str) -> None:
        """In a cell, two words that would touch are kept apart by a space."""
        if not self.gap:
            return
        pair = self.last + following[0]
        touches = self.tables.is_in_cell and pair.isascii() and pair.isalnum()
        if touches and not self.gap.strip("\n") and self.tables.has_text:
            start = self._append(" ")
            self.tables.hold(range(start, self.length), {})
        else:
            self._append(self.gap)
        self.gap = ""

    def _append(self, text: str) -> int:
        self.parts.append(text)
        self.length += len(text)
        self.last = text[-1]
        return self.length - len(text)

    def begin_paragraph(self, element: Element) -> None:
        if self.element is None:
            self.element = element
            self.has_shown = False

    def end_paragraph(self, element: Element) -> None:
        """Where its mark is gone, the next paragraph goes on in its line."""
        if not (self.has_shown and has_no_mark(element)):
            self.end_line()
            self.gap += "\n"

    def end_line(self) -> None:
        if self.start is not None:
            if self.element is None:
                message = "the file is damaged: it has words or breaks outside of any paragraph"
                raise ContentError(Problem(self.place, message, "save it again in Word or WPS"))
            is_in_table = self.tables.is_in_cell
            self.paragraphs.append(Placed(self.start, self.length, self.element, is_in_table))
        self.start = self.element = None

    def done(self) -> Extract:
        self.end_line()
        if self.parts:
            self._append("\n")
        return Extract(
            text="".join(self.parts),
            drops=self.drops,
            generated=frozenset(self.generated),
            paragraphs=tuple(self.paragraphs),
            tables=tuple(self.tables.found),
            seen=tuple(self.seen),
            links=tuple(self.links),
        )


class _Tables:
    """The outermost table that is being read; what is nested in a cell is text of the cell."""

    def __init__(self) -> None:
        self.found: list[Cells] = []
        self.depth = 0
        self.start: int | None = None
        self.end = 0
        self.rows: list[list[tuple[range, ...]]] = []
        self.cell: list[range] = []

    @property
    def is_in_cell(self) -> bool:
        return self.depth > 0

    @property
    def has_text(self) -> bool:
        return bool(self.cell)

    def hold(self, at: range, drops: dict[int, Reason]) -> None:
        """These characters stand in the cell, but for those that are dropped."""
        if not self.depth:
            return
        self.start = at.start if self.start is None else self.start
        self.end = at.stop
        for offset in at:
            if offset in drops:
                continue
            if self.cell and self.cell[-1].stop == offset:
                self.cell[-1] = range(self.cell[-1].start, offset + 1)
            else:
                self.cell.append(range(offset, offset + 1))

    def edge(self, what: str, element: Element, opens: bool, text: _Text) -> None:
        if what == "w:tbl":
            self.depth += 1 if opens else -1
        if self.depth > (1 if what != "w:tbl" or opens else 0):
            if opens and what == "w:tbl":
                text.seen.append(("nested table", text.length))
        elif what == "w:tbl":
            self._table(opens, text)
        elif what == "w:tr":
            self._row(element, opens, text)
        elif not opens:
            self._cell(element, text)

    def _table(self, opens: bool, text: _Text) -> None:
        rows = [row for row in self.rows if any(row)]
        width = max(map(len, rows), default=0)
        if width > _WIDEST:
            message = f"a table has {width} columns; Word allows {_WIDEST}"
            raise ContentError(Problem(text.place, message))
        if not opens and self.start is not None and rows:
            filled = tuple((*row, *[()] * (width - len(row))) for row in rows)
            self.found.append(Cells(self.start, self.end, filled))
        self.start, self.rows = None, []

    def _row(self, element: Element, opens: bool, text: _Text) -> None:
        if not opens:
            text.gap = text.gap.rstrip("\t\n") + "\n"
            return
        before = number(value(element, "w:trPr", "w:gridBefore"), 0)
        self.rows.append([()] * max(0, min(before, _WIDEST)))

    def _cell(self, element: Element, text: _Text) -> None:
        text.end_line()
        span = number(value(element, "w:tcPr", "w:gridSpan"), 1)
        text.gap = text.gap.rstrip("\n") + "\t"
        if self.rows:
            self.rows[-1] += [tuple(self.cell), *[()] * min(span - 1, _WIDEST)]
        self.cell = []
