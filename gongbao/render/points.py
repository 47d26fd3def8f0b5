"""一是…二是…: the points of a paragraph."""

from __future__ import annotations

import re

POINT = re.compile(r"(?P<mark>[一二三四五六七八九十]{1,3}(?:是|要))(?!否|不)")


def point_mark(sentence: str) -> str:
    """``一是`` at the start of a sentence, else empty."""
    match = POINT.match(sentence)
    return match["mark"] if match else ""
