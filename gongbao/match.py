"""Which text of a new sequence is which of an old one: exact first, then by likeness, in order.

Order is kept, so that near-identical boilerplate cannot change places. What was moved is found by
its words alone where no other text is as near. In doubt nothing is paired: a text that is missed
is seen at once, a wrong pair never.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

ALIKE = 0.5
"""Share of common character pairs (Dice) from which a text is an edit of another."""

SAME_ELSEWHERE = 0.8
"""The same for a text that stands elsewhere, where no neighbour speaks for it."""

CONTAINED = 0.7
"""Share of the shorter text that stands in the longer one, from which it is a part of it."""

IN_ORDER, BESIDE = 0.1, 0.1
"""What the place of a text counts for, when one of several like it is chosen."""

TELLING = 8
"""Characters from which a text can be found again by its words alone."""

NO_WORDS = re.compile(r"[^\w%.+-]|_")

TELLING_ELSEWHERE = 30
"""The same for a text that was moved and edited."""

Key = tuple[str, str]
Indexes = tuple[int, int]
_Couples = tuple[int, int, int, tuple[int, int]]


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
    found = _Found(olds, news)
    for before, after in longest_rising(list(unique(olds, news))):
        found.add(before, after)
    _add_repeated(found)
    _add_moved(found)
    _add_best(found, _alike)
    _add_best(found, _contained)
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


class _Found:
    """The pairs so far; those of them that keep one order bound those to come."""

    def __init__(self, olds: list[Key], news: list[Key]) -> None:
        self.olds, self.news = olds, news
        self.pairs: set[Indexes] = set()
        self.left_old, self.left_new = set(range(len(olds))), set(range(len(news)))
        self._in_order: list[Indexes] = []

    def fits(self, before: int, after: int) -> bool:
        """No pair in order is crossed."""
        at = bisect_left(self._in_order, (before, after))
        above = self._in_order[at - 1][1] if at else -1
        below = self._in_order[at][1] if at < len(self._in_order) else len(self.news)
        return above < after < below

    def is_beside(self, before: int, after: int) -> bool:
        """What stands before both, or after both, is a pair."""
        above, below = (before - 1, after - 1), (before + 1, after + 1)
        return above in self.pairs or below in self.pairs

    def add(self, before: int, after: int) -> None:
        if self.fits(before, after):
            at = bisect_left(self._in_order, (before, after))
            self._in_order.insert(at, (before, after))
        self.pairs.add((before, after))
        self.left_old.remove(before)
        self.left_new.remove(after)

    def left(self) -> tuple[list[int], list[int]]:
        return sorted(self.left_old), sorted(self.left_new)

    def same_left(self) -> Iterator[Indexes]:
        """All that could be paired word for word."""
        places: defaultdict[Key, list[int]] = defaultdict(list)
        for after in sorted(self.left_new):
            places[self.news[after]].append(after)
        for before in sorted(self.left_old):
            yield from ((before, after) for after in places[self.olds[before]])


def _add_repeated(found: _Found) -> None:
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


def _add_if_free(found: _Found, before: int, after: int) -> None:
    is_free = before in found.left_old and after in found.left_new
    if is_free and found.fits(before, after):
        found.add(before, after)


def _add_moved(found: _Found) -> None:
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


# ---------------------------------------------------------------- by likeness


@dataclass(frozen=True, slots=True)
class _Candidate:
    """``likeness`` is 0 to 1, ``score`` orders those that have it."""

    before: int
    after: int
    likeness: float
    score: float


Measure = Callable[[_Found, Iterator[_Couples]], Iterator[_Candidate]]


def _add_best(found: _Found, measure: Measure) -> None:
    """Pairs of which each side is the best that the other could have, the nearest first."""
    candidates = list(measure(found, _couples(found)))
    best_old: defaultdict[int, float] = defaultdict(float)
    best_new: defaultdict[int, float] = defaultdict(float)
    for one in candidates:
        best_old[one.before] = max(best_old[one.before], one.score)
        best_new[one.after] = max(best_new[one.after], one.score)
    for one in sorted(candidates, key=lambda one: (-one.score, one.before, one.after)):
        is_best = one.score == best_old[one.before] == best_new[one.after]
        is_free = one.before in found.left_old and one.after in found.left_new
        if is_best and is_free and _is_believed(found, one):
            found.add(one.before, one.after)


def _is_believed(found: _Found, one: _Candidate) -> bool:
    """It stands where it stood, or its words are so many and so like that it was moved."""
    place = one.before, one.after
    if found.fits(*place) or found.is_beside(*place):
        return True
    size = min(len(found.olds[one.before][1]), len(found.news[one.after][1]))
    return one.likeness >= SAME_ELSEWHERE and size >= TELLING_ELSEWHERE


def _alike(found: _Found, couples: Iterator[_Couples]) -> Iterator[_Candidate]:
    """An edited text has most of its couples in common with what it was."""
    for before, after, common, sizes in couples:
        likeness = 2 * common / sum(sizes)
        if likeness >= ALIKE:
            place = IN_ORDER * found.fits(before, after) + BESIDE * found.is_beside(before, after)
            yield _Candidate(before, after, likeness, likeness + place)


def _contained(found: _Found, couples: Iterator[_Couples]) -> Iterator[_Candidate]:
    """A text that was split is where most of it is; of those merged, the longest stays."""
    for before, after, common, sizes in couples:
        shorter = min(sizes)
        if common >= CONTAINED * shorter and shorter > TELLING and found.fits(before, after):
            yield _Candidate(before, after, 0, common)


def _couples(found: _Found) -> Iterator[_Couples]:
    """What is left of either side, each with each: how many couples they share and have.

    Without half of the couples of the shorter text there is neither likeness nor a part.
    """
    olds, news = found.left()
    if not olds or not news:
        return
    texts = [*(found.olds[i] for i in olds), *(found.news[i] for i in news)]
    bits = _bits([text for _, text in texts])
    sizes = [one.bit_count() for one in bits]
    for i, before in enumerate(olds):
        for j, after in enumerate(news, start=len(olds)):
            common = (bits[i] & bits[j]).bit_count()
            if 2 * common >= min(sizes[i], sizes[j]) and texts[i][0] == texts[j][0]:
                yield before, after, common, (sizes[i], sizes[j])


def _bits(texts: Sequence[str]) -> list[int]:
    """A text as the set of its couples of neighbouring characters, a bit each; ends count too."""
    sets = [set(map("".join, pairwise(f"^{text}$"))) for text in texts]
    places: dict[str, int] = {}
    for couple in chain.from_iterable(sets):
        places.setdefault(couple, len(places))
    made = []
    for couples in sets:
        bits = bytearray(len(places) // 8 + 1)
        for couple in couples:
            bits[places[couple] >> 3] |= 1 << (places[couple] & 7)
        made.append(int.from_bytes(bits, "little"))
    return made
