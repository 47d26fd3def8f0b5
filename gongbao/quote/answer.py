"""What is answered: where words stand, and how they differ from those printed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["place", "exact", "form", "near"]
"""``place``: an id was asked for, no words."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of the site before a report is read; ``editions``: language → folder."""

    base_url: str
    editions: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a report. ``text`` is all of its block; ``part`` what ``id`` names of it."""

    report: str
    title: str | None
    issuer: str | None
    period: str
    warning: str
    section: tuple[str, ...]
    id: str
    label: str
    page: int | None
    text: str
    part: str
    link: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``marked``: [-only in the report-]{+only in the quotation+}; ``score`` from 0 to 1.

    ``numbers``: printed, quoted; one of them is empty where a number is missing.
    """

    score: float
    marked: str
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation at one place, which may be in several blocks."""

    spots: tuple[Spot, ...]
    outcome: Outcome = "exact"
    forms: tuple[str, ...] = ()
    edition: str = ""
    omitted: int = 0
    """Characters that the quotation leaves out where it says so (……)."""
    cut_number: str = ""
    """The number of the report that the quotation holds a part of only."""
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """``is_good``: the words or the id stand there; form and edition make no difference."""

    found: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    more: int = 0
    is_good: bool = False
