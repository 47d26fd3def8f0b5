"""Reports -> what the search page loads: an index of tokens, and the texts it is shown from.

One index for all editions; the engine (Pagefind) knows reports, each as tokens, and says in which
a phrase stands. The page verifies that on the text and finds the paragraph. To keep memory and
bytes bounded, reports are divided into shards, the newest period first: each is made by itself
(`shards.py`). Another engine would take the place of pagefind.py, written.py and
templates/assets/engine.js.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from zlib import crc32

from ..model import Digest, Library, Page, Product, Unit
from . import pagefind
from .prepared import Prepared, prepared
from .shards import ENGINE, Prepare, Shard, json_page, made
from .terms import terms, terms_of
from .texts import characters
from .tokens import RULES
from .variants import as_text, variants
from .whereabouts import FILES_A_SHARD, LEAST, tables

__all__ = [
    "Prepare",
    "Prepared",
    "Shard",
    "characters",
    "index_pages",
    "prepared",
    "search_units",
    "term_pages",
    "terms_of",
]

SHARD = 900_000
"""Characters of the reports of one shard: Pagefind takes 400 bytes of memory for each."""

SAMPLES = 300
"""Strings looked up after a build; of more reports one each, in one edition."""

ENOUGH = 600_000
ONE_IN = 8
"""So many reports of real length make up what is between them."""


def search_units(library: Library, reports: Callable[[str], Prepare]) -> Iterator[Page | Unit]:
    """Of the source script; ``reports``: a path → what is kept of that report, in each language of
    the site.

    The units tell of a `Shard`.
    """
    source, langs = _newest_first(library), library.settings.languages
    spans = [source[start:end] for start, end in _spans(source)]
    pairs = [_pairs(some) for some in spans]
    table = variants(set().union(*pairs))
    yield json_page("rules.json", {**RULES, "variants": as_text(table)})
    samples = SAMPLES // max(1, len(source))
    for number, (some, own) in enumerate(zip(spans, pairs, strict=True)):
        identities = [one.identity for one in some]
        about = (number, identities, langs, _known(table, own), samples)
        readers = [reports(one.path) for one in some]
        make = partial(made, number, readers, langs, table, samples)
        yield Unit(f"search s{number}", about, make, can_travel=True)


def term_pages(editions: Iterable[tuple[str, Library]]) -> Iterator[Page]:
    """``editions``: the language of each with what it says."""
    for lang, library in editions:
        yield json_page(f"{lang}/terms.json", terms(library.digests))


def index_pages(shards: Sequence[Shard]) -> Iterator[Page | Unit]:
    """What is told of all shards together."""
    entry: dict[str, dict[str, object]] = {"languages": {}}
    program: Mapping[str, bytes] = {}
    told: list[list[object]] = []
    for one in shards:
        entry = one.entry | {"languages": entry["languages"] | one.entry["languages"]}
        program = program or one.program
        told.append(one.told)
    if program:
        yield from (Page(ENGINE / path, body) for path, body in program.items())
        yield Page(ENGINE / pagefind.ENTRY, json.dumps(entry).encode())
    has_tables = len(shards) >= LEAST
    yield from _tables(shards) if has_tables else ()
    count = len(shards) * FILES_A_SHARD if has_tables else 0
    yield json_page("shards.json", {"shards": told, "tables": count})


def _tables(shards: Sequence[Shard]) -> Iterator[Unit]:
    for heap, words in enumerate(zip(*(one.tokens for one in shards), strict=True)):
        about = [sha256(one.encode()).hexdigest() for one in words]
        yield Unit(f"search where {heap}", about, partial(_where, heap, words))


def _where(heap: int, words: Sequence[str]) -> Product:
    found = tables(heap, words).items()
    return Product([json_page(f"where/{number}.json", table) for number, table in found])


def _newest_first(library: Library) -> tuple[Digest, ...]:
    def year(digest: Digest) -> str:
        return digest.front_matter.period.year

    return tuple(sorted(library.digests, key=year, reverse=True))


def _pairs(digests: Sequence[Digest]) -> set[tuple[str, str]]:
    """The characters of some reports, each beside that in its place in another edition."""
    found: set[tuple[str, str]] = set()
    for digest in digests:
        found.update(zip(*digest.characters, strict=True))
    return found


def _known(table: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> str:
    """The hash of the variants among these: of a new character other reports need not know."""
    own = {char for pair in pairs for char in pair}
    found = sorted((char, table[char]) for char in own if char in table)
    return sha256(repr(found).encode()).hexdigest()


def _spans(digests: Sequence[Digest]) -> Iterator[tuple[int, int]]:
    """Where each shard begins and ends.

    A shard that is large enough ends before a report whose path says so: where a report is added
    or grows, the next shards stay as they are.
    """
    start = size = 0
    for at, digest in enumerate(digests):
        begins = size >= ENOUGH and crc32(digest.path.encode()) % ONE_IN == 0
        if begins or (size and size + digest.length > SHARD):
            yield start, at
            start, size = at, 0
        size += digest.length
    if digests:
        yield start, len(digests)
