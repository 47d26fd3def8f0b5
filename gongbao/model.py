"""The frozen values of every stage. Every module works on these; this one imports none of them.

Glossary, one English word per Chinese term: report 报告, issuer 发布机关, period 报告期,
section 部分, lead 段首主题句, point 要点, annex 附件, observation 数据, indicator 指标,
target 目标, result 实绩, ledger 留痕, anchor 锚点, script 字体, edition 语言版.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import ClassVar, Literal

# ---------------------------------------------------------------- problems


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; ``line`` counts from 1, 0 means the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor must know, at the place where it is put right."""

    place: Place
    message: str
    hint: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        kind = "error" if self.fatal else "warning"
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.place}: {kind}: {self.message}{hint}"


class ContentError(Exception):
    """A file cannot be used; ``problems`` says why, all of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


# ---------------------------------------------------------------- ledger


@dataclass(frozen=True, slots=True)
class Kept:
    """``length`` characters of the source at ``start`` stand at ``out`` in the body of report.md."""

    start: int
    length: int
    out: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """``text`` stood in the source at ``start`` and is not in the report, for ``reason``."""

    start: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where each character of the source went.

    Offsets count code points: ``start`` in the source decoded as ``encoding``, ``out`` in the body
    of report.md (what follows the front matter). ``segments`` tile the source in its order.
    ``pages`` holds the offset at which each page of the source begins; empty where not known.
    """

    source: str
    sha256: str
    encoding: str
    chars: int
    pages: tuple[int, ...]
    segments: tuple[Kept | Dropped, ...]


# ---------------------------------------------------------------- load


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file as the issuer or a reprint gave it out."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One folder of content/ as read. ``place`` is its report.md."""

    path: str
    place: Place
    text: str
    ledger: Ledger | None
    original: SourceFile | None
    open_decisions: int
    """Decisions in review.yaml that nobody has taken yet."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who runs the site."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """content/site.yaml. ``bodies`` names the first folder of a path: futian → 深圳市福田区."""

    title: str
    base_url: str
    languages: tuple[str, ...]
    publisher: Publisher
    licence: str
    bodies: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sources:
    """All of content/."""

    settings: SiteSettings
    reports: tuple[Source, ...]


# ---------------------------------------------------------------- parse

Kind = Literal["plan-report", "work-summary", "work-report", "other"]
Provenance = Literal["official", "reprint", "unknown", "suspected-copy"]
SourceKind = Literal["text", "pdf", "docx", "html"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, half-year, quarter or month: ``2022``, ``2024-H1``, ``2024-Q3``, ``2024-09``."""

    text: str

    @property
    def year(self) -> str:
        return self.text[:4]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What the front matter says of the source file."""

    file: str
    sha256: str
    kind: SourceKind
    pages: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """``title`` is None where the source prints none; ``date`` is 2023, 2023-01 or 2023-01-16."""

    title: str | None
    subtitle: str | None
    issuer: str | None
    place_name: str | None
    kind: Kind
    period: Period
    date: str | None
    provenance: Provenance
    provenance_note: str | None
    source: SourceNote | None
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``"".join(run.text)`` is the text of a block."""

    text: str
    lead: bool = False
    strong: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line of the title block as printed: title, subtitle, issuer or date."""

    kind: ClassVar = "title_line"
    role: Literal["title", "subtitle", "issuer", "date"]
    runs: tuple[Run, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """``number`` is printed text (一、 （三） 7. 附件), empty where the heading has none.

    ``level`` counts from 2 (一、). ``explicit_id`` is an id that the editor wrote.
    """

    kind: ClassVar = "heading"
    level: int
    number: str
    runs: tuple[Run, ...]
    place: Place
    explicit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``role``: body, item (a list item, 一般 ——…), annex-ref (附件：…)."""

    kind: ClassVar = "paragraph"
    role: Literal["body", "item", "annex-ref"]
    runs: tuple[Run, ...]
    place: Place
    explicit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a row whose ``is_group`` holds is a heading over the rows that follow."""

    cells: tuple[tuple[Run, ...], ...]
    is_group: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """``caption`` and ``notes`` are the lines printed over and under it; empty if there are none."""

    kind: ClassVar = "table"
    caption: tuple[Run, ...]
    header: Row
    rows: tuple[Row, ...]
    notes: tuple[tuple[Run, ...], ...]
    place: Place
    explicit_id: str | None = None


Block = TitleLine | Heading | Paragraph | Table
"""``kind`` names the macro in templates/blocks.html that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in its own script, without ids."""

    path: str
    place: Place
    front_matter: FrontMatter
    blocks: tuple[Block, ...]
    source: Source
    is_verified: bool
    """The source is rebuilt byte for byte from report.md and the ledger."""
    kept: tuple[int, ...]
    """For each character of the report's text the offset in the source; empty if not verified."""


# ---------------------------------------------------------------- anchors


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]`` of a block; the first sentence of a block has the block's own id."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """A block with its promised id.

    ``id`` is None for lines of the title block. ``section`` is the id of the heading that it stands
    under (its own for a heading), empty before the first. ``offset`` is where its text begins in
    the text of the report. ``sentences`` is empty but for paragraphs. ``row_ids`` has an id for
    each of a table's rows (t1-r4, groups t1-g1).
    """

    id: str | None
    block: Block
    section: str
    offset: int
    page: int | None
    sentences: tuple[Sentence, ...] = ()
    row_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnchoredReport:
    """A report whose blocks have their ids; the same ids in every edition."""

    report: Report
    blocks: tuple[Anchored, ...]


# ---------------------------------------------------------------- extract

Role = Literal["level", "change", "share", "rate", "rank"]
Qualifier = Literal["exact", "gt", "ge", "lt", "le", "approx", "range"]
ValueKind = Literal["actual", "estimate", "target", "commitment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place in an order, as stated: 全市第一 → scope 全市, position 1."""

    scope: str
    position: int
    verbatim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One number as stated, at one place.

    ``surface`` is the number as printed, at ``start``–``end`` of ``text(block)``; ``sentence`` is the
    id of its sentence, in a table of its row. ``value`` is in base units (5515亿元 → 551500000000,
    3.0% → 3.0); None where only words state it. ``decimals`` is the printed accuracy as a power of
    ten (5515亿 → -8). ``unit`` is an ISO 4217 or UN/CEFACT-like code, ``percent`` for %, the
    classifier itself for counts (家), empty where the text names none; ``unit_text`` as printed.
    ``quote`` is the verbatim clause.
    """

    id: str
    report: str
    block: str
    section: str
    sentence: str
    start: int
    end: int
    quote: str
    surface: str
    label: str | None
    label_source: Literal["registry", "rule", "none"]
    indicator: str | None
    role: Role
    value: Decimal | None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_inclusive: bool | None = None
    max_inclusive: bool | None = None
    qualifier: Qualifier = "exact"
    qualifier_text: str = ""
    unit: str
    unit_text: str
    unit_mult: int = 0
    unit_denominator: str | None = None
    decimals: int
    direction: Literal["up", "down", "flat"] | None = None
    basis: Literal["yoy", "vs_year", "unstated"] | None = None
    basis_period: Period | None = None
    of: str | None = None
    whole: str | None = None
    rank: tuple[Rank, ...] = ()
    period: Period
    period_kind: Literal["flow", "stock", "cumulative"] | None = None
    value_kind: ValueKind
    obs_status: Literal["A", "P", "E", "F"]
    target_type: str | None = None
    rule: str


# ---------------------------------------------------------------- collect, render, publish


@dataclass(frozen=True, slots=True)
class Entry:
    """A report with its numbers and what is known of it only next to the others."""

    anchored: AnchoredReport
    observations: tuple[Observation, ...]
    before: AnchoredReport | None
    """The same body's report of the period before."""
    after: AnchoredReport | None


@dataclass(frozen=True, slots=True)
class Library:
    """All reports, newest period first within a body, bodies in the order of site.yaml."""

    settings: SiteSettings
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, not yet written."""

    path: PurePosixPath
    body: bytes


# ---------------------------------------------------------------- text of a block


def joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def run_groups(block: Block) -> Iterator[tuple[Run, ...]]:
    """The runs of a block in reading order, one tuple a line or cell."""
    match block:
        case TitleLine(runs=runs) | Paragraph(runs=runs):
            yield runs
        case Heading(number=number, runs=runs):
            yield (Run(number),)
            yield runs
        case Table():
            yield block.caption
            for row in (block.header, *block.rows):
                yield from row.cells
            yield from block.notes


def text(block: Block) -> str:
    """All text of a block as it stands in the article, cell after cell without a separator."""
    return "".join(joined(runs) for runs in run_groups(block))
