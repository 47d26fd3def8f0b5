"""The blocks of a report as passages of its source; `markdown` writes them down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .lines import Passage

Role = Literal[
    "title", "subtitle", "issuer", "date", "heading", "paragraph", "item", "annex-ref", "caption",
    "note",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """``level`` is that of a heading, else 0; ``lead`` the length of the lead at its beginning.

    ``runs_in`` holds of a paragraph that the source prints on in the line of its heading.
    """

    role: Role
    passage: Passage
    level: int = 0
    lead: int = 0
    runs_in: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its header, all rows have the same number of cells."""

    rows: tuple[tuple[Passage, ...], ...]


Part = Block | Grid
