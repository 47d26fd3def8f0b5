"""The order in which the lines of a page are read: down each column, then on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from .pdf_lines import Printed, joined

_STEP = 4.0
_LEAST_LINES = 6
_FULL = 0.6


def gutter(lines: tuple[Printed, ...]) -> float | None:
    """Where a page of two columns is parted: hardly a line crosses it, both sides are full."""
    if len(lines) < 2 * _LEAST_LINES:
        return None
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    width = last - first
    steps = int(0.4 * width / _STEP)
    places = [first + 0.3 * width + i * _STEP for i in range(steps + 1)]
    sides = [(line.left, line.right) for line in lines]
    crossed = {x: sum([left < x < right for left, right in sides]) for x in places}
    if not crossed:
        return None
    least = min(crossed.values())
    free = [x for x in places if crossed[x] == least]
    middle = free[len(free) // 2]
    return middle if least <= len(lines) / 5 and _are_columns(lines, middle) else None


def in_order(lines: tuple[Printed, ...], middle: float | None) -> tuple[Printed, ...]:
    """The lines as they are read; a line that crosses the gutter stands between what is above
    and what is below it. Without a gutter, what stands beside each other is one line."""
    if middle is not None:
        return tuple(_down(lines, middle))
    rows: list[list[Printed]] = []
    for line in lines:
        if rows and _is_beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(joined(row) if len(row) > 1 else row[0] for row in rows)


def _down(lines: Iterable[Printed], middle: float) -> Iterator[Printed]:
    left: list[Printed] = []
    right: list[Printed] = []
    for line in lines:
        if line.left < middle < line.right:
            yield from (*left, *right, line)
            left, right = [], []
        else:
            (left if line.right <= middle else right).append(line)
    yield from (*left, *right)


def _is_beside(last: Printed, line: Printed) -> bool:
    is_level = abs(last.base - line.base) <= 0.3 * max(last.size, line.size)
    return is_level and line.left >= last.right


def _are_columns(lines: tuple[Printed, ...], middle: float) -> bool:
    left = [line for line in lines if line.right <= middle]
    right = [line for line in lines if line.left >= middle]
    return all(len(side) >= _LEAST_LINES and _is_prose(side) for side in (left, right))


def _is_prose(side: list[Printed]) -> bool:
    """Most of its lines fill the column; those of a table do not."""
    width = max(line.right for line in side) - min(line.left for line in side)
    return median(line.right - line.left for line in side) >= _FULL * width
