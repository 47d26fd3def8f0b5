"""An exact search over the texts of reports that knows nothing of ours: search is held to it."""

import random
import re
import unicodedata
from functools import cache
from pathlib import Path

from opencc import OpenCC

HAND_MADE = (Path(__file__).parent / "search_queries.txt").read_text("utf-8").splitlines()
Line = tuple[str, str, str]
"""Path of the report, id, text."""


TO_SIMPLIFIED = OpenCC("t2s")


@cache
def simplified(char: str) -> str:
    return str(TO_SIMPLIFIED.convert(char))


def compared(words: str) -> str:
    """What a person takes for the same is the same: script, width, case, 5,515, 3.0, pauses."""
    folded = unicodedata.normalize("NFKC", words.replace("，", "、")).lower()
    number = r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?"
    parts = re.findall(rf"{number}|[a-zß-öø-ɏ]+|[%‰+°#&]|[^\W_]", folded)
    kept = [by_value(part) if part[0].isdigit() else part for part in parts]
    return "".join(f"\x1f{simplified(part)}" for part in kept) + "\x1f"


def by_value(number: str) -> str:
    """5,515 is 5515 and 3.0 is 3; 04 is a number of another kind than 4."""
    whole, _, decimals = number.replace(",", "").partition(".")
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".")


def truth(query: str, found: list[Line]) -> set[tuple[str, str]]:
    """``found``: path, id and what a line is compared by."""
    wanted = compared(query)
    return {(path, own_id) for path, own_id, held in found if wanted in held}


def random_strings(texts: dict[str, list[Line]], count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    both = texts["zh-Hans"] + texts["zh-Hant"]
    found: list[str] = []
    while len(found) < count:
        words = draw.choice(both)[2]
        start = draw.randrange(max(1, len(words)))
        piece = words[start : start + draw.randint(1, 12)]
        # White space and a quotation mark at an end have a meaning of their own in a query.
        if compared(piece) != "\x1f" and not re.search(r"\s|^[-－−]|^[\"“「『]|[\"”」』]$", piece):
            found.append(piece)
    return found
