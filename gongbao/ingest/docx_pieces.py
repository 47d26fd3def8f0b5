"""The body of a DOCX as pieces in the order of reading: characters, and what begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import docx_glyphs
from .docx_styles import Styles, is_on
from .drops import Reason
from .ooxml import Element, attribute, child, descendants, name, value


@dataclass(frozen=True, slots=True)
class Chars:
    """Characters; ``reason`` is why they are not the report's, None if they are."""

    text: str
    reason: Reason | None = None
    is_generated: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A paragraph, table, row or cell begins or ends: w:p, w:tbl, w:tr, w:tc."""

    what: str
    element: Element
    opens: bool


@dataclass(frozen=True, slots=True)
class Field:
    """``begin``, then instructions, ``separate``, the result, ``end``."""

    step: str


@dataclass(frozen=True, slots=True)
class Instruction:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """The mark of a note stands here."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that an editor must know of; ``what`` is a key of `docx_notices.NOTICES`."""

    what: str


@dataclass(frozen=True, slots=True)
class Box:
    """A text box is anchored here; its text is read after the paragraph."""

    element: Element
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another place: its address, or the relation that holds it."""

    address: str = ""
    relation: str = ""


Piece = Chars | Edge | Field | Instruction | Note | Seen | Box | Link

_CHARACTERS = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-",
    "w:softHyphen": "\u00ad",
}  # fmt: skip
_TEXTS = ("w:t", "w:delText", "m:t")
_GONE: dict[str, Reason] = {
    "w:del": "tracked-deletion",
    "w:moveFrom": "tracked-deletion",
    "w:rt": "phonetic-guide",
}
_NOTICED = {
    "w:ins": "insertion", "w:moveTo": "insertion", "w:del": "deletion", "w:moveFrom": "deletion",
    "w:commentReference": "comment", "m:oMath": "formula", "w:ruby": "phonetic guide",
    "w:altChunk": "altChunk", "w:subDoc": "subDoc",
}  # fmt: skip
_DRAWN = ("w:drawing", "w:pict", "w:object")
_NO_TEXT = frozenset((
    "w:pPr", "w:rPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr",
    "w:sdtPr", "w:sdtEndPr", "w:rubyPr", "w:ffData", "w:delInstrText", "w:smartTagPr",
    "w:customXmlPr",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Walks through elements; ``reason`` is that of all characters in them."""

    styles: Styles
    paragraph: Element | None = None
    reason: Reason | None = None

    def because(self, reason: Reason | None) -> Reader:
        return Reader(self.styles, self.paragraph, self.reason or reason)

    def pieces(self, elements: Iterable[Element]) -> Iterator[Piece]:
        for element in elements:
            kind = name(element)
            if kind in _NO_TEXT:
                continue
            if kind in _NOTICED:
                yield Seen(_NOTICED[kind])
            yield from self.because(_GONE.get(kind))._element(element, kind)

    def _element(self, element: Element, kind: str) -> Iterator[Piece]:
        if kind in _TEXTS:
            yield Chars(_text(element), self.reason)
        elif kind in _CHARACTERS:
            yield Chars(_CHARACTERS[kind], self.reason)
        elif kind in _BLOCKS:
            yield from _BLOCKS[kind](self, element)
        elif kind in _DRAWN:
            yield from self._drawn(element)
        else:
            yield from _mark(element, kind)
            yield from self.pieces(element)

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        """Text boxes stand after the paragraph to which they are anchored."""
        boxes = []
        is_contents = self.styles.is_contents(element)
        inside = Reader(self.styles, element, self.reason)
        yield Edge("w:p", element, True)
        for piece in inside.because("table-of-contents" if is_contents else None).pieces(element):
            if isinstance(piece, Box):
                boxes.append(piece)
            else:
                yield piece
        yield Edge("w:p", element, False)
        for box in boxes:
            yield Seen("text box")
            yield from Reader(self.styles, None, box.reason).pieces(box.element)

    def _run(self, element: Element) -> Iterator[Piece]:
        is_hidden = is_on(self.styles.of_run(element, self.paragraph, "w:vanish"))
        inside = self.because("hidden-text" if is_hidden else None)
        fonts = child(element, "w:rPr", "w:rFonts")
        is_glyph = fonts is not None and docx_glyphs.is_of_pictures(attribute(fonts, "w:ascii"))
        for piece in inside.pieces(element):
            if is_glyph and isinstance(piece, Chars) and re.search("[!-~]", piece.text):
                yield Seen("picture font")
            yield piece

    def _block(self, element: Element) -> Iterator[Piece]:
        yield Edge(name(element), element, True)
        yield from self.pieces(element)
        yield Edge(name(element), element, False)

    def _alternatives(self, element: Element) -> Iterator[Piece]:
        """The same content for newer and older programs: the first that holds anything."""
        choices = [e for e in element if name(e) in ("mc:Choice", "mc:Fallback")]
        yield from self.pieces(next((e for e in choices if len(e)), ()))

    def _control(self, element: Element) -> Iterator[Piece]:
        """A content control; Word keeps the table of contents in one."""
        gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
        is_contents = gallery == "Table of Contents"
        yield from self.because("table-of-contents" if is_contents else None).pieces(element)

    def _simple_field(self, element: Element) -> Iterator[Piece]:
        yield from (Field("begin"), Instruction(attribute(element, "w:instr")), Field("separate"))
        yield from self.pieces(element)
        yield Field("end")

    def _drawn(self, element: Element) -> Iterator[Piece]:
        """A picture, or a drawing with text in it."""
        boxes = list(_boxes(element))
        yield from (Box(box, self.reason) for box in boxes)
        if not boxes:
            yield Seen("picture")

    def _symbol(self, element: Element) -> Iterator[Piece]:
        char = docx_glyphs.symbol(attribute(element, "w:char"), attribute(element, "w:font"))
        yield Chars(char, self.reason, is_generated=True)

    def _note(self, element: Element) -> Iterator[Piece]:
        has_own_mark = attribute(element, "w:customMarkFollows") in ("1", "true", "on")
        kind = name(element).removesuffix("Reference")
        if self.reason is None:
            yield Note("custom " + kind if has_own_mark else kind, attribute(element, "w:id"))


_BLOCKS = {
    "w:p": Reader._paragraph,
    "w:r": Reader._run,
    "w:tbl": Reader._block,
    "w:tr": Reader._block,
    "w:tc": Reader._block,
    "w:sdt": Reader._control,
    "w:fldSimple": Reader._simple_field,
    "w:sym": Reader._symbol,
    "w:footnoteReference": Reader._note,
    "w:endnoteReference": Reader._note,
    "mc:AlternateContent": Reader._alternatives,
}


def _mark(element: Element, kind: str) -> Iterator[Piece]:
    if kind == "w:fldChar":
        yield Field(attribute(element, "w:fldCharType"))
    elif kind == "w:instrText":
        yield Instruction(element.text or "")
    elif kind == "w:hyperlink" and attribute(element, "r:id"):
        yield Link(relation=attribute(element, "r:id"))


def _text(element: Element) -> str:
    """White space of the file's layout is none of the text, as Word has it."""
    text = (element.text or "").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    is_kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if is_kept else text.strip(" ")


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each once; one inside another is read with the outer one."""
    for alternative in descendants(element, "w:txbxContent"):
        ancestors = list(alternative.iterancestors())
        inner = ancestors[: ancestors.index(element)]
        is_nested = any(name(e) in ("w:txbxContent", "mc:Fallback") for e in inner)
        if not is_nested:
            yield alternative
