"""The numbers of a report for crawlers: a schema.org `Dataset`, and the numbers on cards."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from decimal import Decimal

from ..cite import Work, full_title
from ..model import Entry, Observation, Period, SiteSettings
from .messages import Translate

Json = dict[str, object]

FIRST_AND_LAST = {
    "": ("01-01", "12-31"),
    "H1": ("01-01", "06-30"),
    "H2": ("07-01", "12-31"),
    "Q1": ("01-01", "03-31"),
    "Q2": ("04-01", "06-30"),
    "Q3": ("07-01", "09-30"),
    "Q4": ("10-01", "12-31"),
}
LENGTHS = {"": "P1Y", "H": "P6M", "Q": "P3M"}
CODES = {"percent": "P1"}
"""As UN/CEFACT has it."""
FORMATS = (("metrics.csv", "text/csv"), ("metrics.json", "application/json"))


def dataset(
    work: Work, entry: Entry, settings: SiteSettings, carded: Collection[str], translate: Translate
) -> Json:
    """For templates to write as JSON. Of the numbers only those on cards: the files have all."""
    report = entry.anchored.report
    folder = f"{settings.base_url}{report.path}/"
    own_id = f"{work.url}#numbers"
    shown = [number for number in entry.observations if number.id in carded]
    found: Json = {
        "@type": "Dataset",
        "@id": own_id,
        "url": own_id,
        "name": translate("Numbers of %(title)s") % {"title": full_title(work)},
        "description": translate("Every number that the report states, each with its sentence")
        + (translate("full-stop") + work.note if work.note else ""),
        "inLanguage": work.lang,
        "isAccessibleForFree": True,
        "license": settings.licence,
        "creator": {"@type": "Organization", "name": settings.publisher.name},
        "isBasedOn": {"@id": work.url},
        "temporalCoverage": _coverage(entry.observations),
        "spatialCoverage": report.front_matter.place_name,
        "variableMeasured": sorted({n.label for n in shown if n.label}),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": folder + name}
            for name, kind in FORMATS
        ],
    }
    kept = {key: value for key, value in found.items() if value}
    observed = [_observation(work, entry, number) for number in shown]
    return {"@context": "https://schema.org", "@graph": [kept, *observed]}


def _coverage(numbers: tuple[Observation, ...]) -> str | None:
    """From the first day that a number speaks of to the last."""
    days = [day for number in numbers for day in _days(number.period)]
    return f"{min(days)}/{max(days)}" if days else None


def _days(period: Period) -> Iterator[str]:
    year, _, part = period.text.partition("-")
    if part in FIRST_AND_LAST:
        yield from (f"{year}-{day}" for day in FIRST_AND_LAST[part])
    else:
        yield f"{year}-{part}-01"
        yield f"{year}-{part}-{monthrange(int(year), int(part))[1]}"


def _observation(work: Work, entry: Entry, number: Observation) -> Json:
    """``observationDate`` is the end of the period, whose length is ``observationPeriod``."""
    place = entry.anchored.report.front_matter.place_name
    found: Json = {
        "@type": "Observation",
        "@id": f"{work.url}#{number.id}",
        "identifier": number.id,
        "url": f"{work.url}#{number.sentence}",
        "name": number.label,
        "description": number.quote,
        "observationAbout": place and {"@type": "Place", "name": place},
        "variableMeasured": number.indicator or number.label,
        "observationDate": _end(number.period),
        "observationPeriod": LENGTHS.get(number.period.text[5:6], "P1M"),
        "value": _number(number.value if number.qualifier == "exact" else None),
        "minValue": _number(number.minimum),
        "maxValue": _number(number.maximum),
        "unitText": number.unit_text,
        "unitCode": CODES.get(number.unit, number.unit) if number.unit.isascii() else None,
        "measurementQualifier": [number.role, number.value_kind, number.qualifier],
        "subjectOf": {"@id": f"{work.url}#numbers"},
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _end(period: Period) -> str:
    year, _, part = period.text.partition("-")
    month = FIRST_AND_LAST[part][1][:2] if part in FIRST_AND_LAST else part
    return f"{year}-{month}" if part else year


def _number(value: Decimal | None) -> int | float | None:
    """JSON has no decimals: a number of at most 15 digits is exact all the same when read back."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
