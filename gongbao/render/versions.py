"""When pages were published and what was corrected: on each page, and as the items of the feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..model import Correction, Digest, Entry, Heading, Library, Paragraph, Table, joined, text
from .messages import Translate


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A block that was corrected: 第37段, a heading with its number, the title of a table."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    id: str
    date: date
    what: str
    where: tuple[PlaceLink, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """``corrections``: newest first."""

    published: date
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What a list says of a `FeedItem`: so little that a page can be known by it."""

    date: date
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A report that came, or where ``correction`` is given, a correction of it."""

    digest: Digest
    date: date
    correction: Correction | None

    @property
    def news(self) -> News:
        return News(self.date, self.correction)


def version_view(entry: Entry, translate: Translate) -> VersionView | None:
    note = entry.anchored.report.source.version_note
    if note is None:
        return None
    corrections = tuple(
        CorrectionView(
            one.id,
            one.date,
            one.what,
            tuple(PlaceLink(own_id, place_words(entry, own_id, translate)) for own_id in one.where),
        )
        for one in reversed(note.corrections)
    )
    return VersionView(note.published, corrections)


def feed_items(library: Library) -> tuple[FeedItem, ...]:
    """Newest first; of one day in the order of the library, a report after its corrections."""
    items = []
    for digest in library.digests:
        if note := digest.version_note:
            items += [FeedItem(digest, one.date, one) for one in reversed(note.corrections)]
            items.append(FeedItem(digest, note.published, None))
    return tuple(sorted(items, key=lambda item: item.date, reverse=True))


def last_days(library: Library) -> dict[str, date]:
    """The page of a report -> when it was last changed; the home page too."""
    items = feed_items(library)
    days = {f"{item.digest.path}/": item.date for item in reversed(items)}
    return days | {"": items[0].date} if items else days


def place_words(entry: Entry, own_id: str, translate: Translate) -> str:
    """第37段, a heading with its number, the title of a table."""
    anchored = entry.places()[own_id]
    match anchored.block:
        case Paragraph(role="body" | "item"):
            number = (anchored.id or "").removeprefix("p")
            return translate("paragraph %(number)s") % {"number": number}
        case Heading(number=number, runs=runs):
            return number + joined(runs)
        case Table(caption=caption):
            return joined(caption) or translate("Table")
    return text(anchored.block)
