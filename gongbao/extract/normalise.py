"""A text in the one form that the rules are written for, and the way back to the printed one."""

from __future__ import annotations

import re
from dataclasses import dataclass

HALF_WIDTH = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0xFF21 + i): chr(0x41 + i) for i in range(26)},
        **{chr(0xFF41 + i): chr(0x61 + i) for i in range(26)},
        "％": "%",
        "．": ".",
        "～": "~",
        "∼": "~",
        "－": "-",
        "−": "-",
        "–": "-",
        "＋": "+",
        "／": "/",
        "○": "〇",
    }
)
"""One character for one: offsets stay as they are."""

# A comma between a digit and three more digits groups them; anywhere else it ends a clause.
CLAUSE_COMMA = re.compile(r",(?!(?<=[0-9],)[0-9]{3}(?![0-9]))")
CLAUSE_COLON = re.compile(r"(?<=[\u4e00-\u9fff]):")
SPACE = re.compile(r"(?<![A-Za-z])[ \t\n\u3000\xa0]+|[ \t\n\u3000\xa0]+(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` in normal form; ``offsets`` leads back, empty where the offsets are the same."""

    text: str
    offsets: tuple[int, ...] = ()

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """The span in the printed text of a span in the normal text."""
        if not self.offsets:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def normal(printed: str) -> Normal:
    """Half-width digits and signs, full-width commas, no spaces but between Latin letters."""
    text = CLAUSE_COMMA.sub("，", printed.translate(HALF_WIDTH)).replace(";", "；")
    text = CLAUSE_COLON.sub("：", text)
    gaps = [match.span() for match in SPACE.finditer(text)]
    if not gaps:
        return Normal(text)
    dropped = {i for start, end in gaps for i in range(start, end)}
    offsets = tuple(i for i in range(len(text)) if i not in dropped)
    return Normal("".join(text[i] for i in offsets), offsets)
