"""Streams of a PDF that unpack to more than any report has: nothing is parsed before."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ..model import Place, Problem

_STREAM = re.compile(rb"stream\r?\n")
_MOST, _MOST_IN_ALL = 64 << 20, 512 << 20
_CHUNK = 1 << 20
_MOST_STREAMS = 100_000


def bombs(data: bytes, place: Place) -> Iterator[Problem]:
    """Every deflated stream is unpacked once, a piece at a time, and counted."""
    total = 0
    for number, match in enumerate(_STREAM.finditer(data)):
        size, is_twice = _unpacked(memoryview(data)[match.end() :])
        total += size
        if number > _MOST_STREAMS or size > _MOST or total > _MOST_IN_ALL or is_twice:
            what = "is packed twice" if is_twice else "unpacks to more than any report has"
            yield Problem(
                place,
                f"the stream at byte {match.end()} {what}",
                "this is how a file is built that brings programs down: ask where it comes from",
            )
            return


def _unpacked(packed: memoryview) -> tuple[int, bool]:
    """How long a deflated stream gets, and whether it holds another one; 0 if it is none."""
    if bytes(packed[:1]) != b"\x78":
        return 0, False
    unpacker = zlib.decompressobj()
    size, at, is_twice = 0, 0, False
    try:
        while not unpacker.eof and size <= _MOST:
            fresh = unpacker.unconsumed_tail
            if not fresh:
                fresh = bytes(packed[at : at + _CHUNK])
                at += _CHUNK
                if not fresh:
                    break
            piece = unpacker.decompress(fresh, _CHUNK)
            is_twice = is_twice or (not size and _is_deflated(piece))
            size += len(piece)
    except zlib.error:
        pass  # no stream of this kind, or a damaged one: the parser will say
    return size, is_twice


def _is_deflated(piece: bytes) -> bool:
    if piece[:1] != b"\x78" or len(piece) < 64:
        return False
    try:
        return len(zlib.decompressobj().decompress(piece, 1 << 16)) >= 1 << 10
    except zlib.error:
        return False
