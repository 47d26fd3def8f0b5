"""Which lines of a page are the report's own, and how each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from . import numbering, page_chrome
from .costs import ends_with_stop
from .doubts import Doubt, excerpt
from .drops import Reason
from .html_body import Body
from .html_lines import PageLine, Shown
from .lines import BODY, TITLE, Look, squeezed

_SUBTITLE = re.compile(r"(?:—|－|-|\(|（)+\s*\S*\d{4}\s*年")
_TITLE_WORDS = re.compile(r"报告|总结|计划|规划|公报|纲要")
_MOST_TITLE_LINES = 3
_LONGEST_TITLE = 80
_LONGEST_HEADING = 40
_SHORT = 20
"""A shorter line without a stop ends because it is complete, not because it was wrapped."""
_INDENT = 2
_SHALLOWEST, _DEEPEST = 2, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLines:
    """``dropped``: by the offset of a line why it is not the report's own. ``titles``: offsets of
    the lines of its title, ``wrapped`` those that go on with the line above. ``page_title``: what
    the page prints as its title."""

    dropped: Mapping[int, Reason]
    titles: frozenset[int]
    wrapped: frozenset[int]
    page_title: str


def own_lines(page: Shown, body: Body, names: tuple[str, ...]) -> OwnLines:
    """The lines of the body without page chrome, and the title that stands above it."""
    inside = [line for line in page.lines if body.holds(line)]
    first = inside[0].start
    chrome = {inside[i].at for i in page_chrome.around([line.text for line in inside])}
    own = [line for line in inside if line.at not in chrome]
    above = [line for line in page.lines if line.start < first and not body.holds(line)]
    title, subtitles = _title(page, above, own, names)
    printed = _joined(title)
    run = _printed(own, printed or _named(names))
    is_repeated = bool(title and run)
    kept = {line.at for line in (*own, *subtitles, *(() if is_repeated else title))}
    reasons: dict[int, Reason] = {
        line.at: "page-chrome" for line in page.lines if line.at not in kept
    }
    if is_repeated:
        reasons |= {line.at: "repeated-title" for line in title}
    titles = {line.at for line in (*title, *subtitles) if line.at in kept}
    heads = [line for line in _head(own) if line.heading == 1]
    return OwnLines(
        dropped=reasons,
        titles=frozenset(titles | {line.at for line in (*heads, *run)}),
        wrapped=frozenset(line.at for lines in (title, run) for line in lines[1:]),
        page_title=printed or _named(names),
    )


def _title(
    page: Shown, above: list[PageLine], own: list[PageLine], names: tuple[str, ...]
) -> tuple[list[PageLine], list[PageLine]]:
    """The lines of the title that stands nearest above the body, and of a subtitle below it."""
    for i in range(len(above) - 1, -1, -1):
        for size in range(1, _MOST_TITLE_LINES + 1):
            lines = above[max(0, i - size + 1) : i + 1]
            is_h1 = all(line.heading == 1 and line.block == above[i].block for line in lines)
            if _joined(lines) in names and (is_h1 or not _is_link(lines)):
                return lines, _subtitles(above[i + 1 :])
    ones = [line for line in above if line.heading == 1 and _TITLE_WORDS.search(line.text)]
    last = [line for line in ones if line.block == ones[-1].block]
    rest = [line for line in above if last and line.start > last[-1].start]
    return last, _subtitles(rest)


def _is_link(lines: list[PageLine]) -> bool:
    return any(line.linked for line in lines)


def _subtitles(lines: list[PageLine]) -> list[PageLine]:
    return [line for line in lines if _SUBTITLE.match(line.text.strip()) and not line.linked]


def _joined(lines: list[PageLine]) -> str:
    return squeezed("".join(line.text for line in lines))


def _named(names: tuple[str, ...]) -> str:
    return next((name for name in names if len(name) <= _LONGEST_TITLE), "")


def _head(own: list[PageLine]) -> list[PageLine]:
    """The first lines of the body, before its prose."""
    prose = (i for i, line in enumerate(own) if page_chrome.is_prose(line.text))
    return own[: min(8, next(prose, len(own)))]


def _printed(own: list[PageLine], title: str) -> list[PageLine]:
    """The lines of the body that print the title, or its words without place and year."""
    head = _head(own)
    for i in range(len(head)):
        for size in range(1, _MOST_TITLE_LINES + 1):
            words = _joined(head[i : i + size])
            is_title = _TITLE_WORDS.search(words) and not numbering.level(words)
            if words == title or (is_title and (title.endswith(words) or words.endswith(title))):
                return head[i : i + size] if title else []
    return []


# ---------------------------------------------------------------- how the lines stand


def looks(
    page: Shown, lines: tuple[PageLine, ...], own: OwnLines
) -> tuple[dict[int, Look], tuple[Doubt, ...]]:
    """By offset; and the joins of which the page does not leave us sure."""
    levels = dict(_levels(lines, own.titles))
    habits = {line.block for line in lines if line.after != "block" and _indent(line)}
    found = {}
    doubts = []
    for above, line in pairwise((None, *lines)):
        assert line is not None
        is_wrapped = line.at in own.wrapped
        begins = above is None or (not is_wrapped and _begins(above, line, line.block in habits))
        found[line.at] = Look(begins=begins, level=levels.get(line.at))
        if not begins and not is_wrapped and line.block not in habits:
            shown = excerpt(page.text, "boundary", line.at)
            doubts.append(Doubt(line.at, "boundary", shown, "join"))
    return found, tuple(doubts)


def _indent(line: PageLine) -> bool:
    return line.at - line.start >= _INDENT


def _begins(above: PageLine, line: PageLine, has_indents: bool) -> bool:
    """A block or an empty line parts paragraphs; a line break does where the line is indented.

    Where no line of the block is, it parts them after a full stop, before a number, and after a
    line so short that nothing can have been wrapped.
    """
    if line.after != "br" or line.block != above.block or _indent(line):
        return True
    if numbering.opens_block(line.text.strip()) or line.heading:
        return True
    if has_indents:
        return False
    text = above.text.strip()
    return ends_with_stop(text) or text[-1] in "：:；;" or len(text) < _SHORT


def _levels(lines: tuple[PageLine, ...], titles: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Title lines, and headings without a number that the page shows as such."""
    for line in lines:
        if line.at in titles:
            yield line.at, TITLE
    prose = next((i for i, line in enumerate(lines) if page_chrome.is_prose(line.text)), 0)
    rest = [line for line in lines[prose:] if line.at not in titles]
    styles = [_style(line) for line in rest]
    ranks = _ranks(rest, styles)
    for line, style in zip(rest, styles, strict=True):
        if style and _is_plain_heading(line) and style in ranks:
            yield line.at, ranks[style]
        elif line.heading and len(line.text) > 2 * _LONGEST_HEADING:
            yield line.at, BODY


def _style(line: PageLine) -> str:
    """h1 to h6 as they are, a wholly bold line as the lowest of headings."""
    return f"h{line.heading}" if line.heading else ("hb" if line.is_bold else "")


def _is_plain_heading(line: PageLine) -> bool:
    text = line.text.strip()
    is_named = numbering.opens_block(text) or numbering.POINT.match(text)
    return not is_named and len(text) <= _LONGEST_HEADING and text[-1] not in "。！？：:；;，,、）)"


def _ranks(lines: list[PageLine], styles: list[str]) -> dict[str, int]:
    """The level of each style: that of the numbers printed in it; without numbers, by order."""
    ranks: dict[str, int] = {}
    for line, style in zip(lines, styles, strict=True):
        level = numbering.level(line.text.strip())
        if style and level and len(line.text) <= _LONGEST_HEADING:
            ranks[style] = min(level, ranks.get(style, level))
    if ranks or any(numbering.level(line.text.strip()) == _SHALLOWEST for line in lines):
        return {style: level for style, level in ranks.items() if style != "hb"}
    plain = {s for line, s in zip(lines, styles, strict=True) if s and _is_plain_heading(line)}
    return {style: min(_SHALLOWEST + i, _DEEPEST) for i, style in enumerate(sorted(plain))}
