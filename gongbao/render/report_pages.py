"""One report -> its files in every edition: pages, source, data, books and pictures.

They are made where the report is, by whatever process: what they show of others is in `Around`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePosixPath

from ..cite import cite, full_title
from ..model import Entry, Page
from ..outline import contents
from ..translation import headings_in_english
from .beside import beside_pages
from .bilingual import bilingual, has_book, translation_view
from .cards import top_cards
from .data_files import files_of_report
from .dataset import dataset
from .editions import Address
from .emendations import emendation_views
from .lists import NotePart, Summary
from .metadata import gov_tags, has_title_line, linked_data, meta_tags, work_of
from .numbers import dropped_rows, number_rows
from .press import Frame, Press, press
from .source_page import source_view
from .versions import version_view
from .views import block_views, cards_of


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages of a report show that is not in it, in one edition.

    ``note`` is what its front matter says of its provenance, with links to the reports it names;
    ``is_compared``: there is a page of its targets and results.
    """

    own: Summary
    before: Summary | None
    after: Summary | None
    note: tuple[NotePart, ...]
    is_compared: bool


def report_pages(
    entries: Sequence[Entry], frames: Sequence[Frame], around: Sequence[Around]
) -> Iterator[Page]:
    """One of each an edition; the first is that of the source script: data are made from it."""
    for entry, frame, beside in zip(entries, frames, around, strict=True):
        own = press(frame)
        yield report_page(entry, own, beside)
        yield from _source_page(entry, own, beside)
        yield from beside_pages(entry, own, beside.own)
    yield from files_of_report(entries[0], frames[0].settings)
    yield _citation(entries[0], press(frames[0]))


def report_page(entry: Entry, own: Press, around: Around) -> Page:
    """That which readers open; the others stand beside it."""
    report, frame, translate = entry.anchored.report, own.frame, own.translate
    address, settings = Address(frame.edition, report.path + "/"), frame.settings
    top = top_cards(entry.observations, report.front_matter.provenance, translate)
    blocks = block_views(entry, address.to, translate, {card.id for card in top})
    is_translation = frame.edition.is_translation
    if is_translation:
        blocks = bilingual(blocks, entry)
    title_lines = tuple(takewhile(lambda view: view.kind == "title_line", blocks))
    work = work_of(entry, address, settings, translate)
    carded = {card.id for card in (*top, *cards_of(blocks))}
    in_own = headings_in_english(entry.anchored) if is_translation else entry.anchored
    values = {
        "report": report,
        "matter": report.front_matter,
        "summary": around.own,
        "has_book": has_book(entry, frame.edition),
        "body_name": dict(settings.bodies).get(report.body, report.body),
        "title_lines": title_lines,
        "blocks": blocks[len(title_lines) :],
        "contents": contents(in_own),
        "translation": translation_view(entry) if is_translation else None,
        "has_title_line": has_title_line(entry),
        "provenance_note": around.note,
        "version_note": version_view(entry, translate),
        "emendations": emendation_views(entry, translate),
        "before": around.before,
        "after": around.after,
        "compared": {report.path} if around.is_compared else (),
        "full_title": full_title(work),
        "citation": cite(work),
        "meta_tags": (*meta_tags(work), *gov_tags(work, entry, settings)),
        "linked_data": linked_data(work, entry, address, settings),
        "dataset": dataset(work, entry, settings, carded, translate),
        "top_cards": top,
        "number_rows": number_rows(entry, translate),
        "dropped_rows": dropped_rows(entry),
    }
    return own.page("report.html", address.path, values)


def _source_page(entry: Entry, own: Press, around: Around) -> Iterator[Page]:
    """It proves the other: no reader looks for it, so no list of pages names it."""
    if view := source_view(entry, own.translate):
        report = entry.anchored.report
        values = {
            "report": report,
            "summary": around.own,
            "emendations": emendation_views(entry, own.translate),
            "view": view,
        }
        yield own.page("source.html", f"{report.path}/source/", values)


def _citation(entry: Entry, own: Press) -> Page:
    address = Address(own.frame.edition, entry.anchored.report.path + "/")
    work = work_of(entry, address, own.frame.settings, own.translate)
    body = cite(work).csl_json + "\n"
    return Page(PurePosixPath(address.path, "cite.json"), body.encode("utf-8"))
