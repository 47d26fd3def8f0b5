"""The home page: how much there is, what is new, and the numbers that lead the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from ..model import Library
from .figures import Figures
from .indicator_pages import IndicatorLine, panels_by_indicator, topic_views
from .versions import News

Report = TypeVar("Report")
Days = tuple[tuple[date, tuple[tuple[Report, News], ...]], ...]

MOST_NEWS = 5
MOST_NUMBERS = 6
"""More is a table, and that is /data/."""


@dataclass(frozen=True, slots=True)
class FrontView:
    """``lines``: see `leading`."""

    reports: int
    numbers: int
    lines: tuple[IndicatorLine, ...]


def by_day(news: Iterable[tuple[Report, News]]) -> Days[Report]:
    """The newest only, those of one day together."""
    found = groupby(tuple(news)[:MOST_NEWS], key=lambda one: one[1].date)
    return tuple((day, tuple(items)) for day, items in found)


def leading(library: Library, figures: Figures) -> tuple[IndicatorLine, ...]:
    """Results with their change, in the order of the registry."""
    own = panels_by_indicator(library)
    lines = [line for topic in topic_views(library, own, figures) for line in topic.lines]
    results = [one for one in lines if one.latest and one.change and not one.latest.is_target]
    return tuple(results[:MOST_NUMBERS])
