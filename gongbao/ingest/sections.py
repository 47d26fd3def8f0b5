"""Levels of headings beyond their own numbers: unnumbered ones, chapters, glossaries.

GB/T 9704-2012 §7.3.3 numbers 一、（一）1.（1）; much that is issued prints headings on lines of
their own without a number, sets chapters (第一章) above 一、, and counts the entries of a glossary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import numbering
from .lines import BODY, Passage, squeezed
from .title import DATE

_LONGEST = 24
_LONGEST_CHAPTER = 40
_PROSE = 30
"""A paragraph, not a line: a full stop and more than one printed line."""
_MARKS = re.compile(r"[，。；：！？…,;:!?]|\.(?!\d)")
_BRACKETED = re.compile(r"[（(].*[）)]$")
"""（此件公开发布）"""
_SECTION_WORD = re.compile(
    r"(?:回顾|总结|安排|建议|任务|要求|目标|思路|部署|打算|计划|规划|展望|重点|措施|举措|建设|情况"
    r"|成效|问题|工作|事项|实事|说明|前言|引言|结语|结束语)$"
)
_UNITS = ("编", "部分", "章", "节")
_ENDS = "。！？；：…!?;:”）)"
_TOP, _DEEPEST = 2, 5


@dataclass(frozen=True, slots=True)
class Sections:
    """By offset: the level of a heading, or `BODY` of what is none. ``weak`` are guesses.

    ``deeper`` is by how many levels the chapters push the official numbering down.
    """

    levels: dict[int, int]
    weak: frozenset[int]
    deeper: int


def sections(passages: tuple[Passage, ...], annex: str = "") -> Sections:
    """``annex`` is the heading of the annex that the passages follow; empty in the body."""
    units = tuple(unit for unit in _UNITS if any(chapter(p.text) == unit for p in passages))
    has_official = any(numbering.level(p.text) == _TOP for p in passages)
    levels: dict[int, int] = {}
    weak: list[int] = []
    above = _TOP - 1 + len(units)
    in_glossary = numbering.GLOSSARY.match(annex) is not None
    for i, passage in enumerate(passages):
        text, at = passage.text, passage.start
        number, unit = numbering.level(text), chapter(text)
        names_annex = bool(annex) and i == 0
        is_sure = names_annex or _is_section(text)
        if unit:
            above = levels[at] = _TOP + units.index(unit)
            in_glossary = False
        elif _stands_as_heading(passages, i) and (is_sure or not in_glossary):
            is_top = names_annex or in_glossary or not has_official or _is_glossary(text)
            levels[at] = _TOP if is_top else min(_DEEPEST, above + 1)
            weak += [] if is_sure and is_top else [at]
            in_glossary = _is_glossary(text)
        elif in_glossary and number != _TOP:
            levels[at] = BODY
        elif number:
            above, in_glossary = number + len(units), False
    return Sections(levels, frozenset(weak), len(units))


def announces(text: str, below: str) -> bool:
    """``text`` is short, has no mark that a sentence has, and prose or a number follows it."""
    is_prose = len(below) >= _PROSE and "。" in below
    return is_bare(text) and (is_prose or numbering.level(below) > 0 or chapter(below) != "")


def is_bare(text: str) -> bool:
    """Nothing but a heading, a name or a date is so short and without a mark of a sentence."""
    is_short = 4 <= len(squeezed(text)) <= _LONGEST
    is_other = numbering.opens_block(text) or DATE.match(text) or _BRACKETED.match(text)
    return is_short and not is_other and not _MARKS.search(text)


def is_title(text: str) -> bool:
    """The words alone tell that the line is the heading of a section, or of a chapter."""
    return chapter(text) != "" or (is_bare(text) and _is_section(text))


def _is_section(text: str) -> bool:
    return _is_glossary(text) or _SECTION_WORD.search(text) is not None


def chapter(text: str) -> str:
    """The unit, 章 or another, of which ``text`` is the heading; empty if it is none."""
    match = numbering.CHAPTER.match(text)
    if not match or match["unit"] not in _UNITS or len(text) > _LONGEST_CHAPTER:
        return ""
    title = text[match.end() :]
    is_parted = not title or re.match(r"[\s、：:]", title)
    return match["unit"] if is_parted and not _MARKS.search(title[1:]) else ""


def _is_glossary(text: str) -> bool:
    return numbering.GLOSSARY.match(text) is not None


def _stands_as_heading(passages: tuple[Passage, ...], i: int) -> bool:
    """On a line of its own, after a paragraph that has ended or a heading, and before prose."""
    above = passages[i - 1].text if i else ""
    ends = not above or above[-1] in _ENDS or numbering.level(above) or is_bare(above)
    is_followed = i + 1 < len(passages) and announces(passages[i].text, passages[i + 1].text)
    is_point = numbering.POINT.match(passages[i].text) is not None
    return is_followed and bool(ends) and not is_point
