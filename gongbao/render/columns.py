"""What an exported number says: the one table of its fields, for JSON, CSV and their schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ..model import LabelSource, Provenance, Qualifier, Role, ValueKind

Type = Literal["text", "decimal", "integer", "boolean", "ranks", "address"]


@dataclass(frozen=True, slots=True)
class Column:
    """A field: ``title`` for readers of Chinese, ``description`` for those who program.

    A field that is not ``required`` may be null in JSON and is empty in CSV then. ``allowed`` are
    all values that occur, empty where they are free.
    """

    name: str
    type: Type
    title: str
    description: str
    required: bool = False
    allowed: tuple[str, ...] = ()


def _must(name: str, title: str, description: str, *allowed: str) -> Column:
    return Column(name, "text", title, description, True, allowed)


def _may(name: str, title: str, description: str, *allowed: str) -> Column:
    return Column(name, "text", title, description, False, allowed)


COLUMNS = (
    _must("id", "编号", "Id of the number in its report; the HTML id on the report's page."),
    _must("report", "报告", "Path of the report; with id it names the number in the whole data."),
    _must(
        "provenance",
        "报告来源",
        "Of the report. Leave suspected-copy out of sums and series: it repeats another report.",
        *get_args(Provenance),
    ),
    Column("url", "address", "链接", "Address of the number on the report's page.", True),
    _may("section", "章节", "Id of the section; empty before the first heading."),
    _must("sentence", "句", "Id of the sentence that states it, or of the row of a table."),
    _must("quote", "原句", "The clause that states it, verbatim."),
    _must("surface", "原文数字", "The number as printed, with its unit."),
    _may("label", "名称", "What is counted or measured; empty where only the clause says it."),
    _must(
        "label_source",
        "名称来源",
        "registry: a name of the indicator registry; rule: words of the clause picked by a rule; "
        "editor: given by an editor; none: the clause speaks for itself.",
        *get_args(LabelSource),
    ),
    _may("indicator", "指标", "Id of the indicator in the registry, if it is one."),
    _must(
        "role",
        "性质",
        "level: an amount; change: how much one rose or fell; share: a part of a whole; rate; "
        "rank: a place in an order.",
        *get_args(Role),
    ),
    Column(
        "value",
        "decimal",
        "数值",
        "In the base unit: 5515亿元 is 551500000000, 3.0% is 3.0. A fall is positive with "
        "direction down; a bounded number gives the printed bound; a range its lower end.",
    ),
    Column("min", "decimal", "下限", "Lower bound, where the number is a range or bounded."),
    Column("max", "decimal", "上限", "Upper bound, where the number is a range or bounded."),
    Column("min_inclusive", "boolean", "含下限", "Whether the lower bound itself is meant."),
    Column("max_inclusive", "boolean", "含上限", "Whether the upper bound itself is meant."),
    _must(
        "qualifier",
        "限定",
        "exact, or how the printed number bounds the true one: gt, ge, lt, le, approx, range.",
        *get_args(Qualifier),
    ),
    _may("qualifier_text", "限定词", "The word that bounds it, as printed: 超, 约, 以上."),
    _may(
        "unit",
        "单位",
        "ISO 4217 or UN/CEFACT code, percent for %, else the Chinese classifier; empty where "
        "none is printed.",
    ),
    _may("unit_text", "原文单位", "The unit as printed, with 万 and 亿."),
    Column(
        "unit_mult",
        "integer",
        "倍数",
        "Power of ten of the printed unit: 8 for 亿. value has it already.",
        True,
    ),
    _may("unit_denominator", "单位分母", "What the unit is counted by: 万元 in 千瓦时/万元."),
    Column(
        "decimals",
        "integer",
        "精度",
        "Places after the point to which value is printed; -8 where 亿 are the last digit.",
        True,
    ),
    _may("direction", "增减", "Of a change.", "up", "down", "flat"),
    _may(
        "basis",
        "比较基础",
        "What a change is measured against: yoy the year before, vs_year the basis_period, "
        "unstated.",
        "yoy",
        "vs_year",
        "unstated",
    ),
    _may("basis_period", "基期", "The period compared with, where it is named."),
    _may("of", "所属数据", "Id of the level that this changes, or is a part of."),
    _may("whole", "总体", "The whole of a share: 全市."),
    Column("rank", "ranks", "位次", "Places in an order that the clause states: 全市第一."),
    _must("period", "时期", "2022, 2024-H1, 2024-Q3 or 2024-09."),
    _may(
        "period_kind",
        "时期类型",
        "flow over the period, stock at its end, cumulative since its first day; empty if unsure.",
        "flow",
        "stock",
        "cumulative",
    ),
    _must(
        "value_kind",
        "状态",
        "actual: a result; estimate; target: planned; commitment: promised.",
        *get_args(ValueKind),
    ),
    _must(
        "obs_status",
        "状态码",
        "SDMX: A normal, P provisional, E estimated, F forecast (targets too).",
        *("A", "P", "E", "F"),
    ),
    _may("target_type", "目标类型", "预期性 or 约束性, where the report says so."),
    _must("rule", "规则", "The rule that found it; editor where a person added it."),
    Column("corrected", "boolean", "已校正", "Whether an editor corrected or added it.", True),
    _may("correction_reason", "校正理由", "Why it was corrected, in the editor's words."),
    Column(
        "source_start",
        "integer",
        "原文起点",
        "Offset of its first character in the source file; empty if that cannot be proved.",
    ),
    Column("source_end", "integer", "原文终点", "Offset after its last character."),
)
"""The fields of an observation in the order of design.md §7, then its place in the source."""
