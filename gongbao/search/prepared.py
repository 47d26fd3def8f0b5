"""A report in all editions -> all that its shard is made from, kept beside it.

A shard has dozens of reports, and is made again when one of them changes: the others are not cut
and written as JSON once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Entry, FrontMatter, Place
from .contents import Content, content_of
from .texts import Line, as_json, lines, with_translation

ENGLISH = "en"
"""Its readers search in both languages."""


@dataclass(frozen=True, slots=True)
class InEdition:
    """A report as one edition shows it: ``body`` is JSON, ``places`` are those of its lines."""

    path: str
    matter: FrontMatter
    body: bytes
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    content: Content
    editions: tuple[InEdition, ...]


def prepared(editions: Mapping[str, Entry]) -> Prepared:
    """``editions``: by language, the source script first."""
    (_, entry), *_ = editions.items()
    source = tuple(lines(entry))
    found = []
    for lang, one in editions.items():
        own = source if one is entry else tuple(_lines_in(lang, one))
        found.append(_in_edition(lang, one, own))
    return Prepared(content_of(with_translation(source, entry)), tuple(found))


def _lines_in(lang: str, entry: Entry) -> tuple[Line, ...]:
    found = lines(entry)
    return tuple(with_translation(found, entry) if lang == ENGLISH else found)


def _in_edition(lang: str, entry: Entry, own: tuple[Line, ...]) -> InEdition:
    report = entry.anchored.report
    return InEdition(
        path=f"{lang}/{report.path}",
        matter=report.front_matter,
        body=as_json(entry, own),
        places=tuple(line.place for line in own),
    )
