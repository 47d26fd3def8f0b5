"""Libraries -> what the search page loads: an index of tokens, and the texts it is shown from.

One index for all editions; the engine (Pagefind) knows reports, each as tokens, and says in which
a phrase stands. The page verifies that on the text and finds the paragraph. To keep memory and
bytes bounded, reports are divided into shards, the newest period first. Another engine would take
the place of pagefind.py, written.py and templates/assets/engine.js.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from ..model import Entry, Library, Page, Problem
from . import pagefind
from .contents import Content, content_of
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
Index = Callable[[tuple[tuple[str, str], ...], str], pagefind.Made]


@dataclass(frozen=True, slots=True)
class _Edition:
    lang: str
    entries: tuple[Entry, ...]


def search_pages(
    libraries: Iterable[tuple[str, Library]], warn: Warn, index: Index = pagefind.index
) -> Iterator[Page]:
    """``libraries``: the language of each edition with what it says, the source script first.

    ``index`` may have that of a shard from a build before.
    """
    editions = tuple(_Edition(lang, _newest_first(library)) for lang, library in libraries)
    table = variants(_pairs(editions))
    folding = Folding(table)
    rules = {**RULES, "variants": as_text(table)}
    yield _json("rules.json", rules)
    for edition in editions:
        yield _json(f"{edition.lang}/terms.json", terms(edition.entries))
    entry: dict[str, Any] = {"languages": {}}
    made: pagefind.Made | None = None
    shards: list[list[Any]] = []
    whereabouts = Whereabouts()
    for shard in _shards(editions, folding):
        whereabouts.add(len(shards), (one.words for one in shard.contents))
        made, pages = _indexed(shard, folding, warn, len(editions[0].entries), index)
        own = json.loads(made.files[pagefind.ENTRY])
        entry = own | {"languages": entry["languages"] | own["languages"]}
        shards.append(shard.told)
        yield from pages
    if made:
        yield from (Page(ENGINE / path, made.files[path]) for path in pagefind.PROGRAM)
        yield Page(ENGINE / pagefind.ENTRY, json.dumps(entry).encode())
    tables = whereabouts.tables(len(shards))
    yield from (_json(f"where/{number}.json", table) for number, table in enumerate(tables))
    yield _json("shards.json", {"shards": shards, "tables": len(tables)})


def _newest_first(library: Library) -> tuple[Entry, ...]:
    def year(entry: Entry) -> str:
        return entry.anchored.report.front_matter.period.year

    return tuple(sorted(library.entries, key=year, reverse=True))


def _pairs(editions: tuple[_Edition, ...]) -> Iterator[tuple[str, str]]:
    """Each line in the source script beside the same line of each other edition."""
    for edition in editions[1:] or editions:
        for one, other in zip(editions[0].entries, edition.entries, strict=True):
            for line, same in zip(_bare(one), _bare(other), strict=True):
                yield line.text, same.text


def _bare(entry: Entry) -> Iterator[Line]:
    return lines(replace(entry, observations=()))


@dataclass(frozen=True, slots=True)
class _Shard:
    """Some reports in each edition; the lines of the source script with what is indexed of them."""

    name: str
    editions: tuple[_Edition, ...]
    source: list[tuple[Line, ...]]
    contents: list[Content]

    @property
    def told(self) -> list[Any]:
        """Name, number of reports, first and last year."""
        years = [e.anchored.report.front_matter.period.year for e in self.editions[0].entries]
        return [self.name, len(years), years[-1], years[0]]


def _shards(editions: tuple[_Edition, ...], folding: Folding) -> Iterator[_Shard]:
    for number, (start, end) in enumerate(_spans(editions[0].entries)):
        some = tuple(replace(one, entries=one.entries[start:end]) for one in editions)
        source = [tuple(lines(entry)) for entry in some[0].entries]
        contents = [
            content_of(with_translation(found, entry), folding)
            for found, entry in zip(source, some[0].entries, strict=True)
        ]
        yield _Shard(f"s{number}", some, source, contents)


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


def _indexed(
    shard: _Shard, folding: Folding, warn: Warn, reports: int, engine: Index
) -> tuple[pagefind.Made, list[Page]]:
    made = engine(tuple((str(at), one.words) for at, one in enumerate(shard.contents)), shard.name)
    names = [made.names[str(at)] for at in range(len(shard.contents))]
    written = Written(made.files)
    index = (item for item in made.files.items() if item[0].endswith((".pf_meta", ".pf_index")))
    pages = [Page(ENGINE / path, body) for path, body in index]
    for turn, edition in enumerate(shard.editions):
        for at, (entry, record) in enumerate(zip(edition.entries, names, strict=True)):
            found = _lines_in(edition.lang, entry) if turn else shard.source[at]
            pages.append(Page(DATA / edition.lang / f"{record}.json", as_json(entry, found)))
            # In a large library each report has its turn in one edition.
            count = SAMPLES // reports or (at + turn) % len(shard.editions) == 0
            path = f"{edition.lang}/{entry.anchored.report.path}"
            for miss in misses(path, found, written.place_of(record), folding, count):
                warn(miss)
        zones = [content.ends for content in shard.contents]
        pages.append(_json(f"{edition.lang}/{shard.name}.json", _catalogue(edition, names, zones)))
    return made, pages


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
