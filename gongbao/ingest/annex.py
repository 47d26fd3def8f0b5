"""Annexes: from a line that says only 附件 to the end, with caption, table and notes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from . import numbering
from .blocks import Block, Part
from .doubts import Doubt, Says
from .drops import Drops, merged
from .lines import Line, flowing
from .spacing import Spaced, flowed
from .table import HEADER, gridded

_LEVEL = 2
_WIDEST_HEADER = 12


@dataclass(frozen=True, slots=True)
class Annex:
    """``rest`` is prose that follows the heading; empty where the annex is a table."""

    parts: tuple[Part, ...]
    rest: tuple[Line, ...]
    drops: Drops
    doubts: tuple[Doubt, ...]


def parted(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
    """The body, and the lines of each annex."""
    starts = [i for i, line in enumerate(lines) if numbering.ANNEX.match(line.text)]
    edges = [*starts, len(lines)]
    annexes = tuple(lines[a:b] for a, b in pairwise(edges))
    return lines[: edges[0]], annexes


def annexed(lines: tuple[Line, ...], source: str, says: Says) -> Annex:
    """The annex that ``lines`` print; its first line is its heading."""
    head = flowed(lines[0].passage, source, says)
    heading = Block("heading", head.passage, _LEVEL)
    rest = lines[1:]
    top = next((i for i, line in enumerate(rest) if _heads_table(line.text)), None)
    notes = next((i for i, line in enumerate(rest) if numbering.NOTE.match(line.text)), len(rest))
    table = None if top is None else gridded(rest[top:notes], source, says)
    if top is None or table is None:
        return Annex((heading,), rest, head.drops, head.doubts)
    captions = [flowed(flowing(rest[:top]), source, says)] if top else []
    below = [flowed(flowing(note), source, says) for note in _notes(rest[notes:])]
    texts: list[Spaced] = [head, *captions, *below]
    return Annex(
        parts=(
            heading,
            *(Block("caption", caption.passage) for caption in captions),
            table.grid,
            *(Block("note", note.passage) for note in below),
        ),
        rest=(),
        drops=merged((*(text.drops for text in texts), table.drops)),
        doubts=(*(doubt for text in texts for doubt in text.doubts), *table.doubts),
    )


def _heads_table(text: str) -> bool:
    """项目 alone may head a column; a line of prose that begins with it does not."""
    is_cell = len(text) <= _WIDEST_HEADER and not set(text) & set("，。；：")
    return is_cell and HEADER.match(text) is not None


def _notes(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    starts = [i for i, line in enumerate(lines) if numbering.NOTE.match(line.text)]
    edges = [*starts, len(lines)]
    return tuple(lines[a:b] for a, b in pairwise(edges))
