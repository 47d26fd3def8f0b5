"""Characters without width or meaning, which editor programs leave behind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Place, Problem
from .drops import Drops, Reason

_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class ZeroWidth:
    drops: Drops
    problems: tuple[Problem, ...]


def zero_width(text: str, place: Place) -> ZeroWidth:
    """Drop them, and say so once."""
    found = [match.start() for match in _ZERO_WIDTH.finditer(text)]
    if not found:
        return ZeroWidth({}, ())
    reason: Reason = "zero-width"
    names = ", ".join(sorted({f"U+{ord(text[at]):04X}" for at in found}))
    message = f"{len(found)} characters without width were dropped: {names}"
    problem = Problem(place, message, "nothing to do: they cannot be seen", fatal=False)
    return ZeroWidth(dict.fromkeys(found, reason), (problem,))
