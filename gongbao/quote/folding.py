"""What makes no difference between two texts: width, case, script, punctuation, white space.

A number keeps its point, sign and separators: 3.0% is not 30%, and 2021、2022 is not 20212022.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..script import hans_characters

SIGNS = "%‰+°#&"
DASHES = "-–—―~−"
QUOTES = "\"'“”‘’「」『』《》〈〉"
INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD))
"""Zero-width characters that come along when a page is copied."""


@dataclass(frozen=True, slots=True)
class Folded:
    """``at[i]`` is where the i-th character of ``text`` stands in the words as they were."""

    text: str
    at: tuple[int, ...]


def fold(words: str) -> Folded:
    seen = [(i, form) for i, char in enumerate(words) if (form := _form(char))]
    forms = [form for _, form in seen]
    found: list[str] = []
    at: list[int] = []
    for index, (offset, form) in enumerate(seen):
        kept = form if form[0].isalnum() or form[0] in SIGNS else _mark(forms, index)
        found.append(kept)
        at += [offset] * len(kept)
    return Folded("".join(found), tuple(at))


@lru_cache(maxsize=65536)
def _form(char: str) -> str:
    """Empty for what nobody sees; a full-width comma is no comma of a number."""
    if ord(char) in INVISIBLE:
        return ""
    plain = unicodedata.normalize("NFKC", "、" if char == "，" else char).lower()
    return "".join(plain.translate(hans_characters()).split())


def _mark(forms: Sequence[str], index: int) -> str:
    """A mark counts where it stands in a number; elsewhere it is punctuation."""
    before = forms[index - 1][-1] if index else ""
    after = forms[index + 1][0] if index + 1 < len(forms) else ""
    mark = forms[index]
    if not after.isdigit():
        return ""
    if not before.isdigit():
        return "-" if mark in "-−" and not (before.isalnum() or before in (*DASHES,)) else ""
    if mark in ".:/":
        return mark
    if mark in DASHES:
        return "~"
    return "" if mark == "," and _is_thousand(forms[index + 1 : index + 5]) else ","


def _is_thousand(after: Sequence[str]) -> bool:
    return [form[0].isdigit() for form in after][:4] in ([True] * 3, [True, True, True, False])


# ---------------------------------------------------------------- how two texts differ in form


def forms(quoted: str, printed: str) -> tuple[str, ...]:
    """The kinds of difference between two texts that are the same when folded, in one order."""
    one, other = fold(quoted), fold(printed)
    kinds: set[str] = set()
    last = (-1, -1)
    for here, there in zip(one.at, other.at, strict=True):
        kinds |= _between(quoted[last[0] + 1 : here], printed[last[1] + 1 : there])
        kinds |= _of_character(quoted[here], printed[there])
        last = here, there
    kinds |= _between(quoted[last[0] + 1 :], printed[last[1] + 1 :])
    order = ("script", "letter case", "width", "quotation marks", "punctuation", "white space")
    return tuple(kind for kind in order if kind in kinds)


def _of_character(one: str, other: str) -> set[str]:
    if one == other:
        return set()
    plain, printed = (unicodedata.normalize("NFKC", char) for char in (one, other))
    if plain == printed:
        return {"width"}
    if plain.lower() == printed.lower():
        return {"letter case"}
    return {"script"} if one.isalnum() and other.isalnum() else {"punctuation"}


def _between(one: str, other: str) -> set[str]:
    """Of two stretches of marks; a line end of the report is none of its characters."""
    if one == other:
        return set()
    mark, printed = ("".join(words.translate(INVISIBLE).split()) for words in (one, other))
    if mark != printed:
        if unicodedata.normalize("NFKC", mark) == unicodedata.normalize("NFKC", printed):
            return {"width"}
        is_quote = all(char in QUOTES for char in mark + printed)
        return {"quotation marks" if is_quote else "punctuation"}
    is_border = "\n" in other or "\t" in other
    return set() if is_border else {"white space"}
