"""Some reports -> one shard of the search: its index and its texts, held against each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..model import Entry, FrontMatter, Page, Place, Problem, Product
from . import pagefind
from .contents import Content, content_of
from .promise import misses, strings_of
from .texts import Line, as_json, lines, with_translation
from .tokens import Folding
from .whereabouts import heaps
from .written import Written

ENGLISH = "en"
"""Its readers search in both languages."""

ENGINE = PurePosixPath("search/pagefind")
DATA = PurePosixPath("search/data")


@dataclass(frozen=True, slots=True)
class Shard:
    """``told``: its name, number of reports, first and last year. ``program``: that of the engine,
    with the first shard. ``tokens``: all, see `heaps`.
    """

    told: list[Any]
    entry: dict[str, Any]
    program: Mapping[str, bytes]
    tokens: tuple[str, ...]
    misses: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _InEdition:
    """A report as one edition shows it; ``samples``: strings that stand in it."""

    matter: FrontMatter
    body: bytes
    samples: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    content: Content
    editions: tuple[_InEdition, ...]


def made(
    number: int,
    readers: Sequence[Callable[[], Sequence[Entry]]],
    langs: Sequence[str],
    variants: Mapping[str, str],
    samples: int,
) -> Product:
    """``readers``: each gives a report in each language; ``samples``: see `_prepared`."""
    name, folding = f"s{number}", Folding(variants)
    found: list[_Prepared] = []
    index = pagefind.index(_records(found, readers, langs, folding, samples), name)
    names = [index.names[str(at)] for at in range(len(found))]
    written = Written(index.files)
    files = (item for item in index.files.items() if item[0].endswith((".pf_meta", ".pf_index")))
    pages = [Page(ENGINE / path, body) for path, body in files]
    missed: list[Problem] = []
    zones = [one.content.ends for one in found]
    for turn, lang in enumerate(langs):
        own = [one.editions[turn] for one in found]
        for one, record in zip(own, names, strict=True):
            pages.append(Page(DATA / lang / f"{record}.json", one.body))
            missed += misses(one.samples, written.place_of(record), folding)
        matters = [one.matter for one in own]
        pages.append(json_page(f"{lang}/{name}.json", _catalogue(matters, names, zones)))
    years = [one.editions[0].matter.period.year for one in found]
    told = Shard(
        told=[name, len(years), years[-1], years[0]],
        entry=json.loads(index.files[pagefind.ENTRY]),
        program={} if number else {path: index.files[path] for path in pagefind.PROGRAM},
        tokens=heaps(set().union(*(one.content.words.split(" ") for one in found))),
        misses=tuple(missed),
    )
    return Product(pages, told)


def _records(
    found: list[_Prepared],
    readers: Sequence[Callable[[], Sequence[Entry]]],
    langs: Sequence[str],
    folding: Folding,
    samples: int,
) -> Iterator[tuple[str, str]]:
    """What the engine is given of each report, and ``found`` with the rest."""
    for at, read in enumerate(readers):
        found.append(_prepared(at, read(), langs, folding, samples))
        yield str(at), found[at].content.words


def _prepared(
    at: int, entries: Sequence[Entry], langs: Sequence[str], folding: Folding, count: int
) -> _Prepared:
    """``count`` strings of it are looked up; 0: each report has its turn in one edition."""
    source = tuple(lines(entries[0]))
    editions = []
    for turn, (lang, entry) in enumerate(zip(langs, entries, strict=True)):
        found = _lines_in(lang, entry) if turn else source
        path = f"{lang}/{entry.anchored.report.path}"
        strings = tuple(strings_of(path, found, count or (at + turn) % len(langs) == 0))
        matter = entry.anchored.report.front_matter
        editions.append(_InEdition(matter, as_json(entry, found), strings))
    return _Prepared(content_of(with_translation(source, entries[0]), folding), tuple(editions))


def _lines_in(lang: str, entry: Entry) -> tuple[Line, ...]:
    found = lines(entry)
    return tuple(with_translation(found, entry) if lang == ENGLISH else found)


def _catalogue(
    matters: Sequence[FrontMatter], names: list[str], zones: list[tuple[int, int, int]]
) -> Mapping[str, Any]:
    """What ranking and filters need of each report of a shard before its text is loaded."""
    return {
        "names": " ".join(name.partition("_")[2] for name in names),
        "periods": [matter.period.text for matter in matters],
        "kinds": [matter.kind for matter in matters],
        "issuers": [matter.issuer or "" for matter in matters],
        "zones": zones,
    }


def json_page(name: str, values: object) -> Page:
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return Page(DATA / name, body.encode("utf-8"))
