"""A report of one edition -> what search knows of it: its lines, each with the id it leads to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from ..model import (
    Anchored,
    Entry,
    Heading,
    Observation,
    Place,
    Row,
    Table,
    TitleLine,
    joined,
    text,
)

BETWEEN = " | "
"""Between the cells of a row."""

TITLE, HEADING, LEAD, BODY = range(4)
"""Where words stand, the best place first."""


@dataclass(frozen=True, slots=True)
class Number:
    """``start`` and ``end`` in the text of the line, ``from_`` and ``to`` of its sentence."""

    id: str
    start: int
    end: int
    from_: int
    to: int
    label: str
    period: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A title, heading, paragraph, item or row; ``shown`` is empty where it is the text.

    ``lead`` is the length of the words at its start that say what it is about.
    """

    id: str
    rank: int
    text: str
    place: Place
    shown: str = ""
    lead: int = 0
    numbers: tuple[Number, ...] = ()


def lines(entry: Entry) -> Iterator[Line]:
    numbers: dict[str, list[Observation]] = {}
    for observation in entry.observations:
        numbers.setdefault(observation.block, []).append(observation)
    for anchored in entry.anchored.blocks:
        yield from _lines_of(anchored, numbers.get(anchored.id or "", []))


def with_translation(found: Iterable[Line], entry: Entry) -> Iterator[Line]:
    """After each line its translation, with the same id: either language leads to the place."""
    translation = entry.anchored.report.source.translation
    known = translation.by_id() if translation else {}
    if title := known.get("title"):
        yield Line("", TITLE, title.text, title.place)
    for line in found:
        yield line
        if passage := known.get(line.id):
            yield Line(line.id, line.rank, passage.text, passage.place)


def _lines_of(anchored: Anchored, numbers: list[Observation]) -> Iterator[Line]:
    own_id, block = anchored.id or "", anchored.block
    words, place = _one_line(text(block)), block.place
    match block:
        case TitleLine():
            yield Line("", TITLE, words, place)
        case Heading():
            yield Line(own_id, HEADING, words, place)
        case Table():
            yield from _table_lines(anchored, block, numbers)
        case _:
            lead = sum(len(run.text) for run in takewhile(lambda run: run.lead, block.runs))
            bounds = {one.id: (one.start, one.end) for one in anchored.sentences}
            found = tuple(
                _made(one, one.start, *bounds.get(one.sentence, (one.start, one.end)))
                for one in numbers
            )
            yield Line(own_id, BODY, words, place, lead=lead, numbers=found)


def _made(one: Observation, start: int, from_: int, to: int) -> Number:
    end = start + one.end - one.start
    period, label = one.period.text, one.label or ""
    return Number(one.id, start, end, from_, to, label, period, one.value_kind)


def _table_lines(anchored: Anchored, table: Table, numbers: list[Observation]) -> Iterator[Line]:
    head = BETWEEN.join([joined(table.caption), *map(joined, table.header.cells)])
    yield Line(anchored.id or "", BODY, _one_line(head), table.place)
    at = len(joined(table.caption)) + sum(len(joined(cell)) for cell in table.header.cells)
    for row_id, row in zip(anchored.row_ids, table.rows, strict=True):
        cells = tuple(map(joined, row.cells))
        words = _one_line(BETWEEN.join(cells))
        found = tuple(_cell_numbers(cells, at, numbers, len(words)))
        yield Line(row_id, BODY, words, row.place, _named_cells(row, table.header), numbers=found)
        at += sum(map(len, cells))
    for note_id, note in zip(anchored.note_ids, table.notes, strict=True):
        yield Line(note_id, BODY, _one_line(joined(note)), table.place)


def _cell_numbers(
    cells: tuple[str, ...], at: int, numbers: list[Observation], length: int
) -> Iterator[Number]:
    """The numbers of a row that begins at ``at`` of the table, by their place in its line."""
    shift = -at
    for cell in cells:
        for one in numbers:
            if at <= one.start and one.end <= at + len(cell):
                yield _made(one, one.start + shift, 0, length)
        at += len(cell)
        shift += len(BETWEEN)


def _named_cells(row: Row, header: Row) -> str:
    """Each value after the title of its column, which an excerpt of a row would lack."""
    if len(row.cells) != len(header.cells):
        return ""
    pairs = zip(map(joined, header.cells), map(joined, row.cells), strict=True)
    named = (f"{title}：{value}" if title and value else value for title, value in pairs)
    return _one_line(BETWEEN.join(named))


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def characters(editions: Sequence[Entry]) -> tuple[str, str]:
    """The characters of the source script beside those in their place in each other edition.

    Each pair once.
    """
    found: set[tuple[str, str]] = set()
    source, *others = [tuple(_bare(entry)) for entry in editions]
    for other in others or [source]:
        for line, same in zip(source, other, strict=True):
            found.update(zip(line.text, same.text, strict=False))
    for entry in editions:
        if translation := entry.anchored.report.source.translation:
            found.update((char, char) for one in translation.passages for char in one.text)
    return "".join(one for one, _ in sorted(found)), "".join(two for _, two in sorted(found))


def _bare(entry: Entry) -> Iterator[Line]:
    return lines(replace(entry, observations=()))


def as_json(entry: Entry, found: tuple[Line, ...]) -> bytes:
    """What the search page loads of a report that it shows."""
    report = entry.anchored.report
    matter = report.front_matter
    content = {
        "path": report.path,
        "title": matter.title or "",
        "issuer": matter.issuer or matter.place_name or "",
        "period": matter.period.text,
        "kind": matter.kind,
        "copy": matter.provenance == "suspected-copy",
        "lines": [_values(line) for line in found],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


TEXT = 2
"""Where its text stands in the values of a line."""


def _values(line: Line) -> list[Any]:
    """Without the empty ones at the end."""
    numbers = [
        [n.id, n.start, n.end, n.from_, n.to, n.label, n.period, n.kind] for n in line.numbers
    ]
    values: list[Any] = [line.id, line.rank, line.text, line.lead, line.shown, numbers]
    while not values[-1] and len(values) > 3:
        values.pop()
    return values
