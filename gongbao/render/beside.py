"""Beside the pages: a book of each report, and the pictures that links to pages are shown with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from ..cite import full_title
from ..model import Entry, Page
from .bilingual import has_book
from .cards import top_cards
from .editions import Address
from .epub import FILES, book, packed
from .lists import Summary
from .metadata import work_of
from .picture import TAGLINE, Picture, facts, png
from .press import Press


def site_picture(own: Press) -> Page:
    frame = own.frame
    whole = _paint(own)(own.translate(TAGLINE), frame.settings.publisher.name)
    return Page(PurePosixPath(frame.edition.prefix, "site.png"), png(whole))


def beside_pages(entry: Entry, own: Press, summary: Summary) -> Iterator[Page]:
    frame, translate = own.frame, own.translate
    address = Address(frame.edition, entry.anchored.report.path + "/")
    if has_book(entry, frame.edition):
        values = {**book(entry, address, frame.settings, translate), "summary": summary}
        yield Page(PurePosixPath(address.url, "report.epub"), packed(_texts(own, values)))
    issuer = summary.issuer or translate("issuer unknown")
    line = f"{issuer} · {summary.period} · {summary.kind}"
    top = top_cards(entry.observations, summary.provenance, translate)
    title = full_title(work_of(entry, address, frame.settings, translate))
    image = png(_paint(own)(title, line, facts(top)))
    yield Page(PurePosixPath(address.url, "report.png"), image)


def _paint(own: Press) -> Callable[..., Picture]:
    frame = own.frame
    return partial(Picture, frame.edition.lang, own.translate("seal"), frame.settings.title)


def _texts(own: Press, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, template in FILES.items():
        yield name, own.text(f"epub/{template}", values)
