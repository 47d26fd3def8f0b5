"""A report in English, passage by passage, as somebody translated it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..problem import Place


@dataclass(frozen=True, slots=True)
class TranslatedStretch:
    """Words from where the sentence ``id`` begins; the first has the id of its passage."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What the words of ``id`` mean in English. ``mark`` is that of the text translated.

    ``is_stale``: the report says something else by now, as the English edition knows.
    """

    id: str
    mark: str
    stretches: tuple[TranslatedStretch, ...]
    place: Place
    is_stale: bool = False

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.stretches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """report.en.md: ``by`` says who or what translated it, ``note`` what readers should know."""

    by: str
    date: date
    note: str
    passages: tuple[Passage, ...]
    place: Place

    def by_id(self) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self.passages}
