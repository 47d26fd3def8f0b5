"""Which reader takes a file: told by its first bytes, never by its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from ..model import ContentError, Place, Problem
from . import ole, text_file
from .reading import Reading

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|title|body|script|style|link|div|table|p|h1"
    rb"|\?xml|!--|svg|rss)(?=[\s>/-])",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n|[ \t][^\n]*\n){0,20}?Content-Type:\s*multipart/related", re.IGNORECASE
)
_HEAD = 4096
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
        from . import pdf

        return pdf.read
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from . import docx

        return docx.read
    if data.startswith(ole.MAGIC):
        from . import office

        return office.read
    if data.startswith(b"{\\rtf"):
        return _not_read("an RTF")
    if _MARKUP.match(_without_wide_units(data[:_HEAD])):
        from . import html

        return html.read
    if _ARCHIVE.match(data[:_HEAD]):
        return _not_read("an archive of a web page (MHTML)", 'save the page as "HTML only"')
    return text_file.read


def _without_wide_units(head: bytes) -> bytes:
    """The head of a file in UTF-16 as ASCII, for recognising; any other as it is."""
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head[2:].replace(b"\0", b"") if is_wide else head


def _not_read(
    what: str, hint: str = "save it as text and ingest that"
) -> Callable[[bytes, Place], Reading]:
    def refuse(data: bytes, place: Place) -> Reading:
        raise ContentError(Problem(place, f"this is {what}", hint))

    return refuse
