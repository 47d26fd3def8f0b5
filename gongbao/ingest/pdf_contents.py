"""A printed table of contents: it repeats the report's own headings with their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .drops import Reason
from .lines import squeezed
from .pdf_furniture import Spot
from .pdf_lines import Printed

_HEAD = re.compile(r"目\s*录$|目\s*次$")
_ENTRY = re.compile(r"(?P<title>\S.*?)(?:[\s.．·…⋯]{2,}|\s)[-—（(]?\s*\d{1,4}\s*[-—）)]?$")
_MOST_LINES = 3
"""An entry wraps once or twice."""


@dataclass(frozen=True, slots=True)
class Contents:
    """``drops`` is empty if an entry repeats no line of the report; these are ``lost``."""

    drops: Mapping[Spot, Reason]
    lost: tuple[str, ...]


def contents(lines: Mapping[Spot, Printed]) -> Contents:
    """``lines`` are the report's own, in their order."""
    spots = list(lines)
    head = next((i for i, spot in enumerate(spots) if _HEAD.match(lines[spot].text.strip())), None)
    if head is None:
        return Contents({}, ())
    entries = tuple(_entries([(spot, lines[spot].text.strip()) for spot in spots[head + 1 :]]))
    if len(entries) < 2:
        return Contents({}, ())
    gone = {spots[head], *(spot for _, at in entries for spot in at)}
    rest = squeezed("".join(line.text for spot, line in lines.items() if spot not in gone))
    lost = tuple(title for title, _ in entries if squeezed(title) not in rest)
    return Contents({} if lost else dict.fromkeys(gone, "table-of-contents"), lost)


def _entries(lines: list[tuple[Spot, str]]) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    """Entries up to the first lines that are none."""
    waiting: list[tuple[Spot, str]] = []
    for spot, text in lines:
        waiting.append((spot, text))
        entry = _ENTRY.match("".join(text for _, text in waiting))
        if entry:
            yield entry["title"], tuple(spot for spot, _ in waiting)
            waiting = []
        elif len(waiting) == _MOST_LINES:
            return
