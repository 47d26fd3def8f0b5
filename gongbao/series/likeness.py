"""Which reports repeat others nearly word for word, without comparing each with each."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from zlib import crc32

from ..model import AnchoredReport, Digest, Exclusion, Heading, Paragraph, text

MASKED = re.compile(r"[0-9０-９*＊×〇○\s]+")
"""Years move on and names are masked when a report is carried over."""

SIGNATURE = re.compile(r"(?<=[，。；、：的和])(?=([^，。；、：]{5}))")
"""The five characters after a mark or a light word: some two thousand a report (SpotSigs)."""

NEAR = Decimal("0.9")
BANDS, ROWS = 16, 4
"""Two reports that share nine tenths meet in a band with p > 0.999, strangers with p < 0.01."""
CLASSES = BANDS * ROWS


def exclusions(reports: Iterable[Digest]) -> tuple[Exclusion, ...]:
    """Reports that repeat another, and what the front matter says is a copy; in their order.

    Of two that are alike the one of the later period is left out; of one period the one without
    an issuer, then the one whose path comes later.
    """
    known = {one.path: one for one in reports}
    found: dict[str, Exclusion] = {}
    for first, other, similarity in _near(known):
        kept, left = sorted((first, other), key=lambda path: _order(known[path]))
        reason = "near-duplicate"
        if known[left].front_matter.provenance == "suspected-copy":
            reason = "suspected-copy"
        found.setdefault(left, Exclusion(left, reason, kept, similarity))  # type: ignore[arg-type]
    for path, one in known.items():
        if one.front_matter.provenance == "suspected-copy":
            found.setdefault(path, Exclusion(path, "suspected-copy", None, None))
    return tuple(found[path] for path in known if path in found)


def _order(one: Digest) -> tuple[bool, str, bool, str]:
    matter = one.front_matter
    is_copy = matter.provenance == "suspected-copy"
    return is_copy, matter.period.text, matter.issuer is None, one.path


def _near(known: dict[str, Digest]) -> Iterator[tuple[str, str, Decimal]]:
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for path, one in known.items():
        for band in _bands(one.signature):
            bands[band].append(path)
    meetings = {pair for paths in bands.values() for pair in _pairs(paths)}
    for first, pairs in groupby(sorted(meetings), key=itemgetter(0)):
        words = frozenset(array("I", known[first].signature))
        for _, other in pairs:
            similarity = _similarity(words, array("I", known[other].signature))
            if similarity > NEAR:
                yield first, other, similarity


def _pairs(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Each with the first alone: many copies of one text stay a line of pairs, not a square."""
    first = min(paths)
    yield from ((first, path) for path in paths if path != first)


def signature(one: AnchoredReport) -> bytes:
    """The checksums of what marks its text, each once, as numbers of four bytes in order."""
    words = "。".join(
        text(anchored.block)
        for anchored in one.blocks
        if isinstance(anchored.block, Paragraph | Heading)
    )
    found = SIGNATURE.findall(MASKED.sub("", words))
    return array("I", sorted({crc32(words.encode()) for words in found})).tobytes()


def _bands(signature: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    """One-permutation MinHash: the smallest of each of 64 classes, four to a band."""
    least: dict[int, int] = {}
    for one in array("I", signature):
        if least.setdefault(one % CLASSES, one) == one and len(least) == CLASSES:
            break  # the rest is larger
    for band in range(BANDS):
        yield band, tuple(least.get(band * ROWS + row, -1) for row in range(ROWS))


def _similarity(first: frozenset[int], second: array[int]) -> Decimal:
    """Dice: twice what is shared over all there is; either has each number once."""
    both = len(first) + len(second)
    shared = len(first.intersection(second))
    return round(Decimal(2 * shared) / both, 3) if both else Decimal(0)
