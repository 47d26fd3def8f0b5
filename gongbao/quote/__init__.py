"""A quotation or a link of ours -> where it stands, and how it differs."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ..model import Library, Source
from ..script import hans_characters
from .address import address
from .answer import Answer, Difference, Found, Site, Spot
from .links import find_address
from .search import cleaned
from .texts import Shelf, find_text
from .words import lines

__all__ = [
    "Answer",
    "Difference",
    "Found",
    "Site",
    "Spot",
    "find",
    "is_address",
    "lines",
    "sources_near",
]

FEW = 20
"""Reports that are all read: to choose among them would cost as much."""

PAIRS = 200
"""Character pairs of a quotation that are looked for before a report is read."""

NO_WORD = re.compile(r"[\W_]+")


def is_address(words: str, site: Site) -> bool:
    return address(cleaned(words), site) is not None


def sources_near(words: str, sources: tuple[Source, ...], site: Site) -> tuple[Source, ...]:
    """The reports that can hold the words: the one of an address, else those that have its pairs.

    Marks of Markdown part a pair here and there, so that a few may be missing; where half of them
    are, the words are not even near.
    """
    if given := address(cleaned(words), site):
        return tuple(source for source in sources if source.path == given.report)
    if len(sources) <= FEW:
        return sources
    pairs = sorted(set(map("".join, pairwise(_plain(cleaned(words))))))
    pairs = pairs[:: len(pairs) // PAIRS + 1]
    allowed = max(2, len(pairs) // 2)
    return tuple(
        source
        for source in sources
        if sum(pair not in text for text in (_plain(source.text),) for pair in pairs) <= allowed
    )


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).lower().translate(hans_characters())
    return NO_WORD.sub("", folded)


def find(words: str, library: Library, site: Site) -> Answer:
    """``library`` holds the reports of `sources_near` at least."""
    words = cleaned(words)
    given = address(words, site)
    if given:
        return find_address(given, library, site)
    return find_text(words, tuple(Shelf(entry.anchored, site) for entry in library.entries))
