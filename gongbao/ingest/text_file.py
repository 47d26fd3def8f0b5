"""The bytes of a source as text, unchanged; whatever cannot be read is refused with its place."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ..model import ContentError, Place, Problem
from . import page_chrome
from .drops import MARK, Drops, dropped, merged
from .lines import line_of, split
from .reading import Reading

_LONGEST = 400_000
"""Characters; a plan for five years has 70,000."""
_SAVE_AS_TEXT = "save it as text, DOCX or PDF, and ingest that"

_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_FREQUENT = frozenset("的一是在不有大中人工作年政府建成全生高行和市新本民化多地同水平重")
_LAYOUT = frozenset("\t\n\r\f")
_NO_WIDTH = re.compile(r"[\u200b-\u200d\u2060\u00ad]|(?<!\A)\ufeff")
"""They have no meaning in Chinese; editor programs and web pages leave them behind."""


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` unless ``data`` is text; ``text.encode(encoding)`` gives it back."""
    has_wide_units = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not has_wide_units:
        raise ContentError(
            Problem(place, f"byte {data.index(0)} is NUL: this is not a text file", _SAVE_AS_TEXT)
        )
    reading = _decoded(data, place)
    drops, problems = without_width(reading.text, place)
    every = merged((_mark(reading.text), _chrome(reading.text), drops))
    return replace(reading, drops=every, problems=problems)


def _mark(text: str) -> Drops:
    """The byte order mark is no part of the first line."""
    return {0: "byte-order-mark"} if text.startswith(MARK) else {}


def without_width(text: str, place: Place) -> tuple[Drops, tuple[Problem, ...]]:
    """The characters of no width, to be dropped, and one warning that names them."""
    drops: Drops = {match.start(): "zero-width" for match in _NO_WIDTH.finditer(text)}
    if not drops:
        return {}, ()
    names = ", ".join(sorted({f"U+{ord(text[at]):04X}" for at in drops}))
    lines = sorted({line_of(text, at) for at in list(drops)[:5]})
    more = " and more" if len(drops) > 5 else ""
    message = f"dropped {names}: no width, no meaning: lines {_listed(lines)}{more}"
    hint = "nothing is lost; the ledger holds them"
    return drops, (Problem(Place(place.path, lines[0]), message, hint, fatal=False),)


def refused(reading: Reading, place: Place) -> Iterator[Problem]:
    """Why a text, of whatever format, cannot be a source: characters that cannot be seen."""
    if (length := len(reading.text)) > _LONGEST:
        message = f"the file has {length} characters; no report has more than {_LONGEST}"
        yield Problem(place, message, "ingest its parts as reports of their own")
        return
    yield from _invisible(reading, place)
    if not reading.text.removeprefix(MARK).strip():
        yield Problem(place, "the file holds only white space")
    elif reading.drops and all(map(reading.drops.__contains__, _visible(reading.text))):
        yield Problem(place, "the file shows no text: all that it holds is dropped")


def _visible(text: str) -> Iterator[int]:
    return (at for at, char in enumerate(text) if not char.isspace())


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
            is_whole = text.encode(encoding) == data
        except UnicodeError:
            continue
        if encoding == "gb18030" and _is_big5(data, text):
            message = "the bytes read as Chinese in Big5, not in GB18030"
            raise ContentError(Problem(place, message, "save the file as UTF-8"))
        if is_whole:
            return Reading(kind="text", text=text, encoding=encoding)
    raise ContentError(_undecodable(data, place))


def _chrome(text: str) -> Drops:
    """What was copied with the report from a web page, if buttons show that it is from one.

    来源： alone may have been typed under the title.
    """
    lines = split(text)
    if sum(page_chrome.is_button(line.text) for line in lines) < 2:
        return {}
    gone = page_chrome.around([line.text for line in lines])
    return merged(dropped(lines[i].passage, "page-chrome") for i in gone)


def _candidates(data: bytes, place: Place) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF16_LE):
        return ("utf-16-le",)
    if data.startswith(codecs.BOM_UTF16_BE):
        return ("utf-16-be",)
    good = data[: _first_bad(data, "utf-8")].decode("utf-8", errors="ignore")
    # Four Chinese characters in a row that are good UTF-8 are no chance: the file is damaged UTF-8,
    # and GB18030 would read it, without an error, as different characters.
    is_utf8 = sum(char >= "\u2e80" for char in good) >= 4
    return ("utf-8",) if is_utf8 else ("utf-8", "gb18030")


def _first_bad(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _is_big5(data: bytes, text: str) -> bool:
    """The bytes read as Chinese in Big5, and not as ``text``, which GB18030 makes of them.

    GB18030 gives a character to nearly every pair of bytes: that it reads them proves little.
    """
    other = _frequent(data.decode("big5hkscs", errors="ignore"))
    return other > 0.05 and other > 2 * _frequent(text)


def _frequent(text: str) -> float:
    """The share of the characters that stand in every Chinese report, in either script."""
    return sum(char in _FREQUENT for char in text) / max(1, len(text))


def _undecodable(data: bytes, place: Place) -> Problem:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(place, "the file begins as UTF-16 and does not go on as it")
    bad = max(_first_bad(data, encoding) for encoding in _candidates(data, place))
    bad = min(bad, len(data) - 1)
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
