"""Lines of a source, and passages made of them: characters that know where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of the source: ``text[i]`` stands at offset ``at[i]``."""

    text: str
    at: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.at[0]

    def part(self, start: int, end: int | None = None) -> Passage:
        return Passage(self.text[start:end], self.at[start:end])

    def stripped(self) -> Passage:
        left = len(self.text) - len(self.text.lstrip())
        return self.part(left, left + len(self.text.strip()))

    def without(self, gone: Iterable[int]) -> Passage:
        """The passage less the characters at these indices."""
        out = frozenset(gone)
        stay = [i for i in range(len(self.text)) if i not in out]
        return Passage("".join(self.text[i] for i in stay), tuple(self.at[i] for i in stay))


def concatenated(passages: Iterable[Passage]) -> Passage:
    parts = tuple(passages)
    return Passage("".join(p.text for p in parts), tuple(at for p in parts for at in p.at))


TITLE, BODY = 1, 0
"""Levels of a `Look` that are no heading's."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is known to stand, beyond its characters; None where the reader cannot tell.

    ``begins``: a paragraph begins with it. ``level``: `TITLE`, a heading's 2 to 5, or `BODY`.
    """

    begins: bool | None = None
    level: int | None = None


UNKNOWN = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line without the white space at its ends.

    ``lead`` is the white space before it, ``blanks`` the number of empty lines above it,
    ``newline`` the offset of the line feed above it (None if a bare CR or form feed stands there),
    ``feeds`` whether a form feed stands above it; ``page`` counts from 1.
    """

    passage: Passage
    lead: str
    blanks: int
    newline: int | None
    feeds: bool
    page: int = 1
    look: Look = UNKNOWN

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def start(self) -> int:
        return self.passage.start

    @property
    def is_indented(self) -> bool:
        """Two or more characters of white space stand before it, as where a paragraph begins."""
        return len(self.lead) >= 2 and "\t" not in self.lead


_LINE = re.compile(r"(?P<text>[^\n\r\f]*)(?P<end>\r\n|[\n\r\f]|\Z)")


def split(text: str, looks: Mapping[int, Look] | None = None) -> tuple[Line, ...]:
    """The lines of ``text`` that are not blank, each with its look."""
    looks = looks or {}
    lines = []
    blanks, newline, feeds = 0, None, False
    for match in _LINE.finditer(text):
        stripped = match["text"].strip()
        if stripped:
            at = match.start() + match["text"].index(stripped[0])
            passage = Passage(stripped, tuple(range(at, at + len(stripped))))
            lead = text[match.start() : at]
            lines.append(
                Line(
                    passage=passage,
                    lead=lead,
                    blanks=blanks,
                    newline=newline,
                    feeds=feeds,
                    look=looks.get(at, UNKNOWN),
                )
            )
        blanks, feeds = (0, False) if stripped else (blanks + 1, feeds)
        feeds = feeds or match["end"] == "\f"
        newline = match.end() - 1 if match["end"].endswith("\n") else None
    return tuple(lines)


def on_page(line: Line, page: int) -> Line:
    return replace(line, page=page)


def flowing(lines: Iterable[Line]) -> Passage:
    """The lines as one paragraph.

    Chinese joins without a space. Where two Latin words or numbers meet, the line feed between
    them is kept: it is their space, and a soft break in Markdown.
    """
    parts: list[Passage] = []
    for line in lines:
        if parts and line.newline is not None and _would_touch(parts[-1].text, line.text):
            parts.append(Passage("\n", (line.newline,)))
        parts.append(line.passage)
    return concatenated(parts)


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def line_of(text: str, at: int) -> int:
    """The line of ``text[at]``, counted from 1."""
    return len(re.findall(r"\r\n|[\n\r]", text[:at])) + 1


def _would_touch(left: str, right: str) -> bool:
    pair = left[-1] + right[0]
    return pair.isascii() and pair.isalnum()
