"""Text -> the tokens that are indexed, by rules.json; templates/assets/tokens.js reads the same.

Of a text count its Han characters, numbers, words and signs (%, +); white space and punctuation do
not. Numbers count by their value (3.0 is 3, 5,515 is 5515) and whole, as do words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

RULES: dict[str, Any] = json.loads(
    resources.files(__package__).joinpath("rules.json").read_text("utf-8")
)
BEYOND = "-".join(chr(int(code, 16)) for code in RULES["han_beyond"])
CUT_AS_HAN = re.compile(f"[{RULES['han']}{BEYOND}]")
"""Kana and Hangul too: all that is written without spaces."""
PIECE = re.compile(
    f"(?P<han>{CUT_AS_HAN.pattern}+)|(?P<number>{RULES['number']})|(?P<word>{RULES['word']})"
    f"|(?P<sign>[{re.escape(''.join(RULES['signs']))}])"
)
CUTTING = re.compile(f"[0-9.,]|{RULES['word']}")
"""Characters between which a cut may fall into a number or a word."""


class Piece(NamedTuple):
    """A run of Han characters, with nothing else between them that counts, or one other token."""

    is_han: bool
    text: str


class Folding(dict[int, str]):
    """For `str.translate`: one width, one case, one script; filled as characters are met.

    Each character by itself, so that places in the text are known in every language.
    """

    def __init__(self, variants: Mapping[str, str]) -> None:
        super().__init__()
        self.variants = variants

    def __missing__(self, code: int) -> str:
        char = RULES["apart"].get(chr(code), chr(code))
        folded = unicodedata.normalize("NFKC", char).lower()
        self[code] = "".join(self.variants.get(one, one) for one in folded)
        return self[code]


def tokens(words: str, folding: Folding, *, is_query: bool = False) -> list[str]:
    """Bigrams of Han characters; whole numbers; words; signs.

    The last character of a run stands alone as well, and the first after a token of another kind,
    so that 5515亿 finds 5515亿元. A query ends where the reader stopped typing: its last character
    is no end of a run.
    """
    return tokens_of(pieces(words, folding), is_query=is_query)


def tokens_of(all_pieces: list[Piece], *, is_query: bool = False) -> list[str]:
    found: list[str] = []
    for index, piece in enumerate(all_pieces):
        run = piece.text
        if not piece.is_han:
            found.append(run)
            continue
        if index and len(run) > 1:
            found.append(run[0])
        found += [one + other for one, other in pairwise(run)]
        if len(run) == 1 or not (is_query and index == len(all_pieces) - 1):
            found.append(run[-1])
    return found


def pieces(words: str, folding: Folding) -> list[Piece]:
    found: list[Piece] = []
    for kind, text in _matches(words.translate(folding)):
        if kind != "han":
            found.append(Piece(False, _spelled(kind, text)))
        elif found and found[-1].is_han:
            found[-1] = Piece(True, found[-1].text + text)
        else:
            found.append(Piece(True, text))
    return found


def _matches(folded: str) -> Iterator[tuple[str, str]]:
    for match in PIECE.finditer(folded):
        yield match.lastgroup or "", match[0]


def _spelled(kind: str, text: str) -> str:
    """Without what Pagefind strips: points, signs."""
    if kind == "number":
        whole, _, decimals = text.replace(",", "").partition(".")
        decimals = decimals.rstrip("0")
        return f"{whole}d{decimals}" if decimals else whole
    return RULES["signs"][text] if kind == "sign" else text
