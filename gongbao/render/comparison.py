"""/compare/<path>/: targets beside results, as told; what becomes of it is left to the reader."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Library, Pair
from ..series import in_time
from .figures import Figure, Figures


@dataclass(frozen=True, slots=True)
class PairView:
    """``indicator`` is empty where the words of the report name what is measured."""

    indicator: str
    name: str
    period: str
    targets: tuple[Figure, ...]
    results: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``told``: has a result of its period; ``under_way``: of a part of it; ``pending``: none."""

    told: tuple[PairView, ...]
    under_way: tuple[PairView, ...]
    pending: tuple[PairView, ...]


def pairs_by_report(library: Library) -> dict[str, list[Pair]]:
    """The pairs of each report that states a target or what came of one."""
    found: dict[str, list[Pair]] = {}
    for pair in library.tracking.pairs:
        refs = (*pair.targets, *pair.results, *pair.progress)
        for report in dict.fromkeys(ref.report for ref in refs):
            found.setdefault(report, []).append(pair)
    return found


def comparison(pairs: list[Pair], figures: Figures) -> Comparison:
    own = sorted(pairs, key=lambda pair: in_time(figures.numbers[pair.targets[0]].period))
    views = [(pair, _view(pair, figures)) for pair in own]
    return Comparison(
        told=tuple(view for pair, view in views if pair.results),
        under_way=tuple(view for pair, view in views if pair.progress and not pair.results),
        pending=tuple(view for pair, view in views if not (pair.progress or pair.results)),
    )


def _view(pair: Pair, figures: Figures) -> PairView:
    targets = tuple(map(figures.figure, pair.targets))
    return PairView(
        indicator=pair.indicator or "",
        name=figures.indicators[pair.indicator].title if pair.indicator else targets[0].quote,
        period=targets[0].period,
        targets=targets,
        results=tuple(map(figures.figure, pair.results or pair.progress)),
    )
