"""The directory of an OLE compound file: which streams it holds, and so what it is (MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_STREAM = 2
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, such as that of a chain's end."""
_MOST_SECTORS = 4096
"""Of the directory: 16,000 streams; a document has thirty."""
_ENCRYPTED = 0x0100
"""Of the flags of a Word document (MS-DOC 2.5.2, fEncrypted)."""
_FLAGS_AT = 0x0A


@dataclass(frozen=True, slots=True)
class Stream:
    first: int
    size: int


@dataclass(frozen=True, slots=True)
class CompoundFile:
    data: bytes
    sector: int
    streams: Mapping[str, Stream]

    @property
    def is_locked(self) -> bool:
        """The Word document in it is encrypted."""
        stream = self.streams.get("WordDocument")
        head = b"" if stream is None else _sector(self.data, stream.first, self.sector)
        flags = head[_FLAGS_AT : _FLAGS_AT + 2]
        return len(flags) == 2 and bool(struct.unpack("<H", flags)[0] & _ENCRYPTED)


def compound(data: bytes) -> CompoundFile | None:
    """The file with the streams of its directory; None if it is damaged."""
    if len(data) < 512 or not data.startswith(MAGIC):
        return None
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return None
    sector = 1 << shift
    directory = b"".join(_chain(data, first, sector))
    streams = dict(_streams(directory))
    return CompoundFile(data, sector, streams) if streams else None


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _chain(data: bytes, number: int, size: int) -> Iterator[bytes]:
    """The sectors of the directory; a chain that goes round in a circle ends there."""
    table = struct.unpack_from("<109I", data, 76)
    seen: set[int] = set()
    while number < _LAST and number not in seen and len(seen) < _MOST_SECTORS:
        seen.add(number)
        yield _sector(data, number, size)
        block, at = divmod(number, size // 4)
        if block >= len(table) or table[block] >= _LAST:
            return
        entry = _sector(data, table[block], size)[4 * at : 4 * at + 4]
        number = struct.unpack("<I", entry)[0] if len(entry) == 4 else _LAST


def _streams(directory: bytes) -> Iterator[tuple[str, Stream]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[at : at + _ENTRY]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[66] == _STREAM and 2 <= length <= 64:
            name = entry[: length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            yield name, Stream(first, size)
