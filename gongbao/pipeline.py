"""The order of the stages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from . import hosting, promises, publish, quote
from .anchors import anchor, retire_problems
from .cache import NO_STORE, Store, code_version, here, key_of
from .check import check
from .collect import collect
from .doubts import doubts
from .folders import report_of
from .kept import Kept
from .links import checked, pages_named_by_id
from .load import load
from .made import (
    IN_SCRIPT,
    SOURCE_SCRIPT,
    Made,
    Making,
    ReadReport,
    Reports,
    Workers,
    alone,
    read_report,
)
from .model import ContentError, Entry, Library, Page, Problem, Registry, Source
from .parse import parse
from .previous import held_back, with_previous
from .render import EditionContent, edition_of, render
from .render.keep import MADE_NOW, Keep
from .script import hant_registry, hant_settings, to_hant
from .search import search_pages
from .series import track
from .translation import english_library, translation_problems, untranslated
from .unchanged import Asked, Inputs, Outcome

Progress = Callable[[str], None]

NO_REPORTS: Mapping[str, Made] = {}


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
    inputs: Inputs | None = None,
) -> Outcome:
    """Build the site. Where a problem is fatal, ``site`` is left as it was.

    What is published is promised: the locks in ``content`` are brought up to date, but for a
    preview (``keeps_promises`` false). ``retire``: ids that may be lost, path#id. With
    ``keep_going`` reports that have a problem stay as they are in ``site``, and the others go on.
    ``inputs``: those of a site that is not known.
    """
    asked = Asked(content, templates, site, base_url, retire, keeps_promises, keep_going, store)
    with publish.lock(site):
        return _built(asked, inputs or asked.inputs(), progress, workers)


def _built(asked: Asked, inputs: Inputs, progress: Progress, workers: Workers) -> Outcome:
    store, content = asked.store, asked.content
    reports = Reports(store, here(content), inputs.folders(), asked.retire)
    library, problems, made = _read(content, asked.base_url, reports, progress, workers)
    at_fault: frozenset[str] = frozenset()
    if asked.keep_going and library:
        library, problems, at_fault = _set_apart(library, problems, content, asked.site)
    if library is None or _is_stopped(problems, content, at_fault):
        store.forget()
        return Outcome(problems)
    kept = Kept(store, _common(inputs, library), library.settings.base_url, made)
    misses: list[Problem] = []
    new = site_pages(library, asked.templates, progress, misses.append, made, kept)
    prefixes = [edition_of(lang).prefix for lang in library.settings.languages]
    pages = with_previous(new, asked.site, library.held, prefixes)
    try:
        files = publish.publish(checked(pages, library, kept.outline_of), asked.site)
    except ContentError as error:
        store.forget()
        return Outcome((*problems, *error.problems))
    kept.close()
    if asked.keeps_promises:
        for entry in library.entries:
            promises.keep(content, entry.anchored)
    found = _in_order((*problems, *misses))
    outcome = Outcome(found, len(library.entries), files, len(at_fault))
    _remember(asked, inputs, outcome, reports, made)
    return outcome


def _is_stopped(problems: tuple[Problem, ...], content: Path, at_fault: frozenset[str]) -> bool:
    return any(p.fatal and report_of(p.place, content) not in at_fault for p in problems)


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
    content: Path, *, base_url: str = "", retire: frozenset[str] = frozenset()
) -> tuple[Library | None, tuple[Problem, ...]]:
    """All that is known before a page is made, and all that is wrong with it."""
    reports = Reports(NO_STORE, "", {}, retire)
    return _read(content, base_url, reports, lambda stage: None, alone)[:2]


def _read(
    content: Path, base_url: str, reports: Reports, progress: Progress, workers: Workers
) -> tuple[Library | None, tuple[Problem, ...], Mapping[str, Made]]:
    progress("load")
    sources, problems = load(content, base_url, reports.source)
    if sources is None:
        return None, _in_order(problems), {}
    progress("parse")
    settings, retire = sources.settings, reports.retire
    making = Making(sources.registry, retire, settings.languages, reports.store)
    made, more = reports.make(sources.reports, making, workers)
    more += retire_problems(retire, sources.reports, [one.anchored for one in made])
    by_path = {one.path: one for one in made}
    unusable = frozenset(source.path for source in sources.reports) - set(by_path)
    library = collect(settings, (one.editions[SOURCE_SCRIPT] for one in made))
    tracking = track(library.entries, sources.registry)
    library = replace(library, unusable=unusable, registry=sources.registry, tracking=tracking)
    progress("check")
    found = _in_order((*problems, *more, *check(library), *translation_problems(library)))
    return library, found, by_path


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


def _common(inputs: Inputs, library: Library) -> str:
    """What every page is made from beside its report."""
    return key_of(code_version(), sorted(inputs.templates.items()), library.settings)


def _remember(
    asked: Asked, before: Inputs, outcome: Outcome, reports: Reports, made: Mapping[str, Made]
) -> None:
    """What was made, unless a file that it was made from was changed meanwhile.

    The locks were, by the build: a report is known by its new one where that changes no id.
    """
    if asked.store.folder is None:
        return
    after = asked.inputs()
    if before.without(promises.FILE) != after.without(promises.FILE):
        asked.store.forget()
        return
    old, new = before.folders(), after.folders()
    changed = [one for path, one in made.items() if new.get(path) != old.get(path)]
    again = [reports.keep_again(one, new) for one in changed]
    if all(again):
        asked.keep(after, outcome)
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
    make = read_report if quote.is_address(words, site) else _without_numbers
    nothing = partial(make, retire=frozenset(), registry=sources.registry)
    reports, more = _each(near, nothing)
    answer = quote.find(words, collect(settings, reports), site)
    return answer, _in_order((*problems, *more))


def site_pages(
    library: Library,
    templates: Path,
    progress: Progress,
    warn: Callable[[Problem], None],
    made: Mapping[str, Made] = NO_REPORTS,
    keep: Keep = MADE_NOW,
) -> Iterable[Page]:
    progress("editions")
    editions = _editions(library, made)
    progress("render")
    yield from render(editions, templates, keep)
    yield from hosting.pages()
    progress("index")
    yield from search_pages(((e.edition.lang, e.library) for e in editions), warn, keep.of_reports)
    progress("publish")


def verify(library: Library) -> tuple[Problem, ...]:
    """Each ledger against its source.*, which is read again; a build trusts their checksums."""
    from .ingest import verify

    sources = (entry.anchored.report.source for entry in library.entries)
    return _in_order(problem for source in sources for problem in verify.problems(source))


def _without_numbers(source: Source, retire: frozenset[str], registry: Registry) -> ReadReport:
    return anchor(parse(source), retire), ()


def _editions(library: Library, made: Mapping[str, Made]) -> tuple[EditionContent, ...]:
    in_edition = {
        "zh-Hans": lambda: library,
        "zh-Hant": lambda: _in_hant(library, made),
        "en": lambda: english_library(library),
    }
    return tuple(
        EditionContent(edition_of(lang), in_edition[lang]()) for lang in library.settings.languages
    )


def _in_hant(library: Library, made: Mapping[str, Made]) -> Library:
    def in_hant(entry: Entry) -> Entry:
        known = made.get(entry.anchored.report.path)
        read = (entry.anchored, entry.observations)
        found = known.editions["zh-Hant"] if known else IN_SCRIPT["zh-Hant"](read)
        return Entry(*found, entry.before, entry.after)

    return Library(
        hant_settings(library.settings),
        tuple(map(in_hant, library.entries)),
        registry=hant_registry(library.registry),
        tracking=library.tracking,
        held=tuple(replace(one, title=to_hant(one.title)) for one in library.held),
    )


def _each(
    sources: Iterable[Source], make: Callable[[Source], ReadReport]
) -> tuple[list[ReadReport], list[Problem]]:
    made: list[ReadReport] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            made.append(make(source))
        except ContentError as error:
            problems += error.problems
    return made, problems


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda p: (p.place, p.message)))
