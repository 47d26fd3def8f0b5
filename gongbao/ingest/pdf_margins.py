"""Where the text of a page begins and ends, and how a line stands between these edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from .pdf_furniture import Leaf, Spot
from .pdf_lines import Printed

_LEAST = 8
"""Lines that are needed to tell the edges of a kind of page."""


class Stand(Enum):
    """How a line stands."""

    FLUSH = "at the left edge"
    INDENTED = "two characters in"
    CENTRED = "in the middle"
    DEEP = "further in"


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges of the text and the size of its letters, in points.

    ``has_indents``: its paragraphs begin two characters in.
    """

    left: float
    right: float
    size: float
    has_indents: bool

    def indent(self, line: Printed) -> float:
        """In characters of the line."""
        return (line.left - self.left) / line.size

    def stand(self, line: Printed) -> Stand:
        indent = self.indent(line)
        if indent < 0.7:
            return Stand.FLUSH
        off = (line.left + line.right - self.left - self.right) / 2
        is_centred = abs(off) < 0.8 * line.size and self.room(line) > 1.2
        is_two_in = 1.2 <= indent <= 2.9
        if is_centred and (line.size > 1.1 * self.size or not is_two_in):
            return Stand.CENTRED
        return Stand.INDENTED if is_two_in else Stand.DEEP

    def room(self, line: Printed) -> float:
        """How many characters of the line's size could stand after it."""
        return (self.right - line.right) / line.size


def margins(leaves: tuple[Leaf, ...], lines: Mapping[Spot, Printed]) -> tuple[Margins | None, ...]:
    """Those of each page. Left and right pages, and pages that lie, may differ."""
    size = body_size(lines.values())
    kinds: dict[tuple[int, bool], list[Printed]] = {}
    for (page, _), line in lines.items():
        if abs(line.size - size) < 0.6:
            kinds.setdefault(_kind(leaves[page]), []).append(line)
    alike: dict[int, list[Printed]] = {}
    for (width, _), of in kinds.items():
        alike.setdefault(width, []).extend(of)
    usual = {width: _of(of, size) for width, of in alike.items()}
    found = {
        kind: _unless_indented(_of(of, size), usual[kind[0]])
        for kind, of in kinds.items()
        if len(of) >= _LEAST
    }
    of_pages = [_kind(leaf) for leaf in leaves]
    return tuple(found.get(kind, usual.get(kind[0])) for kind in of_pages)


def _unless_indented(own: Margins, usual: Margins) -> Margins:
    """Where every line begins a paragraph, the edge of the other pages counts."""
    return usual if own.left - usual.left >= 1.2 * usual.size else own


def body_size(lines: Iterable[Printed]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.glyphs)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _kind(leaf: Leaf) -> tuple[int, bool]:
    """The width of the sheet, and whether it is the back of one."""
    return round(leaf.box.right - leaf.box.left), leaf.number % 2 == 0


def _of(lines: list[Printed], size: float) -> Margins:
    lefts = Counter(round(line.left) for line in lines)
    least = max(2, len(lines) / 20)
    often = [x for x, n in lefts.items() if _near(lefts, x) >= least] or list(lefts)
    left = min(often)
    rights = sorted(line.right for line in lines)
    right = rights[int(0.9 * (len(rights) - 1))]
    indented = sum(1.2 <= (line.left - left) / size <= 2.9 for line in lines)
    return Margins(left, right, size, indented >= max(1, len(lines) / 40))


def _near(lefts: Counter[int], x: int) -> int:
    return lefts[x - 1] + lefts[x] + lefts[x + 1]
