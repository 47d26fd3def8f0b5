"""Values + templates/ -> files. The only maker of markup.

What shows several reports is made here of their digests, what shows one (`report_pages`) where
the report is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from ..model import Group, Library, Page, Unit
from .assets import assets
from .data_files import data_files, hash_of_rows
from .edition_pages import EditionContent, EditionPages
from .editions import EDITIONS, Edition
from .environment import text_file
from .keep import MADE_NOW, Keep
from .plots import plots
from .press import Frame, Press, press
from .report_pages import Around, report_page, report_pages
from .versions import feed_items, last_days

INDEX = "index.html"

__all__ = [
    "Around",
    "EditionContent",
    "Frame",
    "Press",
    "Rendering",
    "edition_of",
    "hash_of_rows",
    "press",
    "report_page",
    "report_pages",
]


class Rendering:
    """A library as it becomes a site.

    The first of the editions is that of the source script: data files are made from it. ``frames``
    and what is `around` a report are all that its own pages show of the rest.
    """

    def __init__(
        self, editions: Sequence[EditionContent], templates: Path, keep: Keep = MADE_NOW
    ) -> None:
        press.cache_clear()  # a preview renders again and again, with catalogues that change
        self.source: Library = editions[0].library
        self.templates = templates
        self.assets = assets(templates / "assets")
        names = tuple(sorted(self.assets.names.items()))
        self.frames = tuple(
            Frame(
                edition=content.edition,
                settings=content.library.settings,
                source_lang=editions[0].edition.lang,
                assets=names,
                indicator_pages=frozenset(one.key.indicator for one in self.source.tracking.series),
                has_feed=bool(feed_items(content.library)),
                templates=templates,
                compiled=keep.templates,
            )
            for content in editions
        )
        self.prefixes = [frame.edition.prefix for frame in self.frames]
        drawn = cache(partial(plots, self.source, keep))
        self.editions = tuple(
            EditionPages(content.library, press(frame), drawn, keep)
            for content, frame in zip(editions, self.frames, strict=True)
        )

    def around(self, path: str) -> tuple[Around, ...]:
        return tuple(edition.around(path) for edition in self.editions)

    def shared(self) -> Iterator[Page | Unit | Group]:
        """All but the files of reports and those that need them."""
        yield from self.assets.pages
        for edition in self.editions:
            yield from edition.lists()
            yield edition.across()
            yield edition.picture()
            yield from edition.feed()
        yield self.editions[0].not_found()
        yield text_file(self.templates, "robots.txt", settings=self.source.settings)

    def data(self, read: Callable[[str], bytes], rows: Sequence[object]) -> Iterator[Page | Unit]:
        """``read``: a file of a report, which was made before; ``rows``: what reports tell."""
        return data_files(self.source, read, rows)

    def map(self, files: Iterable[str]) -> Page:
        """sitemap.xml. ``files``: all that were made; a page that proves another is not named."""
        base_url, days = self.source.settings.base_url, last_days(self.source)
        prefixes = self.prefixes
        own = {prefix + path: day for prefix in prefixes for path, day in days.items()}
        proofs = {f"{prefix}{d.path}/source/" for prefix in prefixes for d in self.source.digests}
        held = {f"{one.path}/" for one in self.source.held if one.is_published}
        pages = {name.removesuffix(INDEX) for name in files if f"/{name}".endswith(f"/{INDEX}")}
        pages |= {prefix + path for prefix in prefixes for path in held}
        urls = sorted((base_url + url, own.get(url)) for url in pages - proofs)
        return text_file(self.templates, "sitemap.xml", urls=urls)


def edition_of(lang: str) -> Edition:
    return next(edition for edition in EDITIONS if edition.lang == lang)
