"""Which numbers of a section become cards, and what a card says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import islice

from ..model import LabelSource, Observation, Provenance
from .messages import Translate
from .periods import period_words

MOST_ON_TOP = 8
"""Cards before the text: names of the registry alone, so that none says what it cannot."""

MOST = 4
"""Cards a section: more is a table, not a callout (US federal data-viz guide: use sparingly)."""

LONGEST_CLAUSE = 34
"""Characters of a verbatim clause that still make a card."""

LEAST_WORDS = 4
"""Beside its number: 投资3亿元 alone says nothing."""

NO_WORD = re.compile(
    r"[^\u4e00-\u9fff]|[增下][长長降]|以[上下]|左右|突破|超[过過]?|[达達]到?|[高低快慢]于全[国國省市区區]"
)
MINOR_UNITS = {"次", "期", "场", "份", "场次", "場", "場次"}
"""Counts of meetings and papers say little about results."""

DIRECTION = re.compile(
    r"(?P<word>(?:[比较較][0-9]{4}年(?:分[别別])?)?(?:年均|累[计計积積]|[两兩三四五六七八九十]年)?"
    r"(?:增[长長加速幅]|提[升高]|上[升涨漲调調]|[涨漲]幅|[扩擴]大|改善"
    r"|下[降跌滑调調]|[减減][少量]|降[低幅]|回落|[压壓][减減降缩縮]|[缩縮][短减減小]|精[简簡]|收窄"
    r"|[递遞]增))"
    r"(?!值)[^0-9]{0,6}$"
)
"""The last such word, with the years that it counts or looks back to: 年均增长, 比2010年提高."""
TOTAL = re.compile(r"累[计計积積](?:[达達]|完成)?(?:超[过過]?|[约約]|近)?$")
SINCE_EVER = re.compile(r"(?<![全当當半]年)(?<!年[内內])累[计計积積]")
PART_OF_A_WHOLE = re.compile(r"其中|分[别別]")
"""A clause with these words says something only beside its neighbours."""

NO_RESULT = re.compile(r"^(?:推[进進]|[纳納]入|集合|[开開]展)")
"""Labels that name work and not what came of it."""

AFTER_VALUE = ("以上", "以下", "以内", "以內", "左右")


@dataclass(frozen=True, slots=True)
class Card:
    """One link to a sentence, read aloud as one phrase; ``id`` is that of its number.

    With a ``label`` the value stands under it, in a translation beside the ``original``; without,
    ``before`` and ``after`` are the words of the report around the value.
    """

    id: str
    href: str
    label: str
    label_source: LabelSource
    before: str
    value: str
    after: str
    notes: tuple[str, ...]
    kind: str
    indicator: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a section, and how many numbers it has."""

    shown: tuple[Card, ...]
    numbers: int


def cards_by_section(
    observations: Iterable[Observation],
    provenance: Provenance,
    translate: Translate,
    shown: Collection[str] = (),
) -> dict[str, Cards]:
    """Section id -> its cards in reading order, but for numbers that are ``shown`` before the text.

    Cells of tables get none: without its column a cell says less than the table beside it. Nor do
    the numbers of a suspected copy, which may be those of another year.
    """
    if provenance == "suspected-copy":
        return {}
    found = tuple(observations)
    cells: list[Observation] = []
    sections: dict[str, list[Observation]] = defaultdict(list)
    for observation in found:
        (cells if _is_cell(observation) else sections[observation.section]).append(observation)
    return {
        section: Cards(tuple(_cards(numbers, cells, translate, shown=shown)), len(numbers))
        for section, numbers in sections.items()
    }


def top_cards(
    observations: Iterable[Observation], provenance: Provenance, translate: Translate
) -> tuple[Card, ...]:
    """What a reader sees first: results under the names of the registry, in reading order."""
    if provenance == "suspected-copy":
        return ()
    found = tuple(observations)
    cells = [o for o in found if _is_cell(o)]
    named = [
        o
        for o in found
        if not _is_cell(o)
        and (o.label_source == "registry" or (o.role == "change" and o.of))
        and o.value_kind in ("actual", "estimate")
    ]
    return tuple(_cards(named, cells, translate, MOST_ON_TOP))


def _is_cell(number: Observation) -> bool:
    return number.block != number.sentence and number.sentence.startswith(number.block + "-r")


def _cards(
    numbers: list[Observation],
    cells: list[Observation],
    translate: Translate,
    most: int = MOST,
    shown: Collection[str] = (),
) -> list[Card]:
    # A distance to another whole (低于全国1个百分点) rises and falls with both: it is no change.
    changes = {
        o.of: o for o in numbers if o.role == "change" and o.of and o.direction and _says_base(o)
    }
    known = [o for o in _without_repeats(numbers) if o.id not in shown]
    weights = {o.id: _weight(o, o.id in changes) for o in known}
    heavy = sorted(
        (o for o in known if weights[o.id] > 0), key=lambda o: (-weights[o.id], -_amount(o))
    )
    # What a number says is read with care, which takes time: only until there are enough.
    chosen = {o.id for o in islice(filter(_says_enough, heavy), most)}
    return [_card(o, changes.get(o.id), cells, translate) for o in known if o.id in chosen]


def _without_repeats(numbers: list[Observation]) -> Iterable[Observation]:
    """One number of each label, one of each clause that has to speak for itself."""
    seen = set()
    for number in numbers:
        key = number.label or number.quote
        if key not in seen and not (number.role == "change" and number.of):
            yield number
        seen.add(key)


def _says_enough(number: Observation) -> bool:
    if PART_OF_A_WHOLE.search(number.quote):
        return False
    if _stands_under_label(number):
        return not NO_RESULT.match(number.label or "")
    if len(number.quote) > LONGEST_CLAUSE or number.quote.count(number.surface) != 1:
        return False
    return any(len(words) >= LEAST_WORDS for words in _words_around(number))


def _words_around(number: Observation) -> tuple[str, str]:
    """What stands before it, and behind it up to the next item of a list."""
    before, _, after = number.quote.partition(number.surface)
    return NO_WORD.sub("", before), NO_WORD.sub("", re.split("[、，,]", after)[0])


def _stands_under_label(number: Observation) -> bool:
    """A share needs its whole beside it, a change the word that says how it changed."""
    if not number.label or number.role == "share":
        return False
    if number.role != "change":
        return True
    return bool(_printed_change(number) or number.direction) and _says_base(number)


def _says_base(change: Observation) -> bool:
    """A growth since 2010 is none of the period: its words must name the year."""
    base = change.basis_period if change.basis == "vs_year" else None
    return base is None or base.text in _printed_change(change)


def _printed_change(number: Observation) -> str:
    printed = DIRECTION.search(number.quote.partition(number.surface)[0])
    return printed["word"] if printed else ""


def _weight(number: Observation, has_change: bool) -> int:
    weight = {"registry": 5, "editor": 5, "rule": 2, "none": 0}[number.label_source]
    weight += 2 * (number.unit in ("CNY", "USD"))
    weight += 2 * has_change + bool(number.rank) + (number.role != "level")
    return weight - 3 * (number.unit in MINOR_UNITS)


def _amount(number: Observation) -> float:
    """Among equals the larger amount goes first, whether it rose or fell."""
    return float(number.value or 0) if number.unit in ("CNY", "USD") else 0.0


def _card(
    number: Observation,
    change: Observation | None,
    cells: list[Observation],
    translate: Translate,
) -> Card:
    before, _, after = number.quote.partition(number.surface)
    card = Card(
        id=number.id,
        href=f"#{number.sentence}",
        label=(number.label or "") if _stands_under_label(number) else "",
        label_source=number.label_source,
        before=before,
        value=number.surface,
        after=after,
        notes=_notes(number, change, cells, translate),
        kind=number.value_kind,
        indicator=number.indicator or "",
    )
    if not card.label:
        return card
    words = value_words(replace(number, said=""), translate)
    return replace(card, value=number.said or words, original=words if number.said else "")


def value_words(number: Observation, translate: Translate) -> str:
    """The number with what the report says of it: 超70家, 增长3.0%, 全市第一."""
    before = number.quote.partition(number.surface)[0]
    if number.role == "rank" and number.rank:
        return number.rank[0].verbatim
    if number.role == "change":
        return _change_words(number, translate)
    total = TOTAL.search(before)
    if total:
        return total[0] + number.surface
    return _bounded(number)


def _bounded(number: Observation) -> str:
    words, text = number.surface, number.qualifier_text
    if not text or text in words:
        return words
    return words + text if text in AFTER_VALUE else text + words


def _notes(
    number: Observation,
    change: Observation | None,
    cells: list[Observation],
    translate: Translate,
) -> tuple[str, ...]:
    notes = []
    if change:
        notes.append(_change_words(change, translate))
        notes += [rank.verbatim for rank in change.rank]
        notes += [
            translate("%(value)s in the table") % {"value": cell.surface}
            for cell in cells
            if _contradicts(cell, number, change)
        ]
    if number.role != "rank":
        notes += [rank.verbatim for rank in number.rank]
    if _has_period(number):
        notes.append(period_words(number.period.text, translate))
    notes.append(translate("provisional" if number.obs_status == "P" else number.value_kind))
    return tuple(dict.fromkeys(notes))


def _has_period(number: Observation) -> bool:
    """What stands at a time, or has come together since ever, is no figure of the period.

    Nor is what several years count together: which of them a number is of is not certain.
    """
    total = SINCE_EVER.search(number.quote.partition(number.surface)[0])
    if number.period.is_uncertain:
        return False
    return number.value_kind == "target" or (number.period_kind != "stock" and not total)


def _change_words(change: Observation, translate: Translate) -> str:
    """As printed: 增长3.0%, 提升60%. In China red means up, so a colour would mislead."""
    word = {"up": translate("up"), "down": translate("down")}.get(change.direction or "", "")
    return change.said or (_printed_change(change) or word) + _bounded(change)


def _contradicts(cell: Observation, number: Observation, change: Observation) -> bool:
    """The annex gives another growth of the same indicator for the same period."""
    is_same = cell.indicator is not None and (cell.indicator, cell.period, cell.unit) == (
        number.indicator,
        change.period,
        change.unit,
    )
    is_target = "target" in (cell.value_kind, change.value_kind)
    return is_same and not is_target and cell.signed != change.signed
