"""Blocks to the body of report.md, with the place of every kept character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from ..model import Dropped, Kept
from .blocks import Block, Grid, Part
from .drops import Drops, reason_for
from .lines import Passage

_SPECIAL = frozenset("\\`*_[]<{")
"""Characters that Markdown or its attributes read anywhere in a line."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STRIKE = re.compile(r"(?<=~)~|~(?=~)")
_BLOCK_START = re.compile(r"\#(?=\#{0,5}(?:\s|$))|>|[-+](?=\s|$)|-(?=[-\s]*$)")
_LIST_NUMBER = re.compile(r"\d{1,9}(?P<mark>[.)])(?=\s|$)")
_SOFT_BREAK_NUMBER = re.compile(r"(?<=\n)" + _LIST_NUMBER.pattern)

_Char = tuple[str, int | None]
"""A character of the body and its offset in the source, None for what Markdown needs."""


@dataclass(frozen=True, slots=True)
class Body:
    """``out`` is the place in ``text`` of each kept character, by its offset in the source."""

    text: str
    out: dict[int, int]


def body(parts: Iterable[Part]) -> Body:
    """The parts with a blank line between them, none between list items."""
    chars: list[_Char] = []
    above: Part | None = None
    for part in parts:
        follows_item = _is_item(above) and _is_item(part)
        chars += _inserted("" if follows_item else "\n")
        chars += _part(part)
        chars += _inserted("\n")
        above = part
    out = {at: i for i, (_, at) in enumerate(chars) if at is not None}
    return Body("".join(char for char, _ in chars), out)


def segments(
    source: str, out: dict[int, int], drops: Drops, generated: frozenset[int] = frozenset()
) -> tuple[Kept | Dropped, ...]:
    """The source from end to end; AssertionError if a character is neither kept nor dropped."""
    return tuple(_segments(source, out, drops, generated))


def _segments(
    source: str, out: dict[int, int], drops: Drops, generated: frozenset[int]
) -> Iterator[Kept | Dropped]:
    at = 0
    while at < len(source):
        end = at + 1
        if at in out:
            is_generated = at in generated
            while out.get(end) == out[at] + end - at and (end in generated) == is_generated:
                end += 1
            yield Kept(at, end - at, out[at], is_generated)
        else:
            reason = reason_for(source[at], at, drops)
            while end < len(source) and end not in out and _reason(source, end, drops) == reason:
                end += 1
            yield Dropped(at, source[at:end], reason)
        at = end


def _reason(source: str, at: int, drops: Drops) -> str:
    return reason_for(source[at], at, drops)


# ---------------------------------------------------------------- blocks


def _is_item(part: Part | None) -> bool:
    return isinstance(part, Block) and part.role == "item"


def _part(part: Part) -> Iterator[_Char]:
    match part:
        case Grid():
            yield from _table(part)
        case Block(role="title"):
            yield from _heading(part, 1)
        case Block(role="heading"):
            yield from _heading(part, part.level)
        case Block(role="item"):
            yield from _inserted("- ")
            yield from _escaped(part.passage, _opening(part.text), indent="  ")
        case Block(role="paragraph"):
            yield from _paragraph(part)
        case Block(role=role):
            yield from _span(part.passage, role)
        case _:
            assert_never(part)


def _heading(block: Block, level: int) -> Iterator[_Char]:
    yield from _inserted("#" * level + " ")
    last = len(block.text) - 1
    yield from _escaped(block.passage, {last} if block.text.endswith("#") else set())


def _paragraph(block: Block) -> Iterator[_Char]:
    if not block.lead:
        yield from _escaped(block.passage, _opening(block.text))
        return
    yield from _span(block.passage.part(0, block.lead), "lead")
    yield from _escaped(block.passage.part(block.lead), set())


def _span(passage: Passage, name: str) -> Iterator[_Char]:
    yield from _inserted("[")
    yield from _escaped(passage, set())
    yield from _inserted(f"]{{.{name}}}")


def _table(grid: Grid) -> Iterator[_Char]:
    header, *rows = grid.rows
    yield from _row(header)
    yield from _inserted("\n|" + " --- |" * len(header))
    for row in rows:
        yield from _inserted("\n")
        yield from _row(row)


def _row(cells: tuple[Passage, ...]) -> Iterator[_Char]:
    yield from _inserted("|")
    for cell in cells:
        pipes = {i for i, char in enumerate(cell.text) if char == "|"}
        yield from _inserted(" ")
        yield from _escaped(cell, pipes)
        yield from _inserted(" |" if cell.text else "|")


# ---------------------------------------------------------------- characters


def _inserted(text: str) -> Iterator[_Char]:
    return ((char, None) for char in text)


def _escaped(passage: Passage, also: set[int], indent: str = "") -> Iterator[_Char]:
    """The passage with a backslash before what Markdown would read, and before ``also``."""
    text = passage.text
    escaped = also | {m.start() for p in (_ENTITY, _STRIKE) for m in p.finditer(text)}
    escaped |= {m.start("mark") for m in _SOFT_BREAK_NUMBER.finditer(text)}
    for i, (char, at) in enumerate(zip(text, passage.at, strict=True)):
        if char in _SPECIAL or i in escaped:
            yield "\\", None
        yield char, at
        if char == "\n":
            yield from _inserted(indent)


def _opening(text: str) -> set[int]:
    """The first characters, if they would make the block a heading, list, quotation or rule."""
    mark, number = _BLOCK_START.match(text), _LIST_NUMBER.match(text)
    return {m for m in (mark and mark.start(), number and number.start("mark")) if m is not None}
