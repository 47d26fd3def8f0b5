"""Which text of a new sequence is which of an old one: exact first, then by likeness, in order.

Order is kept, so that near-identical boilerplate cannot change places. What was moved is found by
its words alone where no other text is as near. In doubt nothing is paired: a text that is missed
is seen at once, a wrong pair never.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .found import Found, Indexes, Key
from .likeness import CONTAINED, TELLING, TELLING_ELSEWHERE, add_best, alike, contained, couples

__all__ = [
    "CONTAINED",
    "TELLING",
    "Item",
    "Pair",
    "folded",
    "longest_rising",
    "pairs",
    "share_in",
    "unique",
]

NO_WORDS = re.compile(r"[^\w%.+-]|_")


@dataclass(frozen=True, slots=True)
class Item:
    """A text to be matched; only items of one ``kind`` can be the same."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """``old[before]`` is ``new[after]``."""

    before: int
    after: int


def pairs(old: Sequence[Item], new: Sequence[Item]) -> tuple[Pair, ...]:
    """In the order of ``new``; each item stands in at most one pair."""
    olds = [(item.kind, folded(item.text)) for item in old]
    news = [(item.kind, folded(item.text)) for item in new]
    found = Found(olds, news)
    for before, after in longest_rising(list(unique(olds, news))):
        found.add(before, after)
    _add_repeated(found)
    _add_moved(found)
    add_best(found, alike(found, couples(found, found.left_new)))
    add_best(found, contained(found, couples(found, found.left_new | found.edited())))
    return tuple(Pair(a, b) for a, b in sorted(found.pairs, key=lambda pair: pair[1]))


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """As it is compared: width, case, space and punctuation make no difference."""
    return NO_WORDS.sub("", unicodedata.normalize("NFKC", text).lower())


def share_in(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``, three characters at a time, 0 to 1.

    A short ``part`` has to be there as it is, a very short one at the beginning or the end.
    """
    words, text = folded(part), folded(whole)
    if len(words) < TELLING:
        return float(bool(words) and (text.startswith(words) or text.endswith(words)))
    if len(words) < TELLING_ELSEWHERE:
        return float(words in text)
    threes = _threes(words)
    return len(threes & _threes(text)) / len(threes)


@lru_cache(maxsize=1 << 12)
def _threes(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def unique(olds: Sequence[Hashable], news: Sequence[Hashable]) -> Iterator[Indexes]:
    """What stands once in each sequence, in the order of ``news``."""
    count_old, count_new = Counter(olds), Counter(news)
    place = {key: index for index, key in enumerate(olds)}
    for after, key in enumerate(news):
        if count_new[key] == 1 and count_old[key] == 1:
            yield place[key], after


def longest_rising(points: Sequence[Indexes]) -> list[Indexes]:
    """The longest part of ``points``, rising in both, by patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (value, _) in enumerate(points):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [index]
    rising = []
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.append(points[at])
        at = before[at]
    return rising[::-1]


def _add_repeated(found: Found) -> None:
    """Of several texts that are the same, each is known by what stands after or before it."""
    if not any(True for _ in found.same_left()):
        return
    for step in (1, -1):
        for before, after in unique(_beside(found.olds, step), _beside(found.news, step)):
            _add_if_free(found, before, after)
    for before, after in list(found.same_left()):
        if found.is_beside(before, after):
            _add_if_free(found, before, after)
    for before, after in list(found.same_left()):
        _add_if_free(found, before, after)


def _beside(keys: list[Key], step: int) -> list[tuple[Key, Key | None]]:
    around = dict(enumerate(keys))
    return [(key, around.get(index + step)) for index, key in enumerate(keys)]


def _add_if_free(found: Found, before: int, after: int) -> None:
    is_free = before in found.left_old and after in found.left_new
    if is_free and found.fits(before, after):
        found.add(before, after)


def _add_moved(found: Found) -> None:
    """What stands elsewhere word for word; a short text only with a neighbour."""
    for is_long in (True, False):
        alone = Counter(before for before, _ in found.same_left())
        alone_new = Counter(after for _, after in found.same_left())
        for before, after in list(found.same_left()):
            if alone[before] > 1 or alone_new[after] > 1:
                continue
            if (is_long and len(found.olds[before][1]) >= TELLING) or found.is_beside(
                before, after
            ):
                found.add(before, after)
