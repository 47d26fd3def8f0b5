"""How the lines of a PDF stand: where paragraphs begin, what is a title or a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from . import numbering
from .lines import TITLE, Look
from .pdf_furniture import Leaf, Spot
from .pdf_lines import Printed
from .pdf_margins import Margins, Stand, body_size, margins
from .title import DATE, ISSUER
from .width import unbreakable

_MOST_TITLE_LINES = 8
_LONGEST_HEADING = 40
_FULL = 1.5
"""Less room, in characters, than any word needs."""

_Key = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """A line with the edges of its page."""

    spot: Spot
    line: Printed
    margins: Margins
    stand: Stand

    @property
    def text(self) -> str:
        return self.line.text.strip()

    @property
    def key(self) -> _Key:
        return self.line.face.font, self.line.size

    @property
    def is_large(self) -> bool:
        return self.line.size > 1.1 * self.margins.size


def looks(
    leaves: tuple[Leaf, ...], lines: Mapping[Spot, Printed]
) -> tuple[dict[Spot, Look], tuple[Spot, ...]]:
    """The looks of the report's own lines, and the headings that only their face shows."""
    edges = margins(leaves, lines)
    standing = [
        Standing(spot, line, of, of.stand(line))
        for spot, line in lines.items()
        if (of := edges[spot[0]]) is not None
    ]
    begins = dict(_begins(standing, leaves))
    titles = tuple(one.spot for one in _title(standing))
    body = standing[len(titles) :]
    levels = dict(_levels(body, begins, body_size(lines.values())))
    found = {spot: Look(begins=is_start) for spot, is_start in begins.items()}
    found |= {spot: replace(found[spot], level=level) for spot, (level, _) in levels.items()}
    found |= {spot: replace(found[spot], level=TITLE) for spot in titles}
    return found, tuple(spot for spot, (_, is_sure) in levels.items() if not is_sure)


# ---------------------------------------------------------------- where paragraphs begin


def _begins(
    standing: Sequence[Standing], leaves: tuple[Leaf, ...]
) -> Iterator[tuple[Spot, bool | None]]:
    above: Standing | None = None
    for one in standing:
        is_after_table = above is not None and _skips(above.spot, one.spot, leaves)
        yield one.spot, True if above is None or is_after_table else _is_start(above, one)
        above = one


def _skips(above: Spot, here: Spot, leaves: tuple[Leaf, ...]) -> bool:
    """A table stands between the two lines."""
    between = (
        leaves[above[0]].items[above[1] + 1 : here[1]]
        if above[0] == here[0]
        else (*leaves[above[0]].items[above[1] + 1 :], *leaves[here[0]].items[: here[1]])
    )
    return any(not isinstance(item, Printed) for item in between)


def _is_start(above: Standing, here: Standing) -> bool | None:
    match here.stand:
        case Stand.INDENTED:
            return True
        case Stand.FLUSH if here.margins.has_indents:
            return _had_room(above, here) or above.stand is Stand.CENTRED
        case Stand.FLUSH:
            return True if _had_room(above, here) else None
        case Stand.CENTRED:
            return not _is_wrapped(above, here)
        case _:
            is_full = above.margins.room(above.line) < _FULL
            is_marked = numbering.opens_block(here.text) or above.stand is Stand.CENTRED
            return not is_full or is_marked


def _had_room(above: Standing, here: Standing) -> bool:
    """The first word of this line would have fitted above."""
    return above.margins.room(above.line) > unbreakable(here.text) + _FULL


def _is_wrapped(above: Standing, here: Standing) -> bool:
    """The second line of a title that is set in the middle."""
    width = above.margins.right - above.margins.left
    is_wide = above.line.right - above.line.left > 0.5 * width
    is_alone = any(DATE.match(one.text) for one in (above, here)) or ISSUER.match(above.text)
    is_alike = above.key == here.key and (above.stand is Stand.CENTRED or above.is_large)
    return is_alike and is_wide and not is_alone and above.spot[0] == here.spot[0]


# ---------------------------------------------------------------- title and headings


def _title(standing: Sequence[Standing]) -> tuple[Standing, ...]:
    """The lines at the head of the report that are large or stand in the middle."""
    return tuple(takewhile(_is_of_title, standing[:_MOST_TITLE_LINES]))


def _is_of_title(one: Standing) -> bool:
    stands_out = one.is_large or one.stand is Stand.CENTRED
    return stands_out and numbering.level(one.text) not in (2, 3)


def _levels(
    body: Sequence[Standing], begins: Mapping[Spot, bool | None], size: float
) -> Iterator[tuple[Spot, tuple[int, bool]]]:
    """The levels of headings without a number, and whether a numbered one has the same face."""
    alone = [
        one
        for one, below in zip(body, [*body[1:], None], strict=False)
        if begins[one.spot] and (below is None or begins[below.spot]) and _is_short(one.text)
    ]
    faces: Counter[_Key] = Counter()
    for one in body:
        faces[one.key] += len(one.text)
    usual = faces.most_common(1)[0][0] if faces else ("", 0.0)
    learned = _learned([one for one in alone if one.key != usual])
    for one in alone:
        is_marked = numbering.opens_block(one.text) and not numbering.CHAPTER.match(one.text)
        stands_out = one.key[0] != usual[0] or one.is_large
        if is_marked or not stands_out or one.line.size < 0.95 * size:
            continue
        if one.key in learned:
            yield one.spot, (learned[one.key], True)
        elif not learned or one.is_large:
            yield one.spot, (2, False)


def _learned(alone: Sequence[Standing]) -> dict[_Key, int]:
    """Which face the numbered headings of each level have, where they agree."""
    levels: dict[int, Counter[_Key]] = {}
    for one in alone:
        if level := numbering.level(one.text):
            levels.setdefault(level, Counter())[one.key] += 1
    usual = {level: keys.most_common(1)[0][0] for level, keys in levels.items()}
    keys = Counter(usual.values())
    return {key: level for level, key in usual.items() if keys[key] == 1}


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and text[-1] not in "。；：，、;:,"
