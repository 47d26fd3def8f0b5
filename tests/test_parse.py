"""report.md -> blocks: each form of the content format, and the traps of Markdown in Chinese."""

import pytest

from gongbao.anchors import anchor
from gongbao.model import (
    Heading,
    Paragraph,
    Place,
    Report,
    Run,
    Source,
    Table,
    TitleLine,
    joined,
    text,
)
from gongbao.parse import parse

HEAD = "---\ntitle: 题\nkind: other\nperiod: 2022\nprovenance: unknown\n---\n"


def report(body: str, head: str = HEAD) -> Report:
    place = Place("content/a/report.md", 1)
    return parse(
        Source(
            path="a", place=place, text=head + body, ledger=None, original=None, open_decisions=0
        )
    )


def runs(body: str) -> tuple[Run, ...]:
    (block,) = report(body).blocks
    assert isinstance(block, Paragraph)
    return block.runs


@pytest.mark.parametrize(
    ("markdown", "level", "number", "title"),
    [
        ("## 一、2022年执行情况", 2, "一、", "2022年执行情况"),
        ("### （一）高质量发展", 3, "（一）", "高质量发展"),
        ("### (十二)高质量发展", 3, "(十二)", "高质量发展"),
        ("#### 1.千方百计推进。", 4, "1.", "千方百计推进。"),
        ("#### 10．全方位", 4, "10．", "全方位"),
        ("##### （3）加快", 5, "（3）", "加快"),
        ("## 附件", 2, "附件", ""),
        ("## 附件2：名词解释", 2, "附件2：", "名词解释"),
        ("## 总体要求", 2, "", "总体要求"),
        ("#### 3.0版发布", 4, "", "3.0版发布"),
        ("### “三大新引擎”", 3, "", "“三大新引擎”"),
    ],
)
def test_headings(markdown: str, level: int, number: str, title: str) -> None:
    (block,) = report(markdown).blocks
    assert isinstance(block, Heading)
    assert (block.level, block.number, joined(block.runs)) == (level, number, title)


@pytest.mark.parametrize(
    ("markdown", "bold"),
    [
        ("**经济发展稳中提质。**出台实施", ["经济发展稳中提质。"]),
        ("“**双碳**”行动", ["双碳"]),
        ("实施**“十大计划”**，优化", ["“十大计划”"]),
        ("完成**28.5亿元**（目标", ["28.5亿元"]),
        ("（**重点**）和**难点**。", ["重点", "难点"]),
        ("a **bold** word", ["bold"]),
        (r"2 \*\* 3", []),
    ],
)
def test_bold_beside_chinese_punctuation(markdown: str, bold: list[str]) -> None:
    assert [run.text for run in runs(markdown) if run.strong] == bold


def test_a_lead_is_a_run_of_its_own() -> None:
    assert runs("[经济发展稳中提质。]{.lead}出台实施。") == (
        Run("经济发展稳中提质。", lead=True),
        Run("出台实施。"),
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (r"\*片区建设\*新金融", "*片区建设*新金融"),
        (r"福\[+\]计划", "福[+]计划"),
        ("1.千方百计", "1.千方百计"),
        (r"1\. 千方百计", "1. 千方百计"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("&amp;lt;", "&lt;"),
        ("AI for Good", "AI for Good"),
        ("中洲湾C-Future\nCity开业", "中洲湾C-Future\nCity开业"),
        ("坚持把\n高质量发展", "坚持把高质量发展"),
        ("[注1]: 这是注释文字", "[注1]: 这是注释文字"),
        ("[资料来源]: https://example.org", "[资料来源]: https://example.org"),
        ("甲__年__月", "甲__年__月"),
        ("地区生产总值\n===", "地区生产总值==="),
        ("{a=b}", "{a=b}"),
        ("{.5亿元}", "{.5亿元}"),
        ("{%注释%}", "{%注释%}"),
        ("尾{#p7}", "尾{#p7}"),
        ("2023\n年度", "2023年度"),
    ],
)
def test_text_is_what_the_editor_means(markdown: str, expected: str) -> None:
    assert joined(runs(markdown)) == expected


def test_lines_of_the_title_block_keep_their_roles() -> None:
    blocks = report("[福田区政府]{.issuer}\n\n# 题\n\n[二〇二三年一月]{.date}\n\n正文。").blocks
    assert [b.role for b in blocks if isinstance(b, TitleLine)] == ["issuer", "title", "date"]


def test_a_dash_list() -> None:
    blocks = report("- ——甲5亿元；\n- ——乙6%。").blocks
    assert [(b.role, text(b)) for b in blocks if isinstance(b, Paragraph)] == [
        ("item", "——甲5亿元；"),
        ("item", "——乙6%。"),
    ]


TABLE = """[建议表]{.caption}

| 指标 | 2022年 | 2023年 |
| --- | --- | --- |
| 一、预期性指标 | | |
| 1．生产总值 | 6.0% | -1.5% |
| 二、约束性指标 | | |
| 2．能耗 | 下降3% | 完成\\|下达 |

[注：初步数。]{.note}
"""


def test_a_table_with_groups_caption_and_note() -> None:
    (table,) = report(TABLE).blocks
    assert isinstance(table, Table)
    assert joined(table.caption) == "建议表"
    assert [row.is_group for row in table.rows] == [True, False, True, False]
    assert joined(table.rows[3].cells[2]) == "完成|下达"
    assert [joined(note) for note in table.notes] == ["注：初步数。"]
    assert table.rows[1].place == Place("content/a/report.md", 12)


def test_a_second_sentence_of_an_own_id() -> None:
    (paragraph,) = anchor(report("{#p3a}\n甲。乙。")).blocks
    assert [s.id for s in paragraph.sentences] == ["p3a", "p3a-2"]


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (
            "## 一、甲\n\n### （一）乙\n\n文。\n\n#### 7.丙\n\n文。\n\n### （二）丁\n\n## 二、戊",
            ["s1", "s1-1", "p1", "s1-1-7", "p2", "s1-2", "s2"],
        ),
        ("## 总体\n\n文。\n\n## 目标\n\n### 细则", ["su1", "p1", "su2", "su2-u1"]),
        ("### （一）甲", ["s0-1"]),
        ("## 一、甲\n\n#### 3.乙", ["s1", "s1-0-3"]),
        (
            "## 一、甲\n\n[附件：表]{.annex-ref}\n\n"
            "## 附件\n\n### （一）乙\n\n## 附件2\n\n## 一、丙",
            ["s1", "a1-ref", "a1", "a1-s0-1", "a2", "a2-s1"],
        ),
        ("文。\n\n- 甲\n- 乙\n\n文。", ["p1", "p2", "p3", "p4"]),
        ("{#s1-3b}\n### （三）甲\n\n{#p9}\n文。", ["s1-3b", "p9"]),
        ("甲。\n\n{#p1a}\n插入。\n\n乙。", ["p1", "p1a", "p2"]),
        ("- 甲\n- {#p1a}\n  乙\n- 丙", ["p1", "p1a", "p2"]),
        ("## 附件一\n\n## 一、甲\n\n## 附件二\n\n## 一、乙", ["a1", "a1-s1", "a2", "a2-s1"]),
        ("{#a7}\n## 附件七\n\n## 一、甲", ["a7", "a7-s1"]),
        ("## 附件1\n\n### 附表1", ["a1", "a1-s0-u1"]),
        ("## 附件的说明", ["su1"]),
        ("{#t1a}\n" + TABLE.split("\n\n", 1)[1].split("\n\n")[0], ["t1a"]),
        (TABLE, ["t1"]),
    ],
)
def test_ids(body: str, ids: list[str]) -> None:
    assert [a.id for a in anchor(report(body)).blocks] == ids


def test_rows_and_sentences_have_ids() -> None:
    (table,) = anchor(report(TABLE)).blocks
    assert table.row_ids == ("t1-g1", "t1-r1", "t1-g2", "t1-r2")
    (paragraph,) = anchor(report("甲说：“好！”乙5.5亿元。（丙。）丁")).blocks
    words = text(paragraph.block)
    assert [(s.id, words[s.start : s.end]) for s in paragraph.sentences] == [
        ("p1", "甲说：“好！”"),
        ("p1-2", "乙5.5亿元。"),
        ("p1-3", "（丙。）"),
        ("p1-4", "丁"),
    ]
