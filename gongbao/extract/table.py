"""Table → observations: a cell has its label from its row, its year and kind from its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongbao.model import Anchored, Indicator, Observation, Period, Row, Table, ValueKind, joined

from .label import Label, Names, registered
from .mention import Mention, mentions
from .normalise import normal
from .record import Facts, Place, record
from .role import Reading
from .status import Standing

ROW_NUMBER = re.compile(r"\A(?:[0-9]{1,2}[.、]|[（(]?[0-9一二三四五六七八九十]{1,2}[）)、])")
YEAR = re.compile(r"(20[0-9]{2})年?")
TARGET_COLUMN = re.compile(r"目标|计划(?!完成)|任务|预期")
ESTIMATE_COLUMN = re.compile(r"预计|初步|快报")
GROWTH_COLUMN = re.compile(r"增长|增速|增幅|同比|±%")
RATE_ROW = re.compile(r"(?:率|比例|比重|占比|覆盖面)(?:（%）|\(%\))?\Z")


@dataclass(frozen=True, slots=True)
class _Column:
    """What the header says of the cells under it."""

    value_kind: ValueKind
    period: Period
    is_growth: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with numbers, its row and its column."""

    place: Place
    row_label: str
    column: _Column
    standing: Standing


def table_observations(
    report: str, entry: Anchored, table: Table, standing: Standing, names: Names
) -> Iterator[Observation]:
    """The numbers of a table's cells; the n-th of a row has the id t1-r4-mn."""
    counts: dict[str, int] = {}
    for cell in _cells(report, entry, table, standing):
        for mention in mentions(cell.place.normal.text):
            row = cell.place.sentence
            counts[row] = counts.get(row, 0) + 1
            indicator = registered(cell.row_label, names)
            yield _observation(cell, mention, f"{row}-m{counts[row]}", indicator)


def _cells(report: str, entry: Anchored, table: Table, standing: Standing) -> Iterator[_Cell]:
    columns = _columns(table.header, standing)
    offset = len(joined(table.caption)) + _length(table.header)
    group = standing
    for row, row_id in zip(table.rows, entry.row_ids, strict=True):
        if row.is_group:
            group = _in_group(standing, row)
        label = _row_label(row)
        for at, cell in enumerate(row.cells):
            printed = joined(cell)
            if at and at < len(columns) and not row.is_group:
                place = Place(
                    report=report,
                    block=entry.id or "",
                    section=entry.section,
                    sentence=row_id,
                    offset=offset,
                    printed=printed,
                    normal=normal(printed),
                )
                yield _Cell(place, label, columns[at], group)
            offset += len(printed)


def _columns(header: Row, standing: Standing) -> tuple[_Column, ...]:
    names = [normal(joined(cell)).text for cell in header.cells]
    has_growth = any(map(GROWTH_COLUMN.search, names))
    return tuple(_column(name, standing, has_growth=has_growth) for name in names)


def _column(name: str, standing: Standing, *, has_growth: bool) -> _Column:
    """2022年预计完成 → an estimate for 2022. An estimate is named as such even of a target."""
    year = YEAR.search(name)
    kind = standing.value_kind
    if ESTIMATE_COLUMN.search(name):
        kind = "estimate"
    elif TARGET_COLUMN.search(name):
        kind = "target"
    elif year:
        kind = "actual"
    return _Column(kind, Period(year[1]) if year else standing.period, has_growth)


def _in_group(standing: Standing, row: Row) -> Standing:
    name = joined(row.cells[0]) if row.cells else ""
    for target_type in ("预期性", "约束性"):
        if target_type in name:
            return replace(standing, target_type=target_type)
    return replace(standing, target_type=None)


def _row_label(row: Row) -> str:
    return ROW_NUMBER.sub("", normal(joined(row.cells[0])).text) if row.cells else ""


def _observation(
    cell: _Cell, mention: Mention, identifier: str, indicator: Indicator | None
) -> Observation:
    standing = replace(cell.standing, value_kind=cell.column.value_kind, period=cell.column.period)
    facts = Facts(
        id=identifier,
        label=Label(cell.row_label, "registry" if indicator else "rule", indicator),
        standing=standing,
        of=None,
        ranks=(),
        quote=(0, len(cell.place.normal.text)),
        rule=f"table/{mention.reading.rule}",
    )
    return record(cell.place, replace(mention, reading=_reading(cell, mention)), facts)


def _reading(cell: _Cell, mention: Mention) -> Reading:
    """A bare percentage under 增长 is a change, unless its row is a rate."""
    said = mention.reading
    if said.role == "rate" and cell.column.is_growth and not RATE_ROW.search(cell.row_label):
        return Reading(role="change", rule=said.rule, direction="up", basis="unstated")
    return said


def _length(row: Row) -> int:
    return sum(len(joined(cell)) for cell in row.cells)
