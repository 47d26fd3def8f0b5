"""A plot with its links and words: every choice made, so that the template only draws."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Figure, Figures
from .messages import Translate
from .periods import period_words
from .plots import Mark, Plot, Tick

ASIDE = 9
"""A target stands beside the result of its period, not on it."""

APART = 13
"""Values nearer than this would be printed over each other."""


@dataclass(frozen=True, slots=True)
class MarkView:
    """``look`` names the symbol in the template; ``says`` is read aloud; ``label`` may be empty."""

    figure: Figure
    x: float
    y: float
    look: str
    bound: str
    says: str
    label: str
    label_x: float
    label_y: float
    is_label_after: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A line of the legend."""

    look: str
    bound: str
    words: str


@dataclass(frozen=True, slots=True)
class PlotView:
    marks: tuple[MarkView, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    periods: tuple[Tick, ...]
    values: tuple[Tick, ...]
    unit: str
    legend: tuple[Sign, ...]
    has_parts: bool


def plot_view(plot: Plot, figures: Figures) -> PlotView:
    translate = figures.translate
    results = {mark.x for mark in plot.marks if mark.shape != "target"}
    printed: list[tuple[float, float, bool]] = []
    views = []
    for mark in plot.marks:
        aside = ASIDE if mark.shape == "target" and mark.x in results else 0
        place = (mark.x, mark.y, mark.shape == "target")
        is_free = not any(p[::2] == place[::2] and abs(p[1] - mark.y) < APART for p in printed)
        if plot.has_labels and is_free:
            printed.append(place)
        views.append(_mark_view(mark, aside, figures, has_label=plot.has_labels and is_free))
    signs = {(look(mark), mark.bound): mark for mark in plot.marks}
    return PlotView(
        marks=tuple(views),
        lines=plot.lines,
        periods=tuple(Tick(t.at, period_words(t.words, translate)) for t in plot.periods),
        values=plot.values,
        unit=figures.numbers[plot.marks[0].ref].unit_text,
        legend=tuple(_sign(mark, translate) for _, mark in sorted(signs.items())),
        has_parts=len({mark.is_part for mark in plot.marks}) > 1,
    )


def look(mark: Mark) -> str:
    return f"{mark.shape}-part" if mark.is_part else mark.shape


def _mark_view(mark: Mark, aside: float, figures: Figures, *, has_label: bool) -> MarkView:
    figure = figures.figure(mark.ref)
    is_target = mark.shape == "target"
    x = mark.x + aside
    return MarkView(
        figure=figure,
        x=x,
        y=mark.y,
        look=look(mark),
        bound=mark.bound,
        says=" ".join((figure.period, figure.status, figure.words)),
        label=_label(mark, figure, figures) if has_label else "",
        label_x=x + 9 if is_target else x - 9,
        label_y=mark.y + 4,
        is_label_after=is_target,
    )


def _label(mark: Mark, figure: Figure, figures: Figures) -> str:
    """The bare number, but a bound with the words that make it one: 突破300亿元."""
    return figure.words if mark.bound or figure.original else figures.numbers[mark.ref].surface


def _sign(mark: Mark, translate: Translate) -> Sign:
    words = translate(f"mark-{mark.shape}")
    if mark.is_part:
        words = translate("%(what)s, part of a year") % {"what": words}
    if mark.bound:
        words = translate("%(what)s, only its bound is told") % {"what": words}
    return Sign(look(mark), mark.bound, words)
