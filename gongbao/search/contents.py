"""The lines of a report -> what the engine indexes of it: tokens, the best places first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .texts import BODY, HEADING, LEAD, TITLE, Line
from .tokens import Folding, pieces, tokens, tokens_of

GAP = "0x"
"""Between two lines: no query makes this token, so no phrase reaches from one into the other."""


PLAIN = Folding({})
"""Without variants: which characters are one depends on all reports, what a token is does not."""


@dataclass(frozen=True, slots=True)
class Content:
    """``characters``: each Han character once; ``ends``: how many tokens there are up to the end
    of title, headings and leads.
    """

    words: str
    characters: str
    ends: tuple[int, int, int]


def content_of(lines: Iterable[Line]) -> Content:
    """Titles, headings, leads, then all paragraphs and rows.

    Where a phrase stands first says how good its best place is.
    """
    zones: dict[int, list[str]] = {TITLE: [], HEADING: [], LEAD: [], BODY: []}
    characters: dict[str, None] = {}
    for line in lines:
        found = pieces(line.text, PLAIN)
        zones[line.rank] += [*tokens_of(found), GAP]
        if line.lead:
            zones[LEAD] += [*tokens(line.text[: line.lead], PLAIN), GAP]
        for piece in found:
            if piece.is_han:
                characters.update(dict.fromkeys(piece.text))
    ends = [len(zones[TITLE])]
    for zone in (HEADING, LEAD):
        ends.append(ends[-1] + len(zones[zone]))
    words = " ".join(token for zone in zones.values() for token in zone)
    return Content(words, "".join(characters), (ends[0], ends[1], ends[2]))


def indexed(content: Content, variants: Mapping[int, str]) -> str:
    """What the engine is given: the tokens, and at last each Han character once.

    Single characters are looked up by a token of their own. ``variants``: of `str.maketrans`, each
    a Han character for another.
    """
    single = dict.fromkeys(content.characters.translate(variants))
    return " ".join((content.words.translate(variants), *single))
