"""Views of a Chinese report -> the same with their translation, the original beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ..model import Entry, Passage, Run, TranslatedStretch
from .editions import Edition
from .passages import Original, Part, SentenceView, Stretch
from .views import BlockView, HeadingView, ListView, ParagraphView, TableView, TitleView

MISSING = Original(is_missing=True)


@dataclass(frozen=True, slots=True)
class TranslationView:
    """``done`` of ``count`` passages are translated; ``by`` says who or what did it."""

    by: str
    date: date
    note: str
    done: int
    count: int


def translation_view(entry: Entry) -> TranslationView | None:
    """None where no text of the report is translated, if also its title is."""
    found = entry.anchored.report.source.translation
    if not is_translated(entry) or found is None:
        return None
    known = found.by_id()
    ids = [one.id for one in entry.anchored.blocks if one.id]
    return TranslationView(
        found.by, found.date, found.note, sum(own_id in known for own_id in ids), len(ids)
    )


def is_translated(entry: Entry) -> bool:
    found = entry.anchored.report.source.translation
    known = found.by_id() if found else {}
    return any(one.id in known for one in entry.anchored.blocks)


def has_book(entry: Entry, edition: Edition) -> bool:
    """A report that nobody translated has no English book: it would be the Chinese one."""
    return not edition.is_translation or is_translated(entry)


def bilingual(views: tuple[BlockView, ...], entry: Entry) -> tuple[BlockView, ...]:
    found = entry.anchored.report.source.translation
    known = found.by_id() if found else {}
    return tuple(_view(view, known) for view in views)


def _view(view: BlockView, known: Mapping[str, Passage]) -> BlockView:
    match view:
        case TitleView():
            return _title(view, known.get(view.role))
        case HeadingView():
            return _heading(view, known.get(view.id))
        case ParagraphView():
            return _paragraph(view, known.get(view.id))
        case ListView():
            return ListView(tuple(_paragraph(item, known.get(item.id)) for item in view.items))
        case TableView():
            return replace(view, original=MISSING)


def _title(view: TitleView, passage: Passage | None) -> TitleView:
    if passage is None:
        return view
    return replace(view, runs=(Run(passage.text),), original=view.runs)


def _heading(view: HeadingView, passage: Passage | None) -> HeadingView:
    if passage is None:
        return replace(view, original=MISSING)
    own = Original(number=view.number, runs=view.runs, is_stale=passage.is_stale)
    return replace(view, number="", runs=(Run(passage.text),), original=own)


def _paragraph(view: ParagraphView, passage: Passage | None) -> ParagraphView:
    if passage is None:
        return replace(view, original=MISSING)
    taken = {stretch.id for stretch in passage.stretches}
    stretches = tuple(_without_ids(view.stretches, taken))
    own = Original(stretches=stretches, is_stale=passage.is_stale)
    return replace(view, stretches=tuple(_stretches(passage, view)), original=own)


def _without_ids(stretches: tuple[Stretch, ...], taken: set[str]) -> Iterator[Stretch]:
    """Sentences that the translation marks have their ids there, where the link leads."""
    for stretch in stretches:
        yield replace(
            stretch,
            sentences=tuple(
                replace(one, id=None) if one.id in taken else one for one in stretch.sentences
            ),
        )


def _stretches(passage: Passage, view: ParagraphView) -> Iterator[Stretch]:
    """Points begin where they do in Chinese, as far as the translation marks its sentences."""
    points = {
        one.id or view.id: number if stretch.is_point else 0
        for number, stretch in enumerate(view.stretches, start=1)
        for one in stretch.sentences
    }
    for point, group in groupby(passage.stretches, key=lambda one: points[one.id]):
        yield Stretch(point > 0, tuple(_sentences(tuple(group), passage)))


def _sentences(found: tuple[TranslatedStretch, ...], passage: Passage) -> Iterator[SentenceView]:
    """Between two sentences stands the space that English has there."""
    for one in found:
        is_last = one is passage.stretches[-1]
        words = one.text if is_last else f"{one.text} "
        own_id = None if one.id == passage.id else one.id
        yield SentenceView(own_id, "", (Part((Run(words),)),))
