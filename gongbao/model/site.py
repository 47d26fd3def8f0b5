"""All reports together, and the files that are made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ..problem import Place, Problem
from .indicator import NO_REGISTRY, Registry
from .observation import Observation
from .report import Anchored, AnchoredReport, FrontMatter, ids_of
from .source import MetricCorrection, SiteSettings, VersionNote
from .tracking import NOT_TRACKED, Sum, Tracking


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with its numbers: all that its own pages say."""

    anchored: AnchoredReport
    observations: tuple[Observation, ...]

    def places(self) -> dict[str, Anchored]:
        """Every id of the page that a link may name -> the block that it leads to."""
        blocks = self.anchored.blocks
        found = {own_id: anchored for anchored in blocks for own_id in ids_of(anchored)}
        found |= {number.id: found[number.block] for number in self.observations}
        aliases = (alias for alias in self.anchored.aliases if alias.target in found)
        return found | {alias.id: found[alias.target] for alias in aliases}


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the contents list; ``first``–``last`` are the numbers of its paragraphs."""

    id: str
    level: int
    number: str
    title: str
    first: str
    last: str
    children: tuple[Section, ...]

    @property
    def is_apart(self) -> bool:
        """The title is not printed right after the number: it is that of the table of an annex."""
        return self.number.startswith("附")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What the pages of others show of a report, and checks of all reports ask: never its text.

    ``identity``: the hash of all that the report was made from. ``figures`` gives the numbers that
    may stand beside those of other reports: most builds of a large library ask for few, and they
    are half of what a digest would hold; ``shown``: the hash of all that is said of them.
    ``length``: characters of report.md. ``lock``: the SHA-256 of what `anchors.lock` is to hold.
    In the edition of the source script alone are given: ``sums``, ``signature`` (of its words, see
    series/likeness), ``links``, ``ids`` (every one of its page that a link may name, a line each),
    ``problems``, ``lock`` and ``characters`` (those of its text beside those of the same place in
    other editions).
    """

    identity: str
    path: str
    place: Place
    front_matter: FrontMatter
    version_note: VersionNote | None
    metric_corrections: tuple[MetricCorrection, ...]
    paragraphs: int
    numbers: int
    contents: tuple[Section, ...]
    figures: Callable[[], tuple[Observation, ...]]
    shown: str
    terms: tuple[str, ...]
    length: int
    sums: tuple[Sum, ...] = ()
    signature: bytes = b""
    links: tuple[tuple[str, Place], ...] = ()
    ids: str = ""
    problems: tuple[Problem, ...] = ()
    characters: tuple[str, str] = ("", "")
    lock: str = ""
    before: str | None = None
    """The path of the same body's report of the period before."""
    after: str | None = None

    @property
    def body(self) -> str:
        """The first folder of the path: reports of one body stand in one folder."""
        return self.path.split("/")[0]


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
    digests: tuple[Digest, ...]
    entries: tuple[Entry, ...] = ()
    """The same reports whole, for a command that reads them; a build has one at a time."""
    unusable: frozenset[str] = frozenset()
    """Paths of reports that are there but have problems of their own."""
    registry: Registry = NO_REGISTRY
    tracking: Tracking = NOT_TRACKED
    held: tuple[HeldBack, ...] = ()
    """Reports that this build leaves as they were."""


@dataclass(frozen=True, slots=True)
class LongPage:
    """A file of the site that may be too long for memory, made of what others hold: read once."""

    path: PurePosixPath
    parts: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Product:
    """Files that are made together; ``told``: what their maker tells of them beside."""

    pages: Iterable[Page | LongPage]
    told: Any = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are made together: they change only where ``about`` does.

    ``about``: all that they are made from, beside the templates; printed, it says all it holds.
    ``can_travel``: ``make`` may be sent to another process.
    """

    name: str
    about: object
    make: Callable[[], Product]
    can_travel: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Units that need not even be thought of where ``about`` is the same: see `Unit`."""

    name: str
    about: object
    units: Callable[[], Iterable[Unit]]


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, not yet written."""

    path: PurePosixPath
    body: bytes
    is_previous: bool = False
    """Taken from the site as it was."""


Part = Page | LongPage | Unit | Group
"""What a site is put together from."""
