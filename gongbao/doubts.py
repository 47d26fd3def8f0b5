"""Library -> what an editor should look at again in its numbers. Readers see it under /quality/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from .model import Library, Observation, Place, Problem, Ref


def doubts(library: Library) -> tuple[Problem, ...]:
    """What `check` tells an editor of the numbers; a build is not stopped or drowned by it."""
    return tuple(problem for one in DOUBTS for problem in one(library))


def contradiction(library: Library) -> Iterator[Problem]:
    """A report gives one number for one thing."""
    numbers, known = _numbers(library), library.registry.by_id()
    for one in library.tracking.duplicates:
        own = numbers[one.one].own
        if one.kind == "inconsistent" and own.indicator:
            both = f"{numbers[one.one]} and {numbers[one.other]}"
            message = f"{known[own.indicator].title}: {both} do not agree"
            yield Problem(numbers[one.one].place, message, fatal=False)


def percentage_does_not_fit(library: Library) -> Iterator[Problem]:
    """A completion rate or share is what its own numbers give."""
    numbers = _numbers(library)
    for one in library.tracking.sums:
        if not one.holds:
            printed, part, whole = numbers[one.printed], numbers[one.part], numbers[one.whole]
            message = f"{printed}, but {part} of {whole} is {one.computed}%"
            yield Problem(printed.place, message, fatal=False)


def nearly_the_same(library: Library) -> Iterator[Problem]:
    """A report that repeats another says so in its provenance."""
    places = {entry.anchored.report.path: entry.anchored.report.place for entry in library.entries}
    for one in library.tracking.exclusions:
        if one.reason == "near-duplicate":
            message = f"nearly the same text as {one.original} ({one.similarity}): in no series"
            yield Problem(places[one.report], message, fatal=False)


def unit_missing(library: Library) -> Iterator[Problem]:
    """A number says what it counts; where the source does not, readers are told so."""
    numbers = _numbers(library)
    for _, refs in groupby(library.tracking.without_unit, key=lambda ref: ref.report):
        missing = [numbers[ref] for ref in refs]
        message = f"no unit: {', '.join(map(str, missing))}"
        yield Problem(missing[0].place, message, fatal=False)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as messages name it, and the block that it stands in."""

    own: Observation
    place: Place

    def __str__(self) -> str:
        return f"{self.own.surface} (#{self.own.id})"


def _numbers(library: Library) -> dict[Ref, _Number]:
    found: dict[Ref, _Number] = {}
    for entry in library.entries:
        places = {anchored.id: anchored.block.place for anchored in entry.anchored.blocks}
        for number in entry.observations:
            found[Ref(number.report, number.id)] = _Number(number, places[number.block])
    return found


DOUBTS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    contradiction,
    percentage_does_not_fit,
    nearly_the_same,
    unit_missing,
)
