"""The name of what a number measures, where the clause leaves no doubt of it.

A label is shown on a card without its sentence, so a wrong one is a false statement. Only what
passes the gate is a label; everything else stays without one and is shown by its clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gongbao.model import Indicator

from .lexicon import actions, gate_words, one_of, openers
from .mention import Mention

PREDICATE = re.compile(rf"(?:{one_of(gate_words('predicate'))}|，)+\Z")
NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}")
OPEN_END = re.compile(rf"(?:{one_of(gate_words('never-last'))}|[两三四五六七八九十]年来?)\Z")
OPEN_START = re.compile(
    rf"{one_of(gate_words('never-first'))}|共(?![建享同青富和产])|规模(?!以上|化|工业|企业|养殖)"
)
CLAUSE_WORD = re.compile(
    rf"{one_of(gate_words('never-inside'))}|每.{{0,3}}人\Z|以(?![上下内及外])|.我[区市省县]"
    r"|(?<![现存潜内外所自实正])在(?![建线校岗园册籍职地外库产途训营编学粤京沪])|\A性"
)
ELLIPTIC = re.compile(
    rf"(?:总|年|年度|平均|人均|同比|日均|累计)?(?:{one_of(gate_words('elliptic'))})"
)
RATE_END = re.compile(r"(?:率|比例|进度|强度|密度|浓度|水平)\Z")
MONEY_NOUN = re.compile(r"(?:券|基金|贷款|补贴|资金|投资|债券|专项债)\Z")
DOES = re.compile(
    r"(?:就业|创业|增收|受益|脱贫|上岗|入住|达标|通.{0,4}路)\Z|(?:国家|[省市县区镇乡村])级\Z"
)
"""支持4万人创业 counts no 创业; 新建8个国家级、36个省级专科 no 国家级."""
CLOSES = re.compile(r"[，、；：。！？）)”]")
SCOPES = ("全区", "全市", "全省", "全县", "全州", "我区", "我市", "我省", "本区", "辖区")


@dataclass(frozen=True, slots=True)
class Label:
    """``is_new``: it counts what came about in the period (新增病床)."""

    text: str | None = None
    source: Literal["registry", "rule", "none"] = "none"
    indicator: Indicator | None = None
    is_new: bool = False


NO_LABEL = Label()

Names = Mapping[str, Indicator]
"""Each name that is seen in reports -> the indicator that it is of."""


def label(mention: Mention, names: Names) -> Label:
    """The label of a number by its own words; what belongs to a level has the level's label."""
    said = mention.reading
    if said.rule in ("continued", "gap", "points", "part", "zero") or said.is_distributed:
        return NO_LABEL
    if said.role in ("change", "share"):
        return _of_noun(mention, said.subject, names)
    return _of_verb_and_noun(mention, names) or _of_noun(mention, mention.lead, names)


def registered(words: str, names: Names) -> Indicator | None:
    """The indicator of this very name; 金融业实现增加值 is 金融业增加值."""
    name = words.replace("实现", "")
    return names.get(name) or names.get(_without_scope(name))


def is_noun_phrase(words: str) -> bool:
    """The gate: a name that can stand without its sentence."""
    return bool(
        NOUN.fullmatch(words)
        and not OPEN_START.match(words)
        and not OPEN_END.search(words)
        and not ELLIPTIC.fullmatch(words)
        and not CLAUSE_WORD.search(words)
        and not _plain_verbs().search(words, 1)
    )


def begins_with_action(words: str) -> bool:
    return bool(_verbs().match(words))


def bare_name(words: str) -> str:
    """全年累计发放贷款达 → 发放贷款."""
    return _openers().sub("", PREDICATE.sub("", words))


def _of_noun(mention: Mention, words: str, names: Names) -> Label:
    """地区生产总值5515亿元, 打造金融驿站31家: the name stands before the number."""
    if not mention.opens_clause and not mention.lead.startswith("、"):
        return NO_LABEL
    bare = PREDICATE.sub("", words.strip("、：—-"))
    name = bare_name(bare)
    indicator = registered(bare, names) or registered(name, names)
    if indicator:
        fits = _fits(indicator, mention)
        return Label(indicator.title, "registry", indicator) if fits else NO_LABEL
    if not mention.opens_clause or not _passes(mention, name):
        return NO_LABEL
    return Label(name, "rule", is_new=name.startswith("新"))


def _passes(mention: Mention, name: str) -> bool:
    verb = _verbs().match(name)
    noun = name[verb.end() :] if verb else name
    if mention.reading.role == "rate" and not RATE_END.search(name):
        return False
    if not _closes(mention, mention.tail):
        return False
    return len(name) >= 4 and is_noun_phrase(name) and (noun == name or is_noun_phrase(noun))


def _of_verb_and_noun(mention: Mention, names: Names) -> Label | None:
    """新增300张病床: the verb stands before the number and the noun behind it."""
    verb = _openers().sub("", mention.lead)
    if mention.reading.role != "level" or not _verbs().fullmatch(verb):
        return None
    match = NOUN.match(mention.tail)
    noun = match[0] if match else ""
    is_money = bool(mention.quantity.unit and mention.quantity.unit.kind == "money")
    rest = mention.tail[len(noun) :]
    if not _closes(mention, rest) or _goes_on(mention, rest) or DOES.search(noun):
        return NO_LABEL
    if is_money and not MONEY_NOUN.search(noun):
        return NO_LABEL
    if not is_noun_phrase(noun) or _joined().search(noun) or _verbs().match(noun):
        return NO_LABEL
    indicator = registered(verb + noun, names)
    if indicator and _fits(indicator, mention):
        return Label(indicator.title, "registry", indicator, is_new=True)
    return Label(verb + noun, "rule", is_new=verb.startswith("新"))


def _closes(mention: Mention, rest: str) -> bool:
    """The name ends where the clause or list item does, not in the next number."""
    return bool(CLOSES.match(rest)) if rest else mention.closes_clause


def _goes_on(mention: Mention, rest: str) -> bool:
    """推动40个机关、单位开放: behind the mark stands neither a number nor the next verb."""
    return mention.closes_clause and rest.startswith("、") and not _verbs().match(rest, 1)


def _fits(indicator: Indicator, mention: Mention) -> bool:
    """An amount of money is no count, and a rate is neither."""
    unit = mention.quantity.unit
    if mention.reading.role in ("change", "share"):
        return True
    if unit is None:
        return False
    is_relative = indicator.unit == "percent"
    is_money = indicator.unit in ("CNY", "USD")
    return is_relative == mention.quantity.is_relative and is_money == (unit.kind == "money")


def _without_scope(words: str) -> str:
    return next((words[2:] for scope in SCOPES if words.startswith(scope)), words)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(one_of(action.text for action in actions()))


@cache
def _plain_verbs() -> re.Pattern[str]:
    """Verbs that make a clause of a name when they stand in it."""
    return re.compile(one_of(action.text for action in actions() if not action.forms_nouns))


@cache
def _joined() -> re.Pattern[str]:
    return re.compile("[和与及]|以及")


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\A(?:{one_of(openers())}|[0-9]{{4}}年)+")
