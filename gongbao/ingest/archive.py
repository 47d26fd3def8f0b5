"""The parts of a ZIP archive, and why an archive cannot be a document."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from ..model import ContentError, Place, Problem

_MOST_FILES = 5000
_MOST_UNPACKED = 200 * 1024 * 1024
_LARGEST_PART = 24 * 1024 * 1024
"""The parts that hold text; a report of 100,000 characters has 4 MB of them."""
_DENSEST = 200
"""XML packs to a thirtieth; what packs to less than a two-hundredth was made to be unpacked."""
_SMALL = 4 * 1024 * 1024

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for bytes that are no archive."""

_CENTRAL_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ASK_AGAIN = "ask for the file once more, or open it in Word or WPS and save it as DOCX"


@dataclass(frozen=True, slots=True)
class Archive:
    """``entries`` by their names as all programs read them: with ``/``, in small letters."""

    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    place: Place

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is no such part; `ContentError` if it is not whole."""
        entry = self.entries.get(_normal(name))
        if entry is None:
            return None
        if entry.file_size > _LARGEST_PART:
            raise ContentError(self._too_large(entry))
        try:
            return self.file.read(entry)  # no more than its entry says, and its checksum holds
        except _DAMAGED as error:
            message = f'"{entry.filename}" in the archive is damaged'
            raise ContentError(Problem(self.place, message, _ASK_AGAIN)) from error

    def _too_large(self, entry: zipfile.ZipInfo) -> Problem:
        most = _LARGEST_PART >> 20
        message = f'"{entry.filename}" in the archive unpacks to more than {most} MB'
        return Problem(self.place, message, "no report is so long: ask where the file comes from")


def opened(data: bytes, place: Place) -> Archive:
    """Raise `ContentError` for an archive that is damaged, locked or made to be unpacked."""
    if data.count(_CENTRAL_ENTRY) > _MOST_FILES:
        message = f"the archive holds more than {_MOST_FILES} files"
        raise ContentError(Problem(place, message, "unpack it and ingest the report alone"))
    try:
        file = zipfile.ZipFile(BytesIO(data))
    except _DAMAGED as error:
        message = "the file is cut off or damaged: it has no end"
        raise ContentError(Problem(place, message, _ASK_AGAIN)) from error
    if problems := tuple(_refused(file.infolist(), place)):
        raise ContentError(*problems)
    return Archive(file, {_normal(entry.filename): entry for entry in file.infolist()}, place)


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refused(entries: list[zipfile.ZipInfo], place: Place) -> Iterator[Problem]:
    names = Counter(_normal(entry.filename) for entry in entries)
    for name, times in names.items():
        if times > 1:
            message = f'the archive holds "{name}" {times} times'
            hint = "programs would show different texts: ask for a clean copy"
            yield Problem(place, message, hint)
    if any(entry.flag_bits & 1 for entry in entries):
        yield Problem(place, "the archive is locked with a password", "save it without one")
    elif any(entry.compress_type not in _METHODS for entry in entries):
        yield Problem(place, "the archive is packed in a way that no office program uses")
    unpacked = sum(entry.file_size for entry in entries)
    dense = [entry.filename for entry in entries if _is_dense(entry)]
    if unpacked > _MOST_UNPACKED or dense:
        what = f'"{dense[0]}" alone is packed too densely' if dense else "no report has so much"
        message = f"the archive unpacks to {unpacked >> 20} MB: {what}"
        yield Problem(place, message, "it may be a ZIP bomb: ask where the file comes from")


def _is_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > _DENSEST * entry.compress_size
