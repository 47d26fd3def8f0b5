"""Where a sentence breaks: clauses end at ，；：, a parenthesis is a clause of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = {"“": "”", "《": "》", "「": "」"}
BREAKS = "，；：。！？"
MARK = re.compile("[“”《》「」（()），；：。！？]")
"""All that `_clauses` asks for; most characters are none."""


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]``; ``part`` counts the stretches between semicolons."""

    start: int
    end: int
    part: int
    in_parentheses: bool = False


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, a parenthesis after the clause that holds it."""
    return tuple(sorted(_clauses(text), key=lambda clause: (clause.start, -clause.end)))


def clause_at(parts: tuple[Clause, ...], offset: int) -> Clause:
    """The innermost clause that holds the offset."""
    return max(
        (clause for clause in parts if clause.start <= offset <= clause.end),
        key=lambda clause: clause.start,
    )


def _clauses(text: str) -> Iterator[Clause]:
    start = part = 0
    quote = ""
    parentheses: list[int] = []
    for mark in MARK.finditer(text):
        at, character = mark.start(), mark[0]
        if quote:
            quote = "" if character == quote else quote
        elif character in OPENING and OPENING[character] in text[at:]:
            quote = OPENING[character]
        elif character in "（(":
            parentheses.append(at)
        elif character in "）)" and parentheses:
            yield Clause(parentheses.pop() + 1, at, part, in_parentheses=True)
        elif character in BREAKS and not parentheses:
            yield Clause(start, at, part)
            start = at + 1
            part += character == "；"
    yield Clause(start, len(text), part)
