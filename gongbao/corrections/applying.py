"""The numbers of a report as its editors have them.

A correction that no longer fits its report is an error: a label must never pass to another number.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model import (
    AnchoredReport,
    ContentError,
    Corrected,
    MetricCorrection,
    Observation,
    Problem,
)
from .adding import added_number


def corrected(
    anchored: AnchoredReport, found: tuple[Observation, ...], titles: Mapping[str, str]
) -> tuple[Observation, ...]:
    """The numbers as editors have them; ``titles``: id of an indicator → its title.

    Raise `ContentError` where a correction fits no number, or more than one.
    """
    problems: list[Problem] = []
    numbers = found
    for one in anchored.report.source.metric_corrections:
        try:
            numbers = tuple(_applied(one, anchored, numbers, titles))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(*problems)
    return numbers


def _applied(
    one: MetricCorrection,
    anchored: AnchoredReport,
    numbers: tuple[Observation, ...],
    titles: Mapping[str, str],
) -> Iterator[Observation]:
    if one.indicator is not None and one.indicator not in titles:
        raise ContentError(_unknown_indicator(one, titles))
    if one.added:
        number = added_number(one, one.added, anchored, numbers)
        numbers = (*numbers, number)
        order = {block.id: at for at, block in enumerate(anchored.blocks)}
        numbers = tuple(sorted(numbers, key=lambda n: (order[n.block], n.start)))
    else:
        number = _meant(one, numbers)
    for other in numbers:
        if other is not number:
            yield other
        elif not one.is_dropped:
            yield _named(number, one, titles)


def _named(number: Observation, one: MetricCorrection, titles: Mapping[str, str]) -> Observation:
    """An indicator without a label of its own goes by its title."""
    label = one.label or (titles[one.indicator] if one.indicator else number.label)
    source = "editor" if one.label else "registry" if one.indicator else number.label_source
    return replace(
        number,
        label=label,
        label_source=source,
        indicator=one.indicator or number.indicator,
        corrected=Corrected(
            place=one.place,
            reason=one.reason,
            is_added=one.added is not None,
            was=number.label,
            was_indicator=number.indicator,
        ),
    )


def _unknown_indicator(one: MetricCorrection, titles: Mapping[str, str]) -> Problem:
    assert one.indicator
    near = difflib.get_close_matches(one.indicator, titles, 1)
    hint = f"did you mean {near[0]!r}?" if near else "take an id of the indicator registry"
    return Problem(one.place, f"there is no indicator {one.indicator!r}", hint)


def _meant(one: MetricCorrection, numbers: tuple[Observation, ...]) -> Observation:
    alike = [n for n in numbers if n.surface == one.number]
    here = [n for n in alike if n.sentence == one.at and one.id in (None, n.id)]
    if one.id and not here:
        here = [n for n in alike if n.id == one.id]
    if len(here) == 1:
        return here[0]
    if here:
        ids = " or ".join(f"'id: {n.id}'" for n in here)
        message = f"{one.number!r} stands in {one.at} {len(here)} times"
        raise ContentError(Problem(one.place, message, f"say which: add {ids}"))
    raise ContentError(Problem(one.place, _nothing(one), _what_there_is(one, alike, numbers)))


def _nothing(one: MetricCorrection) -> str:
    return f"no number {one.number!r} is recognised as {one.id or 'one of ' + one.at}"


def _what_there_is(
    one: MetricCorrection, alike: list[Observation], numbers: tuple[Observation, ...]
) -> str:
    block = one.at.partition("-")[0]
    near = [n for n in alike if n.block == block] or alike
    if near:
        return f"did you mean 'at: {near[0].sentence}'?"
    there = ", ".join(n.surface for n in numbers if n.sentence == one.at)
    return f"{one.at} has: {there}" if there else "correct it, or remove the correction"
