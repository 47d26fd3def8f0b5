"""Happened, expected or aimed at, and when: by heading, then by the words of the sentence."""

import pytest

from tests.extract.reports import lines

HEADINGS = [
    ("一、2022年国民经济和社会发展计划执行情况", "actual A 2022"),
    ("一、2022年工作总结", "actual A 2022"),
    ("一、2022年工作推进情况", "actual A 2022"),
    ("一、2021年工作回顾", "actual A 2021"),
    ("二、2023年经济社会发展主要目标", "target F 2023"),
    ("二、2022年下半年经济社会发展主要任务", "target F 2022-H2"),
    ("二、2023年工作计划", "target F 2023"),
    ("二、关于2023年工作", "target F 2023"),
    ("三、加强自身建设", "actual A 2022"),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS, ids=[text for text, _ in HEADINGS])
def test_the_heading_decides(heading: str, expected: str) -> None:
    markdown = f"## {heading}\n\n新增停车泊位6610个。"
    assert lines(markdown, "value_kind", "obs_status", "period") == [expected]


def test_a_deeper_heading_decides_only_if_it_names_a_year() -> None:
    markdown = """\
## 一、2022年工作情况

### （一）落实重点任务

新建公园3座。

### （二）2023年工作计划

新建公园4座。
"""
    assert lines(markdown, "value", "value_kind", "period") == ["3 actual 2022", "4 target 2023"]


def test_half_a_year() -> None:
    markdown = """\
## 一、2024年上半年国民经济和社会发展计划执行情况

一般公共预算收入100亿元。

## 二、2024年下半年经济社会发展主要任务

全年一般公共预算收入200亿元。
"""
    fields = ("value_kind", "period", "period_kind")
    assert lines(markdown, *fields, period="2024-H1") == [
        "actual 2024-H1 cumulative",
        "target 2024 flow",
    ]


WORDS = [
    ("全社会固定资产投资预计完成675亿元。", "estimate E 2022"),
    ("力争市级以上创新载体达360家。", "target F 2022"),
    ("今年主要预期目标是：地区生产总值增长5%。", "target F 2022/2023"),
    ("争取到专项资金5亿元。", "actual A 2022"),
    ("2021年新建公园3座。", "actual A 2021"),
    ("到2025年，公园达到100座。", "target F 2025"),
    ("上半年固定资产投资300亿元。", "actual A 2022-H1"),
    ("四季度增长4.5%。", "actual A 2022-Q4"),
    ("2021年以来建成公园3座。", "actual A 2022"),
    ("能耗比2020年下降5%。", "actual A 2022"),
    ("税收是2010年的2倍。", "actual A 2022"),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDS, ids=[text for text, _ in WORDS])
def test_the_words_of_the_sentence_decide_over_the_heading(sentence: str, expected: str) -> None:
    assert lines(sentence, "value_kind", "obs_status", "period") == [expected]


def test_a_target_in_parentheses() -> None:
    sentence = "目前已完成投资28.5亿元（年度目标28.3亿元），完成率100.7%。"
    assert lines(sentence, "value", "value_kind") == [
        "2850000000 actual",
        "2830000000 target",
        "100.7 actual",
    ]


def test_each_year_of_a_rise_has_its_own_period() -> None:
    sentence = "税收由2010年的100亿元增加到2015年的150亿元。"
    assert lines(sentence, "value", "period") == ["10000000000 2010", "15000000000 2015"]


def test_what_is_done_stands_in_a_plan_too() -> None:
    markdown = "## 二、2023年工作计划\n\n目前已建成公园3座，年内新建公园5座。"
    assert lines(markdown, "value", "value_kind") == ["3 actual", "5 target"]


def test_a_change_stands_as_its_level_does() -> None:
    sentence = "金融业增加值预计完成2502亿元，增长8.9%。"
    assert lines(sentence, "value_kind") == ["estimate", "estimate"]


def test_a_sentence_with_a_colon_speaks_for_its_list_alone() -> None:
    markdown = """\
初步测算，主要指标预计完成情况如下：

- ——地区生产总值5515亿元；
- ——一般公共预算收入194亿元。

地区生产总值突破5500亿元。

主要预期目标如下：

- ——地区生产总值增长6%。
"""
    assert lines(markdown, "value_kind") == ["estimate", "estimate", "actual", "target"]


def test_expected_governs_the_list_that_it_opens() -> None:
    sentence = "预计地区生产总值增长5.2%，预算收入增长3.1%；新建公园3座。"
    assert lines(sentence, "value_kind") == ["estimate", "estimate", "actual"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("争取中央预算内投资资金233亿元。", "actual 2022"),
        ("争取年内完成投资233亿元。", "target 2022"),
        ("五年新增商业营业面积50万平方米。", "actual 2018/2022"),
        ("过去五年，我们新建公园30座。", "actual 2018/2022"),
        ("“十三五”以来，累计新建公园30座。", "actual 2016/2020"),
        ("连续三年投资超1000亿元。", "actual 2022"),
        ("力争2027年建成产业园6个。", "target 2027"),
        ("实施安全生产三年行动，新建公园30座。", "actual 2022"),
    ],
)
def test_years_counted_together_and_what_was_obtained(sentence: str, expected: str) -> None:
    assert lines(sentence, "value_kind", "period") == [expected]


@pytest.mark.parametrize("line", ["2023年工作安排", "2023年工作安排建议", "2023年10件惠民实事"])
def test_a_line_may_be_a_heading_in_all_but_its_print(line: str) -> None:
    apart = f"{line}\n\n新建公园3座。\n\n## 一、惠民\n\n新建公园4座。"
    assert lines(apart, "value_kind", "period")[-2:] == ["target 2023", "target 2023"]
    joined = f"{line}今年要新建公园3座。"
    assert lines(joined, "value_kind", "period")[-1:] == ["target 2023"]


def test_a_heading_that_says_nothing_of_its_numbers_goes_on() -> None:
    markdown = "## 二、2023年工作计划\n\n新建公园3座。\n\n## 三、加强自身建设\n\n新建公园4座。"
    assert lines(markdown, "value_kind", "period") == ["target 2023", "target 2023"]


def test_a_review_of_several_years_is_of_no_year_for_sure() -> None:
    markdown = "## 一、“十四五”时期和2025年工作回顾\n\n新建公园3座。2025年，新建公园1座。"
    found = lines(markdown, "value_kind", "period", period="2025")
    assert found == ["actual 2021/2025", "actual 2025"]


def test_a_provisional_note_is_for_all_results() -> None:
    markdown = "地区生产总值5515亿元，力争6000亿元。\n\n注：数据以统计部门最终发布为准。"
    assert lines(markdown, "obs_status") == ["P", "F"]


def test_the_type_of_a_target() -> None:
    markdown = """\
## 二、2023年经济社会发展主要目标

### （一）预期性指标

地区生产总值增长6.5%；

### （二）约束性指标

万元GDP建设用地下降4.0%。
"""
    assert lines(markdown, "target_type") == ["预期性", "约束性"]
