"""A report as an e-book. An EPUB 3 file is a ZIP with XHTML in it, and what describes that."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..cite import full_title
from ..model import Entry, SiteSettings
from ..outline import contents
from ..translation import headings_in_english
from .bilingual import bilingual
from .editions import Address
from .messages import Translate
from .metadata import has_title_line, work_of
from .versions import version_view
from .views import block_views

MEDIA_TYPE = "application/epub+zip"
FILES = {
    "META-INF/container.xml": "container.xml",
    "EPUB/package.opf": "package.opf",
    "EPUB/nav.xhtml": "nav.xhtml",
    "EPUB/report.xhtml": "report.xhtml",
    "EPUB/style.css": "style.css",
}
"""The names in the book with those of their templates in templates/epub/."""

NO_DAY = date(1980, 1, 1)
"""The first day of the calendar of ZIP: what stands where nobody has said a day."""

UNIX = 3
READABLE = 0o100644 << 16


def book(
    entry: Entry, address: Address, settings: SiteSettings, translate: Translate
) -> dict[str, Any]:
    """What its templates show. It is read anywhere, so that its links name the site."""
    top = settings.base_url + address.edition.prefix
    blocks = block_views(entry, lambda path: top + path, translate, has_cards=False)
    if address.edition.is_translation:
        blocks = bilingual(blocks, entry)
        entry = replace(entry, anchored=headings_in_english(entry.anchored))
    title_lines = tuple(takewhile(lambda view: view.kind == "title_line", blocks))
    return {
        "matter": entry.anchored.report.front_matter,
        "title": full_title(work_of(entry, address, settings, translate)),
        "title_lines": title_lines,
        "blocks": blocks[len(title_lines) :],
        "has_title_line": has_title_line(entry),
        "contents": contents(entry.anchored),
        "version_note": version_view(entry, translate),
        "modified": _modified(entry),
        "url": settings.base_url + address.url,
    }


def packed(files: Iterable[tuple[str, str]]) -> bytes:
    """Names with texts -> an EPUB: its media type comes first, so that it can be told (OCF 4.3)."""
    body = io.BytesIO()
    with ZipFile(body, "w") as book:
        book.writestr(_member("mimetype", ZIP_STORED), MEDIA_TYPE)
        for name, text in files:
            book.writestr(_member(name, ZIP_DEFLATED), text.encode("utf-8"), compresslevel=9)
    return body.getvalue()


def _modified(entry: Entry) -> date:
    """The day of the last correction, or else of the first publication; a book must name one."""
    note = entry.anchored.report.source.version_note
    if note is None:
        return NO_DAY
    return max((note.published, *(one.date for one in note.corrections)))


def _member(name: str, method: int) -> ZipInfo:
    """The same bytes at every hour and on every system."""
    member = ZipInfo(name, (NO_DAY.year, NO_DAY.month, NO_DAY.day, 0, 0, 0))
    member.create_system = UNIX
    member.external_attr = READABLE
    member.compress_type = method
    return member
