"""What stands before and after a paragraph of a DOCX: automatic numbers, notes, 目录."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .docx_numbering import Numbering, asked, labels
from .docx_pieces import Chars, Edge, Note, Piece, Reader, Seen
from .docx_styles import Styles, is_on
from .lines import squeezed
from .ooxml import Element, attribute, child

_CONTENTS = ("目录", "目次", "目錄")


@dataclass(frozen=True, slots=True)
class _Span:
    """A paragraph: the indices of its edges, and its characters between them."""

    start: int
    end: int
    chars: tuple[Chars, ...]

    @property
    def shown(self) -> str:
        return "".join(chars.text for chars in self.chars if chars.reason is None)

    @property
    def is_gone(self) -> bool:
        """It has characters, and none of them is the report's."""
        return bool(self.chars) and not self.shown.strip()


def _spans(pieces: Sequence[Piece]) -> tuple[_Span, ...]:
    spans = []
    start = 0
    for i, piece in enumerate(pieces):
        if isinstance(piece, Edge) and piece.what == "w:p":
            if piece.opens:
                start = i
            else:
                inside = pieces[start:i]
                spans.append(_Span(start, i, tuple(p for p in inside if isinstance(p, Chars))))
    return tuple(spans)


def has_no_mark(paragraph: Element) -> bool:
    """Its mark is deleted, moved away or hidden: 样式分隔符 joins a heading and its text so."""
    mark = child(paragraph, "w:pPr", "w:rPr")
    if mark is None:
        return False
    return is_on(child(mark, "w:vanish")) or any(
        child(mark, gone) is not None for gone in ("w:del", "w:moveFrom")
    )


def numbered(pieces: Sequence[Piece], styles: Styles, lists: Numbering) -> Iterator[Piece]:
    """The pieces with the number of each paragraph before its text.

    A paragraph that is gone has none and is not counted.
    """
    spans = _spans(pieces)
    elements = [_element(pieces[span.start]) for span in spans]
    goes_on = [False, *map(_is_joined, spans, elements)]
    asks = [
        None if span.is_gone or is_joined else asked(element, styles, lists)
        for span, element, is_joined in zip(spans, elements, goes_on, strict=False)
    ]
    found = dict(zip((span.start for span in spans), labels(asks, lists), strict=True))
    shown = {span.start: span.shown for span in spans}
    for i, piece in enumerate(pieces):
        yield piece
        if i in found and found[i].unknown:
            yield Seen("number form")
        if i in found and found[i].text:
            yield Chars(found[i].before(shown[i].lstrip()), is_generated=True)


def _is_joined(span: _Span, element: Element) -> bool:
    return has_no_mark(element) and bool(span.shown.strip())


def _element(piece: Piece) -> Element:
    return piece.element if isinstance(piece, Edge) else None


def without_contents(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The line 目录 above a table of contents goes with it."""
    spans = [span for span in _spans(pieces) if span.chars]
    titles: set[int] = set()
    for span, below in pairwise(spans):
        is_followed = below.is_gone and below.chars[0].reason == "table-of-contents"
        if is_followed and squeezed(span.shown) in _CONTENTS:
            titles |= set(range(span.start, span.end))
    for i, piece in enumerate(pieces):
        if i in titles and isinstance(piece, Chars) and piece.reason is None:
            yield replace(piece, reason="table-of-contents")
        else:
            yield piece


# ---------------------------------------------------------------- notes


def with_notes(
    pieces: Sequence[Piece], notes: Mapping[tuple[str, str], Element], styles: Styles
) -> Iterator[Piece]:
    """Each mark as [1], in one count; the notes follow the text in the order of their marks."""
    found: list[tuple[str, Element]] = []
    count = 0
    for piece in pieces:
        if not isinstance(piece, Note):
            yield piece
            continue
        is_custom = piece.kind.startswith("custom ")
        element = notes.get((piece.kind.removeprefix("custom "), piece.id))
        count += not is_custom
        mark = "" if is_custom else f"[{count}]"
        if mark:
            yield Chars(mark, is_generated=True)
        if element is None:
            yield Seen("lost note")
        else:
            found.append((mark, element))
    for mark, element in found:
        yield from _marked(mark, Reader(styles).pieces(element))


def _marked(mark: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        if mark and isinstance(piece, Edge) and piece.what == "w:p" and piece.opens:
            yield Chars(mark, is_generated=True)
            mark = ""


def notes_by_id(kind: str, root: Element | None) -> Mapping[tuple[str, str], Element]:
    """The notes of a part; the lines that part them from the text are no notes."""
    entries = () if root is None else root
    return {(f"w:{kind}", attribute(entry, "w:id")): entry for entry in entries}
