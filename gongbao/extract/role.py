"""What a number says: a level, a change, a share or a rate.

Each rule looks at the words around one number and answers or passes; the first answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from gongbao.model import Role

from .lexicon import Direction, change_words, one_of
from .quantity import Quantity

Basis = Literal["yoy", "vs_year", "unstated"]
CHANGES = {word.text: word for word in change_words()}


def _changes(kind: str) -> str:
    return one_of(word.text for word in CHANGES.values() if word.kind == kind)


COUNTING = {"翻", "增", "涨", "减", "降", "扩大"}
MEASURING = {
    "提高",
    "降低",
    "上升",
    "下降",
    "上调",
    "下调",
    "减量",
    "缩短",
    "延长",
    "上涨",
    "减少",
    "回落",
}
"""With an amount these say by how much something of the report changed; 增加300张 may count."""
YEAR_ON_YEAR = (
    r"同比(?:上年|去年)?|(?:比|较)(?:上年|去年|上年同期|去年同期|上一年)|与(?:上年|去年)相比"
)
BASIS = re.compile(rf"(?P<yoy>{YEAR_ON_YEAR})|[比较](?P<year>(?:19|20)[0-9]{{2}})年")
VERB_BEFORE = re.compile(
    rf"(?P<word>{_changes('verb')})(?:了|率)?(?:预期)?(?:目标)?(?:达到?|为|在|是)?\Z"
)
NOUN_BEFORE = re.compile(
    rf"(?P<word>{_changes('noun')})(?:预期)?(?:目标)?"
    r"(?:预计|均|力争|可)?(?:达到?|为|在|控制在|保持在|稳定在|分别达?)?\Z"
)
GAP_BEFORE = re.compile(rf"(?P<word>{_changes('gap')})(?P<whole>[^，。；、]{{0,14}})\Z")
CHANGE_AFTER = re.compile(
    r"(?:的|的年均|的平均)?(?:速度)?(?P<word>增长|增速|增幅|涨幅|递增|下降|降幅)(?!极|点|的(?!势头|速度))"
)
COMPARED_BEFORE = re.compile(
    rf"(?:{BASIS.pattern})[^，。；0-9]{{0,6}}?(?P<word>{_changes('verb')})了?\Z"
)
SHARE_BEFORE = re.compile(
    r"占(?!地(?![区方])|[用领道线据])(?P<whole>[^，。；、0-9]{0,18}?)的?(?:比重|比例|份额|比)?"
    r"(?:预计|均|分别|首次)?(?:为|达到?|在|保持在|稳定在|(?:提高|提升|上升|下降|降|升|增加|增)[到至])?\Z"
)
WEIGHT_BEFORE = re.compile(
    r"(?:比重|份额)(?:预计|均|分别)?(?:为|达到?|保持在|稳定在|(?:提高|提升|上升|下降|降|升)[到至])?\Z"
)
PLAN_BEFORE = re.compile(
    r"超(?:过|出)?(?:年度|全年|年初|原定?)?(?P<whole>(?:计划|目标|预期|任务|进度)+)\Z"
)
ENDS = re.compile(r"[，、；。）和及与]|以上|\Z")
MEANS = re.compile(r"(?:可|将|再|已|均|又|分别|平均|人均|月人均|每月|每年|逐年|进一步)+\Z")
EACH = re.compile(r"(?:人均|每人|每月|每年|户均)[^，。；]*\Z")
THAN_BEFORE = re.compile(r"[比较](?P<whole>[^，。；、]{1,14}?)[高低快慢](?:出|了)?\Z")
RATIO_BEFORE = re.compile(
    r"(?:是|为|相当于|达到?)(?:(?P<year>(?:19|20)[0-9]{2})年)?[^，。；]{0,12}的\Z"
)
JOINT = re.compile(r"[、和与及]?(?:以及|力争)?(?:达到)?\Z")
FILLER = (
    rf"{BASIS.pattern}|环比|年均|日均|平均|分别|均|实现|预计|初步|并|且|其中|约|目标|力争|将|累计"
    r"|按(?:可比|不变)价格?计算|可比|名义|进一步|大幅|逆势|全年|[，、：（）的]"
)
EDGES = re.compile(re.sub(r"\?P<\w+>", "?:", rf"\A(?:{FILLER})+|(?:{FILLER})+\Z"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``subject`` is what the clause says changes or takes part, empty for the level before it."""

    role: Role
    rule: str
    direction: Direction | None = None
    basis: Basis | None = None
    basis_year: str | None = None
    whole: str | None = None
    subject: str = ""
    is_distributed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """``lead`` and ``tail`` are the words of the clause up to the numbers next to this one."""

    quantity: Quantity
    lead: str
    tail: str
    previous: Reading | None
    previous_unit: str | None


def reading(setting: Setting) -> Reading:
    rules = RELATIVE_RULES if setting.quantity.is_relative else AMOUNT_RULES
    return next(filter(None, (rule(setting) for rule in rules)))


def _continued(setting: Setting) -> Reading | None:
    """77%、40%、15%: the numbers of a list say the same as its first."""
    unit = setting.quantity.unit
    first = setting.previous
    if first is None or unit is None or unit.code != setting.previous_unit:
        return None
    if not JOINT.match(setting.lead):
        return None
    return Reading(
        role=first.role,
        rule="continued",
        direction=first.direction,
        basis=first.basis,
        basis_year=first.basis_year,
        whole=first.whole,
        subject=first.subject,
        is_distributed=True,
    )


def _change_before(setting: Setting) -> Reading | None:
    match = VERB_BEFORE.search(setting.lead) or NOUN_BEFORE.search(setting.lead)
    if not match:
        return None
    said = _change(setting.lead[: match.start()], match["word"], "change-before")
    return replace(said, is_distributed="分别" in setting.lead)


def _gap_before(setting: Setting) -> Reading | None:
    """高于全国0.3个百分点: a distance to another whole, kept with the changes, yet no rise."""
    unit = setting.quantity.unit
    match = GAP_BEFORE.search(setting.lead) or THAN_BEFORE.search(setting.lead)
    if match is None and (plan := PLAN_BEFORE.search(setting.lead)):
        whole = plan["whole"]
        return Reading(role="change", rule="gap", direction="up", whole=whole, subject=whole)
    if not match or unit is None or unit.kind != "points" or BASIS.search(match[0]):
        return None
    whole = match["whole"] or None
    subject = own_subject(setting.lead[: match.start()])
    return Reading(role="change", rule="gap", whole=whole, subject=subject)


def _change_after(setting: Setting) -> Reading | None:
    match = CHANGE_AFTER.match(setting.tail)
    return _change(setting.lead, match["word"], "change-after") if match else None


def _points(setting: Setting) -> Reading | None:
    unit = setting.quantity.unit
    if unit is None or unit.kind != "points":
        return None
    return Reading(
        role="change", rule="points", basis="unstated", subject=own_subject(setting.lead)
    )


def _share(setting: Setting) -> Reading | None:
    match = SHARE_BEFORE.search(setting.lead)
    if match:
        subject = own_subject(setting.lead[: match.start()])
        whole = match["whole"] or None
        return Reading(role="share", rule="share-of", whole=whole, subject=subject)
    match = WEIGHT_BEFORE.search(setting.lead)
    if match:
        return Reading(
            role="share", rule="weight", subject=own_subject(setting.lead[: match.start()])
        )
    return None


def _part(setting: Setting) -> Reading | None:
    """三分之一, 近八成: a part of a whole that is not named."""
    unit = setting.quantity.unit
    is_part = setting.quantity.form in ("fraction", "tenths") or (unit and unit.kind == "tenths")
    return Reading(role="share", rule="part") if is_part else None


def _ratio(setting: Setting) -> Reading | None:
    """是2010年的2倍: so many times what it was, no growth by so many times."""
    match = RATIO_BEFORE.search(setting.lead)
    if not match or setting.quantity.unit is None or setting.quantity.unit.kind != "times":
        return None
    year = match["year"]
    basis: Basis | None = "vs_year" if year else None
    return Reading(role="rate", rule="ratio", basis=basis, basis_year=year)


def _rate(setting: Setting) -> Reading | None:
    return Reading(role="rate", rule="rate")


def _compared(setting: Setting) -> Reading | None:
    """比2010年增加8000元: an amount is a change only if the sentence says against what."""
    match = COMPARED_BEFORE.search(setting.lead)
    return (
        _change(setting.lead[: match.start("word")], match["word"], "compared") if match else None
    )


def _amount_change(setting: Setting) -> Reading | None:
    """优良天数290天、增加19天; 补贴提高60元: the clause ends with it, so nothing is counted."""
    match = VERB_BEFORE.search(setting.lead)
    if not match or not ENDS.match(setting.tail) or match["word"] in COUNTING:
        return None
    unit = setting.quantity.unit
    words = MEANS.sub("", setting.lead[: match.start()])
    goes_on = bool(unit and unit.code == setting.previous_unit) and not own_subject(words)
    is_stated = own_subject(words) or EACH.search(setting.lead)
    if not goes_on and (match["word"] not in MEASURING or not is_stated):
        return None
    said = _change(words, match["word"], "amount-change")
    return replace(said, is_distributed="分别" in setting.lead)


def _continued_amount(setting: Setting) -> Reading | None:
    """分别提高221元、90元和350元."""
    first = setting.previous
    is_run = first and first.role == "change" and first.rule in ("amount-change", "continued")
    return _continued(setting) if is_run else None


def _level(setting: Setting) -> Reading | None:
    form = setting.quantity.form
    return Reading(
        role="rate" if form == "ratio" else "level", rule="zero" if form == "zero" else "level"
    )


Rule = Callable[[Setting], Reading | None]
RELATIVE_RULES: tuple[Rule, ...] = (
    _continued, _gap_before, _change_before, _ratio, _change_after, _points, _share, _part, _rate,
)  # fmt: skip
AMOUNT_RULES: tuple[Rule, ...] = (_continued_amount, _compared, _amount_change, _level)


def own_subject(words: str) -> str:
    """What is left of the words before a verb when the words of comparison are taken out."""
    left = EDGES.sub("", words)
    return left if len(left) >= 2 else ""


def _change(words: str, word: str, rule: str) -> Reading:
    match = BASIS.search(words)
    year = match["year"] if match else None
    return Reading(
        role="change",
        rule=rule,
        direction=CHANGES[word].direction,
        basis="vs_year" if year else "yoy" if match else "unstated",
        basis_year=year,
        subject=own_subject(words),
    )
