"""DOCX: the text of its parts with the numbers that Word would print, and how it is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ..model import ContentError, Place, Problem
from . import docx_fields, docx_looks, docx_notices
from .archive import Archive, opened
from .docx_numbering import numbering
from .docx_paragraphs import notes_by_id, numbered, with_notes, without_contents
from .docx_pieces import Chars, Reader
from .docx_styles import Styles, styles
from .docx_text import Extract, extracted
from .ooxml import (
    Element,
    Relation,
    child,
    content_type,
    main_part,
    name,
    related,
    relations,
    tree,
    wrong_format,
)
from .reading import Reading

_MACROS = "macroEnabled"


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` for an archive that is no DOCX, or that cannot be read whole."""
    archive = opened(data, place)
    part = main_part(archive)
    document = tree(archive, part) if part else None
    body = None if document is None else child(document, "w:body")
    if document is None or body is None or name(document) != "w:document":
        raise ContentError(wrong_format(archive))
    its_styles = styles(related(archive, part, "styles"))
    found = _extract(archive, part, body, its_styles)
    if problems := tuple(docx_notices.refusals(found.seen, place)):
        raise ContentError(*problems)
    looks = docx_looks.looks(found, its_styles)
    has_macros = _MACROS in content_type(archive, part)
    refers = relations(archive, part)
    return Reading(
        kind="docx",
        text=found.text,
        extractor=f"lxml {etree.__version__}",
        pages=(),
        looks=looks.by_offset,
        tables=found.tables,
        drops=found.drops,
        generated=found.generated,
        suffix="docm" if has_macros else "docx",
        links=tuple(dict.fromkeys(_addresses(found, refers))),
        doubts=looks.doubts,
        problems=(
            *_macros(has_macros, place),
            *docx_notices.warnings(
                (*found.seen, *docx_notices.hidden(found.drops)), found.text, place
            ),
            *docx_notices.furniture(_furniture(archive, refers, its_styles), found.text, place),
        ),
    )


def _extract(archive: Archive, part: str, body: Element, its_styles: Styles) -> Extract:
    """The steps from elements to text; each is told in its own module."""
    lists = numbering(related(archive, part, "numbering"), its_styles)
    notes = {
        **notes_by_id("footnote", related(archive, part, "footnotes")),
        **notes_by_id("endnote", related(archive, part, "endnotes")),
    }
    pieces = tuple(with_notes(tuple(Reader(its_styles).pieces(body)), notes, its_styles))
    pieces = tuple(without_contents(tuple(docx_fields.resolved(pieces))))
    return extracted(numbered(pieces, its_styles, lists), archive.place)


def _addresses(found: Extract, refers: Mapping[str, Relation]) -> Iterator[str]:
    for link in found.links:
        relation = refers.get(link.relation)
        address = relation.target if relation and relation.is_external else link.address
        if address.startswith(("https://", "http://")):
            yield address


def _furniture(
    archive: Archive, refers: Mapping[str, Relation], its_styles: Styles
) -> Iterator[str]:
    """The text of each header and footer, without page numbers."""
    for relation in refers.values():
        if relation.kind in ("header", "footer") and not relation.is_external:
            root = tree(archive, relation.target)
            pieces = docx_fields.resolved(
                tuple(Reader(its_styles).pieces(() if root is None else root))
            )
            yield "".join(p.text for p in pieces if isinstance(p, Chars) and p.reason is None)


def _macros(has_macros: bool, place: Place) -> Iterator[Problem]:
    if has_macros:
        message = "the file holds macros; only its text is read"
        yield Problem(place, message, "do not open it in Word with macros on", fatal=False)
