"""Fonts whose letters are pictures: the characters of Unicode that look the same."""

from __future__ import annotations

import re

_FONTS = re.compile(r"wingdings|webdings|symbol$|zapf ?dingbats", re.IGNORECASE)

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + n: char for n, char in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x6D: "μ",
    0x61: "α", 0x62: "β", 0x57: "Ω", 0xD7: "·", 0x25: "%", 0xE5: "∑",
}  # fmt: skip
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_of_pictures(font: str) -> bool:
    return _FONTS.match(font) is not None


def symbol(code: str, font: str) -> str:
    """The character of a ``w:sym``; one that we do not know keeps its code, and is reported.

    A code of the private use area means nothing in Unicode: ingest names its place.
    """
    point = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0xFFFD
    known = _TABLES.get(font.lower(), {}).get(point & 0xFF)
    if known and (0xF000 <= point <= 0xF0FF or point <= 0xFF):
        return known
    is_text = point >= 0x20 and not 0xD800 <= point <= 0xDFFF and not is_of_pictures(font)
    return chr(point) if is_text or 0xE000 <= point <= 0xF8FF else "\ufffd"
