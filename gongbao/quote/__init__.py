"""A quotation or a link of ours -> where it stands, and how it differs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from ..model import Entry, Source
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
MARKUP = re.compile(r"\]\{[^}\n]*\}|\]\([^)\n]*\)")
"""``{.lead}`` and the target of a link: letters of report.md that are no text."""


def is_address(words: str, site: Site) -> bool:
    return address(cleaned(words), site) is not None


def sources_near(words: str, sources: tuple[Source, ...], site: Site) -> tuple[Source, ...]:
    """The reports worth reading: the one of an address, else all that can hold the words.

    Those have the character pairs of the words, but for one here and there that a mark of Markdown
    parts; with them come the few that have the most, where the words may be nearly.
    """
    if given := address(cleaned(words), site):
        return tuple(source for source in sources if source.path == given.report)
    pairs = sorted(set(map("".join, pairwise(_plain(cleaned(words))))))
    if len(sources) <= FEW or not pairs:
        return sources
    pairs = pairs[:: len(pairs) // PAIRS + 1]
    missing = {source.path: _missing(pairs, source) for source in sources}
    allowed = min(len(pairs) - 1, 1 + len(pairs) // 20)
    sure = sum(count <= allowed for count in missing.values())
    return tuple(sorted(sources, key=lambda one: missing[one.path])[: max(sure, FEW)])


def _missing(pairs: list[str], source: Source) -> int:
    text = _plain(MARKUP.sub("", source.text))
    return sum(pair not in text for pair in pairs)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).lower().translate(hans_characters())
    return NO_WORD.sub("", folded)


def find(words: str, entries: Sequence[Entry], site: Site) -> Answer:
    """``entries`` are the reports of `sources_near` at least."""
    words = cleaned(words)
    given = address(words, site)
    if given:
        return find_address(given, entries, site)
    return find_text(words, tuple(Shelf(entry.anchored, site) for entry in entries))
