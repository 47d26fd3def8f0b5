"""Beside the pages: a book of each report, and the pictures that links to pages are shown with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from jinja2 import Environment

from ..cite import full_title
from ..model import Entry, Page, SiteSettings
from .bilingual import has_book
from .cards import top_cards
from .editions import Address, Edition
from .epub import FILES, book, packed
from .messages import Translate
from .metadata import work_of
from .picture import TAGLINE, Picture, facts, png


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one edition is made with; ``summary_of`` a report is what other pages say of it."""

    edition: Edition
    environment: Environment
    translate: Translate
    summary_of: Callable[[Entry], Any]


def site_picture(shelf: Shelf, settings: SiteSettings) -> Page:
    whole = _paint(shelf, settings)(shelf.translate(TAGLINE), settings.publisher.name)
    return Page(PurePosixPath(shelf.edition.prefix, "site.png"), png(whole))


def beside_pages(shelf: Shelf, settings: SiteSettings, entry: Entry) -> Iterator[Page]:
    translate = shelf.translate
    address = Address(shelf.edition, entry.anchored.report.path + "/")
    summary = shelf.summary_of(entry)
    if has_book(entry, shelf.edition):
        values = {**book(entry, address, settings, translate), "summary": summary}
        yield Page(PurePosixPath(address.url, "report.epub"), packed(_texts(shelf, values)))
    issuer = summary.issuer or translate("issuer unknown")
    line = f"{issuer} · {summary.period} · {summary.kind}"
    top = top_cards(entry.observations, summary.provenance, translate)
    title = full_title(work_of(entry, address, settings, translate))
    image = png(_paint(shelf, settings)(title, line, facts(top)))
    yield Page(PurePosixPath(address.url, "report.png"), image)


def _paint(shelf: Shelf, settings: SiteSettings) -> Callable[..., Picture]:
    return partial(Picture, shelf.edition.lang, shelf.translate("seal"), settings.title)


def _texts(shelf: Shelf, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, template in FILES.items():
        yield name, shelf.environment.get_template(f"epub/{template}").render(values)
