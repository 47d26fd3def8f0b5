"""A library -> the parts of its site: pages, and units that are made apart from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from . import hosting
from .assembly import Assembly, Kept
from .cache import key_of
from .digest import digests_of
from .made import SOURCE_SCRIPT, Reports, editions_of
from .model import (
    Digest,
    Entry,
    Group,
    Library,
    LongPage,
    Page,
    Part,
    Problem,
    Product,
    Unit,
)
from .render import (
    Around,
    EditionContent,
    Frame,
    Rendering,
    edition_of,
    hash_of_rows,
    report_pages,
)
from .render.keep import MADE_NOW, Keep
from .script import hant_registry, hant_settings, to_hant
from .search import Prepare, Shard, index_pages, prepared, search_units, term_pages
from .series import exclusions, track
from .translation import english_registry, english_settings

Texts = Callable[[], Sequence[Entry]]
"""A report in each edition, the source script first; it may be sent to another process."""

InEdition = Callable[[Iterable[Digest], str], tuple[Digest, ...]]
"""Digests of the source script and a language -> the same reports in it."""


def rendering_of(library: Library, templates: Path, keep: Keep, in_edition: InEdition) -> Rendering:
    contents = []
    for lang in library.settings.languages:
        is_source = lang == SOURCE_SCRIPT
        digests = library.digests if is_source else in_edition(library.digests, lang)
        own = ABOUT_IN[lang](replace(library, digests=digests))
        contents.append(EditionContent(edition_of(lang), own))
    return Rendering(contents, templates, keep)


def _about_in_hant(library: Library) -> Library:
    return replace(
        library,
        settings=hant_settings(library.settings),
        registry=hant_registry(library.registry),
        held=tuple(replace(one, title=to_hant(one.title)) for one in library.held),
    )


def _about_in_english(library: Library) -> Library:
    settings, registry = library.settings, library.registry
    return replace(
        library, settings=english_settings(settings), registry=english_registry(registry)
    )


ABOUT_IN: Mapping[str, Callable[[Library], Library]] = {
    SOURCE_SCRIPT: lambda library: library,
    "zh-Hant": _about_in_hant,
    "en": _about_in_english,
}
"""What is said of all reports together."""


def put_into(
    site: Assembly,
    library: Library,
    templates: Path,
    reports: Reports,
    progress: Callable[[str], None],
    executor: Executor | None,
) -> tuple[Rendering, list[Shard]]:
    """All but what is made of the whole site is there."""
    # Shards take longest, so one is made meanwhile; no more, or who has made a mistake in a
    # template would wait for them. The rest is taken from the same iterator.
    shards = search_units(library, reports.prepared)
    ahead = site.send(shards, executor, most=1)
    keep = Kept(reports.store, site.common)
    rendering = rendering_of(tracked(library, keep), templates, keep, reports.in_edition)
    site.add(shared_parts(rendering), executor)
    progress("reports")
    rest = site.send(shards, executor)
    rows = site.add(report_units(rendering, reports.reader), executor)
    progress("data")
    site.add(rendering.data(site.stage.folders.read, rows))
    progress("search")
    return rendering, [*site.wait(ahead), *site.wait(rest)]


def tracked(library: Library, keep: Keep) -> Library:
    """With its numbers side by side: kept for as long as those are the same."""
    left_out = exclusions(library.digests)
    about = ([(one.path, one.shown, one.sums) for one in library.digests], left_out)
    tracking = keep.one("tracking", about, lambda: track(library.digests, left_out))
    return replace(library, tracking=tracking)


def shared_parts(rendering: Rendering) -> Iterator[Part]:
    """All that is made of digests alone."""
    yield from (*rendering.shared(), *hosting.pages())
    yield from term_pages((one.frame.edition.lang, one.library) for one in rendering.editions)


def report_units(rendering: Rendering, texts: Callable[[str], Texts]) -> Iterator[Unit]:
    """The files of each report; they tell of the hashes of its rows of numbers.

    ``texts``: of the report with that path.
    """
    frames = tuple(rendering.frames)
    known = key_of("frames", [frame.about for frame in frames])
    for digest in rendering.source.digests:
        around = rendering.around(digest.path)
        make = partial(_files, texts(digest.path), frames, around)
        about = (digest.identity, around, known)
        yield Unit(digest.path, about, make, can_travel=True)


def _files(read: Texts, frames: Sequence[Frame], around: Sequence[Around]) -> Product:
    rows: list[str] = []

    def noted() -> Iterator[Page]:
        for page in report_pages(read(), frames, around):
            rows.extend(filter(None, [hash_of_rows(page)]))
            yield page

    return Product(noted(), rows)


# ---------------------------------------------------------------- without a store


def site_pages(
    library: Library,
    templates: Path,
    progress: Callable[[str], None],
    warn: Callable[[Problem], None],
) -> Iterator[Page]:
    """All files of a library that is there whole, one after the other."""
    found = _Whole(library)
    rendering = rendering_of(library, templates, MADE_NOW, found.in_edition)
    bodies: dict[str, bytes] = {}
    shards: list[Shard] = []

    def noted(parts: Iterable[Part], told: Callable[[Any], object] = bool) -> Iterator[Page]:
        for page in _flat(parts, told):
            name = page.path.as_posix()
            bodies[name] = page.body if name.endswith(("metrics.json", "metrics.csv")) else b""
            yield page

    progress("pages")
    yield from noted(shared_parts(rendering))
    progress("reports")
    rows: list[object] = []
    yield from noted(report_units(rendering, found.texts), rows.append)
    yield from noted(search_units(library, found.prepared), shards.append)
    yield from noted(index_pages(shards))
    for miss in (miss for one in shards for miss in one.misses):
        warn(miss)
    progress("data")
    yield from noted(rendering.data(bodies.__getitem__, rows))
    yield rendering.map(bodies)


def _flat(
    parts: Iterable[Part], told: Callable[[Any], object] = lambda told: None
) -> Iterator[Page]:
    for part in parts:
        match part:
            case Group():
                yield from _flat(part.units(), told)
            case Unit():
                product = part.make()
                yield from _flat(product.pages)
                told(product.told)
            case LongPage():
                yield Page(part.path, b"".join(part.parts))
            case Page():
                yield part


class _Whole:
    """The reports of a library in each edition."""

    def __init__(self, library: Library) -> None:
        registry, languages = library.registry, library.settings.languages
        self.entries: dict[str, dict[str, Entry]] = {
            entry.anchored.report.path: editions_of(entry, registry, languages)
            for entry in library.entries
        }
        self.digests = {
            path: digests_of(editions, registry, path) for path, editions in self.entries.items()
        }

    def texts(self, path: str) -> Texts:
        return lambda: tuple(self.entries[path].values())

    def prepared(self, path: str) -> Prepare:
        return lambda: prepared(self.entries[path])

    def in_edition(self, digests: Iterable[Digest], lang: str) -> tuple[Digest, ...]:
        return tuple(
            replace(self.digests[one.path][lang], before=one.before, after=one.after)
            for one in digests
        )
