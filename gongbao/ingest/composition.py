"""The report's own lines to its parts: title block, prose, annexes and tables, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from . import annex, cells, spacing
from .blocks import Block, Part
from .doubts import Doubt, Says, excerpt
from .drops import Drops, merged
from .lines import Line, flowing
from .paragraphs import grouped
from .reading import Reading
from .spacing import flowed
from .structure import structured
from .title import TitleBlock, title_block


@dataclass(frozen=True, slots=True)
class Built:
    """The parts of the report, and the lines with which its printed paragraphs begin."""

    parts: tuple[Part, ...]
    starts: frozenset[int]
    joins: int
    drops: Drops
    doubts: tuple[Doubt, ...]


def composed(
    lines: tuple[Line, ...], outline: tuple[str, ...], reading: Reading, says: Says
) -> Built:
    source = reading.text
    printed = spacing.as_printed(lines, source, says)
    title = title_block(printed.lines, source, says)
    body, annexes = annex.parted(title.lines)
    built = [
        Built((), frozenset(), 0, printed.drops, printed.doubts),
        _headed(title, source, says),
        *_flow(body, outline, reading, says),
    ]
    for lines_of_annex in annexes:
        built += _annex(lines_of_annex, outline, reading, says)
    return _flattened(_joined(built), source)


def _annex(
    lines: tuple[Line, ...], outline: tuple[str, ...], reading: Reading, says: Says
) -> Iterator[Built]:
    """An annex of which the reader knows no table may print one in running lines."""
    has_table = any(lines[0].start < t.start <= lines[-1].start for t in reading.tables)
    found = annex.annexed(lines[:1] if has_table else lines, reading.text, says)
    yield Built(found.parts, frozenset(), 0, found.drops, found.doubts)
    yield from _flow(lines[1:] if has_table else found.rest, outline, reading, says)


def _flow(
    lines: tuple[Line, ...], outline: tuple[str, ...], reading: Reading, says: Says
) -> Iterator[Built]:
    """Prose and the tables that stand between its lines."""
    prose: list[Line] = []
    for table, group in groupby(lines, key=partial(cells.table_at, reading.tables)):
        if table is None:
            prose += group
            continue
        yield _prose(tuple(prose), outline, reading.text, says)
        prose = []
        found = cells.gridded(table, reading.text, says)
        yield Built((found.grid,), frozenset(), 0, found.drops, found.doubts)
    yield _prose(tuple(prose), outline, reading.text, says)


def _headed(title: TitleBlock, source: str, says: Says) -> Built:
    texts = [flowed(block.passage, source, says) for block in title.blocks]
    return Built(
        parts=tuple(
            replace(block, passage=text.passage)
            for block, text in zip(title.blocks, texts, strict=True)
        ),
        starts=frozenset(block.passage.start for block in title.blocks),
        joins=title.joins,
        drops=merged(text.drops for text in texts),
        doubts=(*title.doubts, *(doubt for text in texts for doubt in text.doubts)),
    )


def _prose(lines: tuple[Line, ...], outline: tuple[str, ...], source: str, says: Says) -> Built:
    printed = grouped(lines, outline, source, says)
    texts = [flowed(flowing(paragraph), source, says) for paragraph in printed.paragraphs]
    levels = {p[0].start: p[0].look.level for p in printed.paragraphs}
    seen = {at: level for at, level in levels.items() if level is not None}
    found = structured(tuple(text.passage for text in texts), outline, source, says, seen)
    return Built(
        parts=found.blocks,
        starts=frozenset(paragraph[0].start for paragraph in printed.paragraphs),
        joins=len(lines) - len(printed.paragraphs),
        drops=merged(text.drops for text in texts),
        doubts=(*printed.doubts, *(d for text in texts for d in text.doubts), *found.doubts),
    )


def _joined(built: list[Built]) -> Built:
    return Built(
        parts=tuple(part for one in built for part in one.parts),
        starts=frozenset(at for one in built for at in one.starts),
        joins=sum(one.joins for one in built),
        drops=merged(one.drops for one in built),
        doubts=tuple(doubt for one in built for doubt in one.doubts),
    )


def _flattened(built: Built, source: str) -> Built:
    """A heading of Markdown is one line: where two words meet in it, an editor must know."""
    parts: list[Part] = []
    doubts = list(built.doubts)
    for part in built.parts:
        if isinstance(part, Block) and part.role in ("title", "heading"):
            breaks = [i for i, char in enumerate(part.text) if char == "\n"]
            ats = [part.passage.at[i] for i in breaks]
            doubts += [Doubt(at, "words", excerpt(source, "words", at), "touch") for at in ats]
            part = replace(part, passage=part.passage.without(breaks))
        parts.append(part)
    return replace(built, parts=tuple(parts), doubts=tuple(doubts))
