"""White space and ** inside a line that the layout or an earlier conversion has put there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .doubts import Doubt, Says, excerpt
from .drops import Drops, Reason, merged
from .lines import Line, Passage
from .numbering import CHAPTER, NUMBER, POINT

_AMBIGUOUS_CJK = frozenset("“”‘’—…·×")
"""Width says nothing of these; in Chinese text they are Chinese."""

BOLD = re.compile(r"(?<!\*)\*\*(?P<words>[^*\s](?:[^*\n]*[^*\s])?)\*\*(?!\*)")
_NUMBERED = re.compile(f"{NUMBER.pattern}|{CHAPTER.pattern}|附[件录表]")
"""After the number of a heading a space is meant."""
_STRETCHED = 4
_INSIDE_MARK = re.compile(r"[“‘（《〈【「『] | [，。、；：！？”’）》〉】」』]")
_GAP = re.compile(r"(?<=\S)[^\S\n]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Spaced:
    """``passage`` without what the layout put in."""

    passage: Passage
    drops: Drops
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Lines as a reader of the printed page sees them."""

    lines: tuple[Line, ...]
    drops: Drops
    doubts: tuple[Doubt, ...]


def is_cjk(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in _AMBIGUOUS_CJK


def as_printed(lines: Iterable[Line], source: str, says: Says) -> Printed:
    """The lines without ** around points, and letter-spaced lines closed up."""
    done = []
    found: list[Spaced] = []
    for line in lines:
        plain = _without_bold(line.passage, source, says)
        close = _without_letter_spacing(plain.passage)
        found += (plain, close)
        done.append(replace(line, passage=close.passage))
    return Printed(
        tuple(done), merged(f.drops for f in found), tuple(d for f in found for d in f.doubts)
    )


def flowed(passage: Passage, source: str, says: Says) -> Spaced:
    """Spaces between Chinese and Latin go; those between Latin words stay.

    A space between two Chinese characters may be meant (新未来 畅绘香蜜湖): it is kept, as a doubt.
    After 第一章 it is meant.
    """
    gone: dict[int, Reason] = {}
    doubts = []
    for gap in _GAP.finditer(passage.text):
        left, right = passage.text[gap.start() - 1], passage.text[gap.end()]
        span = range(gap.start(), gap.end())
        if is_cjk(left) != is_cjk(right):
            gone |= dict.fromkeys(span, "cjk-latin-space")
        elif is_cjk(left) and not _NUMBERED.fullmatch(passage.text[: gap.start()]):
            at = passage.at[gap.start()]
            doubts.append(Doubt(at, "space", excerpt(source, "space", at), "keep"))
            if says.get(("space", at)) == "drop":
                gone |= dict.fromkeys(span, "stray-space")
    return _spaced(passage, gone, doubts)


def _without_bold(passage: Passage, source: str, says: Says) -> Spaced:
    """``**四是**`` is a point that a converter made bold; ``**市**区`` may be a masked name."""
    gone: dict[int, Reason] = {}
    doubts = []
    for pair in BOLD.finditer(passage.text):
        is_point = POINT.fullmatch(pair["words"]) is not None
        at = passage.at[pair.start()]
        if not is_point:
            doubts.append(Doubt(at, "bold", excerpt(source, "bold", at), "keep"))
        if says.get(("bold", at), "drop" if is_point else "keep") == "drop":
            stars = (pair.start(), pair.start() + 1, pair.end() - 2, pair.end() - 1)
            gone |= dict.fromkeys(stars, "markdown-bold")
    return _spaced(passage, gone, doubts)


def _without_letter_spacing(passage: Passage) -> Spaced:
    """Most neighbours in the line are set apart by one space: 政 府 工 作 报 告.

    Or the line was stretched, 甲 乙丙 丁戊 ，己 庚: there a space also stands inside a mark.
    """
    text = passage.text
    cjk = sum(map(is_cjk, text))
    gaps = [
        i
        for i in range(1, len(text) - 1)
        if text[i].isspace() and is_cjk(text[i - 1]) and is_cjk(text[i + 1])
    ]
    is_spaced_out = cjk >= 2 and len(gaps) >= 0.6 * (cjk - 1)
    is_stretched = len(gaps) >= _STRETCHED and _INSIDE_MARK.search(text) is not None
    gone = gaps if is_spaced_out or is_stretched else []
    return _spaced(passage, dict.fromkeys(gone, "letter-spacing"), [])


def _spaced(passage: Passage, gone: dict[int, Reason], doubts: list[Doubt]) -> Spaced:
    drops: Drops = {passage.at[i]: reason for i, reason in gone.items()}
    return Spaced(passage.without(gone), drops, tuple(doubts))
