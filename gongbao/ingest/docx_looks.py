"""How the paragraphs of a DOCX stand: the title block, headings by style, lines of a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from . import numbering
from .costs import ends_with_stop
from .docx_styles import Styles, is_on, number
from .docx_text import Extract, Placed
from .doubts import Doubt, excerpt
from .lines import BODY, TITLE, Look
from .ooxml import Element, attribute, descendants, name
from .title import DATE

_MOST_TITLE_LINES = 8
_LONGEST_TITLE = 60
_LONGEST_HEADING = 60
_LONGEST_CENTRED = 30
_CAPTION = re.compile(r"[附续]?[图表]\s*[\d一二三四五六七八九十]|单位[：:]|[（(]单位")
_HIGHEST, _LOWEST = 2, 5


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """``text`` is what is shown of it; ``level`` that of its style, 0 for none; ``size`` in half
    points."""

    placed: Placed
    text: str
    level: int
    size: int
    is_title: bool
    is_centred: bool
    is_bold: bool
    is_note: bool

    @property
    def is_numbered(self) -> bool:
        return bool(numbering.level(self.text))

    @property
    def is_prose(self) -> bool:
        return bool(re.search("[。；]", self.text)) or self.text[-1] in "：:，"


@dataclass(frozen=True, slots=True)
class Looks:
    by_offset: Mapping[int, Look]
    doubts: tuple[Doubt, ...]


def looks(found: Extract, styles: Styles) -> Looks:
    """The look of every line, by the offset of its first visible character."""
    shown = tuple(_shown(found, styles))
    title = _title(shown)
    body = shown[len(title) :]
    levels = {p.placed.start: TITLE for p in title} | _headings(body)
    centred = set(_centred(body, found))
    by_offset: dict[int, Look] = {}
    doubts = []
    for paragraph in found.paragraphs:
        level = levels.get(paragraph.start, _HIGHEST if paragraph.start in centred else None)
        level = BODY if paragraph.is_in_table or _is_note(paragraph.element) else level
        for at, begins in _lines(found.text, paragraph):
            by_offset[at] = Look(begins, level)
            if not begins and level != TITLE and not paragraph.is_in_table:
                doubts.append(Doubt(at, "boundary", excerpt(found.text, "boundary", at), "join"))
        if paragraph.start in centred:
            at = next(at for at, _ in _lines(found.text, paragraph))
            chose = f"h{_HIGHEST}"
            doubts.append(Doubt(at, "heading", excerpt(found.text, "heading", at), chose))
    return Looks(by_offset, tuple(doubts))


def _lines(text: str, paragraph: Placed) -> Iterator[tuple[int, bool]]:
    """Where each line of a paragraph begins to be visible, and whether a paragraph begins there.

    People end paragraphs with a line break as well (Shift+Enter, or pasted from a page).
    """
    at, above = paragraph.start, ""
    for line in text[paragraph.start : paragraph.end].split("\n"):
        words = line.strip()
        if words:
            begins = not above or _begins(above, line)
            yield at + line.index(words[0]), begins or paragraph.is_in_table
            above = words
        at += len(line) + 1


def _begins(above: str, line: str) -> bool:
    is_indented = line.startswith(("\u3000\u3000", "\u2003\u2003", "    "))
    opens = numbering.opens_block(line.strip()) or numbering.level(above)
    return bool(is_indented or opens or ends_with_stop(above) or above[-1] in "：:")


def _shown(found: Extract, styles: Styles) -> Iterator[_Paragraph]:
    for placed in found.paragraphs:
        at = range(placed.start, placed.end)
        text = "".join(found.text[i] for i in at if i not in found.drops).strip()
        if text and not placed.is_in_table:
            yield _paragraph(placed, text, styles)


def _paragraph(placed: Placed, text: str, styles: Styles) -> _Paragraph:
    element = placed.element
    run = next((r for r in descendants(element, "w:r") if _has_text(r)), None)
    size = None if run is None else styles.of_run(run, element, "w:sz")
    return _Paragraph(
        placed=placed,
        text=text,
        level=styles.level(element),
        size=styles.size if size is None else number(attribute(size, "w:val"), styles.size),
        is_title=styles.is_title(element),
        is_centred=styles.is_centred(element),
        is_bold=run is not None and is_on(styles.of_run(run, element, "w:b")),
        is_note=_is_note(element),
    )


def _has_text(run: Element) -> bool:
    return any(name(e) == "w:t" and (e.text or "").strip() for e in run)


def _is_note(element: Element) -> bool:
    return name(element.getroottree().getroot()) in ("w:footnotes", "w:endnotes")


# ---------------------------------------------------------------- title and headings


def _title(paragraphs: tuple[_Paragraph, ...]) -> tuple[_Paragraph, ...]:
    """The first paragraphs, as long as they are set as a title; none if no more than centred."""
    usual = _usual_size(paragraphs)
    levels = Counter(p.level for p in paragraphs if p.level)
    head: list[_Paragraph] = []
    for paragraph in paragraphs:
        is_alone = not head and levels[paragraph.level] == 1 and paragraph.level == min(levels)
        is_set = paragraph.is_title or (paragraph.is_centred and not paragraph.level) or is_alone
        if not is_set or paragraph.is_numbered or not _can_be_title(paragraph):
            break
        head.append(paragraph)
    stands_out = any(p.is_title or p.level or p.is_bold or p.size > usual for p in head)
    is_all = len(head) > _MOST_TITLE_LINES or len(head) == len(paragraphs)
    return tuple(head) if stands_out and not is_all else ()


def _can_be_title(paragraph: _Paragraph) -> bool:
    is_long = len(paragraph.text) > _LONGEST_TITLE
    return not is_long and not paragraph.is_prose and not numbering.ANNEX.match(paragraph.text)


def _usual_size(paragraphs: tuple[_Paragraph, ...]) -> int:
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.size] += len(paragraph.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)


def _headings(paragraphs: tuple[_Paragraph, ...]) -> dict[int, int]:
    """Headings without a number, by style; what has a number is left to the numbering."""
    official = _official(paragraphs)
    return {
        p.placed.start: official[p.level]
        for p in paragraphs
        if p.level and not p.is_numbered and _can_be_heading(p)
    }


def _can_be_heading(paragraph: _Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_HEADING and not paragraph.is_prose


def _official(paragraphs: tuple[_Paragraph, ...]) -> dict[int, int]:
    """The level of our hierarchy for each level of the styles.

    Numbered headings of the same style say it; else it is one below that of the style above.
    """
    official: dict[int, int] = {}
    last = _HIGHEST - 1
    for level in sorted({p.level for p in paragraphs if p.level}):
        same = [numbering.level(p.text) for p in paragraphs if p.level == level and p.is_numbered]
        usual = Counter(same).most_common(1)
        last = max(usual[0][0], last) if usual else min(last + 1, _LOWEST)
        official[level] = last
    return official


def _centred(paragraphs: tuple[_Paragraph, ...], found: Extract) -> Iterator[int]:
    """Larger than the text and centred, a short line is a heading; an editor is asked."""
    usual = _usual_size(paragraphs)
    tables = {table.start for table in found.tables}
    below = {a.start: b.start for a, b in pairwise(found.paragraphs)}
    for paragraph in paragraphs:
        text, start = paragraph.text, paragraph.placed.start
        is_set = paragraph.is_centred and paragraph.size > usual and not paragraph.level
        is_short = len(text) <= _LONGEST_CENTRED and not paragraph.is_prose
        is_marked = numbering.opens_block(text) or DATE.match(text) or _CAPTION.match(text)
        is_caption = below.get(start) in tables
        if is_set and is_short and not is_marked and not paragraph.is_note and not is_caption:
            yield start
