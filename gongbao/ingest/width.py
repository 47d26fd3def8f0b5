"""The width of a printed Chinese line, which tells where paragraphs begin.

Extraction loses the indent, but not what it did: with a text W em wide a line inside a paragraph
measures W, the first line W-2, the last one less. The unit is the em, the width of a Han character.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from .lines import Line

CLOSING = frozenset("，。、；：？！”’）》〉】」』％…·．,;:?!)")
"""Marks that may not begin a line."""
OPENING = frozenset("“‘（《〈【「『(")
"""Marks that may not end a line."""
_MARKS = CLOSING | OPENING

_GRID = range(64, 200)
"""Widths that are tried, in quarters of an em."""
_SHORTEST = 15
"""Lines under this many em say nothing of the width of the text."""
_ENOUGH_LINES = 8
_FEW_VOTES = 12
"""Those of three lines: fewer do not show that the text around them is narrower or wider."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A line, its smallest and largest width, and the width ``full`` of the text around it."""

    line: Line
    low: float
    high: float
    full: float

    @property
    def text(self) -> str:
        return self.line.text


def measured(
    lines: tuple[Line, ...], document: tuple[Line, ...] | None = None
) -> tuple[Measured, ...]:
    """The lines with their widths; empty where the ``document`` does not wrap its lines."""
    votes = tuple(_votes(line.text) for line in lines)
    whole = document or lines
    usual = _best(sum(votes if whole is lines else map(_votes_of, whole), Counter()))
    if not _is_wrapped(whole, usual):
        return ()
    return tuple(
        Measured(line, *extent(line.text), full=_full_width(votes[max(0, i - 14) : i + 15], usual))
        for i, line in enumerate(lines)
    )


def _votes_of(line: Line) -> Counter[int]:
    return _votes(line.text)


def extent(text: str) -> tuple[float, float]:
    """The smallest and largest width in em: typesetters squeeze marks, and digits differ."""
    plain = sum(map(_em, text))
    pairs = sum(a in _MARKS and b in _MARKS for a, b in pairwise(text))
    inner = sum(char in "，。、；：" for char in text[:-1])
    hangs = text[-1] in CLOSING and not text[-1].isascii()
    low = plain - 0.5 * pairs - 1.0 * hangs - 0.5 * (text[0] in OPENING) - 0.06 * inner
    latin = sum(char.isascii() and char != " " for char in text)
    return low, plain + 0.06 * latin


def unbreakable(text: str) -> float:
    """The width of what must move together from the start of ``text`` to the line above."""
    i = 0
    while i < len(text) and text[i] in OPENING:
        i += 1
    end = _word_end(text, i)
    tail = 0.5 if end < len(text) and text[end] in CLOSING else 0.0
    return sum(map(_em, text[:end])) + tail


def _word_end(text: str, i: int) -> int:
    if text[i : i + 2] in ("——", "……"):
        return i + 2
    end = i
    while end < len(text) and text[end].isascii() and not text[end].isspace():
        end += 1
    return max(end, min(i + 1, len(text)))


def _em(char: str) -> float:
    if char == " ":
        return 0.25
    if char.isascii():
        return 0.5
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _votes(text: str) -> Counter[int]:
    """How well each width would suit this line as a full one; sharp where no mark is squeezed."""
    low, high = extent(text)
    if high <= _SHORTEST:
        return Counter()
    plain = sum(map(_em, text))
    pairs = any(a in _MARKS and b in _MARKS for a, b in pairwise(text))
    if text[-1] in CLOSING or pairs:
        near = _quarters(low - 0.3, high + 0.3)
        return Counter({w: 1 for w in near if low - 0.3 <= w / 4 <= high + 0.3})
    near = _quarters(plain - 0.6, plain + 0.6)
    # In quarters of a vote, so that the sums are whole numbers.
    return Counter({w: max(0, round(4 - abs(plain - w / 4) / 0.15)) for w in near})


def _quarters(low: float, high: float) -> range:
    return range(max(_GRID.start, int(low * 4)), min(_GRID.stop - 1, int(high * 4) + 1) + 1)


def _best(votes: Counter[int]) -> int:
    """The width with most votes; of equals one in whole em, then the narrowest."""
    return max(_GRID, key=lambda w: (votes[w], -abs(w / 4 - round(w / 4)), -w))


def _full_width(votes: tuple[Counter[int], ...], usual: int) -> float:
    """The width around a line: the document's own, unless the neighbours clearly differ."""
    here: Counter[int] = Counter()
    for vote in votes:
        here.update(vote)
    top = _best(here)
    is_usual = here[usual] >= 0.6 * here[top] or here[top] < _FEW_VOTES
    return (usual if is_usual else top) / 4


def _is_wrapped(lines: tuple[Line, ...], usual: int) -> bool:
    long = [extent(line.text) for line in lines]
    long = [(low, high) for low, high in long if high > _SHORTEST]
    near = sum(low - 1 <= usual / 4 <= high + 1 for low, high in long)
    return near >= _ENOUGH_LINES and near > 0.4 * len(long)
