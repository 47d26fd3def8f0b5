"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from . import links, promises, publish, quote
from .anchors import anchor, retire_problems, retired_of
from .assembly import Assembly, remember, remembered
from .cache import NO_STORE, Store, code_version, here, key_of
from .check import check
from .collect import collect, in_order
from .digest import digests_of
from .doubts import doubts
from .folders import report_of
from .links.ends import all_meet
from .load import load
from .made import (
    SOURCE_SCRIPT,
    Damaged,
    Making,
    Reports,
    Workers,
    alone,
    editions_of,
    read_report,
)
from .model import ContentError, Entry, Library, Problem, Source, Sources
from .parse import parse
from .parts import put_into, tracked
from .previous import held_back, previous_pages
from .render import Rendering, edition_of
from .render.keep import MADE_NOW
from .search import index_pages
from .translation import untranslated
from .unchanged import Asked, Inputs, Outcome

Progress = Callable[[str], None]


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
    store: Store = NO_STORE,
    workers: Workers = alone,
    makers: Workers | None = None,
    inputs: Inputs | None = None,
    shows: Callable[[Rendering], None] = lambda rendering: None,
) -> Outcome:
    """Build the site. Where a problem is fatal, ``site`` is left as it was.

    Locks in ``content`` are brought up to date, if ``keeps_promises``. ``keep_going``: reports with
    a problem stay as they are. ``inputs``: of an unknown site. ``shows`` is told what pages show.
    """
    with publish.lock(site), publish.scratch(site) as scratch:
        kept = store if store.folder else Store(scratch)
        asked = Asked(content, templates, site, base_url, retire, keeps_promises, keep_going, kept)
        others = [Store(scratch), asked.store]
        while True:
            try:
                outcome, made = _built(asked, inputs, progress, workers, makers or workers)
                break
            except Damaged:  # by whoever, on the disk: nothing but to make it again
                asked.store.forget()
                asked.store.mend()
                asked = replace(asked, store=others.pop() if others else Store(scratch))
            except BaseException:
                asked.store.forget()
                raise
    if made:
        shows(made)
    return outcome


def _built(
    asked: Asked, known: Inputs | None, progress: Progress, workers: Workers, makers: Workers
) -> tuple[Outcome, Rendering | None]:
    store, content, inputs = asked.store, asked.content, known or asked.inputs()
    reports = Reports(store, here(content), inputs.folders(), asked.retire)
    library, problems = _read(content, asked.base_url, reports, progress, makers)
    at_fault: frozenset[str] = frozenset()
    if asked.keep_going and library:
        library, problems, at_fault = _set_apart(library, problems, content, asked.site)
    if library is None or _is_stopped(problems, content, at_fault):
        store.forget()
        return Outcome(problems), None
    try:
        site, misses, rendering = _published(asked, inputs, library, reports, progress, workers)
    except ContentError as error:
        store.forget()
        return Outcome((*problems, *error.problems)), None
    if asked.keeps_promises:
        reports.keep_promises(content, library.digests)
    found = _in_order((*problems, *misses))
    outcome = Outcome(found, len(library.digests), site.stage.files, len(at_fault))
    _remember(asked, inputs, outcome, reports, site)
    return outcome, rendering


def _published(
    asked: Asked,
    inputs: Inputs,
    library: Library,
    reports: Reports,
    progress: Progress,
    workers: Workers,
) -> tuple[Assembly, list[Problem], Rendering]:
    """With what the search does not find of what it should; nothing where a link is broken."""
    common = key_of(code_version(), sorted(inputs.templates.items()))
    progress("pages")
    before, base_url = remembered(asked.store, asked.site), library.settings.base_url
    with publish.staged(asked.site, has_spare=True) as stage:
        site = Assembly(stage, before, common, base_url)
        with workers(len(library.digests)) as executor:
            rendering, shards = put_into(
                site, library, asked.templates, reports, progress, executor
            )
        site.add((*index_pages(shards), rendering.map(site.ends)))
        site.add(previous_pages(site.ends, asked.site, library.held, rendering.prefixes))
        progress("links")
        meet = all_meet(site.ends.values(), links.elsewhere(library))
        if not meet and (broken := (*links.problems(site.outlines(), library, reports.whole),)):
            raise ContentError(*broken)
        progress("publish")
        site.settle()
    return site, [miss for one in shards for miss in one.misses], rendering


def _is_stopped(problems: tuple[Problem, ...], content: Path, at_fault: frozenset[str]) -> bool:
    return any(p.fatal and report_of(p.place, content) not in at_fault for p in problems)


def read(
    content: Path, *, base_url: str = "", retire: frozenset[str] = frozenset()
) -> tuple[Library | None, tuple[Problem, ...]]:
    """All that is known before a page is made, and all that is wrong with it."""
    sources, problems = load(content, base_url)
    if sources is None:
        return None, _in_order(problems)
    make = partial(read_report, retire=retire, registry=sources.registry)
    entries, more = _each(sources.reports, make)
    more += retire_problems(retire, sources.reports, [entry.anchored for entry in entries])
    library = whole(entries, sources)
    return library, _in_order((*problems, *more, *check(library)))


def whole(entries: Iterable[Entry], sources: Sources) -> Library:
    """The library with its reports."""
    registry, languages = sources.registry, sources.settings.languages
    by_path = {entry.anchored.report.path: entry for entry in entries}
    digests = [
        digests_of(editions_of(entry, registry, languages), registry)[SOURCE_SCRIPT]
        for entry in by_path.values()
    ]
    library = collect(sources.settings, digests)
    library = tracked(replace(library, registry=registry), MADE_NOW)
    unusable = frozenset(source.path for source in sources.reports) - set(by_path)
    ordered = tuple(by_path[one.path] for one in library.digests)
    return replace(library, entries=ordered, unusable=unusable)


def _read(
    content: Path, base_url: str, reports: Reports, progress: Progress, workers: Workers
) -> tuple[Library | None, tuple[Problem, ...]]:
    """The same of digests alone: reports are in the store, and numbers not yet side by side."""
    progress("load")
    sources, problems = load(content, base_url, reports.is_known)
    if sources is None:
        return None, _in_order(problems)
    progress("parse")
    settings, retire = sources.settings, reports.retire
    making = Making(sources.registry, retire, settings.languages, reports.about)
    more = reports.make(sources.reports, making, workers)
    if retire:
        plain = partial(_without_numbers, retire=retire)
        anchored = [entry.anchored for entry in _each(sources.reports, plain)[0]]
        more += retire_problems(retire, sources.reports, anchored)
    unusable = frozenset(source.path for source in sources.reports) - set(reports.digests)
    library = collect(settings, reports.digests.values())
    library = replace(library, registry=sources.registry, unusable=unusable)
    progress("check")
    return library, _in_order((*problems, *more, *check(library)))


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
        good = (one for one in library.digests if one.path not in at_fault)
        held = tuple(held_back(site, path) for path in sorted(at_fault))
        made = collect(library.settings, good)
        library = replace(made, registry=library.registry, held=held)
        problems = _in_order((*problems, *check(library)))


def _remember(
    asked: Asked, before: Inputs, outcome: Outcome, reports: Reports, site: Assembly
) -> None:
    """What was made, unless a file that it was made from was changed meanwhile.

    The locks were, by the build: a report is known by its new one where that changes no id.
    """
    if not before.content:
        return
    after = asked.inputs()
    if before.without(promises.FILE) != after.without(promises.FILE):
        asked.store.forget()
        return
    remember(asked.store, asked.site, site)
    if reports.are_known(after.folders()):
        asked.keep(after, outcome, site.states)
    asked.store.commit()
    asked.store.tidy()


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
    retire: frozenset[str] = frozenset()
    with_numbers = partial(read_report, retire=retire, registry=sources.registry)
    without = partial(_without_numbers, retire=retire)
    entries, more = _each(near, with_numbers if quote.is_address(words, site) else without)
    known = {entry.anchored.report.path: entry for entry in entries}
    ordered = in_order(settings, [entry.anchored.report for entry in entries])
    answer = quote.find(words, [known[report.path] for report in ordered], site)
    return answer, _in_order((*problems, *more))


def verify(library: Library) -> tuple[Problem, ...]:
    """Each ledger against its source.*, which is read again; a build trusts their checksums."""
    from .ingest import verify

    sources = (entry.anchored.report.source for entry in library.entries)
    return _in_order(problem for source in sources for problem in verify.problems(source))


def _without_numbers(source: Source, retire: frozenset[str]) -> Entry:
    return Entry(anchor(parse(source), retired_of(retire, source.path)), ())


def _each(
    sources: Iterable[Source], make: Callable[[Source], Entry]
) -> tuple[list[Entry], list[Problem]]:
    made: list[Entry] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            made.append(make(source))
        except ContentError as error:
            problems += error.problems
    return made, problems


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda p: (p.place, p.message)))
