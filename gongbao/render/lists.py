"""Reports as lists, neighbours and notes show them."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Digest, FrontMatter, Provenance
from .messages import Translate
from .metadata import supplied_title
from .periods import period_words


@dataclass(frozen=True, slots=True)
class Summary:
    """A report as lists and neighbours show it."""

    path: str
    title: str
    is_title_supplied: bool
    period: str
    kind: str
    provenance: Provenance
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
    """A body and its reports, newest first; ``key`` is the first folder of their addresses."""

    key: str
    name: str
    reports: tuple[Summary, ...]


def summary_of(digest: Digest, translate: Translate) -> Summary:
    matter = digest.front_matter
    return Summary(
        path=digest.path,
        title=matter.title or _supplied_title(matter, translate),
        is_title_supplied=matter.title is None,
        period=period_words(matter.period.text, translate),
        kind=translate(matter.kind),
        provenance=matter.provenance,
        issuer=matter.issuer,
        place_name=matter.place_name,
        paragraphs=digest.paragraphs,
        numbers=digest.numbers,
    )


def _supplied_title(matter: FrontMatter, translate: Translate) -> str:
    """A title supplied by the cataloguer stands in square brackets (ISBD A.8)."""
    return translate("supplied-mark") % {"title": supplied_title(matter, translate)}
