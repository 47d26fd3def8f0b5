"""All reports together, and the files that are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from .indicator import NO_REGISTRY, Registry
from .observation import Observation
from .report import Anchored, AnchoredReport, ids_of
from .source import SiteSettings
from .tracking import NOT_TRACKED, Tracking


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with its numbers and what is known of it only next to the others."""

    anchored: AnchoredReport
    observations: tuple[Observation, ...]
    before: str | None
    """The path of the same body's report of the period before."""
    after: str | None

    def places(self) -> dict[str, Anchored]:
        """Every id of the page that a link may name -> the block that it leads to."""
        blocks = self.anchored.blocks
        found = {own_id: anchored for anchored in blocks for own_id in ids_of(anchored)}
        found |= {number.id: found[number.block] for number in self.observations}
        aliases = (alias for alias in self.anchored.aliases if alias.target in found)
        return found | {alias.id: found[alias.target] for alias in aliases}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A report that has problems of its own, in a build that publishes the others.

    ``title`` and ``ids`` are those of its previous edition, which stays on the site; without one
    ``is_published`` is false.
    """

    path: str
    title: str = ""
    ids: frozenset[str] = frozenset()
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """All reports, newest period first within a body, bodies in the order of site.yaml."""

    settings: SiteSettings
    entries: tuple[Entry, ...]
    unusable: frozenset[str] = frozenset()
    """Paths of reports that are there but have problems of their own."""
    registry: Registry = NO_REGISTRY
    tracking: Tracking = NOT_TRACKED
    held: tuple[HeldBack, ...] = ()
    """Reports that this build leaves as they were."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, not yet written."""

    path: PurePosixPath
    body: bytes
    is_previous: bool = False
    """Taken from the site as it was."""
