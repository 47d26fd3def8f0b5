"""Paragraphs to headings, leads, list items and body paragraphs, by official numbering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from . import numbering
from .blocks import Block
from .doubts import Doubt, Says, excerpt
from .lines import BODY, TITLE, Passage, squeezed

_STOP = re.compile(r"。[”』）]*")
_GLUE = re.compile(r"(?<=[^，、；：。“”（）])(?=以|将|把|按照|围绕)")
_CLOSING = re.compile(r"总体而言|总的来看|综上|同时，|\d{4}\s*年，我|在肯定成绩|面对")

_AS_SAID = {BODY: "paragraph", TITLE: "h2"} | {level: f"h{level}" for level in (2, 3, 4, 5)}

_LONG_HEADING = 40
_LONG_RUN_IN = 45
_ONE_SENTENCE = 50
_SHORT_LINE = 20
_GLUED_FROM = 8


@dataclass(frozen=True, slots=True)
class Structured:
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...]


def structured(
    passages: tuple[Passage, ...],
    outline: tuple[str, ...],
    source: str,
    says: Says,
    levels: Mapping[int, int] = MappingProxyType({}),
) -> Structured:
    """The blocks in the order of the source; each doubt at the block that it is about.

    ``levels``: by offset, the level of a heading (or `BODY`) that the source itself shows.
    """
    cut = tuple(part for passage in passages for part in _cut(passage, says))
    blocks = tuple(block for passage in cut for block in _classified(passage, says, levels))
    blocks = tuple(_with_leads(blocks))
    doubts = (
        *_odd_headings([c for c in cut if c.start not in levels], outline, source),
        *_glued_headings(blocks, source),
        *_broken_counts(blocks, source),
        *_closing_paragraphs(blocks, source),
    )
    return Structured(blocks, doubts)


def _cut(passage: Passage, says: Says) -> Iterator[Passage]:
    """Editors may begin a paragraph inside a line (``split``)."""
    cuts = [i for i, at in enumerate(passage.at) if i and says.get(("split", at)) == "split"]
    edges = [0, *cuts, len(passage.text)]
    for start, end in pairwise(edges):
        part = passage.part(start, end).stripped()
        if part.text:
            yield part


# ---------------------------------------------------------------- one paragraph


def _classified(passage: Passage, says: Says, levels: Mapping[int, int]) -> tuple[Block, ...]:
    text = passage.text
    seen = levels.get(passage.start)
    said = says.get(("heading", passage.start)) or (seen is not None and _AS_SAID[seen])
    if said and said != "paragraph":
        return _headed(passage, int(said[1:]))
    if numbering.ANNEX_REF.match(text):
        return (Block("annex-ref", passage),)
    if numbering.BULLET.match(text):
        return (Block("item", passage),)
    if said or not _is_heading(text):
        return (Block("paragraph", passage),)
    return _headed(passage, numbering.level(text))


def _is_heading(text: str) -> bool:
    level = numbering.level(text)
    stop = _STOP.search(text)
    if not level or numbering.NUMBER.fullmatch(text):
        return False
    if not stop:  # 1.……； is an item of an enumeration
        return level <= 3 or text[-1] not in "；;：:"
    return stop.end() < len(text) or len(text) < _ONE_SENTENCE


def _headed(passage: Passage, level: int) -> tuple[Block, ...]:
    """The heading, and the paragraph that runs in after its full stop."""
    stop = _STOP.search(passage.text)
    end = stop.end() if stop else len(passage.text)
    heading = Block("heading", passage.part(0, end).stripped(), level)
    body = passage.part(end).stripped()
    return (heading, Block("paragraph", body, runs_in=True)) if body.text else (heading,)


# ---------------------------------------------------------------- leads


def _with_leads(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Where most plain paragraphs of a section open with a short sentence, these are leads."""
    for section in _sections(blocks):
        plain = [block for block in section if block.role == "paragraph" and not block.runs_in]
        hits = sum(_lead_length(block) > 0 for block in plain)
        has_leads = hits >= 2 and hits >= 0.6 * len(plain)
        for block in section:
            yield replace(block, lead=_lead_length(block)) if has_leads else block


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    start = 0
    for i, block in enumerate(blocks):
        if block.role == "heading":
            yield blocks[start:i]
            start = i
    yield blocks[start:]


def _lead_length(block: Block) -> int:
    if block.role != "paragraph" or block.runs_in:
        return 0
    match = numbering.LEAD.match(block.text)
    return match.end() if match and match.end() < len(block.text) else 0


# ---------------------------------------------------------------- doubts


def _odd_headings(
    passages: Iterable[Passage], outline: tuple[str, ...], source: str
) -> Iterator[Doubt]:
    for passage in passages:
        text, at = passage.text, passage.start
        level = numbering.level(text)
        if level and _is_odd(text) and squeezed(text) not in outline:
            chose = f"h{level}" if _is_heading(text) else "paragraph"
            yield Doubt(at, "heading", excerpt(source, "heading", at), chose)
        elif not level and _looks_like_heading(text):
            yield Doubt(at, "heading", excerpt(source, "heading", at), "paragraph")


def _is_odd(text: str) -> bool:
    stop = _STOP.search(text)
    first = text[: stop.start()] if stop else text
    if stop and stop.end() == len(text):
        return len(text) >= _ONE_SENTENCE
    is_listing = numbering.level(text) in (2, 3) and first.count("，") > 3
    return len(first) > (_LONG_RUN_IN if stop else _LONG_HEADING) or (bool(stop) and is_listing)


def _looks_like_heading(text: str) -> bool:
    is_marked = numbering.opens_block(text)
    return len(text) <= _SHORT_LINE and not is_marked and re.search(r"\w$", text) is not None


def _glued_headings(blocks: tuple[Block, ...], source: str) -> Iterator[Doubt]:
    """A heading that runs in while its sisters stand alone may have lost a line break."""
    for sisters in _sister_headings(blocks):
        joined = [i for i in sisters if i + 1 < len(blocks) and blocks[i + 1].runs_in]
        if not joined or len(sisters) - len(joined) < max(2, len(joined) + 1):
            continue
        for i in joined:
            heading = blocks[i].passage
            glue = next((m.start() for m in _GLUE.finditer(heading.text, _GLUED_FROM)), None)
            at = blocks[i + 1].passage.start if glue is None else heading.at[glue]
            yield Doubt(at, "split", excerpt(source, "split", at), "whole")


def _sister_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[int, ...]]:
    """Indices of the headings of one level under one heading."""
    families: dict[tuple[int, ...], list[int]] = {}
    path: list[int] = []
    for i, block in enumerate(blocks):
        if block.role == "heading":
            path = [j for j in path if blocks[j].level < block.level]
            families.setdefault((block.level, *path), []).append(i)
            path.append(i)
    return map(tuple, families.values())


def _broken_counts(blocks: tuple[Block, ...], source: str) -> Iterator[Doubt]:
    """Numbers count up within a section; 1. may run on across （一） and （二）."""
    last: dict[int, int] = {}
    for block in blocks:
        if block.role != "heading" or not numbering.level(block.text):
            continue
        number = numbering.value(block.text)
        last = {k: n for k, n in last.items() if k <= block.level or k == 4}
        restarts = block.level == 4 and number == 1
        if number != last.get(block.level, 0) + 1 and not restarts:
            at = block.passage.start
            yield Doubt(at, "number", excerpt(source, "number", at), "as printed")
        last[block.level] = number


def _closing_paragraphs(blocks: tuple[Block, ...], source: str) -> Iterator[Doubt]:
    """The last paragraph before 二、 may sum up all of 一、, not the （七） it stands under."""
    depth = 0
    for i, block in enumerate(blocks):
        if block.role == "heading":
            depth = block.level
            continue
        above, below = blocks[i - 1] if i else None, blocks[i + 1 : i + 2]
        ends_part = below and below[0].role == "heading" and below[0].level == 2
        is_plain = block.role == "paragraph" and not block.runs_in
        if not (ends_part and is_plain and depth > 2 and above and above.role != "heading"):
            continue
        if _CLOSING.match(block.text) or (above.lead and not block.lead):
            at = block.passage.start
            yield Doubt(at, "section", excerpt(source, "section", at), "as printed")
