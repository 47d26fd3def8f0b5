"""Some reports -> one shard of the search: its index and its texts, held against each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..model import FrontMatter, Page, Problem, Product
from . import pagefind
from .contents import indexed
from .prepared import Prepared
from .promise import misses, strings_of
from .tokens import Folding
from .whereabouts import heaps
from .written import Written

Prepare = Callable[[], Prepared]
"""Gives a report; it may be sent to another process."""

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


def made(
    number: int,
    readers: Sequence[Prepare],
    langs: Sequence[str],
    variants: Mapping[str, str],
    samples: int,
) -> Product:
    """``samples``: so many strings of each report are looked up; 0: of one edition by turns one."""
    name = f"s{number}"
    found: list[Prepared] = []
    words: set[str] = set()
    index = pagefind.index(_records(found, words, readers, variants), name)
    names = [index.names[str(at)] for at in range(len(found))]
    written, folding = Written(index.files), Folding(variants)
    files = (item for item in index.files.items() if item[0].endswith((".pf_meta", ".pf_index")))
    pages = [Page(ENGINE / path, body) for path, body in files]
    missed: list[Problem] = []
    zones = [one.content.ends for one in found]
    for turn, lang in enumerate(langs):
        own = [one.editions[turn] for one in found]
        for at, (one, record) in enumerate(zip(own, names, strict=True)):
            pages.append(Page(DATA / lang / f"{record}.json", one.body))
            strings = strings_of(one, samples or (at + turn) % len(langs) == 0)
            missed += misses(strings, written.place_of(record), folding)
        matters = [one.matter for one in own]
        pages.append(json_page(f"{lang}/{name}.json", _catalogue(matters, names, zones)))
    years = [one.editions[0].matter.period.year for one in found]
    told = Shard(
        told=[name, len(years), years[-1], years[0]],
        entry=json.loads(index.files[pagefind.ENTRY]),
        program={} if number else {path: index.files[path] for path in pagefind.PROGRAM},
        tokens=heaps(words),
        misses=tuple(missed),
    )
    return Product(pages, told)


def _records(
    found: list[Prepared],
    words: set[str],
    readers: Sequence[Prepare],
    variants: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """What the engine is given of each report; ``found`` has the reports then, ``words`` their
    tokens.
    """
    table = str.maketrans(dict(variants))
    for at, read in enumerate(readers):
        found.append(read())
        content = indexed(found[at].content, table)
        words.update(content.split(" "))
        yield str(at), content


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
