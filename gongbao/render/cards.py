"""Which numbers of a section become cards, and what a card says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model import Observation

MOST = 4
"""Cards a section: more is a table, not a callout (US federal data-viz guide: use sparingly)."""

LONGEST_CAPTION = 28
"""Characters of a verbatim clause that still make a caption."""

MINOR_UNITS = {"次", "期", "场", "份", "场次"}
"""Counts of meetings and papers say little about results."""

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Card:
    """One link to a sentence: label, value and note read aloud as one phrase."""

    href: str
    label: str
    value: str
    notes: tuple[str, ...]
    kind: str


def cards_by_section(
    observations: Iterable[Observation], translate: Translate
) -> dict[str, tuple[Card, ...]]:
    """Section id -> its cards in reading order, at most `MOST`.

    Cells of tables get none: without its column a cell says less than the table beside it.
    """
    sections: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        if not observation.block.startswith("t"):
            sections[observation.section].append(observation)
    return {section: tuple(_cards(found, translate)) for section, found in sections.items()}


def _cards(found: list[Observation], translate: Translate) -> Iterator[Card]:
    changes = {o.of: o for o in found if o.role == "change" and o.of}
    shown = [o for o in found if not (o.role == "change" and o.of) and _caption(o)]
    weights = {o.id: _weight(o, o.id in changes) for o in shown}
    chosen = sorted(shown, key=lambda o: -weights[o.id])[:MOST]
    for observation in shown:
        if observation in chosen and weights[observation.id] > 0:
            yield _card(observation, changes.get(observation.id), translate)


def _weight(observation: Observation, has_change: bool) -> int:
    weight = {"registry": 5, "rule": 2, "none": 0}[observation.label_source]
    weight += 2 * (observation.unit in ("CNY", "USD"))
    weight += 2 * has_change + bool(observation.rank) + (observation.role != "level")
    return weight - 3 * (observation.unit in MINOR_UNITS)


def _caption(observation: Observation) -> str:
    if observation.label:
        return observation.label
    return observation.quote if len(observation.quote) <= LONGEST_CAPTION else ""


def _card(observation: Observation, change: Observation | None, translate: Translate) -> Card:
    notes = [_change_words(change, translate)] if change else []
    notes += [rank.verbatim for rank in observation.rank]
    notes.append(f"{period_words(observation.period.text, translate)}")
    notes.append(translate(observation.value_kind))
    return Card(
        href=f"#{observation.sentence}",
        label=_caption(observation),
        value=_value(observation, translate),
        notes=tuple(notes),
        kind=observation.value_kind,
    )


def _value(observation: Observation, translate: Translate) -> str:
    words = observation.surface
    if observation.role == "change":
        return _change_words(observation, translate)
    text = observation.qualifier_text
    if not text or text in words:
        return words
    return words + text if text in ("以上", "以下", "以内", "以內", "左右") else text + words


def _change_words(change: Observation, translate: Translate) -> str:
    """Direction in words: in China red means up, so colour would mislead."""
    word = {"up": translate("up"), "down": translate("down")}.get(change.direction or "", "")
    return f"{word}{change.surface}"


def period_words(period: str, translate: Translate) -> str:
    """``2024-H1`` → 2024年上半年."""
    year, _, part = period.partition("-")
    names = {
        "": translate("%(year)s"),
        "H1": translate("first half of %(year)s"),
        "H2": translate("second half of %(year)s"),
        "Q1": translate("first quarter of %(year)s"),
        "Q2": translate("second quarter of %(year)s"),
        "Q3": translate("third quarter of %(year)s"),
        "Q4": translate("fourth quarter of %(year)s"),
    }
    if part in names:
        return names[part] % {"year": year}
    return translate("%(year)s-%(month)s") % {"year": year, "month": part}
