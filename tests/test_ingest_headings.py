"""Headings of the variety that is out there: each rule on an invented text, all on real reports."""

from pathlib import Path

import pytest

from tests.ingest.measure_headings import measure
from tests.ingest.support import blocks_of, doubts_of

PROSE = "甲乙丙丁，全年工作平稳有序。" * 4
"""More than a printed line, with full stops."""


@pytest.mark.slow
def test_headings_found_by_hand(shared: Path) -> None:
    assert [row for row in measure(shared / "corpus") if not row.passed] == []


def headings(*lines: str) -> list[str]:
    blocks = blocks_of("\n".join(("某市政府工作报告", "各位代表：", *lines)))
    return [block for block in blocks[1:] if block.startswith("#")]


# ---------------------------------------------------------------- without a number


def test_a_report_without_numbers_has_headings_on_lines_of_their_own() -> None:
    lines = (PROSE, "2024年工作回顾", PROSE, "2025年工作安排建议", PROSE, "加强自身建设", PROSE)
    assert headings(*lines) == [
        "## 2024年工作回顾", "## 2025年工作安排建议", "## 加强自身建设",
    ]  # fmt: skip
    assert doubts_of("\n".join(("某市报告", *lines))) == []


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("省长 某某某，", PROSE),  # a mark of a sentence
        ("主办单位：某某局", PROSE),
        ("二〇二四年九月一日", PROSE),
        ("2024年工作回顾", "甲乙。"),  # what follows is no prose
        ("这一行比任何标题都要长因而只能是从一段话里截断下来的一行文字", PROSE),
    ],
)
def test_a_line_that_is_no_heading(line: str, below: str) -> None:
    assert headings(PROSE, line, below) == []


def test_a_line_in_the_midst_of_a_sentence_is_no_heading() -> None:
    assert headings(PROSE[:-1] + "，", "某市重点工作", PROSE) == []


def test_an_unnumbered_heading_ranks_below_the_numbered_one_and_is_a_doubt() -> None:
    lines = ("一、总体", "（一）产业", PROSE, "做优先进制造业", PROSE)
    assert headings(*lines) == ["## 一、总体", "### （一）产业", "#### 做优先进制造业"]
    found = doubts_of("\n".join(("某市报告", *lines)))
    assert [(kind, chose) for kind, _, chose in found] == [("heading", "h4")]


def test_numbers_begin_anew_under_an_unnumbered_heading() -> None:
    lines = ("2024年工作回顾", "（一）甲", PROSE, "2025年工作安排", "（一）乙", PROSE)
    assert headings(*lines) == [
        "## 2024年工作回顾",
        "### （一）甲",
        "## 2025年工作安排",
        "### （一）乙",
    ]
    assert doubts_of("\n".join(("某市报告", *lines))) == []


def test_half_width_brackets_and_marks() -> None:
    lines = ("一、总体", "(一)稳中有进。" + PROSE, "(二)加快发展,提升水平", PROSE)
    assert headings(*lines) == ["## 一、总体", "### (一)稳中有进。", "### (二)加快发展,提升水平"]


# ---------------------------------------------------------------- chapters


def test_chapters_push_the_official_numbering_down() -> None:
    lines = (
        "第一章 发展基础",
        "第一节 主要成就",
        "一、经济",
        PROSE,
        "（一）甲",
        PROSE,
        "第二章 总体要求",
    )
    assert headings(*lines) == [
        "## 第一章 发展基础", "### 第一节 主要成就", "#### 一、经济", "##### （一）甲",
        "## 第二章 总体要求",
    ]  # fmt: skip
    assert doubts_of("\n".join(("某市规划", *lines))) == []


def test_parts_alone_are_one_level() -> None:
    lines = ("第一部分　工作回顾", PROSE, "一、经济", PROSE, "第二部分：工作安排", PROSE)
    assert headings(*lines) == ["## 第一部分　工作回顾", "### 一、经济", "## 第二部分：工作安排"]


@pytest.mark.parametrize(
    "line", ["第一节课从安全讲起", "第三条战线全面铺开", "第一章说明了问题，第二章给出了办法。"]
)
def test_no_chapter(line: str) -> None:
    assert headings("一、总体", line, PROSE)[1:] == []


# ---------------------------------------------------------------- glossaries

ENTRIES = (
    "1.“三进”：进村、进户、进企的走访。",
    "2．某某行动：分三步推进。第一步先行先试。",
    "建成后另行公布。",
    "3.6个重大专项：围绕甲乙丙丁戊己展开的专项工作。",
)


@pytest.mark.parametrize(
    "name", ["名词解释", "《政府工作报告》名词解释", "有关名词术语说明", "部分用语注释"]
)
def test_a_glossary_is_a_section_of_paragraphs(name: str) -> None:
    source = "\n".join(("某市报告", "一、总体", PROSE, name, *ENTRIES))
    assert blocks_of(source)[3:] == [f"## {name}", *ENTRIES]
    assert doubts_of(source) == []


def test_a_glossary_as_an_annex() -> None:
    source = "\n".join(("某市报告", "一、总体", PROSE, "附件2 名词解释", *ENTRIES))
    assert blocks_of(source)[3:] == ["## 附件2名词解释", *ENTRIES]
    assert doubts_of(source) == []


def test_a_glossary_ends_where_the_next_part_begins() -> None:
    lines = (
        "一、总体",
        PROSE,
        "名词解释",
        *ENTRIES,
        "二、任务",
        "（一）甲",
        PROSE,
        "1.千方百计稳增长。" + PROSE,
    )
    assert headings(*lines)[-3:] == ["## 二、任务", "### （一）甲", "#### 1.千方百计稳增长。"]


def test_an_entry_that_explains_is_no_heading_anywhere() -> None:
    assert headings("一、总体", "1.某目标：全年完成。", PROSE)[1:] == []


# ---------------------------------------------------------------- annexes


def test_an_annex_has_a_title_and_counts_anew() -> None:
    lines = ("一、总体", PROSE, "二、任务", PROSE, "附件1", "某市年度实事清单",
             "一、稳定就业", "年度目标：新增就业。", "主办单位：某某局",
             "二、健全养老", "年度目标：新增床位。", "主办单位：某某局，各区政府",
             "三、整治环境", "年度目标：新增绿地。", "主办单位：某某厅")  # fmt: skip
    source = "\n".join(("某市报告", *lines))
    assert blocks_of(source)[5:9] == [
        "## 附件1", "## 某市年度实事清单", "## 一、稳定就业", "年度目标：新增就业。",
    ]  # fmt: skip
    assert blocks_of(source)[9:] == [
        "主办单位：某某局",
        "## 二、健全养老", "年度目标：新增床位。", "主办单位：某某局，各区政府",
        "## 三、整治环境", "年度目标：新增绿地。", "主办单位：某某厅",
    ]  # fmt: skip
    assert doubts_of(source) == []


@pytest.mark.parametrize(
    "line", ["附件要求另行印发", "附表所列项目。", "附件：目标表", "附 件 要求，另发"]
)
def test_a_line_that_opens_no_annex(line: str) -> None:
    assert not any(block.startswith("## 附") for block in blocks_of(f"一、总体\n{PROSE}\n{line}"))


def test_prose_that_begins_with_a_word_of_a_header_is_no_table() -> None:
    text = "\n".join(("附件", "某市实事", PROSE, "项目建设全面提速，年内全部建成投用。", PROSE))
    assert not any(block.startswith("|") for block in blocks_of(text))


def test_published_as_printed() -> None:
    """（此件公开发布） and the names at the end are paragraphs, and no doubts."""
    source = "\n".join(("某市报告", "一、总体", PROSE, "（此件公开发布）"))
    assert blocks_of(source)[-1] == "（此件公开发布）"
    assert doubts_of(source) == []


# ---------------------------------------------------------------- title block


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("——2025年1月15日在某省第十四届人民代表大会第三次会议上\n省长 某某某\n各位代表：\n甲，乙。",
         ["[——2025年1月15日在某省第十四届人民代表大会第三次会议上]{.subtitle}",
          "[省长 某某某]{.subtitle}", "各位代表：", "甲，乙。"]),
        ("2025年1月15日在某市会议上\n某市代市长 某 某\n某市政府工作报告\n各位代表:\n甲，乙。",
         ["[2025年1月15日在某市会议上]{.subtitle}", "[某市代市长 某 某]{.subtitle}",
          "# 某市政府工作报告", "各位代表:", "甲，乙。"]),
        ("某区区长工作报告\n甲，乙。", ["# 某区区长工作报告", "甲，乙。"]),
    ],
)  # fmt: skip
def test_who_spoke_and_when_is_no_title(source: str, expected: list[str]) -> None:
    assert blocks_of(source) == expected


def test_a_space_between_office_and_name_is_no_doubt() -> None:
    assert doubts_of("某市政府工作报告\n市长 某某\n各位代表：\n甲，乙。") == []


def test_an_occasion_goes_on_until_it_says_where() -> None:
    source = (
        "某市政府工作报告\n——2025年1月15日在某市第十四届\n人民代表大会第三次会议上\n"
        "市长 某某\n各位代表：\n甲，乙。"
    )
    assert blocks_of(source)[1:3] == [
        "[——2025年1月15日在某市第十四届人民代表大会第三次会议上]{.subtitle}",
        "[市长 某某]{.subtitle}",
    ]
