"""Numbers for one thing: do they say the same? (XBRL International, Handling Duplicate Facts)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..model import Contradiction, Duplicate, Observation
from .facts import Fact, is_bounded, signed

BEYOND = Decimal("Infinity")


def duplicates(facts: Iterable[Fact]) -> Iterator[Contradiction]:
    """Each number of one key, period and kind beside the first that is exact.

    An estimate of one report and the result of a later one are no duplicates: figures are revised.
    """
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.key:
            groups[fact.key, fact.observation.period, fact.is_target].append(fact)
    for group in groups.values():
        first = next((f for f in group if not is_bounded(f.observation)), group[0])
        for fact in group:
            if fact is not first and not _is_revision(first.observation, fact.observation):
                kind = compared(first.observation, fact.observation)
                yield Contradiction(kind, first.ref, fact.ref)


def _is_revision(one: Observation, other: Observation) -> bool:
    return one.report != other.report and one.obs_status != other.obs_status


def compared(one: Observation, other: Observation) -> Duplicate:
    """``consistent``: equal when both are rounded as the coarser is, or within what it allows."""
    if is_bounded(one) or is_bounded(other):
        return _within(one, other)
    if signed(one) == signed(other) and one.decimals == other.decimals:
        return "complete"
    digits = min(one.decimals, other.decimals)
    step = Decimal(1).scaleb(-digits)
    apart = abs(_rounded(signed(one), step) - _rounded(signed(other), step))
    is_approximate = "approx" in (one.qualifier, other.qualifier)
    return "consistent" if apart <= (step if is_approximate else 0) else "inconsistent"


def _within(one: Observation, other: Observation) -> Duplicate:
    first, second = _bounds(one), _bounds(other)
    if first == second:
        return "complete"
    overlaps = first[0] <= second[1] and second[0] <= first[1]
    return "consistent" if overlaps else "inconsistent"


def _bounds(number: Observation) -> tuple[Decimal, Decimal]:
    if not is_bounded(number):
        return signed(number), signed(number)
    low = -BEYOND if number.minimum is None else number.minimum
    high = BEYOND if number.maximum is None else number.maximum
    return (-high, -low) if number.direction == "down" else (low, high)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value() * step
