"""Which characters a written text may hold: those that a reader can see, line ends and tabs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from .model import Place, Problem

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, formats (zero width, bidi), lone surrogates, line ends that editors do not count."""


def unseen(text: str) -> Iterator[str]:
    """The characters that nobody sees: they can hide words, or turn them round."""
    return (char for char in text if _is_unseen(char)) if not text.isprintable() else iter(())


def visible(text: str) -> str:
    """``text`` with each such character shown by its code: ⟦U+202E⟧."""
    return "".join(f"⟦U+{ord(c):04X}⟧" if c == "\n" or _is_unseen(c) else c for c in text)


def problems(text: str, place: Place) -> Iterator[Problem]:
    """One for each such character of each line; ``place`` is that of the first line."""
    for number, line in enumerate(text.split("\n")):
        for char in dict.fromkeys(unseen(line)):
            yield problem(char, Place(place.path, place.line + number))


def problem(char: str, place: Place) -> Problem:
    name = unicodedata.name(char, "a control character").lower()
    return Problem(
        place,
        f"U+{ord(char):04X} ({name}) cannot be seen",
        "remove it: what nobody sees can hide words, or turn them round",
    )


def _is_unseen(char: str) -> bool:
    if char.isprintable():  # no more than a look at a table: nearly all are
        return False
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE
    return char not in "\n\t" and (is_noncharacter or unicodedata.category(char) in UNSEEN)
