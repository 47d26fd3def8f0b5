"""All quantities of a text, in reading order, without those that number or name something."""

from __future__ import annotations

import re
from functools import cache

from .arabic import arabic_quantities
from .closed import closed_quantities
from .lexicon import numberings
from .quantity import Quantity

ARABIC_CUE = re.compile(r"[0-9]")
CLOSED_CUE = re.compile(
    r"[1-9]/|分之|成|两位数|[过超]半|零|[超破逾近上过][一二两三四五六七八九十百千万亿]"
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
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def numbering_digits(text: str) -> frozenset[int]:
    """The offsets of the characters that belong to a name, an ordinal or a threshold."""
    return frozenset(
        offset for match in _numbering().finditer(text) for offset in range(*match.span())
    )


@cache
def _numbering() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{n.name.replace('-', '_')}>{n.pattern})" for n in numberings())
    )
