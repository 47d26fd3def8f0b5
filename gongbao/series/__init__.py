"""Numbers of all reports next to each other: `track` gives series, pairs and what does not fit.

Linear in the number of reports: numbers meet only in groups of one key, reports only where their
words have met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..model import Entry, Registry, Series, SeriesKey, Tracking
from .duplicates import compared, duplicates
from .facts import Fact, facts_of, in_time, is_bounded, months, signed
from .likeness import exclusions
from .pairs import pairs
from .sums import sums


def track(entries: tuple[Entry, ...], registry: Registry) -> Tracking:
    """``entries`` in the order of the library."""
    left_out = exclusions(entry.anchored for entry in entries)
    excluded = {one.report for one in left_out}
    facts = tuple(
        fact
        for rank, entry in enumerate(entries)
        if entry.anchored.report.path not in excluded
        for fact in facts_of(entry, rank)
    )
    checked = tuple(sums(facts, registry.indicators))
    return Tracking(
        series=_series(facts),
        pairs=tuple(pairs(facts, checked)),
        duplicates=tuple(duplicates(facts)),
        sums=checked,
        exclusions=left_out,
        without_unit=tuple(fact.ref for fact in facts if _lacks_unit(fact)),
    )


def _series(facts: Iterable[Fact]) -> tuple[Series, ...]:
    groups: dict[SeriesKey, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.key:
            groups[fact.key].append(fact)
    return tuple(
        Series(
            key,
            tuple(
                fact.ref
                for fact in sorted(group, key=lambda f: (in_time(f.observation.period), -f.rank))
            ),
        )
        for key, group in groups.items()
    )


def _lacks_unit(fact: Fact) -> bool:
    """300万 of something; 零发生 needs no unit."""
    number = fact.observation
    return number.role == "level" and not number.unit and not number.rule.startswith("zero")


__all__ = ["compared", "in_time", "is_bounded", "months", "signed", "track"]
