"""Lines that open as paragraphs do: by their marks, or as other lines of the document show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from . import numbering
from .lines import Line

_RUN = 3
"""So many lines that agree are no chance: one line in 28 begins where a given word stands."""
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.．、]")

SURE, LIKELY, POSSIBLE = 9.0, 7.0, 5.0
"""What it costs to say that the line goes on with the one above; see `costs`."""


def openings(lines: Iterable[Line]) -> Mapping[int, float]:
    """By offset, the lines that open a paragraph by their marks or by the custom of the document.

    A number may by chance begin a line that goes on; where it counts on from others, it does not.
    """
    lines = tuple(lines)
    marked = {
        line.start: POSSIBLE if numbering.level(line.text) == 4 else LIKELY
        for line in lines
        if _is_marked(line.text)
    }
    return marked | dict.fromkeys((*_labelled(lines), *_counted(lines)), SURE)


def _is_marked(text: str) -> bool:
    """各位代表！ is called out where a paragraph begins; with a comma it may go on a sentence."""
    called = numbering.SALUTATION.match(text)
    return numbering.opens_block(text) or (called is not None and called["mark"] not in "，,")


def _labelled(lines: tuple[Line, ...]) -> Iterator[int]:
    """责任单位：… opens a paragraph if the words stand at the beginning of lines throughout."""
    labels = {line.start: match[0] for line in lines if (match := numbering.LABEL.match(line.text))}
    text = "".join(line.text for line in lines)
    for label, count in Counter(labels.values()).items():
        if count >= _RUN and count >= 0.8 * text.count(label):
            yield from (at for at, own in labels.items() if own == label)


def _counted(lines: tuple[Line, ...]) -> Iterator[int]:
    """``8.6个专项：…`` after 7. is the eighth entry, not a number with a fraction."""
    run: list[int] = []
    last = 0
    for line in lines:
        match = _NUMBERED.match(line.text)
        number = int(match["number"]) if match else 0
        is_marked = numbering.level(line.text) == 4
        if number and number == last + 1 and (is_marked or len(run) >= _RUN):
            run.append(line.start)
        elif is_marked:
            yield from run if len(run) >= _RUN else ()
            run = [line.start]
        else:
            continue
        last = number
    yield from run if len(run) >= _RUN else ()
