"""The lines that stand before the first paragraph or heading: title, subtitle, issuer, date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from . import numbering
from .blocks import Block, Role
from .doubts import Doubt, Says, excerpt
from .lines import TITLE, Line, Passage, flowing
from .width import extent, measured

DATE = re.compile(
    r"[（(]?(?P<year>[〇○零一二三四五六七八九]{4}|\d{4})\s*年"
    r"\s*(?P<month>[一二三四五六七八九十]{1,3}|\d{1,2})\s*月"
    r"(?:\s*(?P<day>[一二三四五六七八九十]{1,3}|\d{1,2})\s*日)?[）)]?$"
)
ISSUER = re.compile(r".*(?:中心|局|委员会|办公室|政府|厅|院|办|署|公司)$")
_TITLE_WORD = re.compile(r"年|报告|总结|计划")
_DASH = re.compile(r"[—\-－]")

_MOST_LINES = 8
_WIDEST = 60
"""A longer line, in em, is a paragraph."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """``lines`` are those that follow it; ``joins`` of its own go on with the line above."""

    blocks: tuple[Block, ...]
    joins: int
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...]


def title_block(lines: tuple[Line, ...], source: str, says: Says) -> TitleBlock:
    """Take the title block off. A report without a title is a doubt, no title is made up."""
    full = {line.line.start: line.full for line in measured(lines)}
    head = _head(lines, full)
    joins = tuple(_joins(head, lines, full))
    groups: list[list[Line]] = []
    for line, (is_join, _) in zip(head, joins, strict=True):
        said = says.get(("boundary", line.start))
        if groups and (said == "join" if said else is_join):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = tuple(_blocks(groups))
    doubts = [
        Doubt(line.start, "boundary", excerpt(source, "boundary", line.start), "join")
        for line, (is_join, is_weak) in zip(head, joins, strict=True)
        if is_join and is_weak
    ]
    if lines and not any(block.role == "title" for block in blocks):
        at = lines[0].start
        doubts.append(Doubt(at, "title", excerpt(source, "title", at), "none"))
    return TitleBlock(blocks, len(head) - len(blocks), lines[len(head) :], tuple(doubts))


def iso_date(text: str) -> str | None:
    """``2024-09`` for 二○二四年九月, ``2023-01-16`` for 2023年1月16日."""
    match = DATE.match(text)
    if not match:
        return None
    parts = [numbering.integer(match["year"]), numbering.integer(match["month"])]
    if match["day"]:
        parts.append(numbering.integer(match["day"]))
    is_day = 1 <= parts[1] <= 12 and 1 <= (parts[2] if len(parts) > 2 else 1) <= 31
    return "-".join(f"{part:02d}" for part in parts) if is_day else None


def _head(lines: tuple[Line, ...], full: Mapping[int, float]) -> tuple[Line, ...]:
    """The lines before the body; a last one that is full is the first of a paragraph."""
    head = tuple(takewhile(_is_of_title, lines[:_MOST_LINES]))
    is_cut = 1 < len(head) < len(lines) and _fills(head[-1], full)
    return head[:-1] if is_cut else head


def _is_of_title(line: Line) -> bool:
    text = line.text
    if DATE.match(text):
        return True
    if line.look.level is not None:
        return line.look.level == TITLE
    is_prose = re.search("[，。；]", text) or text[-1] in "：:"
    starts_body = numbering.level(text) == 2 or numbering.ANNEX.match(text)
    return not is_prose and not starts_body and extent(text)[1] <= _WIDEST


def _joins(
    head: tuple[Line, ...], lines: tuple[Line, ...], full: Mapping[int, float]
) -> Iterator[tuple[bool, bool]]:
    """For each line whether it goes on with the line above, and whether that is weak."""
    blanks = Counter(line.blanks for line in lines[1:])
    usual = max(blanks, key=lambda n: (blanks[n], n), default=0)
    above: Line | None = None
    for line in head:
        if line.look.begins is not None:
            yield not line.look.begins, False
        elif above is None or _stands_alone(above) or _stands_alone(line) or _DASH.match(line.text):
            yield False, False
        elif line.blanks < usual:
            yield True, False
        else:
            fills = _fills(above, full)
            yield fills, fills
        above = line


def _fills(line: Line, full: Mapping[int, float]) -> bool:
    """The line is as wide as the first line of a paragraph can be."""
    return extent(line.text)[1] > full.get(line.start, 2 * _WIDEST) - 3.5


def _stands_alone(line: Line) -> bool:
    return DATE.match(line.text) is not None


def _blocks(groups: list[list[Line]]) -> Iterator[Block]:
    passages = [flowing(group) for group in groups]
    has_title = False
    for i, passage in enumerate(passages):
        role = _role(i, passages, has_title)
        has_title = has_title or role == "title"
        yield Block(role, passage)


def _role(i: int, passages: list[Passage], has_title: bool) -> Role:
    text = passages[i].text
    if DATE.match(text):
        return "date"
    if has_title:
        return "subtitle"
    below = [p.text for p in passages[i + 1 :] if not DATE.match(p.text)]
    if i == 0 and below and ISSUER.match(text) and not _TITLE_WORD.search(text):
        return "issuer"
    return "subtitle" if _DASH.match(text) else "title"
