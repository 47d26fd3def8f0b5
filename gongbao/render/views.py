"""An entry as its page shows it: every choice made, so that templates only loop and include."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from ..model import (
    Alias,
    Anchored,
    Entry,
    Heading,
    Observation,
    Paragraph,
    Run,
    Table,
    TitleLine,
    joined,
    run_groups,
    with_run_groups,
)
from .cards import Card, Cards, cards_by_section
from .messages import Translate
from .passages import Original, Part, SentenceView, Stretch
from .points import point_mark


@dataclass(frozen=True, slots=True)
class TitleView:
    kind: ClassVar = "title_line"
    role: str
    runs: tuple[Run, ...]
    original: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingView:
    kind: ClassVar = "heading"
    id: str
    level: int
    page: int | None
    number: str
    runs: tuple[Run, ...]
    cards: tuple[Card, ...]
    numbers: int
    aliases: tuple[Alias, ...]
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class ParagraphView:
    kind: ClassVar = "paragraph"
    id: str
    role: str
    label: str
    page: int | None
    stretches: tuple[Stretch, ...]
    aliases: tuple[Alias, ...]
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    kind: ClassVar = "list"
    items: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    id: str
    cells: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """``heading`` is None for rows that stand under no group heading."""

    heading: RowView | None
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    kind: ClassVar = "table"
    id: str
    page: int | None
    caption: tuple[Run, ...]
    header: tuple[tuple[Run, ...], ...]
    groups: tuple[GroupView, ...]
    notes: tuple[tuple[str, tuple[Run, ...]], ...]
    aliases: tuple[Alias, ...]
    original: Original | None = None


BlockView = TitleView | HeadingView | ParagraphView | ListView | TableView

_start = attrgetter("start")
"""Of a number."""


def block_views(
    entry: Entry,
    way_to: Callable[[str], str],
    translate: Translate,
    shown: Collection[str] = (),
    *,
    has_cards: bool = True,
) -> tuple[BlockView, ...]:
    """``way_to`` another page of the site; ``shown``: numbers on cards before the text, by id."""
    provenance = entry.anchored.report.front_matter.provenance
    cards: dict[str, Cards] = {}
    if has_cards:
        cards = cards_by_section(entry.observations, provenance, translate, shown)
    numbers: dict[str, list[Observation]] = {}
    for observation in sorted(entry.observations, key=_start):
        numbers.setdefault(observation.block, []).append(observation)
    aliases = entry.anchored.aliases

    def led(anchored: Anchored) -> tuple[Alias, ...]:
        return tuple(alias for alias in aliases if alias.target == anchored.id)

    views: list[BlockView] = []
    for is_item, group in groupby(entry.anchored.blocks, key=_is_item):
        made = tuple(
            _block_view(_Block(_with_links(a, way_to), numbers.get(a.id or "", []), led(a)), cards)
            for a in group
        )
        if is_item:
            views.append(ListView(tuple(v for v in made if isinstance(v, ParagraphView))))
        else:
            views.extend(made)
    return tuple(views)


def cards_of(views: Iterable[BlockView]) -> Iterator[Card]:
    """All cards of sections, in reading order."""
    for view in views:
        if isinstance(view, HeadingView):
            yield from view.cards


def _is_item(anchored: Anchored) -> bool:
    return isinstance(anchored.block, Paragraph) and anchored.block.role == "item"


@dataclass(frozen=True, slots=True)
class _Block:
    """A block with its numbers, and the ids that lead to it."""

    anchored: Anchored
    numbers: list[Observation]
    aliases: tuple[Alias, ...]


def _block_view(one: _Block, cards: dict[str, Cards]) -> BlockView:
    anchored, numbers = one.anchored, one.numbers
    block, own_id = anchored.block, anchored.id or ""
    match block:
        case TitleLine():
            return TitleView(block.role, block.runs)
        case Heading():
            own = cards.get(own_id, Cards((), 0))
            return HeadingView(
                own_id,
                block.level,
                anchored.page,
                block.number,
                block.runs,
                own.shown,
                own.numbers,
                one.aliases,
            )
        case Paragraph():
            label = own_id.removeprefix("p") if block.role != "annex-ref" else ""
            stretches = tuple(_stretches(anchored, block.runs, numbers))
            return ParagraphView(own_id, block.role, label, anchored.page, stretches, one.aliases)
        case Table():
            return replace(_table_view(anchored, block, numbers), aliases=one.aliases)


# ---------------------------------------------------------------- paragraphs


def _stretches(
    anchored: Anchored, runs: tuple[Run, ...], numbers: list[Observation]
) -> Iterator[Stretch]:
    words = joined(runs)
    stretch = 0
    found: list[tuple[int, SentenceView]] = []
    for sentence in anchored.sentences:
        mark = point_mark(words[sentence.start : sentence.end])
        stretch += bool(mark)
        parts = tuple(_parts(runs, numbers, 0, (sentence.start + len(mark), sentence.end)))
        own_id = None if sentence.id == anchored.id else sentence.id
        found.append((stretch, SentenceView(own_id, mark, parts)))
    for key, group in groupby(found, key=lambda pair: pair[0]):
        yield Stretch(key > 0, tuple(view for _, view in group))


def _parts(
    runs: tuple[Run, ...], numbers: list[Observation], base: int, span: tuple[int, int]
) -> Iterator[Part]:
    """``span`` of a block, cut where numbers begin and end.

    ``runs`` begin at ``base`` of the block, whose ``numbers`` come in the order of their starts.
    """
    at, end = span
    for number in numbers[bisect_left(numbers, at, key=_start) :]:
        if number.start > end:
            break
        if at <= number.start and number.end <= end:
            if number.start > at:
                yield Part(_slice(runs, at - base, number.start - base))
            yield Part(_slice(runs, number.start - base, number.end - base), number)
            at = number.end
    if at < end:
        yield Part(_slice(runs, at - base, end - base))


def _slice(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    cut, at = [], 0
    for run in runs:
        if at >= end:
            break
        after = at + len(run.text)
        if start <= at < after <= end:
            cut.append(run)
        elif max(start, at) < after:
            # `replace` takes three times as long, and there are thousands in a report.
            words = run.text[max(0, start - at) : end - at]
            cut.append(Run(words, run.lead, run.strong, run.href))
        at = after
    return tuple(cut)


def _with_links(anchored: Anchored, way_to: Callable[[str], str]) -> Anchored:
    """Links to other reports of the site lead there from this page."""
    if not any(run.href for runs in run_groups(anchored.block) for run in runs):
        return anchored
    groups = (
        tuple(
            replace(run, href=way_to(run.href[1:]))
            if run.href and run.href.startswith("/")
            else run
            for run in runs
        )
        for runs in run_groups(anchored.block)
    )
    return replace(anchored, block=with_run_groups(anchored.block, groups))


# ---------------------------------------------------------------- tables


def _table_view(anchored: Anchored, table: Table, numbers: list[Observation]) -> TableView:
    own_id = anchored.id or ""
    at = len(joined(table.caption)) + sum(len(joined(c)) for c in table.header.cells)
    groups: list[GroupView] = []
    for row_id, row in zip(anchored.row_ids, table.rows, strict=True):
        cells = []
        for cell in row.cells:
            end = at + len(joined(cell))
            cells.append(tuple(_parts(cell, numbers, at, (at, end))))
            at = end
        view = RowView(row_id, tuple(cells))
        if row.is_group or not groups:
            groups.append(GroupView(view, ()) if row.is_group else GroupView(None, (view,)))
        else:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, view))
    notes = tuple(zip(anchored.note_ids, table.notes, strict=True))
    return TableView(
        own_id, anchored.page, table.caption, table.header.cells, tuple(groups), notes, ()
    )
