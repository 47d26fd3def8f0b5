"""A second program reads the PDF: where the two disagree, somebody has to look.

pypdf finds the objects and unpacks them. What the pages show is then read in the plainest way:
the strings in their order, by the map that each font brings along. Where a page has anything out of
the ordinary, pypdf reads it itself, which takes four times as long.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject, StreamObject

from .lines import squeezed
from .pdf_to_unicode import Codes, codes

_MOST_BYTES, _MOST_ODD_BYTES, _MOST_IN_ALL = 4 << 20, 1 << 19, 32 << 20
"""Of the description of a page, of an odd one, of all: to read more takes seconds."""
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


def second_reading(data: bytes, pages: int) -> Iterator[str | None]:
    """The text of each page without white space, None where pypdf cannot read it."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd, we report
    try:
        document = pypdf.PdfReader(BytesIO(data))
        found = len(document.pages)
    except _FAILURES:
        yield from [None] * pages
        return
    fonts: _Fonts = {}
    total = 0
    for index in range(min(pages, found)):
        described = _described(document, index) if total <= _MOST_IN_ALL else None
        total += len(described or b"")
        yield None if described is None else _page(document.pages[index], described, fonts)
    yield from [None] * (pages - found)


def difference(first: str, second: str, is_order_free: bool) -> int | None:
    """Where ``first`` begins to differ from ``second``, None if they are the same."""
    if first == second or (is_order_free and Counter(first) == Counter(second)):
        return None
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _described(document: pypdf.PdfReader, index: int) -> bytes | None:
    """What draws the page; None if it is too much."""
    try:
        contents = document.pages[index].get_contents()
        described = contents.get_data() if contents is not None else b""
    except _FAILURES:
        return None
    return described if len(described) <= _MOST_BYTES else None


def _page(page: pypdf.PageObject, described: bytes, fonts: _Fonts) -> str | None:
    try:
        return squeezed(_shown(described, _dictionary(page.get("/Resources")), fonts, 0))
    except _Odd:
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
    """An operator with the strings before it and the last name."""

    operator: bytes
    name: str
    strings: tuple[bytes, ...]


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
    for step in _steps(described):
        match step.operator:
            case b"Tj" | b"TJ" | b"'" | b'"':
                parts += [_decoded(string, font) for string in step.strings]
            case b"Tf":
                font = _font(step.name, known)
            case b"Do":
                parts.append(_form(step.name, known))
            case b"q":
                saved.append(font)
            case b"Q" if saved:
                font = saved.pop()
    return "".join(parts)


def _steps(described: bytes) -> Iterator[_Step]:
    name, strings, nested = "", list[bytes](), 0
    for match in _TOKEN.finditer(described):
        kind = match.lastgroup
        if kind == "odd" or match[0] == b"BI":
            raise _Odd
        if kind in ("open", "close"):
            nested += 1 if kind == "open" else -1
        elif kind == "name":
            name = "/" + match["name"].decode("latin-1")
        elif not nested and kind == "operator":
            yield _Step(match[0], name, tuple(strings))
            strings.clear()
        elif not nested:
            strings.append(_string(match))


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
    entry = _dictionary(font).get("/ToUnicode")
    found = entry.get_object() if entry is not None else None
    return codes(found.get_data()) if isinstance(found, StreamObject) else None


def _form(name: str, known: _Known) -> str:
    form = _entry(name, "/XObject", known)
    found = form.get_object() if form is not None else None
    if not isinstance(found, StreamObject) or found.get("/Subtype") != "/Form":
        return ""
    if known.depth >= _DEEPEST:
        raise _Odd
    own = _dictionary(found.get("/Resources")) or known.resources
    return _shown(found.get_data(), own, known.fonts, known.depth + 1)


def _entry(name: str, kind: str, known: _Known) -> PdfObject | None:
    entries = _dictionary(known.resources.get(kind))
    return entries.raw_get(name) if name in entries else None


def _dictionary(entry: PdfObject | None) -> DictionaryObject:
    found = entry.get_object() if entry is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
