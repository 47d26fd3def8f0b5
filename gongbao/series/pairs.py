"""Targets, each beside what reports say has come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model import Pair, Period, SeriesKey, Sum
from .facts import Fact, in_time, months


def pairs(facts: Iterable[Fact], sums: Iterable[Sum]) -> Iterator[Pair]:
    """By indicator and period; then what a report itself puts side by side (完成率).

    A pair is made only by an indicator of the registry or by the report's own sentence.
    """
    targets: dict[tuple[SeriesKey, Period], list[Fact]] = defaultdict(list)
    results: dict[SeriesKey, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.key:
            key = replace(fact.key, period_kind="")  # a year is aimed at while its half is told
            if fact.is_target:
                targets[key, fact.observation.period].append(fact)
            else:
                results[key].append(fact)
    for (key, period), aims in targets.items():
        found = sorted(results[key], key=lambda f: (in_time(f.observation.period), f.rank))
        yield Pair(
            indicator=key.indicator,
            targets=tuple(f.ref for f in aims),
            results=tuple(f.ref for f in found if f.observation.period == period),
            progress=tuple(f.ref for f in found if _is_part(f.observation.period, period)),
        )
    told = {f.ref for aims in targets.values() for f in aims}
    for one in sums:
        if one.kind == "completion" and one.whole not in told:
            yield Pair(indicator=None, targets=(one.whole,), results=(one.part,), progress=())


def _is_part(period: Period, whole: Period) -> bool:
    (start, end), (first, last) = months(period), months(whole)
    return period != whole and first <= start and end <= last
