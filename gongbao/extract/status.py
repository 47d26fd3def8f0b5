"""Whether a number happened, is expected or is aimed at, and in which period.

The heading decides for its section; words in the sentence decide over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from gongbao.model import (
    Anchored,
    AnchoredReport,
    Heading,
    Paragraph,
    Period,
    Table,
    ValueKind,
    joined,
    text,
)

RESULT_HEADING = re.compile(r"回顾|总结|执行情况|完成情况|推进情况|工作情况|成效|成绩|取得的")
PLAN_HEADING = re.compile(r"计划|目标|任务|安排|部署|打算|总体要求|重点工作|工作思路|展望|实事")
YEAR = re.compile(r"(20[0-9]{2})年")
HALF_IN_HEADING = re.compile(r"(?P<year>20[0-9]{2})年(?P<half>[上下])半年")
WHOLE_YEAR = re.compile(r"全年|年内|年底|年末|年度(?!考)")
PROVISIONAL = re.compile(
    r"以[^，。]{0,12}(?:最终|正式)(?:发布|公布|核定|核算)[^，。]{0,6}为准|均?为初步(?:核算|统计)数"
)
HEADING_LINE = re.compile(
    r"[^，。；：！？]{0,16}(?:20[0-9]{2}年|今年)[^，。；：！？]{0,12}?"
    r"(?:回顾|总结|安排|任务|目标|计划|实事|打算|重点工作|总体要求)(?:建议)?(?=今年|过去|20[0-9]{2}年|\Z)"
)
"""A line that is a heading in all but its print, alone or before its paragraph: 2025年工作安排."""
TARGET_INTRODUCTION = re.compile(r"目标(?:任务|建议)?(?:是|为|如下)[：:]")
ESTIMATE_INTRODUCTION = re.compile(r"(?:初步(?:测算|核算|统计)|预计)[^。]*[：:]\Z")
ESTIMATE = re.compile(r"预计|初步(?:测算|核算|统计)|有望")
ESTIMATED_LIST = re.compile(r"(?:\A|；)[—\s]*(?:初步)?预计[^；]*\Z")
"""预计A增长5%，B增长3%: the word that opens a list governs it to its semicolon."""
STRIVEN_FOR = "完成|实现|达|突破|增长|使|让|建成|开工|投产|引进|培育|新增|超过|控制|保持"
TARGET = re.compile(
    rf"力争|预期目标|目标(?:是|为)|争取(?=(?:在|到|年内|年底|全年|今年|早日)*(?:{STRIVEN_FOR}))"
)
"""争取资金3亿元 in a review of results says that it came: only what is striven for is aimed at."""
TARGET_IN_PARENTHESES = re.compile(r"目标(?:为|是)?\Z")
DONE = re.compile(r"(?:目前|截至|现)?已(?:累计)?(?:经|建成|完成|达|有|投|开|引|实现|落)")
BY_YEAR = re.compile(r"到(?P<year>20[0-9]{2})年")
IN_YEAR = re.compile(
    r"\A(?:力争|确保|争取|计划|预计)?(?:截至|截止)?(?P<year>20[0-9]{2})年(?:底|末|全年)?(?!以来|度|至|到|起|[-~—])"
)
OF_YEAR = re.compile(r"(?<![比较是为于])(?P<year>20[0-9]{2})年(?:底|末)?的?\Z")
YEARS = r"(?:[两三四五六七八九十])年"
FIVE_YEAR_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
PLAN_YEARS = re.compile(rf"“?(?P<plan>{'|'.join(FIVE_YEAR_PLANS)})”?(?:以来|时期|期间)")
SPAN = re.compile(
    r"(?<![续前期前第度\d])(?:(?:过去|这|近)的?(?P<past>[两三四五六七八九十])年|(?P<bare>[三四五])年)"
    r"(?P<since>来|间|里)?(?!期|级|行动|攻坚|计划|规划|战略|前|后|以|内|制|大|一|上|活动|整治|提升|倍增)"
)
"""五年新增, 过去五年, 三年来: what came together in several years."""
PART_OF_YEAR = re.compile(r"\A(?:今年)?(?:(?P<half>上半年)|第?(?P<quarter>[一二三四])季度)")

TargetType = Literal["预期性", "约束性"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the place of a block in the report says of its numbers."""

    value_kind: ValueKind
    period: Period
    target_type: TargetType | None = None
    is_provisional: bool = False

    @property
    def obs_status(self) -> Literal["A", "P", "E", "F"]:
        match self.value_kind:
            case "estimate":
                return "E"
            case "target" | "commitment":
                return "F"
            case "actual":
                return "P" if self.is_provisional else "A"


def standings(anchored: AnchoredReport) -> Iterator[tuple[Anchored, Standing]]:
    """The paragraphs and tables in reading order, each with what its headings say."""
    report_period = anchored.report.front_matter.period
    is_provisional = any(
        PROVISIONAL.search(text(entry.block))
        for entry in anchored.blocks
        if isinstance(entry.block, Paragraph | Table)
    )
    section = Standing("actual", report_period, is_provisional=is_provisional)
    listed: Standing | None = None
    for entry in anchored.blocks:
        match entry.block:
            case Heading(level=level, runs=runs):
                section = _under(section, joined(runs), level, report_period)
                listed = None
            case Paragraph(role=role):
                printed = text(entry.block)
                is_item = role == "item" or printed.startswith("——")
                if line := HEADING_LINE.match(printed):
                    section = _under(section, line[0], 2, report_period)
                yield entry, listed if is_item and listed else section
                if not is_item:
                    listed = _introduced(section, printed)
            case Table():
                yield entry, section


def in_sentence(standing: Standing, sentence: str, lead_start: int, start: int) -> Standing:
    """The standing of the number at ``start``; its clause begins at ``lead_start``."""
    clause = sentence[lead_start:start]
    return _in_period(_of_kind(standing, sentence[:start], clause), sentence[:start], clause)


def _of_kind(standing: Standing, before: str, clause: str) -> Standing:
    if standing.value_kind == "target":
        return replace(standing, value_kind="actual") if DONE.search(clause) else standing
    if TARGET_INTRODUCTION.search(before) and not YEAR.search(before):
        return replace(standing, value_kind="target", period=_this_or_next(standing.period))
    if TARGET_INTRODUCTION.search(before) or TARGET.search(clause):
        return replace(standing, value_kind="target")
    if TARGET_IN_PARENTHESES.search(clause) and before.endswith(("（" + clause, "(" + clause)):
        return replace(standing, value_kind="target")
    if ESTIMATE.search(clause) or ESTIMATED_LIST.search(before):
        return replace(standing, value_kind="estimate")
    return standing


def _in_period(standing: Standing, before: str, clause: str) -> Standing:
    own = OF_YEAR.search(clause) or IN_YEAR.match(clause)
    if own:
        return replace(standing, period=_period_in(own["year"], standing.period))
    if years := _years(before, clause, standing):
        return replace(standing, period=years)
    if standing.value_kind == "target" and WHOLE_YEAR.search(clause):
        return replace(standing, period=Period(standing.period.year))
    later = BY_YEAR.search(before)
    if later and int(later["year"]) > _last_year(standing.period):
        return replace(standing, value_kind="target", period=Period(later["year"]))
    part = PART_OF_YEAR.match(clause)
    if part and standing.period.text == standing.period.year:
        name = "H1" if part["half"] else f"Q{'一二三四'.index(part['quarter']) + 1}"
        return replace(standing, period=Period(f"{standing.period}-{name}"))
    opening = IN_YEAR.match(before)
    if opening:
        return replace(standing, period=_period_in(opening["year"], standing.period))
    return standing


def _years(before: str, clause: str, standing: Standing) -> Period | None:
    """The years that the clause or the opening of its sentence counts together."""
    opening = before.partition("，")[0]
    plan = PLAN_YEARS.search(clause) or PLAN_YEARS.match(opening)
    if plan:
        first = FIVE_YEAR_PLANS[plan["plan"]]
        return Period(f"{first}/{first + 4}")
    span = SPAN.search(clause) or SPAN.match(opening)
    if not span:
        return None
    count = "两三四五六七八九十".index(span["past"] or span["bare"]) + 2
    year = _last_year(standing.period)
    ahead = standing.value_kind == "target"
    return Period(f"{year}/{year + count - 1}" if ahead else f"{year - count + 1}/{year}")


def _this_or_next(period: Period) -> Period:
    """主要预期目标是… under no heading of a plan: of the year of the report or of the next."""
    year = _last_year(period)
    return Period(f"{year}/{year + 1}")


def _last_year(period: Period) -> int:
    return int(period.text.partition("/")[2] or period.year)


def _period_in(year: str, period: Period) -> Period:
    return period if period.year == year else Period(year)


def _under(section: Standing, heading: str, level: int, report: Period) -> Standing:
    """A heading of the second level begins anew if it says what its numbers are.

    A deeper one does only if it names a year: 一、保障就业 under a plan goes on with the plan.
    """
    years = YEAR.findall(heading)
    target_type: TargetType | None = (
        "预期性" if "预期性" in heading else "约束性" if "约束性" in heading else None
    )
    says = RESULT_HEADING.search(heading) or PLAN_HEADING.search(heading)
    if not years and (level > 2 or not says):
        return replace(section, target_type=target_type)
    kind = _kind(heading, years, report)
    fresh = replace(section, value_kind=kind, target_type=target_type, period=report)
    half = HALF_IN_HEADING.search(heading)
    if kind == "target" and half:
        return replace(fresh, period=Period(f"{half['year']}-H{'上下'.index(half['half']) + 1}"))
    if kind == "target" and years:
        return replace(fresh, period=Period(max(years)))
    if kind == section.value_kind == "target" and not years:
        return replace(fresh, period=section.period)
    if plan := PLAN_YEARS.search(heading):
        first = FIVE_YEAR_PLANS[plan["plan"]]
        return replace(fresh, period=Period(f"{first}/{first + 4}"))
    return replace(fresh, period=_period_in(years[-1], report)) if years else fresh


def _kind(heading: str, years: list[str], report: Period) -> ValueKind:
    if RESULT_HEADING.search(heading):
        return "actual"
    is_plan = PLAN_HEADING.search(heading) or (years and max(years) > report.year)
    return "target" if is_plan else "actual"


def _introduced(section: Standing, paragraph: str) -> Standing | None:
    """What a sentence that ends in a colon says of the list under it."""
    if ESTIMATE_INTRODUCTION.search(paragraph) and section.value_kind == "actual":
        return replace(section, value_kind="estimate")
    if TARGET_INTRODUCTION.search(paragraph):
        return replace(
            section,
            value_kind="target",
            period=section.period
            if section.value_kind == "target" or YEAR.search(paragraph)
            else _this_or_next(section.period),
        )
    return None
