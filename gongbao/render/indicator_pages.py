"""/data/ and /data/<indicator>/: what is told of an indicator, report after report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..model import Indicator, Library, Ref, Series, SeriesKey
from ..series import in_time
from .figures import Figure, Figures
from .messages import Translate
from .plot_views import PlotView, plot_view
from .plots import Plot, panels

FIRST = ("level", "rate", "share", "change")
"""The role that stands for an indicator in a list, and the order of its panels."""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in the list: its latest result and how that changed; one of them may be None.

    ``period`` and ``status`` are those of both.
    """

    id: str
    title: str
    period: str
    status: str
    latest: Figure | None
    change: Figure | None
    entity: str
    figures: int


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    title: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator that another page names; ``has_page`` where reports tell of it."""

    id: str
    title: str
    has_page: bool


@dataclass(frozen=True, slots=True)
class Row:
    """``conflicts``: the same report gives another number for the same."""

    figure: Figure
    conflicts: bool


@dataclass(frozen=True, slots=True)
class PanelView:
    id: str
    entity: str
    role: str
    basis: str
    whole: str
    plot: PlotView | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    indicator: Indicator
    topic: str
    not_same_as: tuple[Named, ...]
    before: Named | None
    after: tuple[Named, ...]
    panels: tuple[PanelView, ...]


Panels = dict[SeriesKey, tuple[Series, ...]]


def panels_by_indicator(library: Library) -> dict[str, Panels]:
    """The indicators that have a page, each with what it shows."""
    found: dict[str, Panels] = {}
    for key, group in panels(library.tracking.series).items():
        found.setdefault(key.indicator, {})[key] = group
    return found


def topic_views(
    library: Library, own: Mapping[str, Panels], figures: Figures
) -> tuple[TopicView, ...]:
    """Topics in the order of the registry, those of which nothing is told left out."""
    by_topic: dict[str, list[IndicatorLine]] = {}
    for one in library.registry.indicators:
        if one.id in own:
            by_topic.setdefault(one.topic, []).append(_line(one, own[one.id], figures))
    return tuple(
        TopicView(topic.id, topic.title, tuple(by_topic[topic.id]))
        for topic in library.registry.topics
        if topic.id in by_topic
    )


def _line(one: Indicator, own: Panels, figures: Figures) -> IndicatorLine:
    """Results go before targets, then the latest, then the amount before its change."""
    told = [(ref, key) for key, group in own.items() for series in group for ref in series.figures]

    def weight(item: tuple[Ref, SeriesKey]) -> tuple[object, ...]:
        number = figures.numbers[item[0]]
        is_result = number.value_kind in ("actual", "estimate")
        is_exact = number.qualifier == "exact"
        return is_result, in_time(number.period), -FIRST.index(item[1].role), is_exact

    ref, key = max(told, key=weight)
    changes = (r for r, k in told if k.role == "change" and r.report == ref.report)
    change = next((r for r in changes if figures.numbers[r].of == ref.id), None)
    is_change = key.role == "change"
    figure = figures.figure(ref)
    return IndicatorLine(
        id=one.id,
        title=one.title,
        period=figure.period,
        status=figure.status,
        latest=None if is_change else figure,
        change=figure if is_change else figures.figure(change) if change else None,
        entity=figures.bodies.get(key.entity, key.entity),
        figures=len(told),
    )


def indicator_view(
    one: Indicator,
    pages: Mapping[str, Panels],
    figures: Figures,
    drawn: Mapping[SeriesKey, Plot],
) -> IndicatorView:
    def named(own_id: str) -> Named:
        return Named(own_id, figures.indicators[own_id].title, own_id in pages)

    own = pages[one.id]
    keys = sorted(own, key=lambda key: (key.entity, FIRST.index(key.role), key.basis, key.unit))
    return IndicatorView(
        indicator=one,
        topic=figures.topics[one.topic],
        not_same_as=tuple(map(named, one.not_same_as)),
        before=named(one.successor_of) if one.successor_of else None,
        after=tuple(named(i.id) for i in figures.indicators.values() if i.successor_of == one.id),
        panels=tuple(
            replace(_panel(key, own[key], figures, drawn.get(key)), id=f"series-{number}")
            for number, key in enumerate(keys, start=1)
        ),
    )


def _panel(
    key: SeriesKey, group: tuple[Series, ...], figures: Figures, plot: Plot | None
) -> PanelView:
    refs = [ref for series in group for ref in series.figures]
    refs.sort(key=lambda ref: in_time(figures.numbers[ref].period))
    return PanelView(
        id="",
        entity=figures.bodies.get(key.entity, key.entity),
        role=figures.translate(f"role-{key.role}"),
        basis=_basis(key, figures.translate),
        whole=figures.numbers[refs[0]].whole or "",
        plot=plot_view(plot, figures) if plot else None,
        rows=tuple(Row(figures.figure(ref), ref in figures.conflicting) for ref in refs),
    )


def _basis(key: SeriesKey, translate: Translate) -> str:
    if key.basis in ("", "prior"):
        return ""
    return translate("against %(year)s") % {"year": translate("%(year)s") % {"year": key.basis}}
