"""Fields of a DOCX: their results are text, but for tables of contents and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .docx_numerals import numeral
from .docx_pieces import Chars, Field, Instruction, Link, Piece, Seen
from .drops import Reason

_REASONS: Mapping[str, Reason] = {
    "TOC": "table-of-contents",
    "PAGE": "page-number",
    "NUMPAGES": "page-number",
    "SECTIONPAGES": "page-number",
}
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"(?P<address>https?://[^"\s]+)"', re.IGNORECASE)
_CIRCLED = re.compile(r"\s*EQ\s+\\o\\ac\s*\(\s*[○〇]\s*[,，;；]\s*(?P<number>\d{1,2})\s*\)", re.I)

_Open = tuple[str, bool]
"""The instruction of a field so far, and whether its result has begun."""


def resolved(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without fields; a field that does not end is none, for it would take all."""
    matched = _matched(pieces)
    stack: list[_Open] = []
    for i, piece in enumerate(pieces):
        match piece:
            case Field("begin") if i in matched:
                stack.append(("", False))
            case Field("separate") if stack:
                stack[-1] = (stack[-1][0], True)
            case Field("end") if i in matched:
                yield from _shown(*stack.pop())
            case Instruction(text) if stack and not stack[-1][1]:
                stack[-1] = (stack[-1][0] + text, False)
            case _:
                yield from _within(piece, stack)


def _matched(pieces: Sequence[Piece]) -> frozenset[int]:
    """Beginnings and ends that belong together."""
    begun: list[int] = []
    matched: set[int] = set()
    for i, piece in enumerate(pieces):
        if piece == Field("begin"):
            begun.append(i)
        elif piece == Field("end") and begun:
            matched |= {begun.pop(), i}
    return frozenset(matched)


def _within(piece: Piece, stack: Sequence[_Open]) -> Iterator[Piece]:
    """What stands in an instruction is shown nowhere; what stands in a result, by its field."""
    match piece:
        case Chars() if all(is_result for _, is_result in stack):
            reasons = (_REASONS.get(_word(instruction)) for instruction, _ in stack)
            yield replace(piece, reason=piece.reason or next((r for r in reasons if r), None))
        case Field("begin" | "end"):
            yield Seen("broken field")
        case Chars() | Field() | Instruction():
            pass
        case _:
            yield piece


def _word(instruction: str) -> str:
    return instruction.split()[0].upper() if instruction.split() else ""


def _shown(instruction: str, has_result: bool) -> Iterator[Piece]:
    """What a field is beyond its result: a link, or a sign that only its instruction describes."""
    if match := _ADDRESS.match(instruction):
        yield Link(address=match["address"])
    if has_result or _word(instruction) != "EQ":
        return
    circled = _CIRCLED.match(instruction)
    sign = numeral(int(circled["number"]), "decimalEnclosedCircle") if circled else None
    yield Chars(sign, is_generated=True) if sign else Seen("drawn field")
