"""The bytes of a source as text, unchanged; whatever cannot be read is refused with its place."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator

from ..model import ContentError, Place, Problem
from .drops import MARK
from .lines import line_of
from .reading import Reading

_SAVE_AS_TEXT = "save it as text, DOCX or PDF, and ingest that"

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LAYOUT = frozenset("\t\n\r\f")


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` unless ``data`` is text; ``text.encode(encoding)`` gives it back."""
    has_wide_units = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not has_wide_units:
        raise ContentError(
            Problem(place, f"byte {data.index(0)} is NUL: this is not a text file", _SAVE_AS_TEXT)
        )
    return _decoded(data, place)


def refused(reading: Reading, place: Place) -> Iterator[Problem]:
    """Why a text, of whatever format, cannot be a source: characters that cannot be seen."""
    yield from _invisible(reading, place)
    if not reading.text.removeprefix(MARK).strip():
        yield Problem(place, "the file holds only white space")


def damaged(text: str, place: Place) -> Iterator[Problem]:
    """A character that an earlier conversion has already lost is shown, and reported."""
    for at, char in enumerate(text):
        if char == "\ufffd" or unicodedata.category(char) == "Co":
            yield Problem(
                Place(place.path, line_of(text, at)),
                f'"U+{ord(char):04X}" stands for a character that was lost before',
                "look for a better copy of the source",
                fatal=False,
            )


def _decoded(data: bytes, place: Place) -> Reading:
    for encoding in _candidates(data, place):
        try:
            text = data.decode(encoding)
            if text.encode(encoding) == data:
                return Reading(kind="text", text=text, encoding=encoding)
        except UnicodeError:
            continue
    raise ContentError(_undecodable(data, place))


def _candidates(data: bytes, place: Place) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF16_LE):
        return ("utf-16-le",)
    if data.startswith(codecs.BOM_UTF16_BE):
        return ("utf-16-be",)
    good = data[: _first_bad(data)].decode("utf-8", errors="ignore")
    # Four Chinese characters in a row that are good UTF-8 are no chance: the file is damaged UTF-8,
    # and GB18030 would read it, without an error, as different characters.
    is_utf8 = sum(char >= "\u2e80" for char in good) >= 4
    return ("utf-8",) if is_utf8 else ("utf-8", "gb18030")


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _undecodable(data: bytes, place: Place) -> Problem:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(place, "the file begins as UTF-16 and does not go on as it")
    bad = min(_first_bad(data), len(data) - 1)
    return Problem(
        Place(place.path, data.count(b"\n", 0, bad) + 1),
        f"byte 0x{data[bad]:02X} at offset {bad} is neither UTF-8 nor GB18030",
        "find out the encoding and save the file as UTF-8",
    )


def _invisible(reading: Reading, place: Place) -> Iterator[Problem]:
    found: dict[str, list[int]] = {}
    text = reading.text
    for at, char in enumerate(text):
        if at in reading.drops:
            continue
        is_mark = char == MARK and at == 0
        if unicodedata.category(char) in _INVISIBLE and char not in _LAYOUT and not is_mark:
            found.setdefault(char, []).append(at)
    for char, places in found.items():
        lines = sorted({line_of(text, at) for at in places[:5]})
        more = " and more" if len(places) > 5 else ""
        name = unicodedata.name(char, "a control character").lower()
        yield Problem(
            Place(place.path, lines[0]),
            f'"U+{ord(char):04X}" ({name}) cannot be seen: lines {_listed(lines)}{more}',
            "it can hide or turn round text: ask for a clean copy, or remove it and say so",
        )


def _listed(lines: list[int]) -> str:
    return ", ".join(map(str, lines))
