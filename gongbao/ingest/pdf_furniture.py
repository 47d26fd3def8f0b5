"""What the layout prints on every page: its number, running heads and feet."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .drops import Reason
from .lines import squeezed
from .pdf_lines import Printed
from .pdf_sheets import Box
from .pdf_tables import Table

Spot = tuple[int, int]
"""A page, counted from 0, and what stands on it, in reading order."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is read; what stands on it is in reading order."""

    number: int
    box: Box
    items: tuple[Printed | Table, ...]
    has_columns: bool = False


NUMBER = re.compile(
    r"(?:[—–\-－·]*(?P<plain>\d{1,4})[—–\-－·]*"
    r"|第?(?P<worded>\d{1,4})页?[/／,，]?(?:共?\d{1,4}页?)"
    r"|第(?P<page>\d{1,4})页)$"
)
"""As it stands without white space: 12, — 12 —, 第12页, 第12页共30页, 12/30."""

_DEEP = 4
_AT_ONE_HEIGHT = 4.0
_SHARE = 0.3
_APART = 1.3
"""How many times the usual distance of lines a running head stands from the text, or it is set
in another size."""


def furniture(leaves: tuple[Leaf, ...]) -> Mapping[Spot, Reason]:
    """The lines at the edges of pages that are not the report's, outermost first."""
    gone: dict[Spot, Reason] = {}
    size, pitch = _usual(leaves)
    for from_top in (True, False):
        for _ in range(_DEEP):
            edge = dict(_outermost(leaves, gone, from_top))
            apart = {
                spot
                for spot, line in edge.items()
                if abs(line.size - size) > 0.6 or _gap(spot, leaves, gone) > _APART * pitch
            }
            found = {**_running(edge, leaves, apart), **_numbers(edge)}
            if not found:
                break
            gone |= found
    return gone


def printed_number(line: Printed) -> int | None:
    match = NUMBER.match(squeezed(line.text))
    return int(match["plain"] or match["worded"] or match["page"]) if match else None


def _outermost(
    leaves: tuple[Leaf, ...], gone: Mapping[Spot, Reason], from_top: bool
) -> Iterator[tuple[Spot, Printed]]:
    for page, leaf in enumerate(leaves):
        rest = [i for i in range(len(leaf.items)) if (page, i) not in gone]
        if not rest:
            continue
        edge = (max if from_top else min)(rest, key=lambda i: leaf.items[i].base)
        item = leaf.items[edge]
        if isinstance(item, Printed):
            yield (page, edge), item


def _numbers(edge: Mapping[Spot, Printed]) -> dict[Spot, Reason]:
    """Numbers that count the pages, from whatever they begin with."""
    numbers = {spot: number for spot, line in edge.items() if (number := printed_number(line))}
    ahead = Counter(number - page for (page, _), number in numbers.items())
    usual, count = ahead.most_common(1)[0] if ahead else (0, 0)
    if count < 2 and not any(_is_dressed(edge[spot]) for spot in numbers):
        return {}
    return {
        spot: "page-number"
        for spot, number in numbers.items()
        if number - spot[0] == usual or _is_dressed(edge[spot])
    }


def _is_dressed(line: Printed) -> bool:
    """— 12 — can be nothing else than the number of a page; 12 alone can."""
    return len(squeezed(line.text)) > len(str(printed_number(line)))


def _running(
    edge: Mapping[Spot, Printed], leaves: tuple[Leaf, ...], apart: Set[Spot]
) -> dict[Spot, Reason]:
    """The same words at the same height on many pages; figures in them may count."""
    words: dict[str, list[Spot]] = {}
    for spot, line in edge.items():
        if printed_number(line) is None:
            words.setdefault(re.sub(r"\d+", "0", squeezed(line.text)), []).append(spot)
    found: dict[Spot, Reason] = {}
    for spots in words.values():
        height = median(_height(edge[spot], leaves[spot[0]]) for spot in spots)
        level = [
            spot
            for spot in spots
            if abs(_height(edge[spot], leaves[spot[0]]) - height) <= _AT_ONE_HEIGHT
        ]
        is_apart = 2 * len(apart & set(level)) >= len(level)
        if is_apart and len(level) >= max(2, _SHARE * len(leaves)):
            found |= dict.fromkeys(level, "running-header")
    return found


def _usual(leaves: tuple[Leaf, ...]) -> tuple[float, float]:
    """The size of most lines, and their distance."""
    lines = [[item for item in leaf.items if isinstance(item, Printed)] for leaf in leaves]
    sizes = Counter(line.size for of_page in lines for line in of_page)
    pitches: Counter[float] = Counter(
        round(above.base - line.base)
        for of_page in lines
        for above, line in pairwise(of_page)
        if above.base > line.base
    )
    return _most(sizes), _most(pitches)


def _most(counted: Mapping[float, int]) -> float:
    return max(counted, key=lambda value: (counted[value], value), default=0.0)


def _gap(spot: Spot, leaves: tuple[Leaf, ...], gone: Mapping[Spot, Reason]) -> float:
    """From a line to the nearest that is left on its page."""
    page, here = spot
    items = leaves[page].items
    rest = [item for i, item in enumerate(items) if i != here and (page, i) not in gone]
    return min((abs(item.base - items[here].base) for item in rest), default=math.inf)


def _height(line: Printed, leaf: Leaf) -> float:
    return line.base - leaf.box.bottom
