"""Mention → Observation: everything that the stages found, in the types of the contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from gongbao.model import Observation, Period, Rank

from .label import Label
from .lexicon import Direction
from .mention import Mention
from .normalise import Normal
from .quantity import Bounds
from .status import Standing

PeriodKind = Literal["flow", "stock", "cumulative"]
OPPOSITE: dict[Direction, Direction] = {"up": "down", "down": "up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence or cell: ``printed`` stands at ``offset`` in the text of its block."""

    report: str
    block: str
    section: str
    sentence: str
    offset: int
    printed: str
    normal: Normal

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the normal text as a span in the text of the block."""
        first, last = self.normal.printed(start, end)
        return self.offset + first, self.offset + last

    def text(self, start: int, end: int) -> str:
        """A span of the normal text as printed."""
        first, last = self.normal.printed(start, end)
        return self.printed[first:last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a mention beyond its own words. ``quote`` is a span of the normal text."""

    id: str
    label: Label
    standing: Standing
    of: str | None
    ranks: tuple[Rank, ...]
    quote: tuple[int, int]
    rule: str


def record(place: Place, mention: Mention, facts: Facts) -> Observation:
    """A fall is a positive number with direction down, printed as 下降11.6% or as -11.6%."""
    quantity, said = mention.quantity, mention.reading
    is_fall = said.role == "change" and quantity.value < 0
    start, end = place.span(quantity.start, quantity.end)
    observation = Observation(
        id=facts.id,
        report=place.report,
        block=place.block,
        section=place.section,
        sentence=place.sentence,
        start=start,
        end=end,
        quote=place.text(*facts.quote),
        surface=place.text(quantity.start, quantity.end),
        label=facts.label.text,
        label_source=facts.label.source,
        indicator=facts.label.indicator.id if facts.label.indicator else None,
        role=said.role,
        value=-quantity.value if is_fall else quantity.value,
        unit=quantity.unit.code if quantity.unit else "",
        unit_text=quantity.unit_text,
        unit_mult=quantity.unit_mult,
        unit_denominator=quantity.per,
        decimals=quantity.decimals,
        direction=OPPOSITE[said.direction or "up"] if is_fall else said.direction,
        basis=said.basis,
        basis_period=Period(said.basis_year) if said.basis_year else None,
        of=facts.of,
        whole=said.whole,
        rank=facts.ranks,
        period=facts.standing.period,
        period_kind=period_kind(facts.label, facts.standing),
        value_kind=facts.standing.value_kind,
        obs_status=facts.standing.obs_status,
        target_type=facts.standing.target_type,
        rule=facts.rule,
    )
    return _bounded(observation, quantity.bounds)


def _bounded(observation: Observation, bounds: Bounds) -> Observation:
    return replace(
        observation,
        minimum=bounds.minimum,
        maximum=bounds.maximum,
        min_inclusive=bounds.min_inclusive,
        max_inclusive=bounds.max_inclusive,
        qualifier=bounds.qualifier,
        qualifier_text=bounds.text,
    )


def period_kind(label: Label, standing: Standing) -> PeriodKind | None:
    """A flow over less than a year is cumulative from its first day, as reports give it."""
    kind = label.indicator.kind if label.indicator else "flow" if label.is_new else None
    return "cumulative" if kind == "flow" and "-" in standing.period.text else kind
