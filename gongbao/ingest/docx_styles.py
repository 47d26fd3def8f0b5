"""The styles of a DOCX: what a paragraph or run inherits from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .ooxml import Element, attribute, child, name, value

_OFF = frozenset(("0", "false", "off", "none"))
_HEADING = re.compile(r"(?:heading|标题|標題)\s*(?P<level>[1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:sub)?title$|副?(?:标题|標題)$|文章标题$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc[ \d]|目录", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """``element`` is its ``w:style``; ``name`` as Word shows it: heading 1, Title, 正文."""

    id: str
    name: str
    based_on: str
    element: Element


@dataclass(frozen=True, slots=True)
class Styles:
    """By id; ``usual`` is that of paragraphs without a style; ``size`` in half points."""

    by_id: Mapping[str, Style]
    usual: str
    size: int

    def chain(self, start: str) -> Iterator[Style]:
        """The style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while start in self.by_id and start not in seen:
            seen.add(start)
            style = self.by_id[start]
            yield style
            start = style.based_on

    def of_paragraph(self, paragraph: Element) -> tuple[Style, ...]:
        return tuple(self.chain(value(paragraph, "w:pPr", "w:pStyle") or self.usual))

    def inherited(self, paragraph: Element, *path: str) -> Element | None:
        """``w:pPr/w:jc`` of a paragraph, or of the nearest of its styles that has one."""
        for element in (paragraph, *(style.element for style in self.of_paragraph(paragraph))):
            found = child(element, *path)
            if found is not None:
                return found
        return None

    def of_run(self, run: Element, paragraph: Element | None, what: str) -> Element | None:
        """``w:sz`` of a run: its own, its style's, or that of its paragraph's style."""
        styles = [*self.chain(value(run, "w:rPr", "w:rStyle"))]
        styles += [] if paragraph is None else self.of_paragraph(paragraph)
        for element in (run, *(style.element for style in styles)):
            found = child(element, "w:rPr", what)
            if found is not None:
                return found
        return None

    def level(self, paragraph: Element) -> int:
        """The level of a heading, 1 to 9, as the format shows it; 0 for body text."""
        outline = self.inherited(paragraph, "w:pPr", "w:outlineLvl")
        if outline is not None:
            level = number(attribute(outline, "w:val"), 9) + 1
            return level if level <= 9 else 0
        for style in self.of_paragraph(paragraph):
            if match := _HEADING.match(style.name):
                return int(match["level"])
        return 0

    def is_title(self, paragraph: Element) -> bool:
        return any(_TITLE.match(style.name) for style in self.of_paragraph(paragraph))

    def is_contents(self, paragraph: Element) -> bool:
        """It is set as an entry of a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self.of_paragraph(paragraph)[:1])

    def is_centred(self, paragraph: Element) -> bool:
        found = self.inherited(paragraph, "w:pPr", "w:jc")
        return found is not None and attribute(found, "w:val") == "center"


def is_on(element: Element | None) -> bool:
    """An element that is a switch: there, and not said to be off."""
    return element is not None and attribute(element, "w:val") not in _OFF


def number(text: str, otherwise: int) -> int:
    """A whole number as Office writes it; what is none, or absurd, is ``otherwise``."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise


def styles(root: Element | None) -> Styles:
    """The styles of the part ``styles.xml``; a document without it has none."""
    entries = [] if root is None else [e for e in root if name(e) == "w:style"]
    by_id = {
        style_id: Style(style_id, value(entry, "w:name"), value(entry, "w:basedOn"), entry)
        for entry in entries
        if (style_id := attribute(entry, "w:styleId"))
    }
    usual = [
        attribute(entry, "w:styleId")
        for entry in entries
        if attribute(entry, "w:type") == "paragraph" and attribute(entry, "w:default") == "1"
    ]
    size = value(root, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:sz")
    return Styles(by_id, usual[0] if usual else "", number(size, 20))
