"""The numbers that browsers print before the items of an ordered list."""

from __future__ import annotations

import re
from typing import Any

_CHINESE = "零一二三四五六七八九"
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(?P<type>[a-z-]{4,})", re.IGNORECASE)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 9999


class Markers:
    """Which marker the next item gets, as a page is walked through; lists nest."""

    def __init__(self) -> None:
        self.lists: list[tuple[str, int] | None] = []
        self.waiting = ""

    def enter(self, element: Any) -> None:
        if element.tag == "ol":
            start = _integer(element.get("start"), 1)
            self.lists.append(None if _is_unmarked(element) else (_style(element), start))
        elif element.tag in ("ul", "menu", "dir"):
            self.lists.append(None)
        elif element.tag == "li" and self.lists and (ordered := self.lists[-1]):
            style, due = ordered
            number = _integer(element.get("value"), due)
            self.lists[-1] = style, number + 1
            self.waiting = "" if _is_unmarked(element) else marker(number, style)

    def leave(self, element: Any) -> None:
        if element.tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        if element.tag == "li":
            self.waiting = ""

    def taken(self) -> str:
        waiting, self.waiting = self.waiting, ""
        return waiting


def marker(number: int, style: str) -> str:
    """As browsers print it: ``3. ``, ``c. ``, ``iii. ``, 三、 (CSS Counter Styles §6)."""
    if not 0 < number <= _MOST:
        return f"{number}. "
    match style:
        case "a" | "lower-alpha" | "lower-latin":
            return f"{_letters(number)}. "
        case "A" | "upper-alpha" | "upper-latin":
            return f"{_letters(number).upper()}. "
        case "i" | "lower-roman":
            return f"{_roman(number)}. "
        case "I" | "upper-roman":
            return f"{_roman(number).upper()}. "
        case "cjk-decimal":
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) + "、"
        case "simp-chinese-informal" | "cjk-ideographic" | "trad-chinese-informal" if number < 100:
            return _chinese(number) + "、"
        case _:
            return f"{number}. "


def _is_unmarked(element: Any) -> bool:
    return _UNMARKED.search(element.get("style", "")) is not None


def _style(element: Any) -> str:
    said = _STYLE.search(element.get("style", ""))
    return said["type"].lower() if said else element.get("type", "1")


def _integer(text: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", text or "")
    return int(match[1]) if match else otherwise


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _CHINESE[tens]) + "十"
    return head + (_CHINESE[ones] if ones else "")
