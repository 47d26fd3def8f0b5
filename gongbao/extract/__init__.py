"""The numbers of a report as typed data: `observations` of an `AnchoredReport`.

The stages, each with a type of its own: `normalise` (Normal) → `reading` (Quantity, from `arabic`
and `closed`, without what `numbering.tsv` excludes) → `mention` (Mention, with its `role`) →
`label`, `rank`, `status` → `record` (Observation). `prose` and `table` go through a block in
reading order. Words are data: see data/. Precision goes before recall: what is unsure is left out.
"""

from __future__ import annotations

from gongbao.model import AnchoredReport, Observation, Registry, Table

from .prose import prose_observations
from .status import standings
from .table import table_observations


def observations(anchored: AnchoredReport, registry: Registry) -> tuple[Observation, ...]:
    """The numbers of the paragraphs and tables of a report, in reading order.

    Only what ``registry`` names has an indicator.

    ``value`` of a bounded number is the printed one, of a range its lower end; the bounds are in
    ``minimum`` and ``maximum``. ``of`` is set for a share too: the level that it is a part of.
    """
    path, names = anchored.report.path, registry.by_name()
    return tuple(
        observation
        for entry, standing in standings(anchored)
        for observation in (
            table_observations(path, entry, entry.block, standing, names)
            if isinstance(entry.block, Table)
            else prose_observations(path, entry, standing, names)
        )
    )


__all__ = ["observations"]
