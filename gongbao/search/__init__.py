"""Libraries -> what the search page loads: an index of tokens, and the texts it is shown from.

One index for all editions; the engine (Pagefind) knows reports, each as tokens, and says in which
a phrase stands. The page verifies that on the text and finds the paragraph. To keep memory and
bytes bounded, reports are divided into shards, the newest period first. Another engine would take
the place of pagefind.py, written.py and templates/assets/engine.js.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from ..model import Entry, Library, Page, Problem
from . import pagefind
from .contents import content_of
from .promise import misses
from .terms import terms
from .texts import Line, as_json, lines, with_translation
from .tokens import RULES, Folding
from .variants import as_text, variants
from .whereabouts import Whereabouts
from .written import Written

SHARD = 900_000
"""Characters of the reports of one shard: Pagefind takes 400 bytes of memory for each."""

SAMPLES = 300
"""Strings looked up after a build, but at least one a report."""

ENGLISH = "en"
"""Its readers search in both languages."""

ENGINE = PurePosixPath("search/pagefind")
DATA = PurePosixPath("search/data")

Warn = Callable[[Problem], None]
Keep = Callable[[str, Sequence[str], object, Callable[[], Any]], Any]
"""What it is, the paths of the reports and all else that it is made from, and who makes it."""


@dataclass(frozen=True, slots=True)
class _Edition:
    lang: str
    entries: tuple[Entry, ...]


def made_now(what: str, paths: Sequence[str], about: object, make: Callable[[], Any]) -> Any:
    return make()


def search_pages(
    libraries: Iterable[tuple[str, Library]], warn: Warn, keep: Keep = made_now
) -> Iterator[Page]:
    """``libraries``: the language of each edition with what it says, the source script first.

    ``keep`` may have from a build before what is made from the same reports.
    """
    editions = tuple(_Edition(lang, _newest_first(library)) for lang, library in libraries)
    table = variants(_pairs(editions, keep))
    folding = Folding(table)
    rules = {**RULES, "variants": as_text(table)}
    yield _json("rules.json", rules)
    for edition in editions:
        yield _json(f"{edition.lang}/terms.json", terms(edition.entries))
    yield from _index_pages(editions, folding, warn, keep)


def _index_pages(
    editions: tuple[_Edition, ...], folding: Folding, warn: Warn, keep: Keep
) -> Iterator[Page]:
    entry: dict[str, Any] = {"languages": {}}
    program: dict[str, bytes] = {}
    shards: list[list[Any]] = []
    whereabouts = Whereabouts()
    reports = len(editions[0].entries)
    for number, (start, end) in enumerate(_spans(editions[0].entries)):
        some = tuple(replace(one, entries=one.entries[start:end]) for one in editions)
        about = (number, [one.lang for one in some], sorted(folding.variants.items()), reports)
        made = keep("shard", _paths(some), about, partial(_indexed, number, some, folding, reports))
        whereabouts.add(number, (made.tokens,))
        entry = made.entry | {"languages": entry["languages"] | made.entry["languages"]}
        program = made.program
        shards.append(made.told)
        for miss in made.misses:
            warn(miss)
        yield from made.pages
    if program:
        yield from (Page(ENGINE / path, body) for path, body in program.items())
        yield Page(ENGINE / pagefind.ENTRY, json.dumps(entry).encode())
    tables = whereabouts.tables(len(shards))
    yield from (_json(f"where/{number}.json", table) for number, table in enumerate(tables))
    yield _json("shards.json", {"shards": shards, "tables": len(tables)})


def _newest_first(library: Library) -> tuple[Entry, ...]:
    def year(entry: Entry) -> str:
        return entry.anchored.report.front_matter.period.year

    return tuple(sorted(library.entries, key=year, reverse=True))


def _paths(editions: tuple[_Edition, ...]) -> list[str]:
    return [entry.anchored.report.path for entry in editions[0].entries]


def _pairs(editions: tuple[_Edition, ...], keep: Keep) -> Iterator[tuple[str, str]]:
    """The characters of the source script beside those in their place in each other edition."""
    langs = [edition.lang for edition in editions]
    for at, entry in enumerate(editions[0].entries):
        own = [edition.entries[at] for edition in editions]
        path = entry.anchored.report.path
        yield keep("characters", [path], langs, partial(_characters, own))


def _characters(own: list[Entry]) -> tuple[str, str]:
    """Each pair once."""
    found: set[tuple[str, str]] = set()
    for other in own[1:] or own:
        for line, same in zip(_bare(own[0]), _bare(other), strict=True):
            found.update(zip(line.text, same.text, strict=False))
    return "".join(one for one, _ in sorted(found)), "".join(two for _, two in sorted(found))


def _bare(entry: Entry) -> Iterator[Line]:
    return lines(replace(entry, observations=()))


@dataclass(frozen=True, slots=True)
class _Shard:
    """``told``: its name, number of reports, first and last year. ``tokens``: all, each once."""

    told: list[Any]
    entry: dict[str, Any]
    program: dict[str, bytes]
    tokens: str
    pages: list[Page]
    misses: list[Problem]


def _spans(entries: tuple[Entry, ...]) -> Iterator[tuple[int, int]]:
    """Where each shard begins and ends."""
    start = size = 0
    for at, entry in enumerate(entries):
        length = len(entry.anchored.report.source.text)
        if size and size + length > SHARD:
            yield start, at
            start, size = at, 0
        size += length
    if entries:
        yield start, len(entries)


def _indexed(number: int, editions: tuple[_Edition, ...], folding: Folding, reports: int) -> _Shard:
    name = f"s{number}"
    source = [tuple(lines(entry)) for entry in editions[0].entries]
    contents = [
        content_of(with_translation(found, entry), folding)
        for found, entry in zip(source, editions[0].entries, strict=True)
    ]
    made = pagefind.index(((str(at), one.words) for at, one in enumerate(contents)), name)
    names = [made.names[str(at)] for at in range(len(contents))]
    written = Written(made.files)
    index = (item for item in made.files.items() if item[0].endswith((".pf_meta", ".pf_index")))
    pages = [Page(ENGINE / path, body) for path, body in index]
    missed: list[Problem] = []
    for turn, edition in enumerate(editions):
        for at, (entry, record) in enumerate(zip(edition.entries, names, strict=True)):
            found = _lines_in(edition.lang, entry) if turn else source[at]
            pages.append(Page(DATA / edition.lang / f"{record}.json", as_json(entry, found)))
            # In a large library each report has its turn in one edition.
            count = SAMPLES // reports or (at + turn) % len(editions) == 0
            path = f"{edition.lang}/{entry.anchored.report.path}"
            missed += misses(path, found, written.place_of(record), folding, count)
        zones = [content.ends for content in contents]
        pages.append(_json(f"{edition.lang}/{name}.json", _catalogue(edition, names, zones)))
    years = [e.anchored.report.front_matter.period.year for e in editions[0].entries]
    return _Shard(
        told=[name, len(years), years[-1], years[0]],
        entry=json.loads(made.files[pagefind.ENTRY]),
        program={path: made.files[path] for path in pagefind.PROGRAM},
        tokens=" ".join(sorted({token for one in contents for token in one.words.split(" ")})),
        pages=pages,
        misses=missed,
    )


def _lines_in(lang: str, entry: Entry) -> tuple[Line, ...]:
    found = lines(entry)
    return tuple(with_translation(found, entry) if lang == ENGLISH else found)


def _catalogue(
    edition: _Edition, names: list[str], zones: list[tuple[int, int, int]]
) -> Mapping[str, Any]:
    """What ranking and filters need of each report of a shard before its text is loaded."""
    matters = [entry.anchored.report.front_matter for entry in edition.entries]
    return {
        "names": " ".join(name.partition("_")[2] for name in names),
        "periods": [matter.period.text for matter in matters],
        "kinds": [matter.kind for matter in matters],
        "issuers": [matter.issuer or "" for matter in matters],
        "zones": zones,
    }


def _json(name: str, values: object) -> Page:
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Page(DATA / name, body.encode("utf-8"))
