"""A PDF with a text layer: PDFium says where each character stands, and pypdf reads it again."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c
from pypdfium2.version import PYPDFIUM_INFO

from ..model import ContentError, Place, Problem
from . import pdf_text
from .doubts import Doubt, excerpt
from .drops import Reason
from .lines import BODY, Look
from .pdf_contents import contents
from .pdf_furniture import Leaf, Spot, furniture
from .pdf_leaves import leaf, named, scanned, turned, unreadable, watermarks
from .pdf_lines import Printed
from .pdf_looks import looks
from .pdf_remarks import Layout, compared, remarks
from .pdf_second_reading import Second, second_reading
from .pdf_sheets import MOST_ON_A_PAGE, Sheet, sheet
from .pdf_streams import bombs
from .reading import Reading

EXTRACTOR = f"pypdfium2 {PYPDFIUM_INFO.version}"

_MOST_PAGES, _MOST_CHARACTERS, _MOST_ENTRIES = 1_000, 400_000, 2_000
_ASK = "ask for another copy of the file"


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` with all that keeps the PDF from being read whole."""
    _refuse(*bombs(data, place))
    with closing(_opened(data, place)) as document:  # what is wrong at once is told as such
        _refuse(*_too_long(len(document), place))
    second = second_reading(data)
    _refuse(*_unread(second, place))
    with closing(_opened(data, place)) as document:
        sheets = _sheets(document, place)
        outline = tuple(islice(_outline(document), _MOST_ENTRIES))
    _refuse(*unreadable(sheets, place))
    return _reading(second.texts if second else (), sheets, outline, place)


def _reading(
    second: tuple[str | None, ...],
    sheets: tuple[Sheet, ...],
    outline: tuple[str, ...],
    place: Place,
) -> Reading:
    layout = _layout(sheets)
    _refuse(*scanned(_bare(sheets, layout), place))
    found, unsure = looks(layout.leaves, layout.own)
    links = tuple(dict.fromkeys(link for sheet in sheets for link in sheet.links))
    written = pdf_text.text(layout.leaves, layout.gone, layout.asides, outline, links)
    found |= dict.fromkeys(layout.asides, Look(begins=True, level=BODY))
    starts = written.starts
    differing = compared(second, layout, written, place)
    return Reading(
        kind="pdf",
        text=written.text,
        extractor=EXTRACTOR,
        pages=written.pages,
        looks={starts[spot]: look for spot, look in found.items()},
        tables=written.tables,
        drops=written.drops,
        generated=written.generated,
        suffix="pdf",
        links=links,
        outline=outline,
        doubts=(
            *differing.doubts,
            *_headings([(starts[spot], found[spot]) for spot in unsure], written.text),
        ),
        problems=(*remarks(sheets, layout, outline, place), *differing.problems),
    )


def _headings(unsure: list[tuple[int, Look]], source: str) -> Iterator[Doubt]:
    for at, look in unsure:
        yield Doubt(at, "heading", excerpt(source, "heading", at), f"h{look.level}")


def _layout(sheets: tuple[Sheet, ...]) -> Layout:
    leaves = tuple(map(leaf, sheets))
    asides = {
        (page, len(leaves[page].items) + i): line
        for page, sheet in enumerate(sheets)
        for i, line in enumerate(turned(sheet))
    }
    marks: dict[Spot, Reason] = dict.fromkeys(watermarks(asides, len(sheets)), "watermark")
    running = furniture(leaves)
    listed = contents(_own(leaves, running))
    gone = {**marks, **running, **listed.drops}
    return Layout(leaves, asides, gone, _own(leaves, gone), listed.lost)


def _bare(sheets: tuple[Sheet, ...], layout: Layout) -> list[int]:
    """Pages of which nothing but a head or a number can be read, and a picture stands there."""
    return [
        leaf.number
        for page, leaf in enumerate(layout.leaves)
        if sheets[page].pictures and all((page, i) in layout.gone for i in range(len(leaf.items)))
    ]


def _own(leaves: tuple[Leaf, ...], gone: Mapping[Spot, Reason]) -> dict[Spot, Printed]:
    """The lines of the report itself, without its tables."""
    return {
        (page, i): item
        for page, leaf in enumerate(leaves)
        for i, item in enumerate(leaf.items)
        if isinstance(item, Printed) and (page, i) not in gone
    }


# ---------------------------------------------------------------- the file


def _opened(data: bytes, place: Place) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ContentError(_unopened(error, place)) from error


def _unopened(error: pdfium.PdfiumError, place: Place) -> Problem:
    if error.err_code == c.FPDF_ERR_PASSWORD:
        hint = "open it with its password, save it without one, and ingest that"
        return Problem(place, "the PDF asks for a password", hint)
    if error.err_code == c.FPDF_ERR_SECURITY:
        return Problem(place, "the PDF is protected in a way that is not known", _ASK)
    return Problem(place, "the PDF is damaged or cut short: it cannot be opened", _ASK)


def _unread(second: Second | None, place: Place) -> Iterator[Problem]:
    """PDFium knows no measure: what pypdf could not weigh is not given to it."""
    if second is None:
        message = "the PDF is locked or damaged: pypdf, which reads it a second time, cannot"
        yield Problem(place, message, "open it, save it anew without protection, and ingest that")
    elif second.heavy:
        message = f"{named(second.heavy)}: more is drawn here than on any page of a report"
        yield Problem(place, message, "save the page anew as a picture, or leave it out")
    elif (characters := sum(len(text or "") for text in second.texts)) > _MOST_CHARACTERS:
        message = f"the PDF has {characters} characters; no more than {_MOST_CHARACTERS} are read"
        yield Problem(place, message, "ingest the report alone, without what it is bound with")


def _too_long(pages: int, place: Place) -> Iterator[Problem]:
    if not pages:
        yield Problem(place, "the PDF has no pages", _ASK)
    if pages > _MOST_PAGES:
        message = f"the PDF has {pages} pages; no more than {_MOST_PAGES} are read"
        yield Problem(place, message, "ingest the report alone, without what it is bound with")


def _sheets(document: pdfium.PdfDocument, place: Place) -> tuple[Sheet, ...]:
    sheets = []
    for index in range(len(document)):
        try:
            sheets.append(sheet(document, index))
        except pdfium.PdfiumError as error:
            message = f"page {index + 1} is damaged"
            raise ContentError(Problem(place, message, _ASK)) from error
        if sheets[-1].count > MOST_ON_A_PAGE:
            break  # it will be refused
    return tuple(sheets)


def _outline(document: pdfium.PdfDocument) -> Iterator[str]:
    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # it would print of loops
    for entry in document.get_toc():
        title = " ".join(entry.get_title().split())
        if title:
            yield title


def _refuse(*problems: Problem) -> None:
    if problems:
        raise ContentError(*problems)
