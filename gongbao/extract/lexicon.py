"""The reviewed word lists in data/.

One line a word, with an example and, where it can mislead, a counter-example; the tests run all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

UnitKind = Literal["percent", "points", "tenths", "times", "money", "measure", "count"]
Bound = Literal["gt", "ge", "lt", "le", "above", "below", "approx"]
Side = Literal["before", "inside", "after"]
Direction = Literal["up", "down"]
ChangeKind = Literal["verb", "noun", "gap"]


@dataclass(frozen=True, slots=True)
class Unit:
    """``code`` is what data says, ``text`` what is printed; no unit before ``not_before``."""

    text: str
    code: str
    kind: UnitKind
    not_before: str


@dataclass(frozen=True, slots=True)
class QualifierWord:
    """A word that bounds a number. `above` and `below` say how an approximate number lies."""

    text: str
    side: Side
    bound: Bound
    not_after: str


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """``verb`` 增长3%, ``noun`` 增速达3%, ``gap`` 高于全国3个百分点: no rise."""

    text: str
    direction: Direction | None
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Numbering:
    """A pattern whose digits number, name or limit something and measure nothing."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Action:
    """What an administration does with the things it counts; 改造 ``forms_nouns`` too, 新增 not."""

    text: str
    forms_nouns: bool


@cache
def units() -> tuple[Unit, ...]:
    return tuple(
        Unit(row["text"], row["code"], cast(UnitKind, row["kind"]), row["not_before"])
        for row in rows("units")
    )


@cache
def qualifier_words() -> tuple[QualifierWord, ...]:
    return tuple(
        QualifierWord(
            row["text"], cast(Side, row["side"]), cast(Bound, row["code"]), row["not_after"]
        )
        for row in rows("qualifiers")
    )


@cache
def change_words() -> tuple[ChangeWord, ...]:
    return tuple(
        ChangeWord(
            row["text"], cast(Direction, row["direction"]) or None, cast(ChangeKind, row["kind"])
        )
        for row in rows("changes")
    )


@cache
def numberings() -> tuple[Numbering, ...]:
    return tuple(Numbering(row["name"], row["pattern"]) for row in rows("numbering"))


@cache
def actions() -> tuple[Action, ...]:
    return tuple(Action(row["text"], row["forms_nouns"] == "yes") for row in rows("actions"))


@cache
def openers() -> tuple[str, ...]:
    """Words before a label that do not belong to it: 全年 累计 其中."""
    return tuple(row["text"] for row in rows("openers"))


@cache
def gate_words(place: str) -> tuple[str, ...]:
    """Words that no label begins or ends with, that end before it, or that are none alone."""
    return tuple(row["text"] for row in rows("gate") if row["place"] == place)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of a data file by column, ``-`` read as nothing."""
    table = (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: "" if value == "-" else value for key, value in row.items()}
