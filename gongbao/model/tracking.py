"""What is known of numbers only next to those of other reports, or of other places of one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .observation import Role

Duplicate = Literal["complete", "consistent", "inconsistent"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A number of a report: the same one in every edition."""

    report: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """Numbers with one key may be compared; others never are.

    ``entity`` is the place that a report is of, or else its body. ``basis`` is empty for a level,
    ``prior`` for a change against the same time of the year before, else the year it is against.
    ``unit`` is its dimension: ``count`` for whatever is counted. ``whole``: of what it is a share.
    """

    indicator: str
    entity: str
    role: Role
    basis: str
    unit: str
    whole: str
    period_kind: str


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one key, oldest period first, in the order of reports within one."""

    key: SeriesKey
    figures: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was aimed at, and what is said to have come of it.

    ``progress`` has results of a part of the target's period. Both are empty where no report says.
    """

    indicator: str | None
    targets: tuple[Ref, ...]
    results: tuple[Ref, ...]
    progress: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two numbers for one thing (XBRL: duplicate facts)."""

    kind: Duplicate
    one: Ref
    other: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A printed percentage beside the same worked out of ``part`` and ``whole``.

    ``computed`` is in percent, rounded to the printed decimals; it holds within ``allowed``.
    """

    kind: Literal["completion", "share"]
    printed: Ref
    part: Ref
    whole: Ref
    computed: Decimal
    holds: bool


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A report that no series has. ``original`` is the one that it repeats, where known."""

    report: str
    reason: Literal["suspected-copy", "near-duplicate"]
    original: str | None
    similarity: Decimal | None


@dataclass(frozen=True, slots=True)
class Tracking:
    """``shown``: the hash of all the rest."""

    series: tuple[Series, ...] = ()
    pairs: tuple[Pair, ...] = ()
    duplicates: tuple[Contradiction, ...] = ()
    sums: tuple[Sum, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    without_unit: tuple[Ref, ...] = ()
    shown: str = ""


NOT_TRACKED = Tracking()
