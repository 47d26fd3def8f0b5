"""What the program is not sure of, and what an editor has said to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..model import Place
from .lines import squeezed

Kind = Literal[
    "boundary", "split", "heading", "cell", "space", "bold", "outline", "words", "title",
    "number", "section", "chrome", "reading",
]  # fmt: skip

ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    "boundary": ("break", "join"),  # does a paragraph begin with this line?
    "split": ("split", "whole"),  # does a paragraph begin inside this line?
    "heading": ("paragraph", "h2", "h3", "h4", "h5"),
    "cell": (),  # the whole row, its cells parted by " | "
    "space": ("keep", "drop"),  # a space between two Chinese characters
    "bold": ("keep", "drop"),  # ** around words: mark-up, or masked names?
    "outline": ("keep", "drop"),  # an entry of a PDF's outline that the report does not hold
    "words": ("touch",),  # two words meet where a heading or a cell was wrapped
    "title": ("none",),
    "number": ("as printed",),  # the numbers of the headings do not count up
    "section": ("as printed",),  # a paragraph seems to close the section above its own
    "chrome": ("keep", "drop"),  # a line of a web page: the report's own, or what stands around it?
    "reading": ("first",),  # two programs read the page differently; the first one was taken
}
"""What can be said to each kind of doubt; ``open`` can be said to all."""

OPEN = "open"

Says = Mapping[tuple[Kind, int], str]
"""What editors have said, by kind and offset in the source; without what is open."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A weak decision of the program at offset ``at`` of the source; ``text`` is what stands there.

    ``margin`` is by how much the other way was dearer, None where nothing was weighed.
    """

    at: int
    kind: Kind
    text: str
    chose: str
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An entry of review.yaml. ``say`` is ``open`` while nobody has decided."""

    at: int
    kind: Kind
    text: str
    chose: str
    margin: str
    say: str
    why: str
    by: str
    place: Place


_MARK = {"boundary": "⏎"}


def excerpt(source: str, kind: Kind, at: int) -> str:
    """What stands around ``at``, without white space; ⏎ or │ marks the offset."""
    before = squeezed(source[max(0, at - 40) : at])[-16:]
    after = squeezed(source[at : at + 60])[:20]
    if kind in ("boundary", "split", "space", "bold", "words"):
        return before + _MARK.get(kind, "│") + after
    return after


def fits(text: str, source: str, at: int) -> bool:
    """``text``, as of an `excerpt` of any length, stands at ``at`` of the source."""
    wanted = squeezed(text)
    cuts = [-1, *(m.start() for m in re.finditer("[⏎│]", wanted))]
    reach = 2 * len(text) + 200
    before, after = squeezed(source[max(0, at - reach) : at]), squeezed(source[at : at + reach])
    return any(
        before.endswith(wanted[: max(cut, 0)]) and after.startswith(wanted[cut + 1 :])
        for cut in cuts
    )
