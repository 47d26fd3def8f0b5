"""A second program reads the PDF: where the two disagree, somebody has to look.

pypdf finds the objects and unpacks them. What the pages show is then read in the plainest way:
the strings in their order, by the map that each font brings along. Where a page has anything out of
the ordinary, pypdf reads it itself, which takes four times as long.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pypdf
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import IndirectObject, PdfObject, StreamObject

from .lines import squeezed
from .pdf_glyph_codes import ZERO_WIDTH, meant
from .pdf_to_unicode import Codes, codes
from .pdf_weight import MOST_IN_ALL, MOST_ON_A_PAGE, Weights, dictionary, weight

_MOST_PAGES = 1_000
_MOST_ODD_BYTES = 1 << 19
"""Of the description of a page that pypdf reads itself; it takes seconds to read more."""
_DEEPEST = 8

_TOKEN = re.compile(
    rb"(?P<open><<)|(?P<close>>>)|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<text>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]*)|(?P<operator>[A-Za-z'\"][A-Za-z0-9*]*)|(?P<odd>[(%])",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:(?P<octal>[0-7]{1,3})|(?P<end>\r\n|\r|\n)|(?P<char>.))", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

_Fonts = dict[tuple[int, int], Codes | None]


class _Odd(Exception):
    """Something that the plain way cannot read."""


@dataclass(frozen=True, slots=True)
class Second:
    """``texts``: of each page without white space, None where pypdf cannot read it.

    ``heavy`` are pages with more to draw than any report has; they are not read at all.
    """

    texts: tuple[str | None, ...]
    heavy: tuple[int, ...]


def second_reading(data: bytes) -> Second | None:
    """None if pypdf cannot make anything of the file."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd, we report
    fonts: _Fonts = {}
    weights: Weights = {}
    texts: list[str | None] = []
    total = 0
    try:
        for page in islice(pypdf.PdfReader(BytesIO(data)).pages, _MOST_PAGES):
            contents = page.get_contents()
            described = contents.get_data() if contents is not None else b""
            heavy = weight(described, page.get("/Resources"), weights)
            total += heavy
            if heavy > MOST_ON_A_PAGE or total > MOST_IN_ALL:
                return Second(tuple(texts), (len(texts) + 1,))
            texts.append(_page(page, described, fonts))
    except _FAILURES:
        return None
    return Second(tuple(texts), ())


def difference(first: str, second: str, is_order_free: bool) -> int | None:
    """Where ``first`` begins to differ from ``second``, None if they are the same."""
    first, second = _as_meant(first), _as_meant(second)
    if first == second or (is_order_free and Counter(first) == Counter(second)):
        return None
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _as_meant(text: str) -> str:
    return "".join([meant(char, "") or char for char in text if char not in ZERO_WIDTH])


def _page(page: pypdf.PageObject, described: bytes, fonts: _Fonts) -> str | None:
    try:
        return squeezed(_shown(described, dictionary(page.get("/Resources")), fonts, 0))
    except (_Odd, IndexError):  # or what was opened is closed twice
        return _odd_page(page) if len(described) <= _MOST_ODD_BYTES else None
    except _FAILURES:
        return None


def _odd_page(page: pypdf.PageObject) -> str | None:
    try:
        return squeezed(page.extract_text())
    except _FAILURES:
        return None


_FAILURES = (
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError, MemoryError,
)  # fmt: skip
"""Whatever pypdf raises on a damaged file: then there is no second opinion."""


# ---------------------------------------------------------------- the plain way


@dataclass(frozen=True, slots=True)
class _Step:
    """An operator with the strings before it, the last name, and a mark's own text."""

    operator: bytes
    name: str
    strings: tuple[bytes, ...]
    actual: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What the names in a description of a page stand for."""

    resources: Mapping[str, PdfObject]
    fonts: _Fonts
    depth: int


def _shown(described: bytes, resources: Mapping[str, PdfObject], fonts: _Fonts, depth: int) -> str:
    """The strings that are shown. Raise `_Odd` if they cannot be read in the plain way."""
    known = _Known(resources, fonts, depth)
    parts: list[str] = []
    font, saved = None, list[Codes | None]()
    marked: list[str] = []  # what open marks say that their shapes mean
    for step in _steps(described):
        match step.operator:
            case operator if operator in _SHOWS and not any(marked):
                parts += [_decoded(string, font) for string in step.strings]
            case b"Tf":
                font = _font(step.name, known)
            case b"Do":
                parts.append(_form(step.name, known))
            case b"q" | b"Q":
                font = _restored(step.operator, font, saved)
            case b"BDC" | b"BMC":
                marked.append(step.actual)
            case b"EMC":
                parts.append(marked.pop())
    return "".join(parts)


def _restored(operator: bytes, font: Codes | None, saved: list[Codes | None]) -> Codes | None:
    """The font after its being put by (q) or fetched again (Q)."""
    if operator == b"Q":
        return saved.pop()
    saved.append(font)
    return font


_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))


def _steps(described: bytes) -> Iterator[_Step]:
    name, actual, strings, nested = "", "", list[bytes](), 0
    for match in _TOKEN.finditer(described):
        kind = match.lastgroup
        if kind == "odd" or match[0] == b"BI":
            raise _Odd
        if kind in ("open", "close"):
            nested += 1 if kind == "open" else -1
        elif kind == "name":
            name = "/" + match["name"].decode("latin-1")
        elif kind != "operator":
            string = _string(match)
            actual = _actual(string) if nested and name == "/ActualText" else actual
            strings += [] if nested else [string]
        elif not nested:
            yield _Step(match[0], name, tuple(strings), actual)
            actual = ""
            strings.clear()


def _actual(string: bytes) -> str:
    is_wide = string.startswith(codecs.BOM_UTF16_BE)
    return string[2:].decode("utf-16-be") if is_wide else string.decode("latin-1")


def _string(match: re.Match[bytes]) -> bytes:
    if match["hex"] is not None:
        digits = b"".join(match["hex"].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return _ESCAPE.sub(_unescaped, match["text"])


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match["octal"]:
        return bytes((int(match["octal"], 8) & 0xFF,))
    return b"" if match["end"] else _CONTROLS.get(match["char"], match["char"])


def _decoded(string: bytes, font: Codes | None) -> str:
    if font is None:
        raise _Odd
    width, chars = font.width, font.chars
    try:
        return "".join([chars[string[i : i + width]] for i in range(0, len(string), width)])
    except KeyError as error:
        raise _Odd from error


def _font(name: str, known: _Known) -> Codes | None:
    entry = _entry(name, "/Font", known)
    if not isinstance(entry, IndirectObject):
        return _codes(entry)
    key = (entry.idnum, entry.generation)
    if key not in known.fonts:
        known.fonts[key] = _codes(entry)
    return known.fonts[key]


def _codes(font: PdfObject | None) -> Codes | None:
    entry = dictionary(font).get("/ToUnicode")
    found = entry.get_object() if entry is not None else None
    return codes(found.get_data()) if isinstance(found, StreamObject) else None


def _form(name: str, known: _Known) -> str:
    form = _entry(name, "/XObject", known)
    found = form.get_object() if form is not None else None
    if not isinstance(found, StreamObject) or found.get("/Subtype") != "/Form":
        return ""
    if known.depth >= _DEEPEST:
        raise _Odd
    own = dictionary(found.get("/Resources")) or known.resources
    return _shown(found.get_data(), own, known.fonts, known.depth + 1)


def _entry(name: str, kind: str, known: _Known) -> PdfObject | None:
    entries = dictionary(known.resources.get(kind))
    return entries.raw_get(name) if name in entries else None
