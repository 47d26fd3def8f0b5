"""The pairs found so far, and what they say of those to come."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

Key = tuple[str, str]
"""Kind and folded text of an item."""

Indexes = tuple[int, int]


class Found:
    """The pairs so far; those of them that keep one order bound those to come."""

    def __init__(self, olds: list[Key], news: list[Key]) -> None:
        self.olds, self.news = olds, news
        self.pairs: set[Indexes] = set()
        self.left_old, self.left_new = set(range(len(olds))), set(range(len(news)))
        self._in_order: list[Indexes] = []

    def fits(self, before: int, after: int) -> bool:
        """No pair in order is crossed."""
        above, below = self._around(before, after)
        return above < after < below

    def borders(self, before: int, after: int) -> bool:
        """``after`` is the one with which the next pair in order above or below is made."""
        return after in self._around(before, -1)

    def _around(self, before: int, after: int) -> tuple[int, int]:
        at = bisect_left(self._in_order, (before, after))
        above = self._in_order[at - 1][1] if at else -1
        below = self._in_order[at][1] if at < len(self._in_order) else len(self.news)
        return above, below

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

    def edited(self) -> set[int]:
        """Those of the new texts that were found and are other than they were."""
        return {after for before, after in self.pairs if self.olds[before] != self.news[after]}

    def same_left(self) -> Iterator[Indexes]:
        """All that could be paired word for word."""
        places: defaultdict[Key, list[int]] = defaultdict(list)
        for after in sorted(self.left_new):
            places[self.news[after]].append(after)
        for before in sorted(self.left_old):
            yield from ((before, after) for after in places[self.olds[before]])
