"""The names of ids: sections by printed number, the others by their order, new ones by a letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ..model import Block, Heading, Paragraph, Table, TitleLine, text

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
ANNEX = re.compile(r"附\s?[件录表]\s?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})?")
COUNTED = re.compile(r"(?P<letter>[pt])(?P<number>[0-9]+)(?P<suffix>[a-z]*)")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ids(
    blocks: tuple[Block, ...], kept: Mapping[int, str], promised: set[str]
) -> Iterator[str | None]:
    """An id for each block: its ``kept`` one, else a name that was never ``promised``."""
    taken = promised | set(kept.values())
    used = taken | set(filter(None, map(_explicit, blocks)))
    sections = _Sections()
    counted = {letter: _Counted(letter, kept, promised, used) for letter in "pt"}
    for index, block in enumerate(blocks):
        fixed = kept.get(index) or _explicit(block)
        match block:
            case TitleLine():
                yield None
                continue
            case Heading():
                name = sections.name(block)
                # A number printed twice is the editor's to decide; a promised one gets a letter.
                own_id = fixed or (unused(name, used) if name in taken else name)
                sections.enter(block, own_id)
            case Paragraph(role="annex-ref"):
                own_id = fixed or unused(f"a{_annex_number(text(block))}-ref", used)
            case Paragraph() | Table():
                own_id = counted["t" if isinstance(block, Table) else "p"].name(index, fixed)
        used.add(own_id)
        yield own_id


def unused(name: str, used: set[str]) -> str:
    """``name``, or the next free one with a letter: s1-3, s1-3a … s1-3z, s1-3za."""
    if name not in used:
        return name
    for letter in LETTERS:
        if name + letter not in used:
            return name + letter
    return unused(name + LETTERS[-1], used)


def _explicit(block: Block) -> str | None:
    return None if isinstance(block, TitleLine) else block.explicit_id


class _Counted:
    """p37 after p36; p36a where p37 is promised to what follows."""

    def __init__(
        self, letter: str, kept: Mapping[int, str], promised: set[str], used: set[str]
    ) -> None:
        self.letter = letter
        self.used = used | {f"{letter}0"}
        self.last = f"{letter}0"
        numbers = (COUNTED.fullmatch(own_id) for own_id in promised)
        self.highest = max(
            (int(m["number"]) for m in numbers if m and m["letter"] == letter), default=0
        )
        ours = (
            i for i, own_id in kept.items() if COUNTED.fullmatch(own_id) and own_id[0] == letter
        )
        self.last_kept = max(ours, default=-1)

    def name(self, index: int, fixed: str | None) -> str:
        self.last = fixed or self._new(index)
        match = COUNTED.fullmatch(self.last)
        if match and not match["suffix"]:
            self.highest = max(self.highest, int(match["number"]))
        self.used.add(self.last)
        return self.last

    def _new(self, index: int) -> str:
        if index < self.last_kept:
            match = COUNTED.fullmatch(self.last)
            assert match, self.last
            return unused(match["letter"] + match["number"], self.used)
        number = self.highest + 1
        while f"{self.letter}{number}" in self.used:
            number += 1
        return f"{self.letter}{number}"


class _Sections:
    """Where in the numbering the walk stands: prefix of an annex, part by part of the number."""

    def __init__(self) -> None:
        self.prefix = ""
        self.parts: list[str] = []
        self.unnumbered: Counter[str] = Counter()

    def name(self, heading: Heading) -> str:
        """A level that is skipped counts as 0, a heading without a number as u1, u2 …"""
        if _is_annex(heading):
            return f"a{_annex_number(heading.number)}"
        depth = heading.level - 2
        above = (self.parts + ["0"] * depth)[:depth]
        if heading.number and not ANNEX.match(heading.number):
            part = str(number_value(heading.number))
        else:
            key = self.prefix + "-".join(above)
            self.unnumbered[key] += 1
            part = f"u{self.unnumbered[key]}"
        return f"{self.prefix}s{'-'.join([*above, part])}"

    def enter(self, heading: Heading, own_id: str) -> None:
        """Headings that follow stand under ``own_id``, whatever number is printed."""
        if _is_annex(heading):
            self.prefix, self.parts = f"{own_id}-", []
        else:
            self.parts = own_id.removeprefix(self.prefix).removeprefix("s").split("-")


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
