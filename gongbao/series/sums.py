"""Percentages that can be worked out of other numbers of their sentence or report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..model import Indicator, Observation, Ref, Sum
from .facts import is_bounded

COMPLETION = re.compile(r"完成率|完成[^，。；0-9]{0,8}(?:目标|计划|任务)[^，。；0-9]{0,4}的?\Z")
PART_OF = re.compile(r"其中")
WHOLE = re.compile(r"占(?P<name>[^，。；、0-9]{2,12}?)的?(?:比重|比例)?(?:约|达|超过?|近|为)*\Z")
ALLOWED = Decimal("0.1")
"""Percentage points by which a completion rate may differ (notes/metrics.md, S9)."""


def sums(numbers: Sequence[Observation], names: Iterable[Indicator]) -> Iterator[Sum]:
    """``numbers``: those of a report, in the order of its text."""
    known = {name: one.id for one in names for name in (one.title, *one.aliases)}
    levels = _levels(numbers)
    sentence: list[Observation] = []
    for number in numbers:
        if sentence and sentence[0].sentence != number.sentence:
            sentence = []
        sentence.append(number)
        found = _completion(number, sentence) or _share(number, sentence, levels, known)
        if found:
            yield found


def _levels(numbers: Sequence[Observation]) -> dict[tuple[str | None, str], Observation]:
    """Indicator and period -> its first exact amount."""
    found: dict[tuple[str | None, str], Observation] = {}
    for number in numbers:
        if number.role == "level" and number.indicator and not is_bounded(number):
            found.setdefault((number.indicator, number.period.text), number)
    return found


def _completion(number: Observation, sentence: list[Observation]) -> Sum | None:
    before = number.quote.partition(number.surface)[0]
    if number.unit != "percent" or number.role != "rate" or not COMPLETION.search(before):
        return None
    levels = [n for n in sentence if n.role == "level" and not is_bounded(n)]
    aims = [n for n in levels if n.value_kind == "target"]
    done = [n for n in levels if n.value_kind in ("actual", "estimate")]
    if len(aims) != 1 or len(done) != 1 or aims[0].unit != done[0].unit:
        return None
    return _sum(number, done[0], aims[0], ALLOWED)


def _share(
    number: Observation,
    sentence: list[Observation],
    levels: dict[tuple[str | None, str], Observation],
    known: dict[str, str],
) -> Sum | None:
    if number.role != "share" or number.of is None or is_bounded(number):
        return None
    part = next((n for n in sentence if n.id == number.of), None)
    if part is None or is_bounded(part):
        return None
    whole = _named_whole(number, levels, known) or _whole_before(part, sentence)
    if whole is None or whole.unit != part.unit or is_bounded(whole):
        return None
    return _sum(number, part, whole, Decimal(1).scaleb(-number.decimals))


def _named_whole(
    number: Observation,
    levels: dict[tuple[str | None, str], Observation],
    known: dict[str, str],
) -> Observation | None:
    """占GDP比重约48%: the amount of that indicator."""
    match = WHOLE.search(number.quote.partition(number.surface)[0])
    return levels.get((known.get(match["name"]), number.period.text)) if match else None


def _whole_before(part: Observation, sentence: list[Observation]) -> Observation | None:
    """市场主体达54.3万家，其中企业39万家，占比72%: the amount before 其中."""
    if not PART_OF.search(part.quote):
        return None
    before = [n for n in sentence if n.role == "level" and n.start < part.start]
    return before[-1] if before else None


def _sum(
    printed: Observation, part: Observation, whole: Observation, allowed: Decimal
) -> Sum | None:
    if not part.value or not whole.value or printed.value is None:
        return None
    exact = part.value / whole.value * 100
    return Sum(
        kind="completion" if printed.role == "rate" else "share",
        printed=Ref(printed.report, printed.id),
        part=Ref(part.report, part.id),
        whole=Ref(whole.report, whole.id),
        computed=exact.quantize(Decimal(1).scaleb(-max(printed.decimals, 1))),
        holds=abs(exact - printed.value) <= allowed,
    )
