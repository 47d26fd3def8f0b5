"""What editors changed in report.md by hand, as the page of the report tells its readers."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Anchored, Emendation, Entry, Table, joined, text
from .messages import Translate
from .source_units import Units, units_of
from .versions import PlaceLink, place_words

AROUND = 8
"""Characters shown before and after what was changed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one side, with those around them in the same block."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class EmendationView:
    """``source`` as it stands there, ``report`` in the script of the edition."""

    where: PlaceLink
    source: Reading
    report: Reading


def emendation_views(entry: Entry, translate: Translate) -> tuple[EmendationView, ...]:
    proof = entry.anchored.report.proof
    if proof is None or not proof.emendations:
        return ()
    units = units_of(entry, translate)
    return tuple(_view(one, entry, units, translate) for one in proof.emendations)


def _view(one: Emendation, entry: Entry, units: Units, translate: Translate) -> EmendationView:
    anchored = entry.anchored.blocks[one.block]
    words, first = text(anchored.block), anchored.offset
    start, end = one.out - first, one.out + len(one.after) - first
    # The words of another cell, or those of another block, are no context.
    unit = units.all[units.at(min(one.out, first + len(words) - 1))]
    cuts = sorted({first, unit.start, *unit.cuts, first + len(words)})
    left = max(cut for cut in cuts if cut <= one.out) - first
    right = min((cut for cut in cuts if cut >= end + first), default=end + first) - first
    before, after = words[max(left, start - AROUND) : start], words[end : min(right, end + AROUND)]
    return EmendationView(
        PlaceLink(unit.id, _place(anchored, unit.id, entry, translate)),
        _in_source(one, entry, len(before), len(after)),
        Reading(before, one.after, after),
    )


def _place(anchored: Anchored, unit_id: str, entry: Entry, translate: Translate) -> str:
    """A row of a table is called after its first cell."""
    block = anchored.block
    if isinstance(block, Table) and unit_id in anchored.row_ids:
        return joined(block.rows[anchored.row_ids.index(unit_id)].cells[0])
    return place_words(entry, anchored.id, translate) if anchored.id else ""


def _in_source(one: Emendation, entry: Entry, before: int, after: int) -> Reading:
    proof = entry.anchored.report.proof
    if proof is None:
        return Reading("", one.before, "")
    at = one.at + len(one.before)
    return Reading(
        "".join(proof.text[i] for i in proof.order[max(0, one.at - before) : one.at]),
        one.before,
        "".join(proof.text[i] for i in proof.order[at : at + after]),
    )
