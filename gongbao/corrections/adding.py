"""A number that the program did not see, made from what an editor says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ..model import (
    AddedMetric,
    Anchored,
    AnchoredReport,
    ContentError,
    MetricCorrection,
    Observation,
    Period,
    Problem,
    Sentence,
    ValueKind,
    text,
)

COUNT = re.compile(r"-m(?P<count>[0-9]+)$")
UNIT_TEXT = re.compile(r"[^0-9.]*$")
CLAUSE_ENDS = "，。；：！？、"
STATUS: dict[ValueKind, Literal["A", "E", "F"]] = {
    "actual": "A",
    "estimate": "E",
    "target": "F",
    "commitment": "F",
}


def added_number(
    one: MetricCorrection,
    added: AddedMetric,
    anchored: AnchoredReport,
    numbers: Iterable[Observation],
) -> Observation:
    """It has the next free id of its block, so that those of the others stay."""
    entry, sentence = _sentence(one, anchored)
    words = text(entry.block)
    start = _only(one, words, sentence)
    end = start + len(one.number)
    block = entry.id or ""
    beside = [number for number in numbers if number.block == block]
    _refuse_overlap(one, start, end, beside)
    return Observation(
        id=f"{block}-m{_next(beside)}",
        report=anchored.report.path,
        block=block,
        section=entry.section,
        sentence=sentence.id,
        start=start,
        end=end,
        quote=_clause(words, sentence, start, end),
        surface=one.number,
        label=None,
        label_source="none",
        indicator=None,
        role=added.role,
        value=added.value,
        unit=added.unit,
        unit_text=_unit_text(one.number),
        decimals=-int(added.value.as_tuple().exponent),
        period=Period(added.period) if added.period else anchored.report.front_matter.period,
        value_kind=added.value_kind,
        obs_status=STATUS[added.value_kind],
        rule="editor",
    )


def _refuse_overlap(
    one: MetricCorrection, start: int, end: int, beside: Iterable[Observation]
) -> None:
    for number in beside:
        if start < number.end and number.start < end:
            hint = "remove 'add' and correct that one, or drop it"
            message = f"{one.number!r} is already recognised, as {number.surface!r} ({number.id})"
            raise ContentError(Problem(one.place, message, hint))


def _sentence(one: MetricCorrection, anchored: AnchoredReport) -> tuple[Anchored, Sentence]:
    for entry in anchored.blocks:
        for sentence in entry.sentences:
            if sentence.id == one.at:
                return entry, sentence
    hint = "a number is added to a sentence: 'at' is its id, such as p37 or p37-2"
    raise ContentError(Problem(one.place, f"there is no sentence {one.at!r}", hint))


def _only(one: MetricCorrection, words: str, sentence: Sentence) -> int:
    """Where the number stands in the block, if it stands once in the sentence."""
    count = words.count(one.number, sentence.start, sentence.end)
    if count == 1:
        return words.index(one.number, sentence.start, sentence.end)
    message = f"{one.number!r} stands in {one.at} {count} times"
    if count:
        hint = "write more of its words, so that it stands there once"
    else:
        hint = f"the sentence is: {words[sentence.start : sentence.end]}"
    raise ContentError(Problem(one.place, message, hint))


def _next(beside: Iterable[Observation]) -> int:
    counts = [int(match["count"]) for number in beside if (match := COUNT.search(number.id))]
    return max(counts, default=0) + 1


def _clause(words: str, sentence: Sentence, start: int, end: int) -> str:
    """From one mark of punctuation to the next."""
    while start > sentence.start and words[start - 1] not in CLAUSE_ENDS:
        start -= 1
    while end < sentence.end and words[end] not in CLAUSE_ENDS:
        end += 1
    return words[start:end]


def _unit_text(number: str) -> str:
    found = UNIT_TEXT.search(number)
    return found[0] if found and found[0] != number else ""
