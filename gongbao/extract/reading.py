"""All quantities of a text, in reading order, without those that number or name something."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from .arabic import arabic_quantities
from .closed import PERCENT, closed_quantities
from .lexicon import numberings, qualifier_words
from .quantity import Quantity, bounded

AFTER_WORDS = {word.text: word.bound for word in qualifier_words() if word.side == "after"}
ARABIC_CUE = re.compile(r"[0-9]")
CLOSED_CUE = re.compile(
    r"[1-9]/|[0-9][∶:]1|分之|成|两位数|[过超]半|零|[超破逾近上过][一二两三四五六七八九十百千万亿]"
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a normal text; no two overlap."""
    found: list[Quantity] = []
    if ARABIC_CUE.search(text):
        found += arabic_quantities(text, numbering_digits(text))
    if CLOSED_CUE.search(text):
        taken = [(q.outer_start, q.outer_end) for q in found]
        found += [
            quantity
            for quantity in closed_quantities(text)
            if not any(a < quantity.outer_end and quantity.outer_start < b for a, b in taken)
        ]
    return _suffixes_shared(text, sorted(found, key=lambda quantity: quantity.start))


def _suffixes_shared(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """达到90%和98%以上: the word behind the last number bounds both."""
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        is_shared = (
            text[one.outer_end : after.outer_start] in ("和", "、", "及", "与")
            and one.unit is after.unit is PERCENT
            and one.bounds.qualifier == "exact"
            and text.startswith(after.bounds.text, after.end)
        )
        if is_shared and (bound := AFTER_WORDS.get(after.bounds.text)):
            found[at] = replace(one, bounds=bounded(one.value, bound, after.bounds.text))
    return tuple(found)


def numbering_digits(text: str) -> frozenset[int]:
    """The offsets of the characters that belong to a name, an ordinal or a threshold."""
    return frozenset(
        offset for match in _numbering().finditer(text) for offset in range(*match.span())
    )


@cache
def _numbering() -> re.Pattern[str]:
    """Their groups have no names: nobody asks which it was, and to note it takes half the time."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in numberings()))
