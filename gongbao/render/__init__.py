"""Values + templates/ -> pages. The only maker of markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..cite import cite, full_title
from ..model import Entry, Library, Page, SeriesKey
from .across import pages_across
from .assets import assets
from .beside import Shelf, beside_pages, site_picture
from .bilingual import bilingual, has_book, headings_in_english, translation_view
from .cards import top_cards
from .comparison import pairs_by_report
from .data_files import data_files
from .dataset import dataset
from .editions import EDITIONS, Address, Edition
from .emendations import emendation_views
from .environment import environment_of, text_file
from .figures import Figures
from .front import by_day, front_view
from .indicator_pages import panels_by_indicator
from .keep import MADE_NOW, Keep
from .lists import Body, NotePart, Summary, summary_of
from .messages import translations
from .metadata import gov_tags, has_title_line, linked_data, meta_tags, work_of
from .numbers import dropped_rows, metric_value, number_rows
from .outline import Section, contents
from .plots import Plot, plots
from .source_page import source_view
from .versions import FeedItem, feed_items, last_days, version_view
from .views import block_views, cards_of


@dataclass(frozen=True, slots=True)
class EditionContent:
    """What one edition says: the same reports in its script."""

    edition: Edition
    library: Library


def render(
    editions: Iterable[EditionContent], templates: Path, keep: Keep = MADE_NOW
) -> Iterator[Page]:
    """The first edition is that of the source script: data files are made from it.

    Pages of a report are asked of ``keep``, which may have them from a build before.
    """
    contents = tuple(editions)
    source = contents[0].library
    found, drawn = assets(templates / "assets"), plots(source, keep)
    yield from found.pages
    urls: list[tuple[str, date | None]] = []
    days = last_days(source)
    for content in contents:
        site = _Site(content, templates, found.names, contents[0].edition.lang, drawn, keep)
        for address, page in site.pages():
            urls.append((source.settings.base_url + address.url, days.get(address.path)))
            yield page
        yield from site.source_pages()
        yield site_picture(site.shelf, site.settings)
        yield from site.beside_pages()
        yield from site.feed()
        if content is contents[0]:
            yield site.not_found()
            yield from site.citations()
        held = (one.path for one in source.held if one.is_published)
        home = source.settings.base_url + content.edition.prefix
        urls += ((f"{home}{path}/", None) for path in held)
    yield from data_files(source, keep)
    yield text_file(templates, "sitemap.xml", urls=sorted(urls))
    yield text_file(templates, "robots.txt", settings=source.settings)


def edition_of(lang: str) -> Edition:
    return next(edition for edition in EDITIONS if edition.lang == lang)


class _Site:
    """One edition: its templates with its catalogue."""

    def __init__(
        self,
        content: EditionContent,
        templates: Path,
        asset_names: dict[str, str],
        source_lang: str,
        drawn: Mapping[SeriesKey, Plot],
        keep: Keep,
    ) -> None:
        self.keep = keep
        self.settings = content.library.settings
        self.edition = content.edition
        self.library = content.library
        self.entries = {entry.anchored.report.path: entry for entry in self.library.entries}
        self.drawn = drawn
        messages = translations(templates, content.edition.catalogue)
        self.translate = messages.gettext
        self.environment = environment_of(templates, keep.templates)
        self.environment.install_gettext_translations(messages, newstyle=True)  # type: ignore[attr-defined]
        self.shelf = Shelf(self.edition, self.environment, self.translate, self._summary)
        editions = [e for e in EDITIONS if e.lang in self.settings.languages]
        self.feed_items = feed_items(content.library)
        self.values: dict[str, Any] = {
            "has_feed": bool(self.feed_items),
            "settings": self.settings,
            "edition": content.edition,
            "editions": editions,
            "asset_names": asset_names,
            "metric_value": metric_value,
            "source_lang": source_lang,
            "indicator_pages": frozenset(panels_by_indicator(content.library)),
            "compared": frozenset(pairs_by_report(content.library)),
        }
        self.environment.globals |= self.values

    @cached_property
    def about(self) -> tuple[object, ...]:
        """What each page of the edition may show, but for whom `compared` names."""
        return (
            self.edition,
            self.settings,
            self.values["source_lang"],
            self.values["has_feed"],
            sorted(self.values["asset_names"].items()),
            sorted(self.values["indicator_pages"]),
        )

    def pages(self) -> Iterator[tuple[Address, Page]]:
        titles = {e.anchored.report.path: self._summary(e).title for e in self.library.entries}
        figures = Figures(self.library, titles, self.translate)
        bodies, outlines = self._bodies(), self._outlines()
        years, front = tuple(outlines), front_view(self.library, figures)
        news = by_day((one, item.news) for one, item in self._news())
        yield self._shared("home.html", "", bodies=bodies, front=front, news=news, years=years)
        yield self._shared("search.html", "search/", bodies=bodies, years=years)
        for year, found in outlines.items():
            yield self._shared("outlines.html", f"search/{year}/", year=year, outlines=found)
        for entry in self.library.entries:
            address = Address(self.edition, entry.anchored.report.path + "/")
            for page in self._kept("report", entry, partial(self._report, entry, address)):
                yield address, page
        for one in pages_across(self.library, figures, self.drawn):
            yield self._shared(one.template, one.path, **one.values)

    def _shared(self, template: str, path: str, **values: Any) -> tuple[Address, Page]:
        """A page of no one report: what its values say is all that it is made from."""
        address = Address(self.edition, path)
        page = self.keep.page(
            (template, address, self.about, sorted(self.values["compared"]), values),
            lambda: self._page(template, path, **values)[1],
        )
        return address, page

    def _page(self, template: str, path: str, **values: Any) -> tuple[Address, Page]:
        address = Address(self.edition, path)
        values |= {"address": address, "root": address.root}
        body = self.environment.get_template(template).render(values)
        return address, Page(address.file, body.encode("utf-8"))

    def _kept(
        self, what: str, entry: Entry, make: Callable[[], Iterable[Page]]
    ) -> tuple[Page, ...]:
        """A report's page shows its neighbours, reports that a note names, and which pages are."""
        report = entry.anchored.report
        about = (
            what,
            self.about,
            report.path in self.values["compared"],
            entry.before and self._neighbour(entry.before),
            entry.after and self._neighbour(entry.after),
            self._note(report.front_matter.provenance_note or ""),
        )
        return self.keep.of_report(report.path, about, make)

    def _report(self, entry: Entry, address: Address) -> Iterator[Page]:
        report = entry.anchored.report
        top = top_cards(entry.observations, report.front_matter.provenance, self.translate)
        blocks = block_views(entry, address.to, self.translate, {card.id for card in top})
        if self.edition.is_translation:
            blocks = bilingual(blocks, entry)
        title_lines = tuple(takewhile(lambda view: view.kind == "title_line", blocks))
        work = work_of(entry, address, self.settings, self.translate)
        carded = {card.id for card in (*top, *cards_of(blocks))}
        yield self._page(
            "report.html",
            address.path,
            report=report,
            matter=report.front_matter,
            summary=self._summary(entry),
            has_book=has_book(entry, self.edition),
            body_name=dict(self.settings.bodies).get(report.body, report.body),
            title_lines=title_lines,
            blocks=blocks[len(title_lines) :],
            contents=self._contents(entry),
            translation=translation_view(entry) if self.edition.is_translation else None,
            has_title_line=has_title_line(entry),
            provenance_note=self._note(report.front_matter.provenance_note or ""),
            version_note=version_view(entry, self.translate),
            emendations=emendation_views(entry, self.translate),
            before=entry.before and self._neighbour(entry.before),
            after=entry.after and self._neighbour(entry.after),
            full_title=full_title(work),
            citation=cite(work),
            meta_tags=(*meta_tags(work), *gov_tags(work, entry, self.settings)),
            linked_data=linked_data(work, entry, address, self.settings),
            dataset=dataset(work, entry, self.settings, carded, self.translate),
            top_cards=top,
            number_rows=number_rows(entry, self.translate),
            dropped_rows=dropped_rows(entry),
        )[1]

    def source_pages(self) -> Iterator[Page]:
        """They prove the others: no reader looks for them, so no list of pages names them."""
        for entry in self.library.entries:
            yield from self._kept("source", entry, partial(self._source_page, entry))

    def beside_pages(self) -> Iterator[Page]:
        for entry in self.library.entries:
            make = partial(beside_pages, self.shelf, self.settings, entry)
            yield from self._kept("beside", entry, make)

    def _source_page(self, entry: Entry) -> Iterator[Page]:
        if view := source_view(entry, self.translate):
            path = entry.anchored.report.path
            values = {
                "report": entry.anchored.report,
                "summary": self._summary(entry),
                "emendations": emendation_views(entry, self.translate),
            }
            yield self._page("source.html", f"{path}/source/", view=view, **values)[1]

    def _note(self, words: str) -> tuple[NotePart, ...]:
        """Paths of our reports become links to them."""
        found = self.entries if words else {}
        paths = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
        pieces = re.split(rf"[（(]?({paths})[）)]?", words) if found else [words]
        return tuple(
            NotePart(piece, self._summary(found[piece]) if piece in found else None)
            for piece in pieces
            if piece
        )

    def _contents(self, entry: Entry) -> tuple[Section, ...]:
        return contents(headings_in_english(entry) if self.edition.is_translation else entry)

    def _neighbour(self, path: str) -> Summary:
        return self._summary(self.entries[path])

    def _bodies(self) -> tuple[Body, ...]:
        names = dict(self.settings.bodies)
        groups: dict[str, list[Summary]] = {}
        for entry in self.library.entries:
            key = entry.anchored.report.body
            groups.setdefault(key, []).append(self._summary(entry))
        return tuple(Body(key, names.get(key, key), tuple(found)) for key, found in groups.items())

    def _news(self) -> tuple[tuple[Summary, FeedItem], ...]:
        return tuple((self._summary(item.entry), item) for item in self.feed_items)

    def _outlines(self) -> dict[str, list[tuple[Summary, tuple[Section, ...]]]]:
        """Year -> its reports with their sections; the newest year first."""
        found: dict[str, list[tuple[Summary, tuple[Section, ...]]]] = {}
        for entry in self.library.entries:
            year = entry.anchored.report.front_matter.period.year
            found.setdefault(year, []).append((self._summary(entry), self._contents(entry)))
        return dict(sorted(found.items(), reverse=True))

    def _summary(self, entry: Entry) -> Summary:
        return summary_of(entry, self.translate)

    def citations(self) -> Iterator[Page]:
        for entry in self.library.entries:
            address = Address(self.edition, entry.anchored.report.path + "/")
            work = work_of(entry, address, self.settings, self.translate)
            body = cite(work).csl_json + "\n"
            yield Page(PurePosixPath(address.path, "cite.json"), body.encode("utf-8"))

    def feed(self) -> Iterator[Page]:
        """None without a date: a feed says when it was last updated (RFC 4287, 4.1.1)."""
        if items := self._news():
            home = self.settings.base_url + self.edition.prefix
            body = self.environment.get_template("feed.xml").render(items=items, home=home)
            yield Page(PurePosixPath(self.edition.prefix, "feed.xml"), body.encode("utf-8"))

    def not_found(self) -> Page:
        """Hosts show it at any depth: its links begin at the root of the host."""
        root = urlsplit(self.settings.base_url).path
        template = self.environment.get_template("404.html")
        body = template.render(address=Address(self.edition, ""), root=root)
        return Page(PurePosixPath("404.html"), body.encode("utf-8"))
