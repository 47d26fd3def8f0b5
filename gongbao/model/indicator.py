"""What reports measure, defined once: content/indicators.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..problem import Place

IndicatorKind = Literal["flow", "stock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """``title``, ``aliases``: its names in reports. ``title_hant`` is None where converted.

    ``unit``: that of its level as data says it (CNY, percent, 家). ``kind`` is None for rates and
    indices. ``successor_of``: what was measured before it, which ``note`` explains. What is in
    English is empty where nobody translated it.
    """

    id: str
    title: str
    title_hant: str | None
    title_en: str
    aliases: tuple[str, ...]
    unit: str
    kind: IndicatorKind | None
    topic: str
    definition: str
    definition_en: str = ""
    not_same_as: tuple[str, ...]
    successor_of: str | None
    note: str
    note_en: str = ""
    place: Place


@dataclass(frozen=True, slots=True)
class Topic:
    """Indicators that stand together on a page."""

    id: str
    title: str
    title_hant: str | None
    title_en: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Topics and indicators in the order of the file; empty where there is none."""

    topics: tuple[Topic, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def by_name(self) -> Mapping[str, Indicator]:
        """Each name that is seen in reports -> the indicator that it is of."""
        return {
            name: indicator
            for indicator in self.indicators
            for name in (indicator.title, *indicator.aliases)
        }

    def by_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}


NO_REGISTRY = Registry()
