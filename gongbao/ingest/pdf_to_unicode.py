"""The map that a font of a PDF brings along: from the codes of its strings to characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

_SPACE = re.compile(rb"begincodespacerange(?P<body>.*?)endcodespacerange", re.DOTALL)
_CHARS = re.compile(rb"beginbfchar(?P<body>.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(?P<body>.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_LONGEST_RANGE, _MOST = 1 << 16, 1 << 18


@dataclass(frozen=True, slots=True)
class Codes:
    """``chars`` by code; a code has ``width`` bytes."""

    width: int
    chars: Mapping[bytes, str]


def codes(stream: bytes) -> Codes | None:
    """None if the map has codes of several lengths, or none at all."""
    spaces = [body for match in _SPACE.finditer(stream) for body in _PAIR.findall(match["body"])]
    widths = {len(_bytes(low)) for low, _ in spaces}
    if len(widths) != 1 or widths == {0}:
        return None
    return Codes(widths.pop(), dict(islice(_entries(stream), _MOST)))


def _entries(stream: bytes) -> Iterator[tuple[bytes, str]]:
    for match in _CHARS.finditer(stream):
        for code, chars in _PAIR.findall(match["body"]):
            yield _bytes(code), _text(chars)
    for match in _RANGES.finditer(stream):
        for low, high, first, listed in _RANGE.findall(match["body"]):
            yield from _range(_bytes(low), _bytes(high), first, listed)


def _range(low: bytes, high: bytes, first: bytes, listed: bytes) -> Iterator[tuple[bytes, str]]:
    start, end = int.from_bytes(low), int.from_bytes(high)
    span = range(start, min(end + 1, start + _LONGEST_RANGE))
    if listed:
        for code, chars in zip(span, _HEX.findall(listed), strict=False):
            yield code.to_bytes(len(low)), _text(chars)
        return
    head, last = _text(first)[:-1], _text(first)[-1:]
    if last:
        for code in span:
            yield code.to_bytes(len(low)), head + chr(min(ord(last) + code - start, 0x10FFFF))


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((b"0" * (len(plain) % 2) + plain).decode())


def _text(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", errors="replace")
