"""Reads what Pagefind wrote: in which records a phrase of tokens stands.

A file is gzipped CBOR after a mark. ``pf_meta`` has the records and, of each ``pf_index``, how
its first and its last word begin; there each word has its
records with the places, all as differences.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from typing import Any

from .pagefind import GZIP

MARK = b"pagefind_dcd"
ENTRY = b"\x83"
"""A word begins an array of three: itself, its records, its other forms."""

WEIGHT = 0
"""Places of a record begin with the weight of its words, a number below this."""


class Written:
    """One index as its files have it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        meta = next(body for path, body in files.items() if path.endswith(".pf_meta"))
        _, records, chunks, *_ = _decoded(_unpacked(meta))
        self.names = [name for name, _ in records]
        self.chunks = sorted((first, last, name) for first, last, name in chunks)
        bodies = {path.split("/")[-1].split(".")[0]: body for path, body in files.items()}
        self.body_of = cache(lambda name: _unpacked(bodies[name]))

    def holding(self, phrase: list[str]) -> set[str]:
        """The names of the records in which the tokens stand one after the other."""
        return {name for name in self.names if self.place_of(name)(phrase)}

    def place_of(self, name: str) -> Callable[[list[str]], bool]:
        """Whether the tokens stand one after the other in the record of that name."""
        record = self.names.index(name)

        def holds(phrase: list[str]) -> bool:
            found = [
                {at - n for at in self._places(token, record)} for n, token in enumerate(phrase)
            ]
            return bool(found[0].intersection(*found[1:]))

        return holds

    def _places(self, token: str, record: int) -> list[int]:
        at = bisect_right(self.chunks, token, key=lambda chunk: chunk[0]) - 1
        if at < 0:
            return []
        body = self.body_of(self.chunks[at][2])
        word = token.encode()
        key = ENTRY + _head(3, len(word)) + word  # else ai would be seen in baidu
        start = body.find(key)
        return _locations(body, start + len(key), record) if start > 0 else []


def _locations(body: bytes, at: int, wanted: int) -> list[int]:
    """Those of one record; the records before it are only passed."""
    count, at = _size(body, at)
    record = 0
    for _ in range(count):
        _, at = _size(body, at)
        step, at = _size(body, at)
        record += step
        if record == wanted:
            return list(accumulate(one for one in _item(body, at)[0] if one >= WEIGHT))
        if record > wanted:
            break
        length, at = _size(body, at)
        passed = _numbers(length).match(body, at)
        assert passed, "Pagefind wrote places that are no numbers"
        _, at = _item(body, passed.end())
    return []


@cache
def _numbers(count: int) -> re.Pattern[bytes]:
    """So many numbers in CBOR."""
    return re.compile(
        rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4}){%d}" % count, re.DOTALL
    )


def _unpacked(body: bytes) -> bytes:
    return zlib.decompress(body, GZIP).removeprefix(MARK)


# ---------------------------------------------------------------- CBOR (RFC 8949)


def _head(kind: int, length: int) -> bytes:
    """How a text (3) of that many bytes begins."""
    if length < 24:
        return bytes([kind << 5 | length])
    return bytes([kind << 5 | 24, length])


def _decoded(body: bytes, start: int = 0) -> Any:
    return _item(body, start)[0]


def _size(body: bytes, at: int) -> tuple[int, int]:
    """The number with which an item begins: its value, its length or how many it holds."""
    size = body[at] & 31
    at += 1
    if size < 24:
        return size, at
    width = 1 << size - 24
    return int.from_bytes(body[at : at + width], "big"), at + width


def _item(body: bytes, at: int) -> tuple[Any, int]:
    kind = body[at] >> 5
    size, at = _size(body, at)
    if kind == 0:
        return size, at
    if kind == 1:
        return -1 - size, at
    if kind == 3:
        return body[at : at + size].decode(), at + size
    assert kind == 4, f"Pagefind wrote CBOR of kind {kind}"
    items = []
    for _ in range(size):
        item, at = _item(body, at)
        items.append(item)
    return items, at
