"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from . import hosting, promises, publish, quote
from .anchors import anchor, retire_problems, retired_of
from .check import check
from .collect import collect
from .corrections import corrected
from .doubts import doubts
from .extract import observations
from .folders import report_of
from .links import checked, pages_named_by_id
from .load import load
from .model import (
    AnchoredReport,
    ContentError,
    Entry,
    Library,
    Observation,
    Page,
    Problem,
    Registry,
    Source,
)
from .parse import parse
from .previous import held_back, with_previous
from .render import EditionContent, edition_of, render
from .script import hant_edition, hant_observation, hant_registry, hant_settings, to_hant
from .search import search_pages
from .series import track
from .translation import english_library, translation_problems, untranslated

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did; ``files`` is 0 where a problem kept the old site."""

    problems: tuple[Problem, ...]
    reports: int = 0
    files: int = 0
    held: int = 0
    """Reports that stay as they were, because they have problems of their own."""

    @property
    def is_good(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


def build(
    content: Path,
    templates: Path,
    site: Path,
    *,
    base_url: str = "",
    retire: frozenset[str] = frozenset(),
    keeps_promises: bool = True,
    keep_going: bool = False,
    progress: Progress = lambda stage: None,
) -> Outcome:
    """Build the site. Where a problem is fatal, ``site`` is left as it was.

    What is published is promised: the locks in ``content`` are brought up to date, but for a
    preview (``keeps_promises`` false). ``retire``: ids that may be lost, path#id. With
    ``keep_going`` reports that have a problem stay as they are in ``site``, and the others go on.
    """
    with publish.lock(site):
        library, problems = read(content, base_url=base_url, retire=retire, progress=progress)
        at_fault: frozenset[str] = frozenset()
        if keep_going and library:
            library, problems, at_fault = _set_apart(library, problems, content, site)
        is_stopped = any(p.fatal and report_of(p.place, content) not in at_fault for p in problems)
        if library is None or is_stopped:
            return Outcome(problems)
        misses: list[Problem] = []
        made = site_pages(library, templates, progress, misses.append)
        prefixes = [edition_of(lang).prefix for lang in library.settings.languages]
        pages = checked(with_previous(made, site, library.held, prefixes), library)
        try:
            files = publish.publish(pages, site)
        except ContentError as error:
            return Outcome((*problems, *error.problems))
        if keeps_promises:
            for entry in library.entries:
                promises.keep(content, entry.anchored)
        found = _in_order((*problems, *misses))
        return Outcome(found, len(library.entries), files, len(at_fault))


def upload(site: Path, old: Path | None) -> tuple[tuple[publish.plan.Step, ...], str]:
    """The steps from what an object store holds to ``site``, and the list of what it then holds.

    ``old``: what it holds, as a site or a list; None where it is empty.
    """
    with publish.lock(site):
        before = publish.manifest.sums_of(old) if old else {}
        after: dict[str, str] = {}
        fragments: dict[str, frozenset[str]] = {}
        for page in publish.manifest.pages_of(site):
            path = page.path.as_posix()
            after[path] = publish.manifest.sum_of(page)
            if path in before and before[path] != after[path]:
                fragments[path] = pages_named_by_id(page)
    return publish.plan.steps(before, after, fragments), publish.manifest.as_text(after)


def read(
    content: Path,
    *,
    base_url: str = "",
    retire: frozenset[str] = frozenset(),
    progress: Progress = lambda stage: None,
) -> tuple[Library | None, tuple[Problem, ...]]:
    """All that is known before a page is made, and all that is wrong with it."""
    progress("load")
    sources, problems = load(content, base_url)
    if sources is None:
        return None, _in_order(problems)
    progress("parse")
    reports, more = _each(
        sources.reports, partial(_report, retire=retire, registry=sources.registry)
    )
    more += retire_problems(retire, sources.reports, [anchored for anchored, _ in reports])
    made = {anchored.report.path for anchored, _ in reports}
    unusable = frozenset(source.path for source in sources.reports) - made
    library = collect(sources.settings, reports)
    tracking = track(library.entries, sources.registry)
    library = replace(library, unusable=unusable, registry=sources.registry, tracking=tracking)
    progress("check")
    return library, _in_order((*problems, *more, *check(library), *translation_problems(library)))


def _set_apart(
    library: Library, problems: tuple[Problem, ...], content: Path, site: Path
) -> tuple[Library, tuple[Problem, ...], frozenset[str]]:
    """The reports without a problem, all problems, and the paths of those that have one.

    A link to a report held back is a problem where readers have no edition of that, so it may hold
    back the next one.
    """
    at_fault: frozenset[str] = frozenset()
    while True:
        found = {report_of(problem.place, content) for problem in problems if problem.fatal}
        if found - {""} == at_fault:
            return library, problems, at_fault
        at_fault = frozenset(found - {""})
        good = [e for e in library.entries if e.anchored.report.path not in at_fault]
        held = tuple(held_back(site, path) for path in sorted(at_fault))
        made = collect(library.settings, ((e.anchored, e.observations) for e in good))
        tracking = track(made.entries, library.registry)
        library = replace(made, registry=library.registry, tracking=tracking, held=held)
        problems = _in_order((*problems, *check(library)))


def doubts_of(library: Library) -> tuple[Problem, ...]:
    """What an editor should look at again; readers see it under /quality/."""
    return _in_order((*doubts(library), *untranslated(library)))


def look_up(content: Path, words: str) -> tuple[quote.Answer | None, tuple[Problem, ...]]:
    """Where a link or a quotation stands; None without usable settings. Nothing is written."""
    sources, problems = load(content)
    if sources is None:
        return None, _in_order(problems)
    settings = sources.settings
    site = quote.Site(
        settings.base_url,
        tuple((lang, edition_of(lang).prefix) for lang in settings.languages),
        tuple(source.path for source in sources.reports),
    )
    near = quote.sources_near(words, sources.reports, site)
    # Numbers have ids that a link can name; a quotation is looked for in the text alone.
    make = _report if quote.is_address(words, site) else _without_numbers
    nothing = partial(make, retire=frozenset(), registry=sources.registry)
    reports, more = _each(near, nothing)
    answer = quote.find(words, collect(settings, reports), site)
    return answer, _in_order((*problems, *more))


def site_pages(
    library: Library, templates: Path, progress: Progress, warn: Callable[[Problem], None]
) -> Iterable[Page]:
    progress("editions")
    editions = _editions(library)
    progress("render")
    yield from render(editions, templates)
    yield from hosting.pages()
    progress("index")
    yield from search_pages(((e.edition.lang, e.library) for e in editions), warn)
    progress("publish")


def _report(
    source: Source, *, retire: frozenset[str], registry: Registry
) -> tuple[AnchoredReport, tuple[Observation, ...]]:
    anchored = anchor(parse(_with_text(source)), retired_of(retire, source.path))
    titles = {indicator.id: indicator.title for indicator in registry.indicators}
    return anchored, corrected(anchored, observations(anchored, registry), titles)


def _with_text(source: Source) -> Source:
    """Of a source that is no text only where report.md was edited: to read it takes a second."""
    if source.ledger is None or not source.ledger.extractor:
        return source
    from .ingest import verify  # few builds need it

    return verify.with_text(source)


def verify(library: Library) -> tuple[Problem, ...]:
    """Each ledger against its source.*, which is read again; a build trusts their checksums."""
    from .ingest import verify

    sources = (entry.anchored.report.source for entry in library.entries)
    return _in_order(problem for source in sources for problem in verify.problems(source))


def _without_numbers(
    source: Source, *, retire: frozenset[str], registry: Registry
) -> tuple[AnchoredReport, tuple[Observation, ...]]:
    return anchor(parse(source), retire), ()


def _editions(library: Library) -> tuple[EditionContent, ...]:
    made = {
        "zh-Hans": lambda: library,
        "zh-Hant": lambda: _in_hant(library),
        "en": lambda: english_library(library),
    }
    return tuple(
        EditionContent(edition_of(lang), made[lang]()) for lang in library.settings.languages
    )


def _in_hant(library: Library) -> Library:
    entries = (
        Entry(
            hant_edition(entry.anchored),
            tuple(map(hant_observation, entry.observations)),
            entry.before,
            entry.after,
        )
        for entry in library.entries
    )
    return Library(
        hant_settings(library.settings),
        tuple(entries),
        registry=hant_registry(library.registry),
        tracking=library.tracking,
        held=tuple(replace(one, title=to_hant(one.title)) for one in library.held),
    )


def _each(
    sources: Iterable[Source],
    make: Callable[[Source], tuple[AnchoredReport, tuple[Observation, ...]]],
) -> tuple[list[tuple[AnchoredReport, tuple[Observation, ...]]], list[Problem]]:
    made: list[tuple[AnchoredReport, tuple[Observation, ...]]] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            made.append(make(source))
        except ContentError as error:
            problems += error.problems
    return made, problems


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda p: (p.place, p.message)))
