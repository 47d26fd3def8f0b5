"""Where paragraphs begin: by the width of printed lines, or by sentences where none wraps."""

from pathlib import Path

import pytest

from gongbao.ingest.lines import split
from gongbao.ingest.width import extent, measured, unbreakable
from tests.ingest.measure_text import measure
from tests.ingest.support import blocks_of, doubts_of

MARGIN = 0.001


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("全面建设社会", 6.0, 6.0),
        ("增长5.3", 3.5, 3.68),
        ("全面。", 2.0, 3.0),  # a mark at the end may hang
        ("“全面”，", 3.0, 5.0),  # two marks are squeezed together
        ("a b", 1.25, 1.37),
    ],
)
def test_extent(text: str, low: float, high: float) -> None:
    assert extent(text)[1] == pytest.approx(high, abs=MARGIN)
    assert extent(text)[0] == pytest.approx(low, abs=MARGIN)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("建设", 1.0), ("建，设", 1.5), ("2024年", 2.0), ("“十二五", 2.0), ("——建", 2.0),
        ("AI for", 1.0), ("5.3%，", 2.5), ("，", 1.0),
    ],
)  # fmt: skip
def test_unbreakable(text: str, width: float) -> None:
    assert unbreakable(text) == width


def test_a_document_can_change_its_width() -> None:
    wide, narrow = "建" * 28, "设" * 26
    lines = measured(split("\n".join([wide] * 40 + [narrow] * 40)))
    assert (lines[0].full, lines[-1].full) == (28, 26)


def test_lines_of_all_lengths_do_not_wrap() -> None:
    assert measured(split("\n".join("建" * n for n in range(15, 48)))) == ()


# ---------------------------------------------------------------- lines that wrap

FILLER = "\n".join(["建" * 26, *["设" * 28] * 8, "完。"])
"""A paragraph that shows the width: 28 em, with an indent of two."""


def paragraphs(*lines: str) -> list[str]:
    return blocks_of("\n".join(("一、总体", FILLER, *lines)))[2:]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The last line is full; the next has the indent (26) or has not (28).
        (("甲" * 26, "乙" * 27 + "。", "丙" * 26, "丁。"), [26 + 28, 28]),
        (("甲" * 26, "乙" * 27 + "。", "丙" * 28, "丁。"), [26 + 28 + 30]),
        # A sentence ends in the middle of the line: it was broken there, so a paragraph ends.
        (("甲" * 12 + "。", "丙" * 26, "丁。"), [13, 28]),
        # A mark that may not begin a line is a continuation, whatever stands above.
        (("甲" * 26, "，乙" + "丙" * 8 + "。"), [37]),
        (("甲" * 8 + "。", "”乙" + "丙" * 8 + "。"), [20]),
        # A colon ends a paragraph if there was room.
        (("甲" * 8 + "：", "——乙；", "——丙。"), [9, 4 + 2, 4 + 2]),
    ],
)
def test_wrapped_lines(lines: tuple[str, ...], expected: list[int]) -> None:
    assert list(map(len, paragraphs(*lines))) == expected


def test_a_short_line_without_a_stop_stands_alone() -> None:
    found = paragraphs("丙" * 26, "丁。", "2025年工作安排", "甲" * 26, "乙。")
    assert found[1] == "2025年工作安排"


def test_a_subtitle_that_wraps_into_a_sentence_is_a_paragraph() -> None:
    first, second = "某年某月某日在某市第十六届人民代表大会第三次会议上", "市长某某作政府工作报告。"
    source = "\n".join(("某市政府工作报告", first, second, FILLER))
    assert blocks_of(source)[:2] == ["# 某市政府工作报告", first + second]


def test_a_heading_wraps_and_ends_without_a_stop() -> None:
    heading = "（一）以" + "甲" * 22, "带动" + "乙" * 10
    found = paragraphs(*heading, "丙" * 26, "丁" * 5 + "。")
    assert found == [f"### {''.join(heading)}", "丙" * 26 + "丁" * 5 + "。"]


def test_a_full_line_before_a_short_last_one_is_a_doubt() -> None:
    source = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊。"))
    assert doubts_of(source) == [("boundary", "乙" * 15 + "。⏎丙丁戊。", "join")]


def test_an_editor_overrules() -> None:
    source = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊。"))
    at = source.index("丙")
    said = f"decisions: [{{at: {at}, kind: boundary, text: 。⏎丙丁戊。, say: break}}]"
    assert blocks_of(source, said)[-1] == "丙丁戊。"


def test_the_outline_knows_where_a_paragraph_begins() -> None:
    body = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊己。"))
    source = f"{body}\n\n\t一、总体\n\t丙丁戊己。"
    assert blocks_of(source)[-1] == "丙丁戊己。"
    assert doubts_of(source) == []


# ---------------------------------------------------------------- one line a paragraph


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("一、总体\n甲乙。\n丙丁。", ["## 一、总体", "甲乙。", "丙丁。"]),
        ("一、总体\n指挥部会同\n\n攻坚克难。", ["## 一、总体", "指挥部会同攻坚克难。"]),
        ("一、总体\n甲“群雁”\n齐飞。", ["## 一、总体", "甲“群雁”齐飞。"]),
        ("一、总体\n甲，\n（一）乙", ["## 一、总体", "甲，", "### （一）乙"]),
        ("一、总体\n甲乙\n\u3000\u3000丙丁。", ["## 一、总体", "甲乙", "丙丁。"]),
        ("（一）总体\n甲，乙。", ["# （一）总体", "甲，乙。"]),
    ],
)  # fmt: skip
def test_sentences(source: str, expected: list[str]) -> None:
    assert blocks_of(source) == expected


def test_an_editor_overrules_sentences() -> None:
    said = "decisions: [{at: 8, kind: boundary, text: ⏎丙丁, say: break}]"
    assert blocks_of("一、总体\n甲乙\n丙丁。", said)[1:] == ["甲乙", "丙丁。"]


def test_a_join_without_a_stop_is_a_doubt() -> None:
    source = "一、总体\n指挥部会同有关单位\n\n攻坚克难。"
    assert doubts_of(source) == [("boundary", "一、总体指挥部会同有关单位⏎攻坚克难。", "join")]


# ---------------------------------------------------------------- what other lines show


def test_a_label_that_recurs_opens_a_paragraph() -> None:
    target, by = "年度目标：" + "甲" * 21, "主办单位：" + "乙" * 12
    lines = (target, "丙" * 27 + "。", by) * 3
    assert paragraphs(*lines) == [target + "丙" * 27 + "。", by] * 3


def test_words_with_a_colon_that_stand_anywhere_are_no_label() -> None:
    line = "重点是：" + "乙" * 23 + "。"
    within = "甲" * 10 + "重点是：" + "甲" * 12
    assert paragraphs(within, within + "甲" * 2, "丙" * 27 + "。", line) == [
        within + within + "甲" * 2 + "丙" * 27 + "。" + line
    ]


def test_an_entry_whose_words_begin_with_a_figure_is_counted() -> None:
    entries = [f"{n}.“某词”：" + "甲" * 20 + "。" for n in range(1, 4)]
    assert paragraphs(*entries, "4.6个专项：" + "乙" * 20 + "。")[-1].startswith("4.6个专项")


def test_a_salutation_opens_a_paragraph_after_a_full_line() -> None:
    lines = ("甲" * 26, "乙" * 27 + "。", "各位代表！", "丙" * 26, "丁。")
    assert paragraphs(*lines) == [
        "甲" * 26 + "乙" * 27 + "。", "各位代表！", "丙" * 26 + "丁。",
    ]  # fmt: skip


def test_a_section_and_a_chapter_stand_alone_among_lines_that_wrap() -> None:
    for name in ("第二部分　工作安排", "名词解释"):
        found = paragraphs("甲" * 26, "乙" * 27 + "。", name, "丙" * 26, "丁。")
        assert name in [block.strip("# ") for block in found]


def test_an_annex_is_as_wide_as_the_document() -> None:
    source = "\n".join(("一、总体", FILLER, "附件", "某市实事", "甲" * 26, "乙" * 9 + "。"))
    assert blocks_of(source)[2:] == ["## 附件", "## 某市实事", "甲" * 26 + "乙" * 9 + "。"]


def test_what_breaks_off_at_a_semicolon_is_a_doubt() -> None:
    source = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 11 + "；", "丙" * 26, "丁。"))
    assert [(kind, chose) for kind, _, chose in doubts_of(source)] == [("boundary", "break")]


def test_a_line_stretched_to_the_margin_is_closed_up() -> None:
    line = "甲，某 市新区 建设 取得新 进展 增长 8% 。着力 建 好“ 幸福 家园”。"
    assert blocks_of(f"一、总体\n{line}")[1:] == [
        "甲，某市新区建设取得新进展增长8%。着力建好“幸福家园”。"
    ]
    assert doubts_of(f"一、总体\n{line}") == []
    names = "某甲 某乙 某丙 某丁 某戊 某己。"  # no space stands inside a mark: they may be meant
    assert blocks_of(f"一、总体\n{names}")[1:] == [names]


# ---------------------------------------------------------------- real reports


@pytest.mark.slow
def test_boundaries_of_reports_from_elsewhere(shared: Path) -> None:
    """Reports that were typeset and extracted, two ways."""
    assert [row for row in measure(shared / "corpus") if not row.passed] == []


@pytest.mark.parametrize(
    ("line", "is_joined"),
    [
        ("2024年工作回顾", False),
        ("四川发展迈上了新的历史起点，新形势新任务对政府提出更高", True),
        ("工作回顾，", True),
    ],
)
def test_a_few_words_over_a_long_line_stand_alone(line: str, is_joined: bool) -> None:
    """A heading without a number, in a text of one line a paragraph."""
    prose = "过去一年，是实现规划目标任务的关键一年，面对严峻复杂形势和多重困难挑战，迈出坚实步伐。"
    found = blocks_of(f"某区工作报告\n\n{prose}\n{line}\n{prose}\n{prose}\n")
    assert (line + prose in found) == is_joined
