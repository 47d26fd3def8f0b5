"""Numbers of all reports next to each other: `track` gives series, pairs and what does not fit.

Linear in the number of reports: numbers meet only in groups of one key, reports only where their
words have met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from ..model import (
    Digest,
    Entry,
    Exclusion,
    Observation,
    Registry,
    Series,
    SeriesKey,
    Sum,
    Tracking,
)
from .duplicates import compared, duplicates
from .facts import Fact, facts_of, in_time, is_bounded, key_of, months, signed
from .likeness import exclusions, signature
from .pairs import pairs
from .sums import sums


def comparable(entry: Entry, registry: Registry) -> tuple[tuple[Observation, ...], tuple[Sum, ...]]:
    """The numbers of a report that may stand beside those of others, and the sums in it."""
    checked = tuple(sums(entry.observations, registry.indicators))
    in_sums = {ref.id for one in checked for ref in (one.printed, one.part, one.whole)}
    body = entry.anchored.report.body
    return tuple(
        one
        for one in entry.observations
        if one.id in in_sums or _lacks_unit(one) or key_of(one, body)
    ), checked


def track(digests: Sequence[Digest], left_out: tuple[Exclusion, ...]) -> Tracking:
    """``digests`` in the order of the library; ``left_out``: see `exclusions`."""
    excluded = {one.report for one in left_out}
    ranked = [(rank, one) for rank, one in enumerate(digests) if one.path not in excluded]
    facts = tuple(fact for rank, one in ranked for fact in facts_of(one, rank))
    checked = tuple(found for _, one in ranked for found in one.sums)
    found = Tracking(
        series=_series(facts),
        pairs=tuple(pairs(facts, checked)),
        duplicates=tuple(duplicates(facts)),
        sums=checked,
        exclusions=left_out,
        without_unit=tuple(fact.ref for fact in facts if _lacks_unit(fact.observation)),
    )
    return replace(found, shown=sha256(repr(found).encode()).hexdigest())


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


def _lacks_unit(number: Observation) -> bool:
    """300万 of something; 零发生 needs no unit."""
    return number.role == "level" and not number.unit and not number.rule.startswith("zero")


__all__ = [
    "comparable",
    "compared",
    "exclusions",
    "in_time",
    "is_bounded",
    "months",
    "signature",
    "signed",
    "track",
]
