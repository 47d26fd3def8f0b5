"""/quality/: what does not fit, each with its links."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..model import HeldBack, Library
from .figures import Figure, Figures


@dataclass(frozen=True, slots=True)
class Conflict:
    indicator: str
    name: str
    one: Figure
    other: Figure


@dataclass(frozen=True, slots=True)
class SumView:
    kind: str
    printed: Figure
    part: Figure
    whole: Figure
    computed: str
    holds: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that no series has."""

    path: str
    title: str
    reason: str
    original: str
    original_title: str
    similarity: str


@dataclass(frozen=True, slots=True)
class Quality:
    conflicts: tuple[Conflict, ...]
    agreeing: int
    sums: tuple[SumView, ...]
    left_out: tuple[LeftOut, ...]
    without_unit: tuple[Figure, ...]
    held: tuple[HeldBack, ...]


def quality(library: Library, figures: Figures) -> Quality:
    tracking = library.tracking
    apart = [one for one in tracking.duplicates if one.kind == "inconsistent"]
    return Quality(
        conflicts=tuple(
            Conflict(
                own,
                figures.indicators[own].title,
                figures.figure(pair.one),
                figures.figure(pair.other),
            )
            for pair in apart
            if (own := figures.numbers[pair.one].indicator)
        ),
        agreeing=len(tracking.duplicates) - len(apart),
        sums=tuple(
            SumView(
                one.kind,
                figures.figure(one.printed),
                figures.figure(one.part),
                figures.figure(one.whole),
                f"{one.computed}%",
                one.holds,
            )
            for one in sorted(tracking.sums, key=lambda one: one.holds)
        ),
        left_out=tuple(
            LeftOut(
                one.report,
                figures.titles[one.report],
                one.reason,
                one.original or "",
                figures.titles[one.original] if one.original else "",
                percent(one.similarity),
            )
            for one in tracking.exclusions
        ),
        without_unit=tuple(map(figures.figure, tracking.without_unit)),
        held=library.held,
    )


def percent(share: Decimal | None) -> str:
    return "" if share is None else f"{share * 100:.1f}%"
