"""What a reader makes of the bytes of a source: one text, and what it knows of its lines.

All formats become the same: a text whose lines end with ``\\n`` and whose pages end with ``\\f``.
A reader adds no character but those that it names in ``generated``, and drops none: what is not the
report's own stands in ``drops`` with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model import Problem, SourceKind
from .doubts import Doubt
from .drops import Drops
from .lines import Look


@dataclass(frozen=True, slots=True)
class Cells:
    """A table at ``text[start:end]``; a cell holds the ranges of the text that stand in it.

    Rows are in the order of the text and of equal length, the first is the header. What lies
    between the cells is white space.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[range, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of a source.

    ``encoding``: that of a text file, ``text.encode(encoding)`` are its bytes. ``extractor``: what
    took the text out of any other format, with its version; empty for a text file. ``looks`` has
    the offset of a line's first visible character as its key. ``pages``: the offset at which each
    page begins, None where only the layout of the text can tell. ``generated``: offsets of
    characters that stand in no run of text, such as automatic numbers. ``facts``: what the file
    says of itself, by the keys of the front matter. ``suffix``: under which the source is kept.
    """

    kind: SourceKind
    text: str
    encoding: str = "utf-8"
    extractor: str = ""
    pages: tuple[int, ...] | None = None
    looks: Mapping[int, Look] = field(default_factory=dict)
    tables: tuple[Cells, ...] = ()
    drops: Drops = field(default_factory=dict)
    generated: frozenset[int] = frozenset()
    suffix: str = "txt"
    facts: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
