"""Automatic numbers: what ``numbering.xml`` and the styles say, counted through the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .docx_numerals import numeral
from .docx_styles import Styles, is_on, number
from .ooxml import Element, attribute, child, name, value

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_GLYPH_FONT = re.compile(r"wingdings|symbol|webdings|courier", re.IGNORECASE)
BULLET = "•"
"""Shown for a bullet that is a picture, or a letter of a font of pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """``text`` is as %1、; ``restart`` is the level (1 to 9) after which it counts anew, 0 never.

    ``style`` is the id of the paragraph style that stands on this level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    has_gap: bool = True
    is_legal: bool = False
    is_hidden: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A ``w:num``: the abstract list with which it counts, its levels, and where it starts anew."""

    counts_with: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


Numbering = Mapping[str, NumberedList]
"""The lists by their ``numId``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph is numbered: by this list, on this level (0 to 8)."""

    list: str
    level: int


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before the text of a paragraph. ``unknown`` names a form we cannot write."""

    text: str
    has_gap: bool = True
    unknown: str = ""

    def before(self, text: str) -> str:
        """With the space that keeps number and text apart, where they would touch: 1.1 投资."""
        if not self.text or not self.has_gap:
            return self.text
        touches = self.text[-1].isalnum() or (self.text[-1] in ".．" and text[:1].isascii())
        return self.text + " " if touches and text else self.text


NO_LABEL = Label("")


def numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of the part ``numbering.xml``."""
    if root is None:
        return {}
    abstract = {attribute(e, "w:abstractNumId"): e for e in root if name(e) == "w:abstractNum"}
    lists = {attribute(e, "w:numId"): e for e in root if name(e) == "w:num"}
    found = {}
    for list_id, entry in lists.items():
        counts_with = _definition(value(entry, "w:abstractNumId"), abstract, lists, styles)
        if counts_with in abstract:
            found[list_id] = _list(entry, counts_with, abstract[counts_with])
    return found


def _definition(
    start: str, abstract: Mapping[str, Element], lists: Mapping[str, Element], styles: Styles
) -> str:
    """The abstract list, through a numbering style if it is one of those (``numStyleLink``)."""
    entry = abstract.get(start)
    link = value(entry, "w:numStyleLink")
    if not link:
        return start
    for other, candidate in abstract.items():
        if value(candidate, "w:styleLink") == link:
            return other
    style = styles.by_id.get(link)
    target = value(style.element if style else None, "w:pPr", "w:numPr", "w:numId")
    return value(lists.get(target), "w:abstractNumId") or start


def _list(entry: Element, counts_with: str, abstract: Element) -> NumberedList:
    levels = {_level_of(e): _level(e) for e in abstract if name(e) == "w:lvl"}
    starts = {}
    for override in (e for e in entry if name(e) == "w:lvlOverride"):
        level = child(override, "w:lvl")
        if level is not None:
            levels[_level_of(override)] = _level(level)
        if child(override, "w:startOverride") is not None:
            starts[_level_of(override)] = number(value(override, "w:startOverride"), 1)
    return NumberedList(counts_with, levels, starts)


def _level_of(element: Element) -> int:
    return number(attribute(element, "w:ilvl"), 0)


def _level(element: Element) -> Level:
    restart = child(element, "w:lvlRestart")
    return Level(
        start=number(value(element, "w:start"), 1),
        form=_written_form(element),
        text=_text(element),
        restart=None if restart is None else number(attribute(restart, "w:val"), 0),
        has_gap=value(element, "w:suff") != "nothing",
        is_legal=is_on(child(element, "w:isLgl")),
        is_hidden=is_on(child(element, "w:rPr", "w:vanish")),
        style=value(element, "w:pStyle"),
    )


def _written_form(element: Element) -> str:
    """A form that is newer than the standard stands beside the nearest one that is in it."""
    older = value(element, "mc:AlternateContent", "mc:Fallback", "w:numFmt")
    return value(element, "w:numFmt") or older or "decimal"


def _text(element: Element) -> str:
    text = value(element, "w:lvlText")
    if value(element, "w:numFmt") != "bullet":
        return text
    fonts = child(element, "w:rPr", "w:rFonts")
    font = "" if fonts is None else attribute(fonts, "w:ascii") + attribute(fonts, "w:hAnsi")
    is_glyph = _GLYPH_FONT.search(font) or any("\ue000" <= char <= "\uf8ff" for char in text)
    return BULLET if is_glyph or child(element, "w:lvlPicBulletId") is not None else text


# ---------------------------------------------------------------- paragraphs


def asked(paragraph: Element, styles: Styles, lists: Numbering) -> Asked | None:
    """By which list a paragraph is numbered: its own words, else those of its styles."""
    own = child(paragraph, "w:pPr", "w:numPr")
    chain = styles.of_paragraph(paragraph)
    of_styles = [(s.id, child(s.element, "w:pPr", "w:numPr")) for s in chain]
    entries = [own, *(entry for _, entry in of_styles)]
    list_id = next((found for entry in entries if (found := value(entry, "w:numId"))), "")
    if list_id not in lists:  # numId 0 takes the number of a style away
        return None
    linked = {style_id for style_id, entry in of_styles if entry is not None}
    levels = [n for n, level in lists[list_id].levels.items() if level.style in linked]
    said = next((found for entry in entries if (found := value(entry, "w:ilvl"))), "")
    level = levels[0] if levels and not value(own, "w:ilvl") else number(said, 0)
    return Asked(list_id, level) if 0 <= level < _LEVELS else None


def labels(paragraphs: Iterable[Asked | None], lists: Numbering) -> Iterator[Label]:
    """What stands before each paragraph, in the order of the document.

    Lists of one abstract list count together. A list with a start of its own begins there when it
    is first used.
    """
    counts: dict[str, dict[int, int]] = {}
    used: set[str] = set()
    for paragraph in paragraphs:
        if paragraph is None or paragraph.level not in lists[paragraph.list].levels:
            yield NO_LABEL
            continue
        here = lists[paragraph.list]
        count = counts.setdefault(here.counts_with, {})
        if paragraph.list not in used:
            used.add(paragraph.list)
            for level in here.starts:
                count.pop(level, None)
        _count(count, paragraph.level, here)
        yield _label(count, paragraph.level, here.levels)


def _count(count: dict[int, int], level: int, here: NumberedList) -> None:
    """One more on this level; levels above that have not begun are taken as begun."""
    for above in range(level):
        count.setdefault(above, _start(above, here))
    count[level] = count[level] + 1 if level in count else _start(level, here)
    for below in range(level + 1, _LEVELS):
        restart = here.levels[below].restart if below in here.levels else None
        if below in count and (restart is None or level < restart):
            del count[below]


def _start(level: int, here: NumberedList) -> int:
    known = here.levels.get(level, Level())
    return here.starts.get(level, known.start)


def _label(count: Mapping[int, int], at: int, levels: Mapping[int, Level]) -> Label:
    level = levels[at]
    if level.is_hidden:
        return NO_LABEL
    if level.form == "bullet":
        return Label(level.text, False)
    shown = [(n, _form(levels, n, level)) for n in _placed(level.text)]
    unknown = next((form for n, form in shown if numeral(1, form) is None), "")
    written = {n: numeral(count.get(n, 0), form) or "" for n, form in shown if form != unknown}
    text = _PLACEHOLDER.sub(
        lambda m: written.get(int(m[1]) - 1, str(count.get(int(m[1]) - 1, 0))), level.text
    )
    return Label(text, level.has_gap, unknown)


def _placed(text: str) -> list[int]:
    """The levels (0 to 8) whose numbers stand in %1.%2."""
    return [int(match[1]) - 1 for match in _PLACEHOLDER.finditer(text)]


def _form(levels: Mapping[int, Level], at: int, shown_by: Level) -> str:
    form = levels.get(at, Level()).form
    return "decimal" if shown_by.is_legal and form != "none" else form
