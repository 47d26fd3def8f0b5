"""The characters of a page to printed lines, with the spaces that only their distance shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_sheets import Face, Glyph

_SAME_LINE = 0.25
_RAISED = 0.6
_WORD_SPACE, _BETWEEN_HAN, _BETWEEN_FIGURES, _BETWEEN_COLUMNS = 0.15, 0.2, 0.5, 0.8
"""From which distance, in em beyond the usual one of the line, a space is seen."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line from left to right; ``spaces`` are the indices of glyphs that stand in no PDF.

    ``left`` and ``right`` are those of what can be seen, ``face`` is that of most of it.
    """

    glyphs: tuple[Glyph, ...]
    spaces: frozenset[int]
    left: float
    right: float
    base: float
    face: Face

    @property
    def text(self) -> str:
        return "".join([glyph.char for glyph in self.glyphs])

    @property
    def size(self) -> float:
        return self.face.size


def printed(glyphs: Iterable[Glyph]) -> tuple[Printed, ...]:
    """The lines from top to bottom; one line may stand beside another (see `columns`)."""
    lines = [line for row in _rows(glyphs) for line in _apart(row)]
    return tuple(_spaced(line) for line in lines if any(not g.char.isspace() for g in line))


def joined(parts: Iterable[Printed]) -> Printed:
    """Lines that stand beside each other as one."""
    glyphs = [g for p in parts for i, g in enumerate(p.glyphs) if i not in p.spaces]
    return _spaced(sorted(glyphs, key=lambda glyph: glyph.left))


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters on one base line, and what is raised above it; from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.base, g.left)):
        size = glyph.face.size
        if rows and rows[-1][-1].base - glyph.base <= _SAME_LINE * size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return _with_raised(rows)


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The number of a note stands in the line from which it is raised."""
    whole: list[list[Glyph]] = []
    for row in rows:
        whole.append(whole.pop() + row if whole and _is_raised(whole[-1], row) else row)
    return whole


def _is_raised(above: list[Glyph], row: list[Glyph]) -> bool:
    size = max(glyph.face.size for glyph in row)
    small = max(glyph.face.size for glyph in above) <= 0.8 * size
    is_near = above[0].base - row[0].base <= _RAISED * size
    stands_in = all(row[0].left - size <= g.left <= row[-1].right + size for g in above)
    return small and is_near and stands_in


def _apart(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """A row parted where nothing stands for more than two characters, as between columns."""
    glyphs = sorted(row, key=lambda glyph: glyph.left)
    start = 0
    for i, (left, right) in enumerate(pairwise(glyphs), 1):
        if right.left - left.right > 1.5 * max(left.face.size, right.face.size):
            yield glyphs[start:i]
            start = i
    yield glyphs[start:]


def _spaced(glyphs: list[Glyph]) -> Printed:
    """PDFs often leave spaces out and move on instead; around figures that means nothing."""
    pairs = [(a, b) for a, b in pairwise(glyphs) if not (a.char.isspace() or b.char.isspace())]
    usual = max(0.0, median(_distance(a, b) for a, b in pairs)) if pairs else 0.0
    done: list[Glyph] = []
    spaces = set()
    for glyph in glyphs:
        if done and _is_gap(done[-1], glyph, usual):
            spaces.add(len(done))
            done.append(Glyph(" ", done[-1].right, glyph.left, glyph.base, glyph.face))
        done.append(glyph)
    seen = [glyph for glyph in glyphs if not glyph.char.isspace()]
    return Printed(
        tuple(done),
        frozenset(spaces),
        left=seen[0].left,
        right=seen[-1].right,
        base=Counter([glyph.base for glyph in seen]).most_common(1)[0][0],
        face=Counter([glyph.face for glyph in seen]).most_common(1)[0][0],
    )


def _is_gap(left: Glyph, right: Glyph, usual: float) -> bool:
    if left.char.isspace() or right.char.isspace():
        return False
    beyond = _distance(left, right) - usual
    pair = left.char + right.char
    if pair.isalpha() and not any(char.isascii() for char in pair):
        return beyond > _BETWEEN_HAN
    if not pair.isascii():
        return beyond > _BETWEEN_COLUMNS
    if any(char.isalpha() for char in pair):
        return beyond > _WORD_SPACE
    return beyond > _BETWEEN_FIGURES


def _distance(left: Glyph, right: Glyph) -> float:
    """In em."""
    return (right.left - left.right) / max(left.face.size, right.face.size, 1.0)
