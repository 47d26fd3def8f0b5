"""A number with what it can be compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..model import Digest, Observation, Period, Ref, SeriesKey

COUNTED = re.compile(r"[\u4e00-\u9fff]+")
PARTS = {
    "H1": (0, 6),
    "H2": (6, 12),
    "Q1": (0, 3),
    "Q2": (3, 6),
    "Q3": (6, 9),
    "Q4": (9, 12),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """``key`` is None where no indicator says what is measured. ``rank`` orders reports."""

    key: SeriesKey | None
    observation: Observation
    rank: int

    @property
    def ref(self) -> Ref:
        return Ref(self.observation.report, self.observation.id)

    @property
    def is_target(self) -> bool:
        return self.observation.value_kind in ("target", "commitment")


def facts_of(digest: Digest, rank: int) -> Iterator[Fact]:
    for observation in digest.figures():
        yield Fact(key_of(observation, digest.body), observation, rank)


def key_of(number: Observation, entity: str) -> SeriesKey | None:
    if number.indicator is None or number.value is None or number.role == "rank":
        return None
    if number.period.is_uncertain:
        return None
    return SeriesKey(
        indicator=number.indicator,
        entity=entity,
        role=number.role,
        basis=_basis(number),
        unit=_dimension(number),
        whole=number.whole or "",
        period_kind=number.period_kind or "",
    )


def _basis(number: Observation) -> str:
    """A growth is against the year before where nothing else is said (notes/metrics.md 3.2)."""
    if number.role != "change":
        return ""
    against = number.basis_period.text if number.basis_period else ""
    is_prior = against in ("", str(int(number.period.year) - 1))
    return "prior" if is_prior else against


def _dimension(number: Observation) -> str:
    """家 and 户 both count; 元 and 美元 are never one."""
    unit = "count" if COUNTED.fullmatch(number.unit) else number.unit
    return f"{unit}/{number.unit_denominator}" if number.unit_denominator else unit


def signed(number: Observation) -> Decimal:
    """A fall is less than nothing. Only for numbers with a value."""
    value = number.value or Decimal(0)
    return -value if number.direction == "down" else value


def is_bounded(number: Observation) -> bool:
    return number.minimum is not None or number.maximum is not None


def months(period: Period) -> tuple[int, int]:
    """From and up to which month, counted from the year 0."""
    year, _, part = period.text.partition("-")
    start, end = PARTS.get(part) or ((int(part) - 1, int(part)) if part else (0, 12))
    return int(year) * 12 + start, int(year) * 12 + end


def in_time(period: Period) -> tuple[int, int]:
    """Orders periods by their end; of those that end together the longest comes last."""
    start, end = months(period)
    return end, -start
