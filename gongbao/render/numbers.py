"""All numbers of a report as its page shows them: a row each, and what editors corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..model import Entry, Observation
from .cards import value_words
from .messages import Translate
from .periods import period_words


@dataclass(frozen=True, slots=True)
class NumberRow:
    """``place`` is what the link to the number is called.

    Without a ``label`` the words of the report stand around its ``surface``. ``changes`` is the
    level that a change changes or a share is part of; ``source`` says whose the label is.
    """

    id: str
    place: str
    label: str
    before: str
    surface: str
    value: str
    after: str
    source: str
    kind: str
    period: str
    status: str
    changes: str
    reason: str
    original: str


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """A number that an editor took out; it stands in the text of ``sentence``."""

    sentence: str
    place: str
    surface: str
    reason: str


def number_rows(entry: Entry, translate: Translate) -> tuple[NumberRow, ...]:
    levels = {number.id: number for number in entry.observations}
    return tuple(_row(number, levels, translate) for number in entry.observations)


def _row(number: Observation, levels: dict[str, Observation], translate: Translate) -> NumberRow:
    before, _, after = number.quote.partition(number.surface)
    level = levels.get(number.of or "")
    return NumberRow(
        id=number.id,
        place=number.sentence.removeprefix("p"),
        label=number.label or "",
        before=before,
        surface=number.surface,
        value=number.said or value_words(number, translate),
        after=after,
        source=translate("label-" + number.label_source),
        kind=translate("role-" + number.role),
        period=period_words(number.period.text, translate),
        status=translate("provisional" if number.obs_status == "P" else number.value_kind),
        changes=_named(level) if level else "",
        reason=number.corrected.reason if number.corrected else "",
        original=value_words(replace(number, said=""), translate) if number.said else "",
    )


def _named(level: Observation) -> str:
    return (
        f"{level.label or ''} {level.said}" if level.said else (level.label or "") + level.surface
    )


def dropped_rows(entry: Entry) -> tuple[DroppedRow, ...]:
    corrections = entry.anchored.report.source.metric_corrections
    return tuple(
        DroppedRow(one.at, one.at.removeprefix("p"), one.number, one.reason)
        for one in corrections
        if one.is_dropped
    )


def metric_value(observation: Observation) -> str:
    return "" if observation.value is None else format(observation.value, "f")
