"""Codes that a PDF gives for the shape of a character instead of the character."""

from __future__ import annotations

import unicodedata

ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\u00ad\ufeff")

_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""Radicals that look like the character that they are the radical of; Unicode maps but two."""

_BULLETS = {"\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0a7": "▪", "\uf0b7": "•",
            "\uf0d8": "➢", "\uf0fc": "✓"}  # fmt: skip
"""Bullets of the fonts Symbol and Wingdings, as word processors set them."""


def meant(char: str, font: str) -> str:
    """The character that is printed, or "" where the code is that of the character.

    Fonts draw ⾦ (U+2FA6) and 金 with one shape; from the shape alone a PDF's producer cannot know
    which was written, and often names the radical. Nobody would find 金 then.
    """
    if char.isascii():
        return ""
    if char in _BULLETS and ("Symbol" in font or "Wingdings" in font):
        return _BULLETS[char]
    if "\u2e80" <= char <= "\u2eff":
        other = char.translate(_RADICALS)
        return other if other != char else ""
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\ufb00" <= char <= "\ufb06":
        other = unicodedata.normalize("NFKC", char)
        return other if other != char else ""
    return ""


def is_unreadable(char: str, font: str) -> bool:
    """No character at all: private use, unassigned, NUL, half of a pair, the replacement sign."""
    if char.isascii():
        return char < " " and not char.isspace()
    is_none = unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd"
    return is_none and not meant(char, font)
