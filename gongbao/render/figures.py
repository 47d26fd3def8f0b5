"""A number outside its report: its words as printed, a link to its sentence, what it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Library, Observation, Ref
from .messages import Translate
from .periods import period_words

BEFORE = re.compile(
    r"(?:(?:增[长長加速]|提[升高]|上升|下降|[减減]少|降低|占比?|控制在)(?:率|了|到|至|[达達])?)?"
    r"(?:突破|超[过過]?|[约約]|近|不少[于於]|不低[于於]|[达達]到?|[为為])?\Z"
)
AFTER = re.compile(r"(?:以上|以下|以[内內]|左右)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """``words`` stand in the sentence at ``path`` as they are; in a translation ``original`` does,
    and is empty where ``words`` are no translation. ``status`` is said in words.
    """

    ref: Ref
    path: str
    words: str
    period: str
    status: str
    is_target: bool
    basis: str
    quote: str
    report: str
    report_path: str
    is_in_table: bool
    original: str


class Figures:
    """The numbers of one edition by their reference."""

    def __init__(self, library: Library, titles: dict[str, str], translate: Translate) -> None:
        self.titles = titles
        self.translate = translate
        self.indicators = library.registry.by_id()
        self.bodies = dict(library.settings.bodies)
        self.topics = {topic.id: topic.title for topic in library.registry.topics}
        self.conflicting = frozenset(
            ref
            for one in library.tracking.duplicates
            if one.kind == "inconsistent"
            for ref in (one.one, one.other)
        )
        self.numbers = {
            Ref(number.report, number.id): number
            for digest in library.digests
            for number in digest.figures()
        }

    def figure(self, ref: Ref) -> Figure:
        number = self.numbers[ref]
        return Figure(
            ref=ref,
            path=f"{ref.report}/#{number.sentence}",
            words=number.said or printed_words(number),
            period=period_words(number.period.text, self.translate),
            status=self.translate("provisional" if number.obs_status == "P" else number.value_kind),
            is_target=number.value_kind in ("target", "commitment"),
            basis=self._basis(number),
            quote=number.quote,
            report=self.titles[ref.report],
            report_path=f"{ref.report}/",
            is_in_table=number.sentence.startswith(f"{number.block}-r"),
            original=printed_words(number) if number.said else "",
        )

    def _basis(self, number: Observation) -> str:
        """Only a base that is no matter of course is said."""
        if number.basis_period is None:
            return ""
        return self.translate("against %(year)s") % {
            "year": period_words(number.basis_period.text, self.translate)
        }


def printed_words(number: Observation) -> str:
    """The number with the words that belong to it, where they stand right beside it."""
    if number.quote.count(number.surface) != 1:
        return number.surface
    before, _, after = number.quote.partition(number.surface)
    found = BEFORE.search(before)
    bound = AFTER.match(after)
    return (found[0] if found else "") + number.surface + (bound[0] if bound else "")
