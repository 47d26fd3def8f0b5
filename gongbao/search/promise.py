"""What stands in a report is found: strings of each are looked up in the index that was written."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator

from ..model import Place, Problem
from .prepared import InEdition
from .texts import TEXT
from .tokens import CUTTING, Folding, tokens

LONGEST = 12
"""Characters of a string that is looked up."""


def misses(
    found: Iterable[tuple[Place, str]], holds: Callable[[list[str]], bool], folding: Folding
) -> Iterator[Problem]:
    """``found``: strings of a report, in any script; ``holds``: of its record in the index."""
    for place, words in found:
        phrase = tokens(words, folding, is_query=True)
        if phrase and not holds(phrase):
            yield Problem(
                place,
                f"search does not find {words!r}, which stands here",
                "this is a fault of gongbao: please report it with the line",
                fatal=False,
            )


def strings_of(one: InEdition, count: int) -> Iterator[tuple[Place, str]]:
    """``count`` strings of a report, the same in every build.

    They are chosen by a checksum, which spreads them like chance would.
    """
    shown = json.loads(one.body)["lines"] if count else ()
    for number in range(count):
        draw = zlib.crc32(f"{one.path} {number}".encode())
        line = draw % len(shown)
        text = shown[line][TEXT]
        start = draw // 7 % max(1, len(text))
        end = min(start + draw // 11 % LONGEST + 1, len(text))
        yield one.places[line], _uncut(text, start, end)


def _uncut(text: str, start: int, end: int) -> str:
    """``text[start:end]`` without the parts of numbers and words at its ends."""
    while 0 < start < end and _cuts(text, start):
        start += 1
    while start < end < len(text) and _cuts(text, end):
        end -= 1
    return text[start:end]


def _cuts(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1].lower()
    return all(CUTTING.fullmatch(char) for char in pair)
