"""A report: front matter and blocks, then the same with ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from ..problem import Place
from .proof import Proof
from .source import Alias, Source, published_name

Kind = Literal["plan-report", "work-summary", "work-report", "other"]
Provenance = Literal["official", "reprint", "unknown", "suspected-copy"]
Outcome = Literal["kept", "edited", "moved", "split", "merged", "inserted", "retired", "lost"]
SourceKind = Literal["text", "pdf", "docx", "html"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, half-year, quarter or month: ``2022``, ``2024-H1``, ``2024-Q3``, ``2024-09``.

    Of a number also years together, ``2021/2025``: it is of all of them or of one of them.
    """

    text: str

    @property
    def year(self) -> str:
        return self.text[:4]

    @property
    def is_uncertain(self) -> bool:
        """Of these years together or of one of them: no point in a series."""
        return "/" in self.text

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

    @property
    def published_file(self) -> str:
        return published_name(self.file)


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
    """``caption`` and ``notes`` are the lines printed over and under it, empty if none."""

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
    proof: Proof | None
    """None where nobody can tell what of the text the source says."""

    @property
    def body(self) -> str:
        """The first folder of the path: reports of one body stand in one folder."""
        return self.path.split("/")[0]

    @property
    def is_verified(self) -> bool:
        """The text is what the source says, all of it and nothing else."""
        return self.proof is not None and not self.proof.emendations

    def in_source(self, start: int, end: int) -> tuple[int, int] | None:
        """From where to where in the source ``text[start:end]`` of the report stands.

        None where that is not known, or where an editor put in all of it.
        """
        kept = self.proof.kept[start:end] if self.proof else ()
        known = [at for at in kept if at is not None]
        return (known[0], known[-1] + 1) if known else None


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
    each of a table's rows (t1-r4, groups t1-g1), ``note_ids`` for the notes under it (t1-n1).
    """

    id: str | None
    block: Block
    section: str
    offset: int
    page: int | None
    sentences: tuple[Sentence, ...] = ()
    row_ids: tuple[str, ...] = ()
    note_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an id since the lock was written.

    ``text`` is what stands there now, or stood there last; ``was``, what was promised, is empty for
    a new id. ``beside`` is the id that a link to a gone one leads to, the one from which a new one
    was split, or else the one that stands before.
    """

    outcome: Outcome
    id: str
    text: str
    was: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class AnchoredReport:
    """A report whose blocks have their ids; the same ids in every edition."""

    report: Report
    blocks: tuple[Anchored, ...]
    aliases: tuple[Alias, ...] = ()
    changes: tuple[Change, ...] = ()


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


def with_run_groups(block: Block, groups: Iterator[tuple[Run, ...]]) -> Block:
    """The block with other runs, as many groups as `run_groups` gives."""
    match block:
        case TitleLine() | Paragraph():
            return replace(block, runs=next(groups))
        case Heading():
            number = joined(next(groups))
            return replace(block, number=number, runs=next(groups))
        case Table():
            caption = next(groups)
            rows = [
                replace(row, cells=tuple(next(groups) for _ in row.cells))
                for row in (block.header, *block.rows)
            ]
            notes = tuple(next(groups) for _ in block.notes)
            return replace(
                block, caption=caption, header=rows[0], rows=tuple(rows[1:]), notes=notes
            )


def row_words(row: Row) -> str:
    """A row as a line, as locks keep it."""
    return " | ".join(map(joined, row.cells))


def head_words(table: Table) -> str:
    """Caption and column titles as a line, as locks keep it."""
    return " | ".join([joined(table.caption), *map(joined, table.header.cells)])


def ids_of(anchored: Anchored) -> Iterator[str]:
    """Every id that a block gives to its page but those of its numbers."""
    if anchored.id:
        yield anchored.id
    yield from (s.id for s in anchored.sentences if s.id != anchored.id)
    yield from anchored.row_ids
    yield from anchored.note_ids


def text(block: Block) -> str:
    """All text of a block as it stands in the article, cell after cell without a separator."""
    return "".join(joined(runs) for runs in run_groups(block))
