"""The names of ids: sections by printed number, the others by their order, new ones by a letter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..model import Block, Heading, Paragraph, Table, TitleLine, text

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
ANNEX = re.compile(r"附\s?[件录表]\s?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})?")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NUMBERED = re.compile(r"(?P<prefix>(?:.*[^0-9])?)(?P<number>[0-9]+)[a-z]*")
"""p37a is the 37th of p, p37-2 the second of p37-."""

LAST_PART = re.compile(r"(?P<above>.*?)u?[0-9]+[a-z]*")


def ids(blocks: tuple[Block, ...], kept: Mapping[int, str], names: Names) -> Iterator[str | None]:
    """An id for each block: its ``kept`` one, else a name that was never given."""
    given = {i: own_id for i, b in enumerate(blocks) if (own_id := kept.get(i) or _explicit(b))}
    sections = _Sections(names, kept)
    names.used.update(given.values())
    series = {letter: Series(letter, kept, names) for letter in "pt"}
    for index, block in enumerate(blocks):
        match block:
            case TitleLine():
                yield None
            case Heading():
                yield sections.name(block, given.get(index))
            case Paragraph(role="annex-ref") if index not in given:
                yield names.free(f"a{_annex_number(text(block))}-ref")
            case Paragraph() | Table():
                letter = "t" if isinstance(block, Table) else "p"
                yield series[letter].name(index, given.get(index))


def _explicit(block: Block) -> str | None:
    return None if isinstance(block, TitleLine) else block.explicit_id


class Names:
    """Every id that a report has given: none is given twice."""

    def __init__(self, given: Iterable[str]) -> None:
        self.used: set[str] = set()
        self._highest: defaultdict[str, int] = defaultdict(int)
        for own_id in given:
            self.add(own_id)

    def add(self, own_id: str) -> str:
        self.used.add(own_id)
        prefix, number = number_in(own_id)
        self._highest[prefix] = max(self._highest[prefix], number)
        return own_id

    def free(self, name: str) -> str:
        """``name``, where it is free; else with a letter."""
        return self.add(name) if name not in self.used else self.lettered(name)

    def lettered(self, name: str) -> str:
        """s1-3a, s1-3b … s1-3z, s1-3za: the first that is free."""
        for letter in LETTERS:
            if name + letter not in self.used:
                return self.add(name + letter)
        return self.lettered(name + LETTERS[-1])

    def next(self, prefix: str, least: int = 1) -> str:
        """The number after the highest that was given; those given by hand count when met."""
        number = max(self._highest[prefix] + 1, least)
        while f"{prefix}{number}" in self.used:
            number += 1
        return self.add(f"{prefix}{number}")


def number_in(own_id: str) -> tuple[str, int]:
    """``p37a`` → p, 37; ``p37-2`` → p37-, 2. An id without a number is its own prefix."""
    match = NUMBERED.fullmatch(own_id)
    return (match["prefix"], int(match["number"])) if match else (own_id, 0)


class Series:
    """p37 after p36; p36a where p37 is promised to what follows. So too p12-2, t1-r4."""

    def __init__(self, prefix: str, kept: Mapping[int, str], names: Names, first: int = 1) -> None:
        self.prefix, self.names, self.first = prefix, names, first
        self.last = first - 1
        ours = (index for index, own_id in kept.items() if number_in(own_id)[0] == prefix)
        self.last_kept = max(ours, default=-1)

    def name(self, index: int, fixed: str | None) -> str:
        """What stands at ``index`` is called; to be asked in the order of the text."""
        own_id = self.names.add(fixed) if fixed else self._new(index)
        prefix, number = number_in(own_id)
        if prefix == self.prefix:
            self.last = number
        return own_id

    def _new(self, index: int) -> str:
        if index < self.last_kept:
            return self.names.lettered(f"{self.prefix}{self.last}")
        return self.names.next(self.prefix, self.first)


class _Sections:
    """Where in the numbering the walk stands: prefix of an annex, part by part of the number."""

    def __init__(self, names: Names, kept: Mapping[int, str]) -> None:
        self.names = names
        self.promised = names.used | set(kept.values())
        self.prefix = ""
        self.parts: list[str] = []
        self.unnumbered: Counter[str] = Counter()
        self.sibling: dict[str, str] = {}

    def name(self, heading: Heading, fixed: str | None) -> str:
        """By its printed number; a section that took the number of another is s1a, after s1."""
        above = self._above(heading)
        printed = self._printed(heading, above)
        own_id = fixed or printed
        # A number printed twice is the editor's to decide; a promised one gets a letter.
        if not fixed and printed in self.promised:
            before = self.sibling.get(above, f"{above}0")
            own_id = self.names.lettered(before.rstrip(LETTERS))
        self.sibling[_above(own_id)] = self.names.add(own_id)
        self._enter(heading, own_id)
        return own_id

    def _above(self, heading: Heading) -> str:
        """What the id begins with; a level that is skipped counts as 0."""
        if _is_annex(heading):
            return "a"
        depth = heading.level - 2
        return f"{self.prefix}s" + "".join(f"{part}-" for part in self._parts(depth))

    def _parts(self, depth: int) -> list[str]:
        return (self.parts + ["0"] * depth)[:depth]

    def _printed(self, heading: Heading, above: str) -> str:
        """Headings without a number are u1, u2 …"""
        if _is_annex(heading):
            return f"{above}{_annex_number(heading.number)}"
        if heading.number and not ANNEX.match(heading.number):
            return f"{above}{number_value(heading.number)}"
        self.unnumbered[above] += 1
        return f"{above}u{self.unnumbered[above]}"

    def _enter(self, heading: Heading, own_id: str) -> None:
        """Headings that follow stand under ``own_id``, whatever number is printed."""
        if _is_annex(heading):
            self.prefix, self.parts = f"{own_id}-", []
        else:
            self.parts = own_id.removeprefix(self.prefix).removeprefix("s").split("-")


def _above(own_id: str) -> str:
    """``s1-3a`` → s1-; ``a1-su2`` → a1-s."""
    match = LAST_PART.fullmatch(own_id)
    return match["above"] if match else own_id


def _is_annex(heading: Heading) -> bool:
    return heading.level == 2 and ANNEX.match(heading.number) is not None


def number_value(printed: str) -> int:
    """``（十二）`` → 12, ``7.`` → 7."""
    digits = re.search(r"[0-9]+", printed)
    if digits:
        return int(digits[0])
    total = unit = 0
    for char in printed:
        if char in DIGITS:
            unit = DIGITS[char]
        elif char in "十百":
            total += (unit or 1) * (10 if char == "十" else 100)
            unit = 0
    return total + unit


def _annex_number(printed: str) -> int:
    match = ANNEX.match(printed)
    return number_value(match["number"]) if match and match["number"] else 1
