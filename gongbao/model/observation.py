"""The numbers of a report as typed data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..problem import Place
from .report import Period

Role = Literal["level", "change", "share", "rate", "rank"]
Qualifier = Literal["exact", "gt", "ge", "lt", "le", "approx", "range"]
ValueKind = Literal["actual", "estimate", "target", "commitment"]
LabelSource = Literal["registry", "rule", "none", "editor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place in an order, as stated: 全市第一 → scope 全市, position 1."""

    scope: str
    position: int
    verbatim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What an editor said in metrics.yaml, at ``place``, and why.

    ``was`` and ``was_indicator`` are what the program had found, None of a number that was added.
    """

    place: Place
    reason: str
    is_added: bool
    was: str | None = None
    was_indicator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One number as stated, at one place.

    ``surface`` is the number as printed, at ``start``–``end`` of ``text(block)``; ``sentence`` is
    the id of its sentence, in a table of its row. ``value`` is in base units (5515亿元 →
    551500000000, 3.0% → 3.0); None where only words state it. ``decimals`` is the printed accuracy
    as a power of ten (5515亿 → -8). ``unit`` is an ISO 4217 or UN/CEFACT code, ``percent`` for %,
    the classifier itself for counts (家), empty where the text names none; ``unit_text`` as
    printed.
    ``quote`` is the verbatim clause. ``of`` is the level that a change changes or a share is part
    of. A range has its lower end as ``value`` and both ends as bounds. ``label_source``: a name of
    the registry, words found by ``rule``, ``none`` (the clause speaks for itself), or an editor's.
    """

    id: str
    report: str
    block: str
    section: str
    sentence: str
    start: int
    end: int
    quote: str
    surface: str
    label: str | None
    label_source: LabelSource
    indicator: str | None
    role: Role
    value: Decimal | None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_inclusive: bool | None = None
    max_inclusive: bool | None = None
    qualifier: Qualifier = "exact"
    qualifier_text: str = ""
    unit: str
    unit_text: str
    unit_mult: int = 0
    unit_denominator: str | None = None
    decimals: int
    direction: Literal["up", "down", "flat"] | None = None
    basis: Literal["yoy", "vs_year", "unstated"] | None = None
    basis_period: Period | None = None
    of: str | None = None
    whole: str | None = None
    rank: tuple[Rank, ...] = ()
    period: Period
    period_kind: Literal["flow", "stock", "cumulative"] | None = None
    value_kind: ValueKind
    obs_status: Literal["A", "P", "E", "F"]
    target_type: str | None = None
    rule: str
    corrected: Corrected | None = None
    said: str = ""
    """The number in the language of the edition, where that is not the report's."""

    @property
    def signed(self) -> Decimal | None:
        """The value; a fall is less than nothing."""
        return -self.value if self.direction == "down" and self.value is not None else self.value
