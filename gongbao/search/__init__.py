"""Library -> the search index of one edition, made by Pagefind from our own tokens.

One record a block: a hit carries the anchor of its paragraph. Pagefind segments Chinese in one
way for the index and in another for the query, so it gets character bigrams as words of the
language ``und``, which it leaves alone. templates/assets/tokens.js makes the same tokens of a
query; the query as a phrase then finds each string that stands in a block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from ..model import Anchored, Entry, Heading, Library, Page, Row, Table, TitleLine, joined, text
from .pagefind import Document, Pagefind
from .tokens import content_of


@dataclass(frozen=True, slots=True)
class Record:
    """A block as search knows it; ``url`` is relative to the edition's folder.

    ``text`` is what is found; ``shown`` is what a reader sees of it.
    """

    url: str
    text: str
    shown: str
    section: str
    weight: int
    year: str


def search_pages(libraries: Iterable[tuple[str, Library]]) -> Iterator[Page]:
    """``libraries``: the folder of each edition (empty or ``zh-hant/``) with what it says."""
    with Pagefind() as pagefind:
        for prefix, library in libraries:
            documents = map(_document, count(), records(library))
            yield from pagefind.index(documents, PurePosixPath(prefix, "pagefind"))


def _document(order: int, record: Record) -> Document:
    meta = {
        "section": record.section,
        "text": record.text,
        "shown": record.shown,
        "weight": str(record.weight),
        "year": record.year,
        "order": str(order),
    }
    return Document(record.url, content_of(record.text), meta)


def records(library: Library) -> Iterator[Record]:
    for entry in library.entries:
        section = ""
        for anchored in entry.anchored.blocks:
            if isinstance(anchored.block, Heading):
                section = text(anchored.block)
            yield from _records_of(entry, anchored, section)


def _records_of(entry: Entry, anchored: Anchored, section: str) -> Iterator[Record]:
    report = entry.anchored.report
    matter = report.front_matter

    def record(anchor: str, words: str, weight: int, shown: str = "") -> Record:
        return Record(
            url=f"{report.path}/#{anchor}" if anchor else f"{report.path}/",
            text=words.replace("\n", " "),
            shown=(shown or words).replace("\n", " "),
            section=section,
            weight=weight,
            year=matter.period.year,
        )

    match anchored.block:
        case TitleLine():
            yield record("", text(anchored.block), 3)
        case Heading():
            yield record(anchored.id or "", text(anchored.block), 2)
        case Table() as table:
            yield record(anchored.id or "", _cells(table.header, table), 1)
            for row_id, row in zip(anchored.row_ids, table.rows, strict=True):
                yield record(row_id, _cells(row, None), 1, _named_cells(row, table.header))
            for note_id, note in zip(anchored.note_ids, table.notes, strict=True):
                yield record(note_id, joined(note), 1)
        case _:
            yield record(anchored.id or "", text(anchored.block), 1)


def _cells(row: Row, table: Table | None) -> str:
    cells = [joined(cell) for cell in row.cells]
    return " | ".join([joined(table.caption), *cells] if table else cells)


def _named_cells(row: Row, header: Row) -> str:
    """Each value after the title of its column, which an excerpt of a row would lack."""
    if len(row.cells) != len(header.cells):
        return ""
    pairs = zip(map(joined, header.cells), map(joined, row.cells), strict=True)
    return " | ".join(f"{title}：{value}" if title and value else value for title, value in pairs)
