"""How well the extractor does on the reports annotated by hand: `-m tests.extract.measure FOLDER`.

ANNOTATION.md says what the annotated rows mean, and keeps the figures of the first and last run.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gongbao.model import Observation
from gongbao.render.cards import Card, cards_by_section

from .corpus import Found, found_in, read, report_of
from .reports import REGISTRY

FOLDER = Path(__file__).parent
Row = dict[str, str]
PAIRS = {"pp": "percentage point"}
NAMES = {one.id: (one.title, *one.aliases) for one in REGISTRY.indicators}
FOUND = ("recall", "precision (neutral ones allowed)", "precision (neutral ones false)")
FIELDS = ("value", "unit", "role", "value_kind", "label", "qualifier", "direction", "period")


@dataclass(slots=True)
class Result:
    """Counts by name, ``x`` right of ``x all``; ``errors`` say what was wrong and where."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.counts[name] / max(1, self.counts[f"{name} all"])

    def tell(self, name: str, is_right: bool, error: str) -> None:
        self.counts[f"{name} all"] += 1
        self.counts[name] += is_right
        if not is_right:
            self.errors.append(f"{name}: {error}")


@dataclass(frozen=True, slots=True)
class Annotated:
    """What a person said of one file, with its text."""

    name: str
    text: str
    numbers: tuple[Row, ...]
    neutral: tuple[Row, ...]
    stretches: tuple[Row, ...]

    def words(self, row: Row, kind: str) -> str:
        start = row[f"{kind}_start"]
        return squeezed(self.text[int(start) : int(row[f"{kind}_end"])]) if start else ""

    def around(self, start: int, end: int) -> str:
        text = (
            self.text[max(0, start - 30) : start],
            self.text[start:end],
            self.text[end : end + 16],
        )
        return "{}【{}】{}".format(*(part.replace("\n", "⏎") for part in text))


def measure(folder: Path) -> Result:
    result = Result()
    for name in sorted({row["file"] for row in rows("annotated_ranges")}):
        _measure(annotated(folder, name), found_in(report_of(folder / name)), result)
    return result


def annotated(folder: Path, name: str) -> Annotated:
    def own(table: str) -> tuple[Row, ...]:
        return tuple(row for row in rows(table) if row["file"] == name)

    return Annotated(
        name,
        read(folder / name),
        own("annotated"),
        own("annotated_neutral"),
        own("annotated_ranges"),
    )


def rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _measure(gold: Annotated, found: tuple[Found, ...], result: Result) -> None:
    read_completely = [f for f in found if any(_overlap(f, row) for row in gold.stretches)]
    pairs, left, missed = matched(gold, read_completely)
    for row in missed:
        at = gold.around(int(row["start"]), int(row["end"]))
        result.tell("recall", False, f"{row['role']} {at}")
    for one in left:
        is_neutral = any(_overlap(one, row) for row in gold.neutral)
        is_known_rank = any(_overlap(one, row, "rank") for row in gold.numbers)
        at = gold.around(one.start, one.end)
        if not is_known_rank:
            result.tell("precision (neutral ones allowed)", is_neutral, at)
            result.tell("precision (neutral ones false)", False, at)
    for one, row in pairs:
        for name in FOUND:
            result.tell(name, True, "")
        for name in FIELDS:
            wrong = wrong_in(name, one.observation, row, gold)
            result.tell(name, not wrong, f"{wrong} {gold.around(one.start, one.end)}")
        result.counts["label given all"] += 1
        result.counts["label given"] += one.observation.label is not None
    _measure_cards(gold, found, pairs, read_completely, result)


def matched(
    gold: Annotated, found: list[Found]
) -> tuple[list[tuple[Found, Row]], list[Found], list[Row]]:
    """Overlapping spans in pairs, one to one from left to right; what is left on either side."""
    left, pairs, missed = list(found), [], []
    for row in gold.numbers:
        one = next((f for f in left if _overlap(f, row)), None)
        if one is None:
            missed.append(row)
        else:
            left.remove(one)
            pairs.append((one, row))
    return pairs, left, missed


def _overlap(one: Found, row: Row, kind: str = "") -> bool:
    start, end = (f"{kind}_start", f"{kind}_end") if kind else ("start", "end")
    return bool(row[start]) and one.start < int(row[end]) and int(row[start]) < one.end


def wrong_in(name: str, observation: Observation, row: Row, gold: Annotated) -> str:
    """What is wrong in this field of an observation, empty where it is right."""
    if name == "label":
        return "" if label_is_right(observation, row, gold) else f"«{observation.label}»"
    said, expected = str(getattr(observation, name) or ""), row[name]
    if name == "value":
        said, expected = str(observation.value), row["value"]
        is_right = not expected or abs(Decimal(said) - Decimal(expected)) < Decimal("1e-6")
    elif name == "unit":
        is_right = expected in units(observation) or observation.unit_text == row["unit_text"] != ""
    elif name == "period":
        is_right = not expected or said == expected
    else:
        is_right = said == expected
    return "" if is_right else f"{said or '-'} for {expected or '-'}"


def units(observation: Observation) -> set[str]:
    """The codes that say the same as the unit of an observation; 吨标准煤 is a TNE by its text."""
    unit, text = observation.unit, observation.unit_text
    per = observation.unit_denominator
    if unit == "MC" and per == "立方米":
        return {"GQ"}
    return {unit, PAIRS.get(unit, unit), re.sub(r"^[万亿]+", "", text), f"{unit}/{per}"}


def label_is_right(observation: Observation, row: Row, gold: Annotated) -> bool:
    """Withheld, or contained in the annotated words or containing them."""
    if observation.label is None:
        return True
    if row["note"] == "label distributes inside a word":
        return False
    label, head = gold.words(row, "label"), gold.words(row, "head")
    names = NAMES.get(observation.indicator or "", (observation.label,))
    return any(
        said in right or right in said
        for said in map(squeezed, (*names, observation.label))
        for right in (label, head, head + label, label + head)
        if right
    )


def squeezed(words: str) -> str:
    return re.sub(r"[\s，、“”]", "", words)


# ---------------------------------------------------------------- cards


def _measure_cards(
    gold: Annotated,
    found: tuple[Found, ...],
    pairs: list[tuple[Found, Row]],
    read_completely: list[Found],
    result: Result,
) -> None:
    """The cards of the report, then those that there would be were each number alone."""
    by_id = {one.observation.id: row for one, row in pairs}
    inside = {one.observation.id for one in read_completely}
    everything = [one.observation for one in found]
    for name, numbers in (("card", [everything]), ("possible card", alone(everything))):
        for group in numbers:
            for card, observation in carded(group):
                if observation.id in inside:
                    wrong = "; ".join(wrong_on_card(observation, group, by_id, gold))
                    result.tell(name, not wrong, f"{wrong} | {aloud(card)} | {observation.quote}")


def alone(numbers: list[Observation]) -> Iterator[list[Observation]]:
    for number in numbers:
        yield [number, *(o for o in numbers if o.of == number.id and o.role == "change")]


def carded(numbers: list[Observation]) -> Iterator[tuple[Card, Observation]]:
    for section, cards in cards_by_section(numbers, "official", lambda words: words).items():
        for card in cards.shown:
            yield (
                card,
                next(
                    o
                    for o in numbers
                    if o.section == section
                    and f"#{o.sentence}" == card.href
                    and card.label in ("", o.label)
                    and (o.surface in card.value or (o.role == "rank" and card.label))
                ),
            )


def aloud(card: Card) -> str:
    words = f"{card.label} {card.value}" if card.label else card.before + card.value + card.after
    return " · ".join((words, *card.notes))


def wrong_on_card(
    observation: Observation, numbers: list[Observation], by_id: dict[str, Row], gold: Annotated
) -> Iterator[str]:
    """The fields of a number, of the change said with it and of their ranks."""
    changes = [o for o in numbers if o.of == observation.id and o.role == "change" and o.direction]
    for one in (observation, *changes[-1:]):
        row = by_id.get(one.id)
        if row is None:
            yield f"{one.surface} is no number"
            continue
        for name in FIELDS:
            if name == "label" and one in changes:
                continue  # its level's label is the one shown
            if wrong := wrong_in(name, one, row, gold):
                yield f"{name} {wrong}"
        stated = [str(rank.position) for rank in one.rank]
        if one.role != "rank" and stated not in ([], [row["rank_position"]]):
            yield f"rank {stated}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the corpus, clean/")
    parser.add_argument("--errors", default="", help="list what was wrong in fields of this name")
    options = parser.parse_args()
    result = measure(options.folder)
    if options.errors:
        sys.stdout.writelines(f"{e}\n" for e in result.errors if e.startswith(options.errors))
    for name in (key for key in result.counts if f"{key} all" in result.counts):
        right, all_ = result.counts[name], result.counts[f"{name} all"]
        sys.stdout.write(f"{name:<34}{right:5} /{all_:5}  {result.share(name):.4f}\n")


if __name__ == "__main__":
    main()
