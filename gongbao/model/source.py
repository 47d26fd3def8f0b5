"""What is read from content/, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..problem import Place
from .indicator import NO_REGISTRY, Registry
from .translation import Translation

if TYPE_CHECKING:
    from .observation import Role, ValueKind


@dataclass(frozen=True, slots=True)
class Kept:
    """``length`` characters of the source at ``start`` stand in report.md's body at ``out``.

    ``is_generated``: they stand in no run of the source's text, but are what it prints, such as
    the automatic numbers of a DOCX.
    """

    start: int
    length: int
    out: int
    is_generated: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """``text`` stood in the source at ``start`` and is not in the report, for ``reason``."""

    start: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where each character of the source went.

    Offsets count code points: ``start`` in the text of the source, ``out`` in the body of report.md
    (what follows the front matter). ``segments`` tile that text in its order. ``pages`` holds the
    offset at which each page of the source begins; empty where not known. ``sha256`` is that of the
    file. The text of a text file is its bytes in ``encoding``; that of any other format is what
    ``extractor`` takes out of it, and has a checksum of its own, ``text_sha256`` (of UTF-8).
    ``body_sha256`` is that of the body of report.md as ingest wrote it.
    """

    source: str
    sha256: str
    encoding: str
    chars: int
    pages: tuple[int, ...]
    segments: tuple[Kept | Dropped, ...]
    extractor: str = ""
    text_sha256: str = ""
    body_sha256: str = ""


def published_name(name: str) -> str:
    """Under which name the site has a source.

    A web page is published as plain text: its scripts would run at the address of the site.
    """
    return f"{name}.txt" if name.endswith(".html") else name


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file as the issuer or a reprint gave it out."""

    name: str
    data: bytes

    @property
    def published_name(self) -> str:
        return published_name(self.name)


@dataclass(frozen=True, slots=True)
class Promise:
    """An id that was published, with the text it stood for.

    ``kind``: section, annex, paragraph, annex-ref, table; and, after the block they belong to,
    sentence, row and note.
    """

    id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Alias:
    """An id whose text is gone: links lead to ``target``. ``why``: merged, retired, edited."""

    id: str
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Lock:
    """anchors.lock: every id that this report has promised, in the order of its text."""

    promises: tuple[Promise, ...] = ()
    aliases: tuple[Alias, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was changed on a page that readers had seen.

    ``number`` counts those of one day, from 1. ``where``: ids of the report, at ``where_place``.
    """

    date: date
    number: int
    what: str
    where: tuple[str, ...]
    where_place: Place

    @property
    def id(self) -> str:
        """Its anchor, for ever: change-2026-12-03, the second of the day change-2026-12-03-2."""
        return f"change-{self.date}" + (f"-{self.number}" if self.number > 1 else "")


@dataclass(frozen=True, slots=True)
class VersionNote:
    """changes.yaml: the day of the first publication, then the corrections, oldest first."""

    published: date
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMetric:
    """A number that the program did not see, as an editor understands it."""

    value: Decimal
    unit: str
    role: Role
    value_kind: ValueKind
    period: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCorrection:
    """What an editor says of one number, at ``place``, and why.

    It is printed as ``number`` in the sentence or row ``at``, and has the ``id``, where one is
    given: ids count numbers, so that alone they could come to mean another one. ``label`` and
    ``indicator`` are None where they stay.
    """

    place: Place
    reason: str
    at: str
    number: str
    id: str | None = None
    label: str | None = None
    indicator: str | None = None
    is_dropped: bool = False
    added: AddedMetric | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One folder of content/ as read. ``place`` is its report.md."""

    path: str
    place: Place
    text: str
    ledger: Ledger | None
    original: SourceFile | None
    lock: Lock = Lock()
    open_decisions: int = 0
    """Decisions in review.yaml that nobody has taken yet."""
    version_note: VersionNote | None = None
    """None where nobody has said when the page was first published."""
    extracted: str | None = None
    """The text of the source, where report.md no longer gives it back and no encoding does."""
    metric_corrections: tuple[MetricCorrection, ...] = ()
    translation: Translation | None = None
    """report.en.md; None where nothing is translated."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who runs the site."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishNames:
    """The names of site.yaml in English; empty where there is none."""

    title: str = ""
    publisher: str = ""
    licence: str = ""
    bodies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """content/site.yaml. ``bodies`` names the first folder of a path: futian → 深圳市福田区.

    ``english`` is what of it has another name in the English edition.
    """

    title: str
    base_url: str
    languages: tuple[str, ...]
    publisher: Publisher
    licence: str
    bodies: tuple[tuple[str, str], ...]
    place: Place
    english: EnglishNames = EnglishNames()


@dataclass(frozen=True, slots=True)
class Sources:
    """All of content/."""

    settings: SiteSettings
    reports: tuple[Source, ...]
    registry: Registry = NO_REGISTRY
