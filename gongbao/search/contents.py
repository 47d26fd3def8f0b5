"""The lines of a report -> what the engine indexes of it: tokens, the best places first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .texts import BODY, HEADING, LEAD, TITLE, Line
from .tokens import Folding, pieces, tokens, tokens_of

GAP = "0x"
"""Between two lines: no query makes this token, so no phrase reaches from one into the other."""


@dataclass(frozen=True, slots=True)
class Content:
    """``ends``: how many tokens there are up to the end of title, headings and leads."""

    words: str
    ends: tuple[int, int, int]


def content_of(lines: Iterable[Line], folding: Folding) -> Content:
    """Titles, headings, leads, then all paragraphs and rows; at last each Han character once.

    Where a phrase stands first says how good its best place is. Single characters are looked up
    by a token of their own.
    """
    zones: dict[int, list[str]] = {TITLE: [], HEADING: [], LEAD: [], BODY: []}
    characters: dict[str, None] = {}
    for line in lines:
        found = pieces(line.text, folding)
        zones[line.rank] += [*tokens_of(found), GAP]
        if line.lead:
            zones[LEAD] += [*tokens(line.text[: line.lead], folding), GAP]
        for piece in found:
            if piece.is_han:
                characters.update(dict.fromkeys(piece.text))
    ends = [len(zones[TITLE])]
    for zone in (HEADING, LEAD):
        ends.append(ends[-1] + len(zones[zone]))
    all_tokens = [token for zone in zones.values() for token in zone]
    return Content(" ".join([*all_tokens, *characters]), (ends[0], ends[1], ends[2]))
