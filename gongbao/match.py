"""Which text of a new sequence is which of an old one: exact first, then by likeness, in order.

Order is kept, so that near-identical boilerplate cannot change places; what was moved as a whole is
found at the end, by its exact words.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

ALIKE = 0.5
"""Share of common character pairs (Dice) from which a text is an edit of another."""

CONTAINED = 0.7
"""Share of a text's character pairs that stand in another from which it is a part of it."""


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


@dataclass(frozen=True, slots=True)
class _Form:
    """An item as it is compared: width, case, space and punctuation make no difference."""

    kind: str
    text: str


def pairs(old: Sequence[Item], new: Sequence[Item]) -> tuple[Pair, ...]:
    """In the order of ``new``; each item stands in at most one pair."""
    olds, news = [*map(_form, old)], [*map(_form, new)]
    fixed = _unique_in_order(olds, news)
    found = list(fixed)
    bounds = [(-1, -1), *fixed, (len(olds), len(news))]
    for (a, b), (c, d) in pairwise(bounds):
        found += _between(olds, news, range(a + 1, c), range(b + 1, d))
    found += _moved(olds, news, found)
    return tuple(Pair(a, b) for a, b in sorted(found, key=lambda pair: pair[1]))


def share_in(part: str, whole: str) -> float:
    """How much of ``part`` stands in ``whole``, 0 to 1."""
    first, second = _couples(_form(Item("", part)).text), _couples(_form(Item("", whole)).text)
    return (first & second).total() / max(1, first.total())


def _form(item: Item) -> _Form:
    folded = unicodedata.normalize("NFKC", item.text).lower()
    return _Form(item.kind, "".join(char for char in folded if char.isalnum() or char in "%.+-"))


@lru_cache(maxsize=4096)
def _couples(text: str) -> Counter[str]:
    """Neighbouring characters, with the ends of the text as characters of their own."""
    return Counter(map("".join, pairwise(f"^{text}$")))


def _likeness(one: _Form, other: _Form) -> float:
    first, second = _couples(one.text), _couples(other.text)
    return 2 * (first & second).total() / (first.total() + second.total())


def _unique_in_order(olds: list[_Form], news: list[_Form]) -> list[tuple[int, int]]:
    """Texts that stand once in each sequence, as many as keep one order (patience diff)."""
    keys_old, keys_new = [(f.kind, f.text) for f in olds], [(f.kind, f.text) for f in news]
    count_old, count_new = Counter(keys_old), Counter(keys_new)
    place = {key: i for i, key in enumerate(keys_old)}
    common = [
        (place[key], after)
        for after, key in enumerate(keys_new)
        if count_new[key] == 1 and count_old[key] == 1
    ]
    return _longest_rising(common)


def _longest_rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``points``, rising in both, by patience sorting."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (value, _) in enumerate(points):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [index]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(points[at])
        at = before[at]
    return chain[::-1]


def _between(
    olds: list[_Form], news: list[_Form], old: range, new: range
) -> Iterator[tuple[int, int]]:
    """The pairing of a gap with the greatest likeness in all (Needleman-Wunsch)."""
    if not old or not new:
        return
    gain = [
        [_gain(olds[a], news[b]) if olds[a].kind == news[b].kind else 0.0 for b in new] for a in old
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    i = j = 0
    while i < len(old) and j < len(new):
        if gain[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _gain(one: _Form, other: _Form) -> float:
    likeness = _likeness(one, other)
    return likeness if likeness >= ALIKE else 0.0


def _moved(
    olds: list[_Form], news: list[_Form], found: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """What stands elsewhere word for word."""
    used_old, used_new = {a for a, _ in found}, {b for _, b in found}
    left = {(f.kind, f.text): a for a, f in enumerate(olds) if a not in used_old}
    counts = Counter((f.kind, f.text) for a, f in enumerate(olds) if a not in used_old)
    for after, form in enumerate(news):
        key = (form.kind, form.text)
        if after not in used_new and counts.get(key) == 1 and len(form.text) >= 8:
            counts[key] = 0
            yield left[key], after
