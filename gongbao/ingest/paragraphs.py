"""Printed lines to paragraphs: the cheapest labelling of all lines, and where it is weak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from . import numbering
from .costs import (
    ENDS,
    FOLLOWERS,
    NEVER,
    NEW_PARAGRAPH,
    ROLES,
    STARTS,
    Costs,
    costs,
    ends_with_stop,
)
from .doubts import Doubt, Says, excerpt
from .lines import Line, squeezed
from .width import CLOSING, Measured, measured

SURE = 8.0
"""Margin from which the widths are worth a doubt against what the reader has seen."""

WEAK = 4.0
"""Boundaries with a smaller margin are shown to an editor."""

Paragraph = tuple[Line, ...]
_Fixed = Mapping[int, bool]
"""By the offset of a line: whether a paragraph begins with it, where that is known."""


@dataclass(frozen=True, slots=True)
class Grouped:
    paragraphs: tuple[Paragraph, ...]
    doubts: tuple[Doubt, ...]


def grouped(lines: tuple[Line, ...], outline: tuple[str, ...], source: str, says: Says) -> Grouped:
    """Paragraphs as printed. Doubts are the program's own; what editors say is then obeyed."""
    if not lines:
        return Grouped((), ())
    known = _starts_by_outline(lines, outline)
    looks = {line.start: line.look.begins for line in lines[1:] if line.look.begins is not None}
    if len(looks) == len(lines) - 1:
        return _as_known(lines, known, looks, source, says)
    known.update(looks)
    said = {at: say == "break" for (kind, at), say in says.items() if kind == "boundary"}
    wrapped = measured(lines)
    if not wrapped:
        doubts = tuple(_weak_joins(lines, known, source))
        return Grouped(_parted(lines, _sentence_breaks(lines, known | said)), doubts)
    habit = _habit(wrapped, known)
    free = _Lattice.of(wrapped, known, habit)
    doubts = tuple(_doubts(wrapped, free, known, source))
    final = _Lattice.of(wrapped, known | said, habit) if said else free
    return Grouped(_parted(lines, [role in ENDS for role in final.roles[:-1]]), doubts)


def _as_known(
    lines: tuple[Line, ...], outlined: _Fixed, looks: _Fixed, source: str, says: Says
) -> Grouped:
    """Paragraphs as the reader saw them begin; where the widths are sure of another, a doubt."""
    said = {at: say == "break" for (kind, at), say in says.items() if kind == "boundary"}
    final = {**looks, **said}
    doubts = tuple(_contradicted(lines, outlined, looks, source))
    return Grouped(_parted(lines, [final[line.start] for line in lines[1:]]), doubts)


def _contradicted(
    lines: tuple[Line, ...], outlined: _Fixed, looks: _Fixed, source: str
) -> Iterator[Doubt]:
    wrapped = measured(lines) if not all(looks.values()) else ()
    if not wrapped:
        return
    free = _Lattice.of(wrapped, outlined, _habit(wrapped, outlined))
    for i, margin in enumerate(free.margins):
        at = wrapped[i + 1].line.start
        if (free.roles[i] in ENDS) != looks[at] and margin > SURE:
            chose = "break" if looks[at] else "join"
            yield Doubt(at, "boundary", excerpt(source, "boundary", at), chose, round(margin, 1))


def _parted(lines: tuple[Line, ...], breaks: list[bool]) -> tuple[Paragraph, ...]:
    edges = [0, *(i + 1 for i, is_break in enumerate(breaks) if is_break), len(lines)]
    return tuple(lines[a:b] for a, b in pairwise(edges))


def _starts_by_outline(lines: tuple[Line, ...], outline: tuple[str, ...]) -> dict[int, bool]:
    """A PDF's outline lists headings, and often the first words of paragraphs."""
    return {
        line.start: True
        for line in lines[1:]
        if any(_is_prefix(squeezed(line.text), entry) for entry in outline)
    }


def _is_prefix(text: str, entry: str) -> bool:
    return min(len(text), len(entry)) >= 4 and (text.startswith(entry) or entry.startswith(text))


# ---------------------------------------------------------------- lines that wrap


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The cheapest role of each line, and by how much each boundary is the cheaper way."""

    roles: str
    margins: tuple[float, ...]

    @classmethod
    def of(cls, lines: tuple[Measured, ...], fixed: _Fixed, habit: float) -> _Lattice:
        table = _table(lines, fixed, habit)
        ahead, behind = _forward(table), _backward(table)
        pairs = zip(ahead, behind, strict=True)
        totals = [{role: a[role] + b[role] for role in ROLES} for a, b in pairs]
        margins = tuple(
            abs(min(t[r] for r in ENDS) - min(t[r] for r in ROLES if r not in ENDS))
            for t in totals[:-1]
        )
        return cls(_cheapest(table, behind), margins)


def _table(lines: tuple[Measured, ...], fixed: _Fixed, habit: float) -> list[Costs]:
    around = (None, *lines, None)
    table = [costs(line, around[i], around[i + 2], habit) for i, line in enumerate(lines)]
    for i, below in enumerate(lines[1:]):
        if below.line.start in fixed:
            begins = fixed[below.line.start]
            table[i] |= {role: NEVER for role in ROLES if (role in ENDS) != begins}
    return table


def _step(costs: Costs, role: str) -> float:
    return costs[role] + (NEW_PARAGRAPH if role in STARTS else 0.0)


def _forward(table: list[Costs]) -> list[Costs]:
    """The cheapest way from the first line to each role of each line, its own cost included."""
    ahead = [{role: table[0][role] if role in STARTS else NEVER for role in ROLES}]
    for here in table[1:]:
        last = ahead[-1]
        ahead.append(
            {
                role: min(last[r] for r in ROLES if role in FOLLOWERS[r]) + _step(here, role)
                for role in ROLES
            }
        )
    return ahead


def _backward(table: list[Costs]) -> list[Costs]:
    """The cheapest way from each role of each line to the last line, its own cost left out."""
    behind = [{role: 0.0 if role in ENDS else NEVER for role in ROLES}]
    for below in reversed(table[1:]):
        rest = behind[-1]
        behind.append(
            {role: min(_step(below, r) + rest[r] for r in FOLLOWERS[role]) for role in ROLES}
        )
    return behind[::-1]


def _cheapest(table: list[Costs], behind: list[Costs]) -> str:
    roles: list[str] = []
    for here, rest in zip(table, behind, strict=True):
        open_to = FOLLOWERS[roles[-1]] if roles else STARTS
        totals = {role: _step(here, role) + rest[role] for role in open_to}
        roles.append(min(totals, key=totals.__getitem__))
    return "".join(roles)


def _habit(lines: tuple[Measured, ...], fixed: _Fixed) -> float:
    """The share of paragraphs that open with a short sentence, as the widths alone tell."""
    roles = _Lattice.of(lines, fixed, 0.0).roles
    starts = [
        line.text
        for line, role in zip(lines, roles, strict=True)
        if role in "FS" and not numbering.level(line.text) and not numbering.BULLET.match(line.text)
    ]
    if len(starts) < 8:
        return 0.0
    return sum(bool(numbering.LEAD.match(text)) for text in starts) / len(starts)


def _doubts(
    lines: tuple[Measured, ...], lattice: _Lattice, known: _Fixed, source: str
) -> Iterator[Doubt]:
    for i, margin in enumerate(lattice.margins):
        at = lines[i + 1].line.start
        if at in known:
            continue
        if margin < WEAK or _is_undecidable(lines[i], lines[i + 1], lattice.roles[i : i + 2]):
            chose = "break" if lattice.roles[i] in ENDS else "join"
            yield Doubt(at, "boundary", excerpt(source, "boundary", at), chose, round(margin, 1))


def _is_undecidable(above: Measured, line: Measured, roles: str) -> bool:
    """A full line that ends with a stop, then a short last line: its indent cannot be seen."""
    is_stopped = ends_with_stop(above.text) and above.text[-1] not in "…"
    is_full = above.high > above.full - (2 if roles[0] in "FS" else 0) - 1.6
    is_marked = numbering.level(line.text) or numbering.BULLET.match(line.text)
    ends_short = roles[1] in "LS" and line.high < line.full - 3
    return is_stopped and is_full and ends_short and not is_marked


# ---------------------------------------------------------------- one line a paragraph


def _sentence_breaks(lines: tuple[Line, ...], fixed: _Fixed) -> list[bool]:
    """A line goes on below if it ends without a stop and is no heading."""
    breaks: list[bool] = []
    for above, line in pairwise(lines):
        opens = not breaks or breaks[-1]
        breaks.append(fixed.get(line.start, _is_sentence_break(above, line, opens)))
    return breaks


def _is_sentence_break(above: Line, line: Line, opens: bool) -> bool:
    if numbering.opens_block(line.text) or line.is_indented:
        return True
    is_stopped = ends_with_stop(above.text) or above.text[-1] in "：；"
    return is_stopped or (opens and _is_heading(above.text))


def _is_heading(text: str) -> bool:
    is_marked = numbering.level(text) or numbering.ANNEX.match(text)
    return bool(is_marked and text[-1] not in CLOSING and "。" not in text and len(text) < 45)


def _weak_joins(lines: tuple[Line, ...], known: _Fixed, source: str) -> Iterator[Doubt]:
    breaks = _sentence_breaks(lines, known)
    for line, is_break in zip(lines[1:], breaks, strict=True):
        if not is_break:
            yield Doubt(line.start, "boundary", excerpt(source, "boundary", line.start), "join")
