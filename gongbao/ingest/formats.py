"""Which reader takes a file: told by its first bytes, never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model import ContentError, Place, Problem
from . import text_file
from .reading import Reading

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|!--)", re.IGNORECASE)
_LONGEST = 64 * 1024 * 1024
"""The largest report of a government that we have seen has 40 MB, most of it pictures."""


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` with all that keeps the file from being read whole."""
    if not data:
        raise ContentError(Problem(place, "the file is empty"))
    if len(data) > _LONGEST:
        message = f"the file has {len(data) >> 20} MB; no report has more than {_LONGEST >> 20}"
        raise ContentError(Problem(place, message, "make the pictures in it smaller"))
    reading = _reader(data)(data, place)
    if problems := tuple(text_file.refused(reading, place)):
        raise ContentError(*problems)
    return reading


def _reader(data: bytes) -> Callable[[bytes, Place], Reading]:
    # Each reader is imported when a file needs it: the libraries take up to half a second.
    if b"%PDF-" in data[:1024]:
        return _not_read("a PDF")
    if data.startswith(b"PK\x03\x04"):
        return _not_read("a DOCX or another ZIP archive")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _not_read("a .doc or .wps")
    if _MARKUP.match(data):
        return _not_read("an HTML or XML file")
    return text_file.read


def _not_read(what: str) -> Callable[[bytes, Place], Reading]:
    def refuse(data: bytes, place: Place) -> Reading:
        raise ContentError(Problem(place, f"this is {what}", "save it as text and ingest that"))

    return refuse
