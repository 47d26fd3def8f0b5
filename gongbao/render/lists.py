"""Reports as lists, neighbours and notes show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """A report as lists and neighbours show it."""

    path: str
    title: str
    is_title_supplied: bool
    period: str
    kind: str
    provenance: str
    issuer: str | None
    place_name: str | None
    paragraphs: int
    numbers: int


@dataclass(frozen=True, slots=True)
class NotePart:
    """A stretch of a note; ``report`` where it names one of ours."""

    text: str
    report: Summary | None


@dataclass(frozen=True, slots=True)
class Body:
    """A body and its reports, newest first."""

    name: str
    reports: tuple[Summary, ...]
