"""Title block, headings, leads, list items, annexes; and the doubts about them."""

from itertools import accumulate, pairwise

import pytest

from gongbao.ingest.structure import structured
from gongbao.ingest.table import HEADER, VALUE
from gongbao.ingest.title import DATE, ISSUER, iso_date
from tests.ingest.support import blocks_of, doubts_of, passage


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二○二四年九月", "2024-09"), ("二〇二三年一月", "2023-01"),
        ("2023年1月16日", "2023-01-16"),
        ("（2024年10月）", "2024-10"), ("二〇二三年十二月三十一日", "2023-12-31"),
        ("2023年13月", None), ("2023年1月32日", None), ("2023年", None), ("2023年1月在某地", None),
    ],
)  # fmt: skip
def test_date(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize("text", ["某片区建设发展事务中心", "某区发展和改革局", "某区人民政府"])
def test_issuer(text: str) -> None:
    assert ISSUER.match(text)


@pytest.mark.parametrize("text", ["2022年9月", "某区报告", "中心城区"])
def test_no_issuer(text: str) -> None:
    assert not (ISSUER.match(text) and not DATE.match(text))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (" 某区发展计划\n执行情况报告\n\n二○二四年九月\n\n一、总体",
         ["# 某区发展计划执行情况报告", "[二○二四年九月]{.date}", "## 一、总体"]),
        ("某某事务中心\n\n某中心 2021 年工作总结\n\n甲，乙。\n\n丙。",
         ["[某某事务中心]{.issuer}", "# 某中心2021年工作总结", "甲，乙。", "丙。"]),
        ("某市政府工作报告\n——1月15日在会议上\n市长 某某\n各位代表：\n甲，乙。",
         ["# 某市政府工作报告", "[——1月15日在会议上]{.subtitle}", "[市长 某某]{.subtitle}",
          "各位代表：", "甲，乙。"]),
        ("某市政府工作报告——\n——1月15日在会议上\n\n各位代表：\n\n甲，乙。\n\n丙。",
         ["# 某市政府工作报告——", "[——1月15日在会议上]{.subtitle}",
          "各位代表：", "甲，乙。", "丙。"]),
        ("2022年，甲乙。\n一、总体", ["2022年，甲乙。", "## 一、总体"]),
    ],
)  # fmt: skip
def test_title_block(source: str, expected: list[str]) -> None:
    assert blocks_of(source) == expected


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("二、2023年工作计划", ["## 二、2023年工作计划"]),
        ("（一）加强统筹，“上台阶”。一是甲。", ["### （一）加强统筹，“上台阶”。", "一是甲。"]),
        ("1.千方百计稳增长。强化调度。", ["#### 1.千方百计稳增长。", "强化调度。"]),
        ("1．千方百计稳增长。 强化调度。", ["#### 1．千方百计稳增长。", "强化调度。"]),
        ("（1）某件事", ["##### （1）某件事"]),
        ("（一）坚持“稳中求进。”推动发展。", ["### （一）坚持“稳中求进。”", "推动发展。"]),
        ("1.新增学位一万座；", ["1.新增学位一万座；"]),
        ("1.", ["1\\."]),
        ("——增长3%；", ["- ——增长3%；"]),
        ("● 甲", ["- ●甲"]),
        ("附件：目标表", ["[附件：目标表]{.annex-ref}"]),
        ("一是强化调度。", ["一是强化调度。"]),
        ("2.5亿元投资到位。", ["2.5亿元投资到位。"]),
    ],
)
def test_block(line: str, expected: list[str]) -> None:
    assert blocks_of(f"一、总体\n\n甲，乙。\n\n{line}")[2:] == expected


def test_a_whole_sentence_of_fifty_characters_is_no_heading() -> None:
    line = f"1.{'甲' * 50}。"
    assert blocks_of(f"一、总体\n\n{line}")[1:] == [line]
    assert doubts_of(f"一、总体\n\n{line}") == [("heading", line[:20], "paragraph")]


@pytest.mark.parametrize(
    ("say", "expected"),
    [("paragraph", ["（一）某事"]), ("h4", ["#### （一）某事"])],
)
def test_an_editor_says_what_is_a_heading(say: str, expected: list[str]) -> None:
    said = f"decisions: [{{at: 5, kind: heading, text: （一）, say: {say}}}]"
    assert blocks_of("一、总体\n（一）某事", said)[1:] == expected


# ---------------------------------------------------------------- leads

LED = ("经济稳中提质。出台计划。", "消费持续释放。打造商圈。")


def test_leads_of_a_section() -> None:
    assert blocks_of("\n\n".join(("一、总体", *LED)))[1:] == [
        "[经济稳中提质。]{.lead}出台计划。",
        "[消费持续释放。]{.lead}打造商圈。",
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        LED[:1],  # one is no habit
        (*LED, *["甲，乙。丙。"] * 2),  # half of the paragraphs are none either
        ("甲，乙。丙。", "丁、戊。己。"),
        ("经济稳中提质。", "消费持续释放。"),  # a paragraph that is its first sentence
    ],
)
def test_no_leads(paragraphs: tuple[str, ...]) -> None:
    assert blocks_of("\n\n".join(("一、总体", *paragraphs)))[1:] == list(paragraphs)


# ---------------------------------------------------------------- doubts


def doubts(*paragraphs: str) -> list[tuple[str, str]]:
    source = "".join(paragraphs)
    ends = list(accumulate(map(len, paragraphs), initial=0))
    passages = tuple(passage(source).part(start, end) for start, end in pairwise(ends))
    return [(d.kind, d.text) for d in structured(passages, (), source, {}).doubts]


def test_a_heading_glued_to_its_body() -> None:
    glued = "（一）建设“新地标”，打造核心区以“一馆”为引领。有序推进。"
    assert doubts("一、计划", glued, "（二）提升活力", "甲。", "（三）打造客厅", "乙。") == [
        ("split", "（一）建设“新地标”，打造核心区│以“一馆”为引领。有序推进。（二）提升活")
    ]


def test_headings_that_all_run_in_are_no_doubt() -> None:
    assert doubts("一、总体", "（一）甲。乙。", "（二）丙。丁。", "（三）戊。己。") == []


def test_numbers_that_do_not_count_up() -> None:
    assert doubts("一、总体", "（一）甲", "（三）乙") == [("number", "（三）乙")]
    assert doubts("一、总体", "三、乙") == [("number", "三、乙")]


def test_small_numbers_may_run_on() -> None:
    assert (
        doubts("一、总", "（一）甲", "1.乙", "（二）丙", "2.丁", "二、己", "（一）庚", "1.辛") == []
    )


def test_a_paragraph_that_closes_the_part_above() -> None:
    closing = "总体而言，仍有困难。"
    assert doubts("一、总体", "（一）甲", "乙。", closing, "二、任务") == [
        ("section", f"{closing}二、任务"[:20])
    ]
    assert doubts("一、总体", "（一）甲", "乙。", closing) == []


def test_a_long_heading_and_a_short_line() -> None:
    long = "（一）" + "甲" * 40
    assert doubts("一、总体", long) == [("heading", long[:20])]
    assert doubts("一、总体", "2025年工作安排", "甲。") == [("heading", "2025年工作安排甲。")]


def test_a_heading_that_the_outline_holds_is_no_doubt() -> None:
    long = "（一）" + "甲" * 40
    assert structured((passage(long),), (long,), long, {}).doubts == ()


# ---------------------------------------------------------------- annexes

TABLE = """\
附件

某区目标
建议表

指标名称
2022 年

增长目标

2023 年

计划增长

一、预期性指标

1．本区生产总值 6.0% 6.5%

2．投资 力争正增长 力争正增长

3．万元 GDP 用地 下降 5.7% 下降 4.0%

4．万元 GDP 水耗
比2020年下降

6.5%（含
自来水）

完成市下达

目标

注：以统计
部门为准。"""


@pytest.mark.parametrize(
    ("text", "is_value"),
    [
        ("6.0%", True), ("-11.6%", True), ("2.0%以内", True), ("下降5.7%", True),
        ("5515亿元", True),
        ("力争正增长", True), ("完成市下达目标", True), ("持平", True), ("—", True),
        ("本区生产总值", False), ("比2020年下降6.5%", False), ("市下达目标：比", False),
    ],
)  # fmt: skip
def test_value(text: str, is_value: bool) -> None:
    assert bool(VALUE.fullmatch(text)) == is_value


@pytest.mark.parametrize(
    ("text", "is_header"), [("指标名称", True), ("序号", True), ("某区", False)]
)
def test_header(text: str, is_header: bool) -> None:
    assert bool(HEADER.match(text)) == is_header


def test_annex() -> None:
    assert blocks_of(f"一、总体\n\n甲。\n\n{TABLE}")[2:] == [
        "## 附件",
        "[某区目标建议表]{.caption}",
        "| 指标名称 | 2022年增长目标 | 2023年计划增长 |",
        "| --- | --- | --- |",
        "| 一、预期性指标 | | |",
        "| 1．本区生产总值 | 6.0% | 6.5% |",
        "| 2．投资 | 力争正增长 | 力争正增长 |",
        "| 3．万元GDP用地 | 下降5.7% | 下降4.0% |",
        "| 4．万元GDP水耗 | 比2020年下降6.5%（含自来水） | 完成市下达目标 |",
        "[注：以统计部门为准。]{.note}",
    ]


def test_brackets_hold_a_cell_together() -> None:
    source = "附件\n\n名称\n目标\n结果\n\n1．水耗\n约5%（含\n\n自来水）\n\n6.0%"
    assert blocks_of(source)[-1] == "| 1．水耗 | 约5%（含自来水） | 6.0% |"


def test_a_row_whose_cells_wrap_is_a_doubt() -> None:
    row = "4．万元GDP水耗 | 比2020年下降6.5%（含自来水） | 完成市下达目标"
    assert [d for d in doubts_of(TABLE) if d[0] == "cell"] == [
        ("cell", "4．万元GDP水耗比2020年下降6.5", row)
    ]


@pytest.mark.parametrize(
    "row",
    [
        "4．万元GDP水耗 | 比2020年下降 | 6.5%（含自来水）完成市下达目标",
        "4．万元GDP水耗比2020年下降 | 6.5%（含自来水） | 完成市下达目标",
    ],
)
def test_an_editor_cuts_a_row(row: str) -> None:
    said = f"decisions: [{{at: {TABLE.index('4．')}, kind: cell, text: 4．, say: {row}}}]"
    assert f"| {row} |" in blocks_of(TABLE, said)


@pytest.mark.parametrize(
    "source",
    [
        "附件\n\n甲乙。\n\n丙丁。",
        "附件\n\n名称\n\n甲乙。",
        "附件\n\n指标名称\n2022 年\n目标\n\n甲。",
    ],
)
def test_an_annex_without_a_table_is_prose(source: str) -> None:
    assert blocks_of(source)[0] == "## 附件"
    assert not any(line.startswith("|") for line in blocks_of(source))


def test_two_annexes() -> None:
    assert blocks_of("甲，乙。\n附件1\n丙。\n附件2\n丁。") == [
        "甲，乙。", "## 附件1", "丙。", "## 附件2", "丁。",
    ]  # fmt: skip
