"""The source line by line, each character with what became of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ..model import Dropped, Entry, Ledger, Proof
from .source_units import Units

LINE = re.compile(r"[^\n\r\f]*(?:\r\n|[\n\r\f]|\Z)")
SIGNS = {"\n": "¶", "\r": "←", "\f": "↓", " ": "·", "\t": "→", "\u3000": "□"}
"""How white space is shown; any other character that cannot be seen is shown as ‹U+00A0›."""

Kind = Literal["kept", "generated", "emended", "dropped"]
NO_UNIT = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """``words`` as shown; of a piece that ``is_space`` a sign for each character.

    ``reason`` says of what is dropped why it is.
    """

    words: str
    kind: Kind
    reason: str
    is_space: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A line of the source, or the part of it that stands in one unit of the report.

    ``number`` is that of the line, ``starts_line`` whether it begins it; ``page`` counts from 1, 0
    where pages are not known. ``unit`` is `NO_UNIT` for a line that is dropped as a whole.
    """

    number: int
    starts_line: bool
    page: int
    unit: int
    offsets: range
    pieces: tuple[Piece, ...]

    @property
    def is_blank(self) -> bool:
        return self.unit == NO_UNIT and all(piece.is_space for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Fate:
    kind: Kind
    reason: str = ""
    unit: int | None = None


def fragments(entry: Entry, told: Ledger, proof: Proof, units: Units) -> Iterator[Fragment]:
    """All of the source, in its order."""
    fates = _fates(entry, told, proof, units)
    number = 1
    for match in LINE.finditer(proof.text):
        if not match[0]:
            continue
        for start, end, unit in _parts(fates, match.start(), match.end()):
            seen = start + len(proof.text[start:end]) - len(proof.text[start:end].lstrip())
            yield Fragment(
                number=number,
                starts_line=start == match.start(),
                page=bisect_right(told.pages, min(seen, end - 1)),
                unit=unit,
                offsets=range(start, end),
                pieces=tuple(_pieces(proof.text, fates, start, end)),
            )
        number += match[0].endswith(("\n", "\r"))


def _fates(entry: Entry, told: Ledger, proof: Proof, units: Units) -> list[_Fate]:
    out = {at: i for i, at in enumerate(proof.kept) if at is not None}
    gone = _emended(entry, proof, units)
    fates: list[_Fate] = []
    for segment in told.segments:
        if isinstance(segment, Dropped):
            fates += [_Fate("dropped", segment.reason)] * len(segment.text)
            continue
        kind: Kind = "generated" if segment.is_generated else "kept"
        for at in range(segment.start, segment.start + segment.length):
            is_there = at in out
            unit = units.at(out[at]) if is_there else gone[at]
            fates.append(_Fate(kind if is_there else "emended", unit=unit))
    return fates


def _emended(entry: Entry, proof: Proof, units: Units) -> dict[int, int]:
    """For each character of the source that an editor took out the unit that it stood in."""
    blocks = entry.anchored.blocks
    gone: dict[int, int] = {}
    for one in proof.emendations:
        after = blocks[one.block + 1].offset if one.block + 1 < len(blocks) else len(proof.kept)
        unit = units.at(max(min(one.out, after - 1), 0))
        gone |= dict.fromkeys(proof.order[one.at : one.at + len(one.before)], unit)
    return gone


def _parts(fates: list[_Fate], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The line cut where another unit begins; what is dropped goes with what stands before it."""
    known = [(at, unit) for at in range(start, end) if (unit := fates[at].unit) is not None]
    if not known:
        yield start, end, NO_UNIT
        return
    begins = [start]
    units = [known[0][1]]
    for at, unit in known:
        if unit != units[-1]:
            begins.append(at)
            units.append(unit)
    yield from zip(begins, [*begins[1:], end], units, strict=True)


def _pieces(source: str, fates: list[_Fate], start: int, end: int) -> Iterator[Piece]:
    def key(at: int) -> tuple[Kind, str, bool]:
        fate = fates[at]
        is_sign = source[at] in "\n\r\f" if fate.kind == "kept" else _is_unseen(source[at])
        return fate.kind, fate.reason, is_sign

    for (kind, reason, is_space), group in groupby(range(start, end), key=key):
        words = "".join(source[at] for at in group)
        yield Piece("".join(map(_sign, words)) if is_space else words, kind, reason, is_space)


def _is_unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "CZ"


def _sign(char: str) -> str:
    return SIGNS.get(char, f"‹U+{ord(char):04X}›")
