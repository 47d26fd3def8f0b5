"""The pages of one edition that show several reports, or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..model import Digest, Group, Library, Page, Product, Section, SeriesKey, Unit
from .across import Drawn, pages_across
from .beside import site_picture
from .comparison import pairs_by_report
from .editions import Address, Edition
from .figures import Figures
from .front import FrontView, by_day, leading
from .keep import Keep
from .lists import Body, NotePart, Summary, summary_of
from .plots import Plot
from .press import Frame, Press, press
from .report_pages import Around
from .versions import FeedItem, feed_items


@dataclass(frozen=True, slots=True)
class EditionContent:
    """What one edition says: the same reports in its script."""

    edition: Edition
    library: Library


def _printed(frame: Frame, one: Drawn) -> Product:
    return Product([press(frame).page(one.template, one.path, one.values)])


def _picture(frame: Frame) -> Product:
    return Product([site_picture(press(frame))])


class EditionPages:
    """``drawn``: asked for only where a page shows a plot, because to place them takes long."""

    def __init__(
        self,
        library: Library,
        own: Press,
        drawn: Callable[[], Mapping[SeriesKey, Plot]],
        keep: Keep,
    ) -> None:
        self.library = library
        self.press = own
        self.drawn = drawn
        self.keep = keep
        self.frame = own.frame
        self._about = sha256(repr(self.frame.about).encode()).hexdigest()
        self.summaries = {one.path: summary_of(one, own.translate) for one in library.digests}
        self.digests = {one.path: one for one in library.digests}
        self.compared = frozenset(pairs_by_report(library))
        self.feed_items = feed_items(library)

    def around(self, path: str) -> Around:
        """What its own pages show of the library."""
        return self._around(self.digests[path], self.summaries[path])

    def around_saved(self, digest: Digest) -> Around:
        """The same of a report that was saved since the library was read."""
        return self._around(digest, summary_of(digest, self.press.translate))

    def _around(self, digest: Digest, own: Summary) -> Around:
        return Around(
            own=own,
            before=self.summaries[digest.before] if digest.before else None,
            after=self.summaries[digest.after] if digest.after else None,
            note=self._note(digest.front_matter.provenance_note or ""),
            is_compared=digest.path in self.compared,
        )

    def lists(self) -> Iterator[Unit]:
        """The pages that list reports."""
        return self._units(self._lists())

    def across(self) -> Group:
        """The pages that put numbers of reports side by side."""
        held = [(one.path, one.title, one.is_published) for one in self.library.held]
        return Group(
            f"{self.frame.edition.prefix}across",
            (held, self._numbers),
            lambda: self._units(self._across()),
        )

    @cached_property
    def _numbers(self) -> str:
        """The hash of all numbers that stand side by side, and of what is said of them."""
        library = self.library
        shown = [(one.path, self.summaries[one.path].title, one.shown) for one in library.digests]
        about = (self._about, library.registry, shown, library.tracking.shown)
        return sha256(repr(about).encode()).hexdigest()

    def _front(self) -> FrontView:
        count, numbers = len(self.library.digests), sum(one.numbers for one in self.library.digests)
        lines = self.keep.one("lines", self._numbers, lambda: leading(self.library, self._figures))
        return FrontView(count, numbers, lines)

    def _units(self, pages: Iterable[Drawn]) -> Iterator[Unit]:
        for one in pages:
            make = partial(_printed, self.frame, one)
            yield self._unit(one.path, (one.template, one.values), make)

    def picture(self) -> Unit:
        return self._unit("site.png", (), partial(_picture, self.frame))

    def _unit(self, path: str, about: object, make: Callable[[], Product]) -> Unit:
        name = self.frame.edition.prefix + path
        return Unit(name, (self._about, path, about), make, can_travel=True)

    @cached_property
    def _figures(self) -> Figures:
        titles = {path: one.title for path, one in self.summaries.items()}
        return Figures(self.library, titles, self.press.translate)

    def _across(self) -> Iterator[Drawn]:
        return pages_across(self.library, self._figures, self.drawn())

    def _lists(self) -> Iterator[Drawn]:
        bodies, outlines = self._bodies(), self._outlines()
        years, front = tuple(outlines), self._front()
        news = by_day((one, item.news) for one, item in self._news())
        shown = {"bodies": bodies, "front": front, "news": news, "years": years}
        yield Drawn("home.html", "", shown)
        yield Drawn("search.html", "search/", {"bodies": bodies, "years": years})
        for year, found in outlines.items():
            yield Drawn("outlines.html", f"search/{year}/", {"year": year, "outlines": found})

    def _note(self, words: str) -> tuple[NotePart, ...]:
        """Paths of our reports become links to them."""
        pieces = self._paths.split(words) if words else []
        return tuple(NotePart(piece, self.summaries.get(piece)) for piece in pieces if piece)

    @cached_property
    def _paths(self) -> re.Pattern[str]:
        paths = "|".join(sorted(map(re.escape, self.summaries), key=len, reverse=True))
        return re.compile(rf"[（(]?({paths})[）)]?")

    def _bodies(self) -> tuple[Body, ...]:
        names = dict(self.frame.settings.bodies)
        groups: dict[str, list[Summary]] = {}
        for digest in self.library.digests:
            groups.setdefault(digest.body, []).append(self.summaries[digest.path])
        return tuple(Body(key, names.get(key, key), tuple(found)) for key, found in groups.items())

    def _news(self) -> tuple[tuple[Summary, FeedItem], ...]:
        return tuple((self.summaries[item.digest.path], item) for item in self.feed_items)

    def _outlines(self) -> dict[str, list[tuple[Summary, tuple[Section, ...]]]]:
        """Year -> its reports with their sections; the newest year first."""

        def year(digest: Digest) -> str:
            return digest.front_matter.period.year

        found: dict[str, list[tuple[Summary, tuple[Section, ...]]]] = {}
        for digest in self.library.digests:
            own = self.summaries[digest.path]
            found.setdefault(year(digest), []).append((own, digest.contents))
        return dict(sorted(found.items(), reverse=True))

    def feed(self) -> Iterator[Page]:
        """None without a date: a feed says when it was last updated (RFC 4287, 4.1.1)."""
        if items := self._news():
            top = self.frame.settings.base_url + self.frame.edition.prefix
            body = self.press.text("feed.xml", {"items": items, "home": top})
            yield Page(PurePosixPath(self.frame.edition.prefix, "feed.xml"), body.encode("utf-8"))

    def not_found(self) -> Page:
        """Hosts show it at any depth: its links begin at the root of the host."""
        root = urlsplit(self.frame.settings.base_url).path
        values = {"address": Address(self.frame.edition, ""), "root": root}
        return Page(PurePosixPath("404.html"), self.press.text("404.html", values).encode("utf-8"))
