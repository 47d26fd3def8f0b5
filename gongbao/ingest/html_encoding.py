"""The bytes of a web page as text: by its byte order mark, by what it declares, by what it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import ContentError, Place, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAME = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "gb18030", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"), "cp1252"),
}
"""As browsers read the names that a page may declare (WHATWG Encoding §4.2)."""

_META = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:+-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"'](?P<name>[\w.:+-]+)")
_LOOKED_AT = 16384
"""Browsers look at 1024 bytes; pages that put scripts first are read by them all the same."""
_CUT = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
"""What Python says where the last character is not whole."""
_BY_CHANCE = 4
"""So many Chinese characters in good UTF-8 are no chance."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    problems: tuple[Problem, ...] = ()


def decoded(data: bytes, place: Place) -> Decoded:
    """Raise `ContentError` where the encoding cannot be told for sure."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, place))
    if b"\0" in data:
        message = f"byte {data.index(0)} is NUL: this is no web page, or a damaged one"
        raise ContentError(Problem(place, message, "save the page again from the browser"))
    name = _declared(data)
    encoding = _SAME.get(name.lower(), "") if name else ""
    if name and not encoding:
        message = f'the page declares the encoding "{name}", which is not read'
        raise ContentError(Problem(place, message, "save the page as UTF-8"))
    found = next(iter(_fitting(data, encoding)), None)
    if found is None:
        return Decoded(_strict(data, encoding or "utf-8", place))
    text = data.decode(found)
    is_plain = text.isascii()
    if encoding and found != encoding and not is_plain:
        return Decoded(text, (_misdeclared(name, found, place),))
    return Decoded(text)


def _declared(data: bytes) -> str:
    head = data[:_LOOKED_AT]
    match = _META.search(head) or _XML.match(head.lstrip())
    return match["name"].decode("ascii") if match else ""


def _fitting(data: bytes, declared: str) -> Iterator[str]:
    """The encodings in which the page can be read whole, the likeliest first.

    GB18030 reads nearly all UTF-8 without an error, as other characters; UTF-8 reads no GB18030.
    """
    good = _good_utf_8(data)
    if good is None:
        yield "utf-8"
        return
    if good >= _BY_CHANCE:
        return
    for encoding in (declared, "gb18030"):
        if encoding and encoding != "utf-8" and _reads(data, encoding):
            yield encoding


def _good_utf_8(data: bytes) -> int | None:
    """None where all is UTF-8; else how many Chinese characters stand before the first error."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        return sum(char >= "\u2e80" for char in good)
    return None


def _reads(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    # A Western encoding reads everything: a page of a government with Han in it is none.
    return encoding != "cp1252" or text.isascii()


def _strict(data: bytes, encoding: str, place: Place) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason in _CUT:
            message = "the page breaks off in the middle of a character"
            hint = "save the page again from the browser: its end is missing"
        else:
            message = f"byte 0x{data[error.start]:02X} at offset {error.start} is not {encoding}"
            hint = "find out the encoding and save the page as UTF-8"
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(Problem(Place(place.path, line), message, hint)) from error


def _misdeclared(name: str, found: str, place: Place) -> Problem:
    return Problem(
        place,
        f'the page declares the encoding "{name}", and is {found.upper()}: it was read as that',
        "look at the text: every character must make sense",
        fatal=False,
    )
