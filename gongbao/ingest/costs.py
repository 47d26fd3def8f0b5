"""What it costs to call a line the first, a middle, the last or the only one of its paragraph.

Roles: F first, M middle, L last, S single; A and B the first and last line of a heading that wraps.
Costs are on the scale of squared deviations from the expected width; the constants were set on 60
typeset PDFs and the first five reports (notes: 21 wrong boundaries of 15,700).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import numbering
from .openings import LIKELY
from .sections import is_title
from .width import CLOSING, OPENING, Measured, unbreakable

ROLES = "FMLSAB"
ENDS = "LSB"
STARTS = "FSA"
FOLLOWERS = {"F": "ML", "M": "ML", "A": "B", "L": "FSA", "S": "FSA", "B": "FSA"}

NEVER = 1e9
NEW_PARAGRAPH = 1.8
"""Paragraphs are rarer than lines."""

Costs = dict[str, float]

_STOPS = "。！？…!?"
_INDENT = 2
HALF_EMPTY = 8


@dataclass(frozen=True, slots=True)
class Custom:
    """What the document shows of itself.

    ``habit`` is the share of paragraphs that open with a short sentence; ``openings`` has, by
    offset, the lines that open as paragraphs do and what it costs to deny it.
    """

    habit: float
    openings: Mapping[int, float]


def costs(line: Measured, above: Measured | None, below: Measured | None, custom: Custom) -> Costs:
    opens = custom.openings.get(line.line.start, 0.0)
    parts = (
        _of_opening(line, opens),
        {} if opens else _of_habit(line, above, custom.habit),
        _of_ending(line, opens, below is None or below.line.start in custom.openings),
        _of_width(line, below, opens),
        _of_heading(line, below, opens),
    )
    return {role: sum(part.get(role, 0.0) for part in parts) for role in ROLES}


def ends_with_stop(text: str) -> bool:
    return text[-1] in _STOPS or (text[-1] in "”）" and text[-2:-1] in ("。", "！", "？", "；"))


def _of_opening(line: Measured, opens: float) -> Costs:
    text, level = line.text, numbering.level(line.text)
    if text[0] in CLOSING:
        return {"F": 60.0, "S": 60.0}
    result: Costs = {}
    is_short_heading = line.high < line.full - 3 and text[-1] not in CLOSING
    if level == 2 and is_short_heading and not set(text) & set("。；"):
        result |= {"F": 3.0, "M": 3.0}
    late = max(opens, LIKELY if line.line.is_indented and level != 4 else 0.0)
    if late:
        result |= {"M": result.get("M", 0.0) + late, "L": late}
    return result


def _of_habit(line: Measured, above: Measured | None, habit: float) -> Costs:
    """Where most paragraphs open with a short sentence, one that does is likely to open one."""
    if habit <= 0.5:
        return {}
    if not numbering.LEAD.match(line.text):
        return {"F": 1.0}
    follows_stop = above is not None and above.text[-1] in _STOPS + "”）"
    return {"F": -3.0 * habit} | ({"M": 1.5, "L": 1.5} if follows_stop else {})


def _of_ending(line: Measured, opens: float, precedes_opening: bool) -> Costs:
    text = line.text
    if text[-1] in "，、" or text[-1] in OPENING:
        return {"L": 14.0, "S": 14.0}
    if ends_with_stop(text) or text[-1] in "：:；;":
        # What ends with ； is an entry of a list, and another one follows.
        is_broken_off = text[-1] in "；;" and not precedes_opening
        return {"L": 4.0, "S": 4.0} if is_broken_off else {}
    can_be_heading = numbering.level(text) in (2, 3) or numbering.ANNEX_REF.match(text)
    is_labelled = opens and numbering.LABEL.match(text)
    is_whole = can_be_heading or is_labelled or is_title(text)
    return {"L": 8.0, "S": 0.5 if is_whole else 8.0}


def _of_width(line: Measured, below: Measured | None, opens: float) -> Costs:
    first, inner = line.full - _INDENT, line.full
    return {
        "F": _full(line, below, first),
        "M": _full(line, below, inner),
        "S": _at_most(line, first) + _coincidence(line, first) + (0.5 if opens else 4.0),
        "L": _at_most(line, inner) + _coincidence(line, inner),
    }


def _of_heading(line: Measured, below: Measured | None, opens: float) -> Costs:
    """Headings wrap too, and end without a stop."""
    text = line.text
    can_open = numbering.level(text) in (2, 3) or numbering.ANNEX_REF.match(text)
    has_stop = "。" in text
    first = NEVER
    if can_open and text[-1] not in _STOPS:
        first = _full(line, below, line.full - _INDENT) + 1.0 + 6.0 * has_stop
    last = _at_most(line, line.full) + 1.0 + 9.0 * (text[-1] in CLOSING) + 9.0 * has_stop
    is_other = opens or numbering.level(text) or numbering.BULLET.match(text)
    return {"A": first, "B": NEVER if is_other else last}


def _full(line: Measured, below: Measured | None, target: float) -> float:
    """A line broken because it was full; dear if the next word would have had room on it."""
    if below is None:
        return NEVER
    slack = max(0.0, target - line.high)
    room = slack - unbreakable(below.text)
    early = min(_cap(room), 3.5 + 2.5 * room) if room > 0.4 else 0.35 * slack
    return min(40.0, _over(line, target) + early)


def _cap(room: float) -> float:
    """Oddly broken lines occur, half empty ones do not."""
    return 6.5 if room < HALF_EMPTY else 12.0


def _at_most(line: Measured, target: float) -> float:
    return min(40.0, _over(line, target))


def _over(line: Measured, target: float) -> float:
    return float((max(0.0, line.low - target) / 0.7) ** 2)


def _coincidence(line: Measured, target: float) -> float:
    """A last line that is full is a chance of one in ``target``; a short one is the norm."""
    return 0.8 if line.high > target - 1 else 0.0
