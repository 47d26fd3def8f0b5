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
from .spacing import Spaced, flowed
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


@dataclass(frozen=True, slots=True)
class _Document:
    """What is known of the whole while a part is built. ``lines`` show how wide it is printed."""

    reading: Reading
    outline: tuple[str, ...]
    says: Says
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        return self.reading.text


def composed(
    lines: tuple[Line, ...], outline: tuple[str, ...], reading: Reading, says: Says
) -> Built:
    source = reading.text
    printed = spacing.as_printed(lines, source, says)
    title = title_block(printed.lines, source, says)
    body, annexes = annex.parted(title.lines)
    whole = _Document(reading, outline, says, title.lines)
    built = [
        Built((), frozenset(), 0, printed.drops, printed.doubts),
        _headed(title, source, says),
        *_flow(body, whole),
    ]
    for lines_of_annex in annexes:
        built += _annex(lines_of_annex, whole)
    return _flattened(_joined(built), source)


def _annex(lines: tuple[Line, ...], whole: _Document) -> Iterator[Built]:
    """An annex of which the reader knows no table may print one in running lines."""
    has_table = any(lines[0].start < t.start <= lines[-1].start for t in whole.reading.tables)
    found = annex.annexed(lines[:1] if has_table else lines, whole.source, whole.says)
    yield Built(found.parts, frozenset((lines[0].start,)), 0, found.drops, found.doubts)
    yield from _flow(lines[1:] if has_table else found.rest, whole, lines[0].text)


def _flow(lines: tuple[Line, ...], whole: _Document, annex: str = "") -> Iterator[Built]:
    """Prose and the tables that stand between its lines."""
    prose: list[Line] = []
    for table, group in groupby(lines, key=partial(cells.table_at, whole.reading.tables)):
        if table is None:
            prose += group
            continue
        yield _prose(tuple(prose), whole, annex)
        prose, annex = [], ""
        found = cells.gridded(table, whole.source, whole.says)
        yield Built((found.grid,), frozenset(), 0, found.drops, found.doubts)
    yield _prose(tuple(prose), whole, annex)


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
        doubts=(*title.doubts, *_doubts(title.blocks, texts)),
    )


def _doubts(blocks: tuple[Block, ...], texts: list[Spaced]) -> Iterator[Doubt]:
    """In the lines under the title a space parts an office and a name: it is meant."""
    for block, text in zip(blocks, texts, strict=True):
        is_parting = block.role == "subtitle"
        yield from (d for d in text.doubts if not (is_parting and d.kind == "space"))


def _prose(lines: tuple[Line, ...], whole: _Document, annex: str) -> Built:
    source, says = whole.source, whole.says
    printed = grouped(lines, whole.outline, source, says, whole.lines)
    texts = [flowed(flowing(paragraph), source, says) for paragraph in printed.paragraphs]
    levels = {p[0].start: p[0].look.level for p in printed.paragraphs}
    seen = {at: level for at, level in levels.items() if level is not None}
    passages = tuple(text.passage for text in texts)
    found = structured(passages, whole.outline, source, says, seen, annex)
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
