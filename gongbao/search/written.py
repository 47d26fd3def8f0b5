"""Reads what Pagefind wrote: in which records a phrase of tokens stands.

A file is gzipped CBOR after a mark. ``pf_meta`` has the records and, of each ``pf_index``, how
its first and its last word begin; there each word has its
records with the places, all as differences.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import Any

from .pagefind import GZIP

MARK = b"pagefind_dcd"
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
        found = [self._places(token) for token in phrase]
        common = set(found[0]).intersection(*found[1:])
        return {
            self.names[record]
            for record in common
            if set(found[0][record]).intersection(
                *({at - n for at in places[record]} for n, places in enumerate(found))
            )
        }

    def _places(self, token: str) -> dict[int, list[int]]:
        at = bisect_right(self.chunks, token, key=lambda chunk: chunk[0]) - 1
        if at < 0:
            return {}
        body = self.body_of(self.chunks[at][2])
        word = token.encode()
        key = _head(3, len(word)) + word
        start = body.find(key)
        return _records(_decoded(body, start + len(key))) if start > 0 else {}


def _records(found: list[Any]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    record = 0
    for step, locations, _ in found:
        record += step
        at, places[record] = 0, []
        for difference in locations:
            if difference >= WEIGHT:
                at += difference
                places[record].append(at)
    return places


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


def _item(body: bytes, at: int) -> tuple[Any, int]:
    kind, size = body[at] >> 5, body[at] & 31
    at += 1
    if size >= 24:
        width = 1 << size - 24
        size = int.from_bytes(body[at : at + width], "big")
        at += width
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
