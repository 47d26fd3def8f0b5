"""Whether a ledger is still that of its source: what `build.py check` asks of each report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..ledger import body_of, fits, is_proved, rebuild
from ..model import ContentError, Dropped, Ledger, Place, Problem, Source, SourceFile
from . import formats
from .drops import REASONS
from .lines import line_of
from .reading import Reading

_AGAIN = "ingest the source again, and read what changes in report.md"


def with_text(source: Source) -> Source:
    """Where report.md no longer gives back the text of a PDF or the like, it is taken out again."""
    told, original = source.ledger, source.original
    if not told or not told.extractor or not original or is_proved(body_of(source.text), told):
        return source
    try:
        return replace(source, extracted=_text(original.data, original.name))
    except ContentError:
        return source  # `problems` says why


@lru_cache(maxsize=1)
def _text(data: bytes, name: str) -> str:
    """Once for an editor who saves one report again and again: a PDF takes a second."""
    return formats.read(data, Place(name)).text


def problems(source: Source) -> Iterator[Problem]:
    """The ledger says where each character of source.* is, as it is read today."""
    told, original = source.ledger, source.original
    if told is None or original is None:
        return
    if hashlib.sha256(original.data).hexdigest() != told.sha256:
        return  # the check of the checksums has said so
    place = Place(source.place.path.replace("report.md", "ledger.json"))
    yield from _unknown_reasons(told, place)
    file = Place(source.place.path.replace("report.md", original.name))
    try:
        reading = _read(told, original, file)
    except ContentError as error:
        yield from error.problems
        return
    if hashlib.sha256(reading.text.encode(told.encoding)).hexdigest() != _checksum(told):
        yield _read_otherwise(source, told, reading, file)
    elif not fits(reading.text, told):
        message = f"the segments are not those of {original.name}"
        yield Problem(place, message, "put the file back as it was, or ingest again")


def _read(told: Ledger, original: SourceFile, file: Place) -> Reading:
    if told.extractor:
        return formats.read(original.data, file)
    return Reading(kind="text", text=original.data.decode(told.encoding, "replace"))


def _checksum(told: Ledger) -> str:
    return told.text_sha256 or told.sha256


def _unknown_reasons(told: Ledger, place: Place) -> Iterator[Problem]:
    reasons = {segment.reason for segment in told.segments if isinstance(segment, Dropped)}
    for reason in sorted(reasons - set(REASONS)):
        yield Problem(place, f"{reason!r} is no reason to drop a character", _AGAIN)


def _read_otherwise(source: Source, told: Ledger, reading: Reading, file: Place) -> Problem:
    """A new version of an extractor is nobody's fault; the same one does not read otherwise."""
    where = _first_difference(source, told, reading)
    if told.extractor in ("", reading.extractor):
        read_by = f" ({told.extractor})" if told.extractor else ""
        message = f"this is not the text that ledger.json was made of{read_by}{where}"
        return Problem(file, message, "put ledger.json back as it was, or ingest again")
    message = f"read by {told.extractor}, now by {reading.extractor}: the texts differ{where}"
    return Problem(file, message, _AGAIN, fatal=False)


def _first_difference(source: Source, told: Ledger, reading: Reading) -> str:
    body = body_of(source.text)
    if not is_proved(body, told):
        return ""
    old, new = rebuild(body, told), reading.text
    pairs = enumerate(zip(old, new, strict=False))
    at = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    was, reads = (text[at : at + 12].replace("\n", "⏎") for text in (old, new))
    return f' at character {at}, line {line_of(old, at)}: "{was}", now "{reads}"'
