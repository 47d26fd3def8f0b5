"""The numbers of reports as open data: metrics.json and metrics.csv, of one report or of all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model import Entry, FrontMatter, MetricCorrection, Observation, Period, Rank, SiteSettings
from .columns import COLUMNS
from .json_file import json_text

FORMAT = 1
"""Of metrics.json and metrics.csv; rises when a field changes its meaning or goes."""

SCHEMA = "data/metrics.schema.json"

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would take for a formula, and whatever looks like our escape of it."""

NAMES = tuple(column.name for column in COLUMNS)
ATTRIBUTES = {"min": "minimum", "max": "maximum"}

BETWEEN = ",\n  "
OBSERVATIONS = b',\n "observations": [\n  '
END_OF_ROWS = b"\n ]\n}\n"
NO_ROWS = b',\n "observations": []\n}\n'

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of metrics.json says of a report."""

    path: str
    matter: FrontMatter
    corrections: tuple[MetricCorrection, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The numbers of a report as its files have them, and those of all reports: written once."""

    json: bytes
    csv: bytes


def told_of(entry: Entry) -> Told:
    report = entry.anchored.report
    return Told(report.path, report.front_matter, report.source.metric_corrections)


def rows_of(entry: Entry, settings: SiteSettings) -> Rows:
    rows = tuple(metric_rows(entry, settings))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [_cell(row[c.name], c.type == "text") for c in COLUMNS] for row in rows
    )
    json_rows = BETWEEN.join(json_text(row, depth=2) for row in rows)
    return Rows(json_rows.encode(), out.getvalue().encode())


def json_rows(file: bytes) -> bytes:
    """Those of a report, as they stand in its metrics.json."""
    return file.partition(OBSERVATIONS)[2].removesuffix(END_OF_ROWS)


def csv_rows(file: bytes) -> bytes:
    return file.partition(b"\r\n")[2]


def metrics_json(
    told: Iterable[Told], rows: Iterable[bytes], settings: SiteSettings
) -> Iterator[bytes]:
    """Decimals are strings: no reader can make 5.3 of them that is 5.2999999999999998."""
    reports = tuple(told)
    head = {
        "format": FORMAT,
        "schema": settings.base_url + SCHEMA,
        "licence": settings.licence,
        "reports": [_report(one, settings) for one in reports],
        "corrections": [_correction(one, own) for one in reports for own in one.corrections],
    }
    yield json_text(head).removesuffix("\n}").encode()
    before = OBSERVATIONS
    for some in filter(None, rows):
        yield before + some
        before = BETWEEN.encode()
    yield NO_ROWS if before is OBSERVATIONS else END_OF_ROWS


def metrics_csv(rows: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark: without it Excel reads Chinese as GBK."""
    head = ",".join(column.name for column in COLUMNS) + "\r\n"
    yield head.encode("utf-8-sig")
    yield from rows


def metric_rows(entry: Entry, settings: SiteSettings) -> Iterator[Row]:
    """A number a row, its fields in the order of `COLUMNS`, None where a field says nothing."""
    report = entry.anchored.report
    offsets = {a.id: a.offset for a in entry.anchored.blocks}
    for observation in entry.observations:
        offset = offsets[observation.block]
        stands = report.in_source(offset + observation.start, offset + observation.end)
        corrected = observation.corrected
        known = {
            "provenance": report.front_matter.provenance,
            "url": f"{settings.base_url}{report.path}/#{observation.id}",
            "corrected": corrected is not None,
            "correction_reason": corrected and corrected.reason,
            "source_start": stands and stands[0],
            "source_end": stands and stands[1],
        }
        yield {n: known[n] if n in known else _field(observation, n) for n in NAMES}


def _field(observation: Observation, name: str) -> object:
    value = getattr(observation, ATTRIBUTES.get(name, name))
    if not value:
        return None if value == "" else _plain(value)
    return value if isinstance(value, str) else _plain(value)


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return format(value, "f")
        case tuple():
            return [_rank(rank) for rank in value]
        case Period():
            return value.text
    return value


def _rank(rank: Rank) -> Row:
    return {"scope": rank.scope, "position": rank.position, "verbatim": rank.verbatim}


def _cell(value: object, is_text: bool) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return escaped("; ".join(rank["verbatim"] for rank in value))
    return escaped(value) if is_text and isinstance(value, str) else value


def escaped(words: str) -> str:
    """``words`` with an apostrophe before them where a spreadsheet would calculate.

    To undo: where apostrophes stand before one of these characters, take one of them away.
    """
    return "'" + words if FORMULA.match(words) else words


def _report(told: Told, settings: SiteSettings) -> Row:
    matter = told.matter
    return {
        "path": told.path,
        "url": f"{settings.base_url}{told.path}/",
        "title": matter.title,
        "issuer": matter.issuer,
        "place": matter.place_name,
        "kind": matter.kind,
        "period": matter.period.text,
        "provenance": matter.provenance,
        "provenance_note": matter.provenance_note,
    }


def _correction(told: Told, one: MetricCorrection) -> Row:
    return {
        "report": told.path,
        "id": one.id,
        "at": one.at,
        "surface": one.number,
        "change": "drop" if one.is_dropped else "add" if one.added else "name",
        "label": one.label,
        "indicator": one.indicator,
        "reason": one.reason,
    }
