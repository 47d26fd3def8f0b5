"""Where the marks of plots stand. Vega scales and ticks; the template draws, so that the look,
the links and the words are those of the site (notes in ARCHITECTURE.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from ..model import Library, Observation, Period, Ref, Series, SeriesKey
from ..series import in_time, is_bounded, months, signed
from .keep import MADE_NOW, Keep

WIDTH, HEIGHT = 360, 170
MOST_LABELS = 7
"""Periods that are named under a plot, and marks whose value stands beside them."""

Scene = list[dict[str, Any]]
"""What Vega makes of a panel."""

Shape = Literal["result", "provisional", "estimate", "target"]
Bound = Literal["", "above", "below", "range"]


@dataclass(frozen=True, slots=True)
class Mark:
    """``is_part``: of a part of a year. ``bound``: the printed number is only an end of it."""

    ref: Ref
    x: float
    y: float
    shape: Shape
    is_part: bool
    bound: Bound


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """In units of a drawing of ``WIDTH`` by ``HEIGHT``; ``lines`` are x and y of both ends."""

    marks: tuple[Mark, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    periods: tuple[Tick, ...]
    values: tuple[Tick, ...]
    unit: str
    has_labels: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn for a panel, before it has a place; ``chosen`` are one of each equal mark."""

    chosen: tuple[Observation, ...]
    joined: tuple[tuple[Observation, Observation], ...]
    periods: tuple[Period, ...]
    unit_text: str
    unit_mult: int


AT_ONCE = 64
"""Plots that Vega holds in memory together."""


def panels(series: Iterable[Series]) -> dict[SeriesKey, tuple[Series, ...]]:
    """Series that are shown together: a year and its half, never a level and its growth."""
    found: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in series:
        found[replace(one.key, period_kind="")].append(one)
    return {key: tuple(group) for key, group in found.items()}


def plots(library: Library, keep: Keep = MADE_NOW) -> Mapping[SeriesKey, Plot]:
    """A plot for each panel that has something to compare."""
    numbers = {Ref(o.report, o.id): o for one in library.digests for o in one.figures()}
    plans = {key: _plan(group, numbers) for key, group in panels(library.tracking.series).items()}
    drawn = {key: plan for key, plan in plans.items() if _is_worth_it(plan)}
    found = keep.each("plots", [_group(plan) for plan in drawn.values()], _placed)
    return {
        key: _plot(plan, scene) for (key, plan), scene in zip(drawn.items(), found, strict=True)
    }


def _placed(groups: list[dict[str, Any]]) -> Iterator[Scene]:
    """Each for itself: Vega lays nothing out beside another thing."""
    if not groups:
        return
    from vl_convert import vega_to_scenegraph  # 0.3 s that only a site with series needs

    for start in range(0, len(groups), AT_ONCE):
        marks = groups[start : start + AT_ONCE]
        spec = {"width": 1, "height": 1, "autosize": "none", "marks": marks}
        for scope in vega_to_scenegraph(spec)["scenegraph"]["items"][0]["items"]:
            yield scope["items"][0]["items"]


def _is_worth_it(plan: _Plan) -> bool:
    """Two periods, or a target beside a result; a lone number is read better than looked at."""
    kinds = {_shape(number) == "target" for number in plan.chosen}
    return len({number.period for number in plan.chosen}) > 1 or len(kinds) > 1


# ---------------------------------------------------------------- what is drawn


def _plan(group: tuple[Series, ...], numbers: Mapping[Ref, Observation]) -> _Plan:
    chosen: list[Observation] = []
    joined: list[tuple[Observation, Observation]] = []
    for one in group:
        own = _without_repeats(numbers[ref] for ref in one.figures)
        chosen += own
        joined += _joined(own)
    chosen.sort(key=lambda number: in_time(number.period))
    first = chosen[0]
    return _Plan(
        tuple(chosen),
        tuple(joined),
        _periods([number.period for number in chosen]),
        first.unit_text,
        first.unit_mult,
    )


def _without_repeats(numbers: Iterable[Observation]) -> list[Observation]:
    seen: dict[tuple[object, ...], Observation] = {}
    for number in numbers:
        seen.setdefault((number.period, _shape(number), signed(number), bound_of(number)), number)
    return list(seen.values())


def _joined(numbers: list[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Results of the same kind in periods of the same length that follow each other, both exact.

    Where a report contradicts itself nobody knows where a line would go.
    """
    kinds: dict[tuple[str, int], dict[Period, list[Observation]]] = defaultdict(dict)
    for number in numbers:
        start, end = months(number.period)
        of_kind = kinds[_shape(number), end - start]
        of_kind.setdefault(number.period, []).append(number)
    for (shape, _), by_period in kinds.items():
        if shape != "target":
            for before, after in pairwise(sorted(by_period, key=in_time)):
                ends = (*by_period[before], *by_period[after])
                follows = months(after)[0] - months(before)[0] == 12
                if follows and len(ends) == 2 and not any(map(is_bounded, ends)):
                    yield ends[0], ends[1]


def _periods(found: list[Period]) -> tuple[Period, ...]:
    """In order; a year of which nothing is known keeps its place."""
    years = {period.year for period in found}
    between = range(int(min(years)), int(max(years)) + 1)
    missing = [Period(str(year)) for year in between if str(year) not in years]
    return tuple(sorted({*found, *missing}, key=in_time))


def _shape(number: Observation) -> Shape:
    if number.value_kind in ("target", "commitment"):
        return "target"
    if number.value_kind == "estimate":
        return "estimate"
    return "provisional" if number.obs_status == "P" else "result"


def bound_of(number: Observation) -> Bound:
    if not is_bounded(number):
        return ""
    if number.minimum is not None and number.maximum is not None:
        return "range"
    is_floor = (number.minimum is not None) != (number.direction == "down")
    return "above" if is_floor else "below"


# ---------------------------------------------------------------- where it stands


def _group(plan: _Plan) -> dict[str, Any]:
    scale = Decimal(10) ** plan.unit_mult
    values = [
        {"x": number.period.text, "y": float(signed(number) / scale)} for number in plan.chosen
    ]
    domain = [period.text for period in plan.periods]
    data = {"data": "marks", "field": "y"}
    place = {"x": {"scale": "x", "field": "x"}, "y": {"scale": "y", "field": "y"}}
    return {
        "type": "group",
        "data": [{"name": "marks", "values": values}],
        "scales": [
            {"name": "x", "type": "point", "domain": domain, "range": [0, WIDTH], "padding": 0.5},
            {"name": "y", "domain": data, "range": [HEIGHT, 0], "zero": True, "nice": 4},
        ],
        # An axis takes Vega three times as long as all marks: where periods stand is plain without.
        "axes": [
            {
                "orient": "left",
                "scale": "y",
                "tickCount": 4,
                "labelOverlap": False,
                "ticks": False,
                "domain": False,
            }
        ],
        "marks": [{"type": "symbol", "from": {"data": "marks"}, "encode": {"enter": place}}],
    }


def _plot(plan: _Plan, items: Scene) -> Plot:
    by_role = {item["role"]: item for item in items if item["role"] != "axis"}
    (left,) = (_labels(item) for item in items if item["role"] == "axis")
    symbols = by_role["mark"]["items"]
    places = {
        Ref(number.report, number.id): (_near(symbol["x"]), _near(symbol["y"]))
        for number, symbol in zip(plan.chosen, symbols, strict=True)
    }
    marks = tuple(_mark(number, places) for number in plan.chosen)
    by_ref = {mark.ref: mark for mark in marks}
    ends = ((by_ref[Ref(a.report, a.id)], by_ref[Ref(b.report, b.id)]) for a, b in plan.joined)
    step = -(-len(plan.periods) // MOST_LABELS)
    return Plot(
        marks=marks,
        lines=tuple((a.x, a.y, b.x, b.y) for a, b in ends),
        periods=tuple(_columns(plan.periods))[::step],
        values=tuple(Tick(_near(item["y"]), item["text"]) for item in left),
        unit=plan.unit_text,
        has_labels=len(plan.chosen) <= MOST_LABELS and len(plan.periods) <= 4,
    )


def _columns(periods: tuple[Period, ...]) -> Iterator[Tick]:
    """As the scale ``point`` of Vega has them: half a step from both ends."""
    for at, period in enumerate(periods):
        yield Tick(_near((at + 0.5) * WIDTH / len(periods)), period.text)


def _labels(axis: dict[str, Any]) -> list[dict[str, Any]]:
    (parts,) = axis["items"]
    (labels,) = (part for part in parts["items"] if part["role"] == "axis-label")
    return [dict(item) for item in labels["items"]]


def _mark(number: Observation, places: Mapping[Ref, tuple[float, float]]) -> Mark:
    ref = Ref(number.report, number.id)
    start, end = months(number.period)
    return Mark(ref, *places[ref], _shape(number), end - start < 12, bound_of(number))


def _near(value: float) -> float:
    """Half a unit cannot be seen, and the last digits of a float may differ between machines."""
    return round(value * 2) / 2
