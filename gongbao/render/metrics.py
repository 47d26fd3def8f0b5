"""The numbers of reports as open data: metrics.json and metrics.csv, of one report or of all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..model import Entry, MetricCorrection, Observation, Period, Rank, SiteSettings
from .columns import COLUMNS
from .json_file import json_file

FORMAT = 1
"""Of metrics.json and metrics.csv; rises when a field changes its meaning or goes."""

SCHEMA = "data/metrics.schema.json"

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would take for a formula, and whatever looks like our escape of it."""

ATTRIBUTES = {"min": "minimum", "max": "maximum"}

Row = dict[str, object]


def metrics_json(entries: Iterable[Entry], settings: SiteSettings) -> bytes:
    """Decimals are strings: no reader can make 5.3 of them that is 5.2999999999999998."""
    found = tuple(entries)
    value = {
        "format": FORMAT,
        "schema": settings.base_url + SCHEMA,
        "licence": settings.licence,
        "reports": [_report(entry, settings) for entry in found],
        "corrections": [
            _correction(entry, one)
            for entry in found
            for one in entry.anchored.report.source.metric_corrections
        ],
        "observations": [row for entry in found for row in metric_rows(entry, settings)],
    }
    return json_file(value)


def metrics_csv(entries: Iterable[Entry], settings: SiteSettings) -> bytes:
    """UTF-8 with a byte order mark: without it Excel reads Chinese as GBK."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [column.name for column in COLUMNS], lineterminator="\r\n")
    writer.writeheader()
    for entry in entries:
        for row in metric_rows(entry, settings):
            writer.writerow({c.name: _cell(row[c.name], c.type == "text") for c in COLUMNS})
    return out.getvalue().encode("utf-8-sig")


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
        names = (column.name for column in COLUMNS)
        yield {n: known[n] if n in known else _field(observation, n) for n in names}


def _field(observation: Observation, name: str) -> object:
    value = getattr(observation, ATTRIBUTES.get(name, name))
    match value:
        case Decimal():
            return format(value, "f")
        case tuple():
            return [_rank(rank) for rank in value]
        case Period():
            return value.text
        case "":
            return None
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


def _report(entry: Entry, settings: SiteSettings) -> Row:
    report = entry.anchored.report
    matter = report.front_matter
    return {
        "path": report.path,
        "url": f"{settings.base_url}{report.path}/",
        "title": matter.title,
        "issuer": matter.issuer,
        "place": matter.place_name,
        "kind": matter.kind,
        "period": matter.period.text,
        "provenance": matter.provenance,
        "provenance_note": matter.provenance_note,
    }


def _correction(entry: Entry, one: MetricCorrection) -> Row:
    return {
        "report": entry.anchored.report.path,
        "id": one.id,
        "at": one.at,
        "surface": one.number,
        "change": "drop" if one.is_dropped else "add" if one.added else "name",
        "label": one.label,
        "indicator": one.indicator,
        "reason": one.reason,
    }
