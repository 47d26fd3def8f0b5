"""The numbers of one sentence, each with its clause, its role and the number it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from .clause import Clause, clause_at, clauses
from .quantity import Quantity
from .reading import quantities
from .role import Reading, Setting, reading

NEAR = 30
"""A change further from the level before it than this many characters is of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """``lead`` and ``tail`` are the words around it up to the next numbers of its clause.

    ``opens_clause``: no number before it there; ``closes_clause``: none behind it.
    ``of`` is the place among the sentence's mentions of the level that it changes or divides.
    """

    quantity: Quantity
    reading: Reading
    clause: Clause
    lead: str
    tail: str
    opens_clause: bool
    closes_clause: bool
    of: int | None = None


@lru_cache(maxsize=1 << 12)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """The numbers of a sentence in normal form, in reading order.

    A report that was edited has nearly all of its sentences still: a preview reads it again.
    """
    found = quantities(sentence)
    if not found:
        return ()
    parts = clauses(sentence)
    places = [clause_at(parts, quantity.start) for quantity in found]
    bare: list[Mention] = []
    for at, quantity in enumerate(found):
        clause = places[at]
        before = bare[-1] if bare and bare[-1].clause == clause else None
        after = found[at + 1] if at + 1 < len(found) and places[at + 1] == clause else None
        lead_start = before.quantity.outer_end if before else clause.start
        setting = Setting(
            quantity=quantity,
            lead=sentence[lead_start : quantity.outer_start],
            tail=sentence[quantity.outer_end : after.outer_start if after else clause.end],
            previous=before.reading if before else None,
            previous_unit=before.quantity.unit.code if before and before.quantity.unit else None,
        )
        bare.append(
            Mention(
                quantity=quantity,
                reading=reading(setting),
                clause=clause,
                lead=setting.lead,
                tail=setting.tail,
                opens_clause=before is None,
                closes_clause=after is None,
            )
        )
    return _attached(bare)


def _attached(bare: list[Mention]) -> tuple[Mention, ...]:
    """The same mentions with ``of``, where the sentence leaves no doubt."""
    owners: dict[int, int] = {}
    for at, mention in enumerate(bare):
        if mention.reading.role not in ("change", "share") or mention.reading.rule == "part":
            continue
        if at in owners:
            continue
        run = _distributed_run(bare, at)
        if len(run) > 1 or mention.reading.is_distributed:
            owners |= _distribution(bare, run)
        elif (owner := _owner(bare, owners, at)) is not None:
            owners[at] = owner
    return tuple(
        replace(mention, of=owners[at]) if at in owners else mention
        for at, mention in enumerate(bare)
    )


def _distributed_run(bare: list[Mention], at: int) -> range:
    """A change and the numbers that continue it: 分别增长77%、40%、15%."""
    end = at + 1
    while end < len(bare) and bare[end].reading.rule == "continued":
        end += 1
    return range(at, end)


def _distribution(bare: list[Mention], run: range) -> dict[int, int]:
    """Each number of a run to the level at its place in the list before; none if they differ."""
    if bare[run.start].reading.subject or not bare[run.start].reading.is_distributed:
        return {}
    levels: list[int] = []
    for at in range(run.start - 1, -1, -1):
        if bare[at].reading.role != "level" or bare[at].clause.part != bare[run.start].clause.part:
            break
        levels.insert(0, at)
    return dict(zip(run, levels, strict=True)) if len(levels) == len(run) else {}


def _owner(bare: list[Mention], owners: dict[int, int], at: int) -> int | None:
    """The level right before, or the one that the number right before belongs to."""
    mention, before = bare[at], bare[at - 1] if at else None
    if mention.reading.subject or before is None or before.clause.part != mention.clause.part:
        return None
    if mention.quantity.start - before.quantity.end > NEAR:
        return None
    if before.reading.role == "level":
        return at - 1
    if before.reading.role == "rate":
        return at - 1 if mention.quantity.unit and mention.quantity.unit.kind == "points" else None
    return owners.get(at - 1)
