"""Why a character of the source does not stand in the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from .lines import Passage

MARK = "\ufeff"
"""The byte order mark; allowed as the first character of a source and nowhere else."""

Reason = Literal[
    "line-break", "edge-space", "byte-order-mark", "page-number", "cjk-latin-space",
    "letter-spacing", "stray-space", "markdown-bold", "table-gap", "pdf-outline",
    "pdf-link-annotation", "running-header", "table-of-contents", "page-chrome",
    "repeated-title", "zero-width",
]  # fmt: skip

REASONS: Mapping[Reason, str] = {
    "line-break": "the end of a printed line, or a blank line",
    "edge-space": "white space at the beginning or end of a line or paragraph",
    "byte-order-mark": "U+FEFF as the first character of the file",
    "page-number": "the printed number of a page",
    "cjk-latin-space": "a space between Chinese and Latin, put there by the layout",
    "letter-spacing": "a space in a line of which each character is set apart",
    "stray-space": "a space between Chinese characters that an editor has called an accident",
    "markdown-bold": "** around words, left by an earlier conversion",
    "table-gap": "white space between the cells of a table",
    "pdf-outline": "an entry of the PDF's outline, which repeats a heading of the report",
    "pdf-link-annotation": "the address of a link in the PDF; it stands under links",
    "running-header": "a line that is printed at the top or foot of every page",
    "table-of-contents": "a list of the report's own headings with their page numbers",
    "page-chrome": "what the web page shows around the report: navigation, buttons, sharing",
    "repeated-title": "the title once more, as the web page prints it over the report",
    "zero-width": "a character without width or meaning, left by an editor program",
}
"""The closed set, each with its meaning."""

Drops = Mapping[int, Reason]
"""The reason by offset in the source."""


def dropped(passage: Passage, reason: Reason) -> Drops:
    return dict.fromkeys(passage.at, reason)


def merged(parts: Iterable[Drops]) -> dict[int, Reason]:
    return {at: reason for part in parts for at, reason in part.items()}


def reason_for(char: str, at: int, drops: Drops) -> Reason:
    """The reason given by a stage; white space that no stage has claimed needs none."""
    if at in drops:
        return drops[at]
    if char in "\n\r\f":
        return "line-break"
    if char == MARK and at == 0:
        return "byte-order-mark"
    if char.isspace():
        return "edge-space"
    raise AssertionError(f"the character {char!r} at {at} is neither kept nor dropped")
