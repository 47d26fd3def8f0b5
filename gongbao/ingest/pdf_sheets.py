"""What stands on the pages of a PDF: characters with their places, ruling lines, addresses.

All measures are points in the direction in which the page's text runs: x to the right, y upwards.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as c

_HYPHENS = frozenset((0x02, 0xFFFE))
"""What PDFium writes for a hyphen at the end of a line."""

MOST_ON_A_PAGE = 20_000
"""Characters. A page of a newspaper has 12,000; beyond it, we only count."""

_MOST_SEGMENTS = 4_000
_THIN = 3.0
_PICTURES = (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING, c.FPDF_PAGEOBJ_FORM)


@dataclass(frozen=True, slots=True)
class Face:
    """How a character is set. ``turn``: by how many degrees its line is turned to the left."""

    font: str
    size: float
    turn: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of the PDF at its place; ``base`` is the line that it stands on."""

    char: str
    left: float
    right: float
    base: float
    face: Face


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page. ``rules`` are the ruling lines, thin boxes; ``pictures`` how many there are.

    ``count``: all characters, of which ``glyphs`` is empty if they are more than can be read.
    """

    number: int
    box: Box
    glyphs: tuple[Glyph, ...]
    count: int
    rules: tuple[Box, ...]
    pictures: int
    links: tuple[str, ...]


def sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    """Raise `PdfiumError` if the page cannot be loaded."""
    page = document[index]
    text = page.get_textpage()
    count = text.count_chars()
    glyphs = tuple(_glyphs(text, count)) if count <= MOST_ON_A_PAGE else ()
    turn = _usual_turn(glyphs)
    rules, pictures = _drawn(page)
    found = Sheet(
        number=index + 1,
        box=_turned(Box(*page.get_cropbox()), turn),
        glyphs=tuple(_turned_glyph(glyph, turn) for glyph in glyphs) if turn else glyphs,
        count=count,
        rules=tuple(_turned(rule, turn) for rule in rules),
        pictures=pictures,
        links=tuple(_links(document, page)),
    )
    text.close()
    page.close()
    return found


# ---------------------------------------------------------------- characters


def _glyphs(text: pdfium.PdfTextPage, count: int) -> Iterator[Glyph]:
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    run, face = None, Face("", 0, 0, False)
    for i in range(count):
        if c.FPDFText_IsGenerated(text, i) == 1:  # spaces and line ends that PDFium supposes
            continue
        run_here = ctypes.cast(c.FPDFText_GetTextObject(text, i), ctypes.c_void_p).value
        if run_here is None or run_here != run:
            run, face = run_here, _face(text, i)
        c.FPDFText_GetLooseCharBox(text, i, box)
        c.FPDFText_GetCharOrigin(text, i, x, y)
        code = c.FPDFText_GetUnicode(text, i)
        char = "-" if code in _HYPHENS else chr(code)
        if c.FPDFText_HasUnicodeMapError(text, i) == 1:
            char = "\ufffd"
        if face.turn:
            yield _glyph_of_turned(char, box, x.value, y.value, face)
        else:
            yield Glyph(char, box.left, box.right, y.value, face)


def _glyph_of_turned(char: str, box: c.FS_RECTF, x: float, y: float, face: Face) -> Glyph:
    """Its place on the page as it lies; the extent is that of its box."""
    here = _turned(Box(box.left, box.bottom, box.right, box.top), face.turn)
    return Glyph(char, here.left, here.right, _turned(Box(x, y, x, y), face.turn).bottom, face)


def _face(text: pdfium.PdfTextPage, i: int) -> Face:
    matrix, flags = c.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    c.FPDFText_GetFontInfo(text, i, name, 128, flags)
    c.FPDFText_GetMatrix(text, i, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    turn = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    mode = c.FPDFTextObj_GetTextRenderMode(c.FPDFText_GetTextObject(text, i))
    is_hidden = mode == c.FPDF_TEXTRENDERMODE_INVISIBLE
    return _same(
        name.value.decode(errors="replace"),
        round(c.FPDFText_GetFontSize(text, i) * scale, 1),
        turn,
        is_hidden,
    )


@cache
def _same(font: str, size: float, turn: int, is_hidden: bool) -> Face:
    """One value for all characters of a face: a page has thousands."""
    return Face(font, size, turn, is_hidden)


def _usual_turn(glyphs: tuple[Glyph, ...]) -> int:
    """How most of the text lies: 0, 90, 180 or 270."""
    turns = Counter(glyph.face.turn for glyph in glyphs if not glyph.char.isspace())
    upright = {turn: n for turn, n in turns.items() if turn % 90 == 0}
    return max(upright, key=lambda turn: (upright[turn], -turn), default=0)


def _turned(box: Box, turn: int) -> Box:
    """The box seen in the direction of text that is turned by ``turn`` degrees."""
    match turn:
        case 0:
            return box
        case 90:
            return Box(box.bottom, -box.right, box.top, -box.left)
        case 180:
            return Box(-box.right, -box.top, -box.left, -box.bottom)
        case 270:
            return Box(-box.top, box.left, -box.bottom, box.right)
        case _:
            angle = math.radians(turn)
            x = box.left * math.cos(angle) + box.bottom * math.sin(angle)
            y = box.bottom * math.cos(angle) - box.left * math.sin(angle)
            return Box(x, y, x + box.right - box.left, y + box.top - box.bottom)


def _turned_glyph(glyph: Glyph, turn: int) -> Glyph:
    """The face says how the character lies against the rest of the page's text."""
    face = glyph.face
    here = _same(face.font, face.size, (face.turn - turn) % 360, face.is_hidden)
    return Glyph(glyph.char, glyph.left, glyph.right, glyph.base, here)


# ---------------------------------------------------------------- drawings


def _drawn(page: pdfium.PdfPage) -> tuple[tuple[Box, ...], int]:
    """The ruling lines, none if there are too many for tables, and the number of pictures."""
    rules: list[Box] = []
    pictures = 0
    for i in range(c.FPDFPage_CountObjects(page)):
        drawn = c.FPDFPage_GetObject(page, i)
        kind = c.FPDFPageObj_GetType(drawn)
        pictures += kind in _PICTURES
        if kind == c.FPDF_PAGEOBJ_PATH and len(rules) <= _MOST_SEGMENTS:
            rules += _rules(drawn)
    return (tuple(rules) if len(rules) <= _MOST_SEGMENTS else ()), pictures


def _rules(path: object) -> Iterator[Box]:
    """The straight upright parts of a path: its lines if it is stroked, its thin boxes if not."""
    fill, stroke = ctypes.c_int(), c.FPDF_BOOL()
    c.FPDFPath_GetDrawMode(path, fill, stroke)
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(path, matrix)
    for points in _figures(path, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if min(box.right - box.left, box.top - box.bottom) <= _THIN:
            yield box
        elif stroke.value:
            for (x, y), (u, v) in pairwise(points):
                if min(abs(x - u), abs(y - v)) <= 0.5:
                    yield Box(min(x, u), min(y, v), max(x, u), max(y, v))


def _figures(path: object, matrix: c.FS_MATRIX) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path that the pen draws without being lifted."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(min(c.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = c.FPDFPath_GetPathSegment(path, i)
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


# ---------------------------------------------------------------- addresses


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    at, link = ctypes.c_int(0), c.FPDF_LINK()
    for _ in range(1_000):
        if not c.FPDFLink_Enumerate(page, at, link):
            return
        action = c.FPDFLink_GetAction(link)
        if c.FPDFAction_GetType(action) != c.PDFACTION_URI:
            continue
        size = c.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        c.FPDFAction_GetURIPath(document, action, buffer, size)
        if address := "".join(buffer.value.decode(errors="replace").split()):
            yield address
