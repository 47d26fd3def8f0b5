"""Which characters are one in search: 香蜜湖區 finds 香蜜湖区, in every edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..script import hans_characters
from .tokens import CUT_AS_HAN, Folding


def variants(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Character -> the one it counts as; ``pairs``: those in one place of a text in two scripts.

    OpenCC's characters, and those pairs of our texts that it converts by the word: 乾 stands for
    干 in one word and for itself in another. Kept are those that lead to a character of our texts.
    Han characters stand for Han characters: where a text is cut into tokens stays the same.
    """
    found = _closed({chr(code): form for code, form in hans_characters().items()})
    folding = Folding(found)
    held: set[str] = set()
    for one, other in sorted(pairs):
        left, right = one.translate(folding), other.translate(folding)
        if left != right and CUT_AS_HAN.fullmatch(left) and CUT_AS_HAN.fullmatch(right):
            _join(found, right, left)
            folding = Folding(found)
        held.update(one.translate(folding))
    return {char: form for char, form in sorted(found.items()) if form in held}


def _closed(found: dict[str, str]) -> dict[str, str]:
    """No form counts as another one; OpenCC has a few pairs that lead back to themselves."""
    for char, form in found.items():
        while form in found and found[form] != char:
            form = found[form]
        found[char] = form
    return {char: form for char, form in found.items() if form not in found}


def _join(found: dict[str, str], char: str, form: str) -> None:
    """``char`` and all that count as it count as ``form``."""
    form = found.get(form, form)
    for other in [other for other, one in found.items() if one == char]:
        found[other] = form
    found[char] = form
    found.pop(form, None)


def as_text(table: Mapping[str, str]) -> str:
    """Pair after pair, as tokens.js reads them."""
    return "".join(char + form for char, form in table.items())
