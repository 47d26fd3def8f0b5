"""DOCX: everything that a reader of the document sees stands in the text, once, in its order."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from gongbao.ingest.lines import BODY, TITLE, Look
from gongbao.ledger import body_of, is_proved, kept_text, rebuild
from gongbao.model import ContentError, Dropped
from tests.ingest.docx_files import (
    W,
    abstract,
    archive,
    blocks,
    cell,
    document,
    drafted,
    field,
    level,
    lines,
    num,
    numbered,
    p,
    r,
    reading,
    root,
    style,
    styled,
    table,
)
from tests.ingest.measure_docx import compared
from tests.ingest.support import rendered_text

TITLE_LINE = p(r("某区2024年工作报告", '<w:sz w:val="44"/>'), '<w:jc w:val="center"/>')
PROSE = p("坚持稳中求进，加快发展。")


def warned(data: bytes) -> list[str]:
    """The first line of each problem, without its file."""
    return [
        str(q).splitlines()[0].removeprefix("a.docx: warning: ") for q in reading(data).problems
    ]


def dropped(data: bytes) -> dict[str, str]:
    """What is dropped, but for white space, with its reason."""
    segments = drafted(data).ledger.segments
    return {s.text: s.reason for s in segments if isinstance(s, Dropped) and s.text.strip()}


# ---------------------------------------------------------------- inside a paragraph


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("甲") + r("乙"), "甲乙"),
        ("<w:r><w:t> 甲 </w:t></w:r>" + r("乙"), "甲乙"),
        ("<w:r><w:t>甲\n  乙</w:t></w:r>", "甲   乙"),
        (r("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), "甲\t乙"),
        (r("<w:t>甲</w:t><w:br/><w:t>乙</w:t>"), "甲\n乙"),
        (r("<w:t>甲</w:t><w:cr/><w:t>乙</w:t>"), "甲\n乙"),
        (r('<w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t>'), "甲\n乙"),
        (r("<w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t>"), "甲乙"),
        (r("<w:t>C</w:t><w:noBreakHyphen/><w:t>5</w:t>"), "C-5"),
        (f"<w:smartTag>{r('甲')}</w:smartTag>", "甲"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f"<w:hyperlink>{r('甲')}</w:hyperlink>", "甲"),
        (f"<w:ins>{r('甲')}</w:ins>{r('乙')}", "甲乙"),
        (f"<w:moveTo>{r('甲')}</w:moveTo>{r('乙')}", "甲乙"),
        (f"<w:bdo>{r('甲')}</w:bdo>", "甲"),
        (field(" REF a ", r("甲")) + r("乙"), "甲乙"),
        (f'<w:fldSimple w:instr=" SEQ 表 ">{r("3")}</w:fldSimple>', "3"),
        (r(r'<w:fldChar w:fldCharType="begin"/><w:instrText>eq \o\ac(○,3)</w:instrText>')
         + r('<w:fldChar w:fldCharType="end"/>') + r("甲"), "③甲"),
        (r('<w:sym w:font="Wingdings" w:char="F0FC"/>') + r("甲"), "✓甲"),
        (r('<w:sym w:font="Symbol" w:char="F0B3"/>') + r("5"), "≥5"),
        (r('<w:sym w:font="宋体" w:char="25CF"/>') + r("甲"), "●甲"),
        (f"<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>{r('。')}", "a=b。"),
    ],
)  # fmt: skip
def test_what_a_run_holds_is_read(inside: str, text: str) -> None:
    assert reading(document(p(inside))).text == text + "\n"


def test_both_dialects_of_the_format_are_read() -> None:
    xml = root("document", f"<w:body>{PROSE}</w:body>")
    xml = xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    parts = {"_rels/.rels": _rels("/word/document.xml"), "word/document.xml": xml}
    assert reading(archive(parts)).text == reading(document(PROSE)).text


def _rels(target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="x/officeDocument" Target="{target}"/></Relationships>'
    )


@pytest.mark.parametrize(
    ("inside", "gone", "reason"),
    [
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "旧", "tracked-deletion"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom>", "旧", "tracked-deletion"),
        (r("密", "<w:vanish/>"), "密", "hidden-text"),
        (r("密", '<w:rStyle w:val="H"/>'), "密", "hidden-text"),
        (r(f"<w:ruby><w:rt>{r('pin')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby>"),
         "pin", "phonetic-guide"),
        (field(" PAGE ", r("7")), "7", "page-number"),
        (r("​"), "​", "zero-width"),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_dropped_with_its_reason(inside: str, gone: str, reason: str) -> None:
    hidden = style("H", "h", "<w:rPr><w:vanish/></w:rPr>", "character")
    data = document(TITLE_LINE + p(r("甲乙，") + inside + r("丙丁。")), styles=hidden)
    assert dropped(data) == {gone: reason}
    base = "拼" if reason == "phonetic-guide" else ""
    assert blocks(data)[1:] == [f"甲乙，{base}丙丁。"]


def test_vanish_that_is_off_hides_nothing() -> None:
    data = document(TITLE_LINE + p(r("甲乙，") + r("丙丁。", '<w:vanish w:val="0"/>')))
    assert (dropped(data), warned(data)) == ({}, [])


def test_tracked_changes_are_said_with_what_stands_there() -> None:
    deleted = "<w:del><w:r><w:delText>旧字</w:delText></w:r></w:del>"
    data = document(TITLE_LINE + p(r("甲，") + f"<w:ins>{r('新字')}</w:ins>{deleted}" + r("。")))
    assert warned(data) == [
        '1 × tracked insertions, read as accepted: near "新字旧字。"',
        '1 × tracked deletions; the words are dropped, and kept in ledger.json: near "旧字。"',
    ]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = p("坚持稳中", "<w:rPr><w:del/></w:rPr>") + p("求进。")
    assert lines(joined) == ["坚持稳中求进。"]


def test_a_style_separator_joins_a_heading_and_its_text() -> None:
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    joined = p("一、总体要求。", mark) + p("加快发展。")
    assert lines(joined) == ["一、总体要求。加快发展。"]
    same = document(TITLE_LINE + p("一、总体要求。加快发展。"))
    assert blocks(document(TITLE_LINE + joined)) == blocks(same)


def test_links_are_taken_from_both_ways_to_write_them() -> None:
    body = f'<w:hyperlink r:id="rId9">{r("甲")}</w:hyperlink>' + field(
        ' HYPERLINK "https://b.example/" ', r("乙")
    )
    found = reading(document(p(body), links={"rId9": "https://a.example/"}))
    assert (found.text, found.links) == ("甲乙\n", ("https://a.example/", "https://b.example/"))


# ---------------------------------------------------------------- fields that list


def test_a_table_of_contents_is_dropped_with_its_title() -> None:
    entries = field(
        ' TOC \\o "1-3" ', r("一、总体要求") + r("<w:tab/>") + field(" PAGEREF a ", r("1"))
    )
    data = document(TITLE_LINE + p("目　录") + p(entries) + p("一、总体要求") + PROSE)
    assert blocks(data)[1:] == ["## 一、总体要求", "坚持稳中求进，加快发展。"]
    assert set(dropped(data).values()) == {"table-of-contents"}
    assert "目　录" in dropped(data)


def test_a_table_of_contents_over_several_paragraphs_ends_where_its_field_ends() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    data = document(TITLE_LINE + p(begin + r("一、甲	1")) + p("二、乙	2") + p(end) + PROSE)
    assert blocks(data)[1:] == ["坚持稳中求进，加快发展。"]


def test_a_content_control_of_word_and_the_styles_toc_are_tables_of_contents() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('一、甲 1')}</w:sdtContent></w:sdt>"
    )
    data = document(
        TITLE_LINE + control + styled("二、乙 2", "T") + PROSE, styles=style("T", "toc 1")
    )
    assert set(dropped(data).values()) == {"table-of-contents"}
    assert blocks(data)[1:] == ["坚持稳中求进，加快发展。"]


def test_a_field_that_does_not_end_takes_nothing_with_it() -> None:
    broken = r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>TOC</w:instrText>")
    data = document(TITLE_LINE + p(broken + r('<w:fldChar w:fldCharType="separate"/>')) + PROSE)
    assert blocks(data)[1:] == ["坚持稳中求进，加快发展。"]
    assert warned(data) == [
        '1 × fields that do not begin or end, read as text: near "坚持稳中求进，加快发展。"'
    ]


# ---------------------------------------------------------------- notes, boxes, pictures


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    body = p(
        r("甲")
        + r('<w:endnoteReference w:id="3"/>')
        + r("，乙")
        + r('<w:footnoteReference w:id="2"/>')
        + r("。")
    )
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="2">{p(r("<w:footnoteRef/>") + r("脚注。"))}</w:footnote>'
    ends = f'<w:endnote w:id="3">{p("尾注。")}{p("其二。")}</w:endnote>'
    data = document(TITLE_LINE + body, footnotes=notes, endnotes=ends)
    assert blocks(data)[1:] == [
        "甲\\[1\\]，乙\\[2\\]。",
        "\\[1\\]尾注。",
        "其二。",
        "\\[2\\]脚注。",
    ]
    text, made = reading(data).text, reading(data).generated
    assert "".join(text[i] for i in sorted(made)) == "[1][2][1][2]"


def test_a_note_with_a_mark_of_its_own_keeps_it() -> None:
    body = p(r("甲") + r('<w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>※</w:t>'))
    note = f'<w:footnote w:id="2">{p("※说明。")}</w:footnote>'
    assert lines(body, footnotes=note) == ["甲※", "※说明。"]


def test_a_note_that_is_not_there_is_said() -> None:
    data = document(p(r("甲") + r('<w:footnoteReference w:id="2"/>')))
    assert warned(data) == ['1 × marks of notes that the file does not hold: near "甲[1]"']


BOX = f"<w:txbxContent>{p('框内')}{p('文字')}</w:txbxContent>"
DRAWING = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


@pytest.mark.parametrize(
    "drawing",
    [
        DRAWING,
        VML,
        f'<mc:AlternateContent><mc:Choice Requires="wps">{DRAWING}</mc:Choice>'
        f"<mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{VML}</mc:Fallback>'
        "</mc:AlternateContent>",
    ],
)
def test_a_text_box_is_read_once_after_its_paragraph(drawing: str) -> None:
    data = document(p(r("甲") + f"<w:r>{drawing}</w:r>" + r("乙")) + p("丙"))
    assert reading(data).text == "甲乙\n框内\n文字\n丙\n"
    assert warned(data) == [
        '1 × text boxes, read after the paragraph at which they stand: near "框内文字丙"'
    ]


def test_pictures_comments_formulas_and_headers_are_said() -> None:
    body = p(
        r("<w:drawing/>") + r("<w:object/>") + r('<w:commentReference w:id="1"/>')
        + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + r("l", '<w:rFonts w:ascii="Wingdings"/>')
    )  # fmt: skip
    header = p("某区2024年工作报告") + p("内部资料")
    footer = p(r("— ") + field(" PAGE ", r("3")) + r(" —"))
    data = document(TITLE_LINE + body, header=header, footer=footer)
    assert warned(data) == [
        '1 × comments, which are no part of the text: near "xl"',
        '2 × pictures or charts, which are not carried over: near "xl"',
        '1 × formulas, of which only the characters are carried over: near "xl"',
        '1 × passages in a font of pictures, where a letter shows a sign: near "l"',
        'the header or footer says "某区2024年工作报告内部资料", which is not carried over',
    ]
    assert warned(document(TITLE_LINE + PROSE, header=p("某区2024年工作报告"), footer=footer)) == []


@pytest.mark.parametrize("what", ["altChunk", "subDoc"])
def test_text_that_stands_in_another_file_is_refused(what: str) -> None:
    with pytest.raises(ContentError, match=what):
        reading(document(PROSE + f"<w:{what}/>"))


def test_a_file_with_macros_is_read_and_keeps_its_name() -> None:
    data = document(TITLE_LINE + PROSE, main="word.document.macroEnabled.main+xml")
    assert (reading(data).suffix, warned(data)) == (
        "docm",
        ["the file holds macros; only its text is read"],
    )


# ---------------------------------------------------------------- tables


def rows_of(data: bytes) -> list[str]:
    return [block for block in blocks(data) if block.startswith("|")]


def test_a_table_keeps_its_cells() -> None:
    data = document(
        TITLE_LINE + PROSE + p("表1 主要指标")
        + table(cell("指标") + cell("2024年目标"), cell("GDP") + cell("增长5%")) + PROSE
    )  # fmt: skip
    assert rows_of(data) == ["| 指标 | 2024年目标 |", "| --- | --- |", "| GDP | 增长5% |"]
    assert reading(data).text.splitlines()[3:5] == ["指标\t2024年目标", "GDP\t增长5%"]
    assert "表1主要指标" in [block.replace(" ", "") for block in blocks(data)]


def test_merged_cells_say_their_text_once() -> None:
    span, top, under = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = document(
        TITLE_LINE + PROSE
        + table(
            cell("指标", top) + cell("目标", span),
            cell("", under) + cell("2023年") + cell("2024年"),
            '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("5%") + cell("6%"),
            cell("合计"),
        )
    )  # fmt: skip
    assert rows_of(data) == [
        "| 指标 | 目标 | |", "| --- | --- | --- |", "| | 2023年 | 2024年 |", "| | 5% | 6% |",
        "| 合计 | | |",
    ]  # fmt: skip


def test_paragraphs_of_a_cell_flow_on_and_words_do_not_touch() -> None:
    data = document(
        TITLE_LINE
        + PROSE
        + table(cell(p("新") + p("能源")) + cell(p("AI") + p("for")), cell("a") + cell("b"))
    )
    assert rows_of(data)[0] == "| 新能源 | AI for |"


def test_hidden_text_stays_out_of_a_cell_and_numbers_get_in() -> None:
    hidden = p(r("明") + r("密", "<w:vanish/>") + r("白"))
    auto = numbered("")
    numbering = abstract(level(0, "decimal", "%1")) + num()
    rows = (cell("序号") + cell(hidden), cell(auto) + cell("甲"), cell(auto) + cell("乙"))
    data = document(TITLE_LINE + PROSE + table(*rows), numbering=numbering)
    assert rows_of(data) == ["| 序号 | 明白 |", "| --- | --- |", "| 1 | 甲 |", "| 2 | 乙 |"]
    assert dropped(data) == {"密": "hidden-text"}


def test_a_nested_table_is_text_of_its_cell() -> None:
    inner = table(cell("子") + cell("丑"))
    data = document(
        TITLE_LINE
        + PROSE
        + table(cell("甲") + cell("乙"), cell(p("丙") + inner + p()) + cell("丁"))
    )
    assert rows_of(data)[2:] == ["| 丙子丑 | 丁 |"]
    assert warned(data) == ['1 × tables inside a table, read as text of its cell: near "子丑丁"']


def test_a_table_of_one_cell_is_a_frame() -> None:
    data = document(TITLE_LINE + table(cell(p("一、总体要求") + PROSE)))
    assert blocks(data)[1:] == ["## 一、总体要求", "坚持稳中求进，加快发展。"]


def test_a_table_too_wide_for_word_is_refused() -> None:
    with pytest.raises(ContentError, match="a table has 64 columns; Word allows 63"):
        reading(document(table(cell("甲") * 64)))


def test_a_table_that_begins_a_document_is_no_title() -> None:
    data = document(table(cell("甲") + cell("乙"), cell("丙") + cell("丁")) + PROSE)
    assert blocks(data)[0] == "| 甲 | 乙 |"


# ---------------------------------------------------------------- title, headings, lines


def looks(data: bytes) -> list[Look]:
    found = reading(data).looks
    return [found[at] for at in sorted(found)]


CENTRED = '<w:jc w:val="center"/>'


@pytest.mark.parametrize(
    "first",
    [
        TITLE_LINE,
        styled("某区2024年工作报告", "T"),
        styled("某区2024年工作报告", "B"),
        styled("某区2024年工作报告", "H1"),
        p(r("某区2024年工作报告", "<w:b/>"), CENTRED),
    ],
)
def test_the_title_is_told_by_style_or_setting(first: str) -> None:
    styles = (
        style("T", "Title")
        + style("B", "标题")
        + style("H1", "heading 1")
        + style("H2", "heading 2")
    )
    body = first + p("（2024年1月）", CENTRED) + styled("总体要求", "H2") + PROSE
    assert looks(document(body, styles=styles))[:3] == [
        Look(True, TITLE), Look(True, TITLE), Look(True, 2)
    ]  # fmt: skip


def test_headings_without_a_number_go_by_their_style() -> None:
    styles = style("A", "heading 1") + style("B", "heading 3") + style("C", "标题 4")
    outline = p("细节", '<w:outlineLvl w:val="4"/>')
    prose = styled("某某，这是用标题样式写的一段正文。", "A")
    parts = ("A", "B", "A", "B", "C")
    body = "".join(styled(f"标题{i}", name) for i, name in enumerate(parts)) + outline + prose
    found = blocks(document(TITLE_LINE + body + PROSE, styles=styles))
    assert found[1:] == [
        "## 标题0", "### 标题1", "## 标题2", "### 标题3", "#### 标题4", "##### 细节",
        "某某，这是用标题样式写的一段正文。", "坚持稳中求进，加快发展。",
    ]  # fmt: skip


def test_numbered_headings_say_the_level_of_their_style() -> None:
    """Where 一、 is set as heading 2, 前言 set as heading 2 stands beside it."""
    styles = style("A", "heading 2") + style("B", "heading 3")
    body = styled("前言", "A") + styled("一、总体要求", "A") + styled("导语", "B")
    found = blocks(document(TITLE_LINE + body + PROSE, styles=styles))
    assert found[1:4] == ["## 前言", "## 一、总体要求", "### 导语"]


def test_official_numbers_are_master_over_styles() -> None:
    body = styled("一、总体要求", "A") + styled("（一）指导思想", "A")
    found = blocks(document(TITLE_LINE + body + PROSE, styles=style("A", "heading 1")))
    assert found[1:3] == ["## 一、总体要求", "### （一）指导思想"]


def test_a_large_centred_line_is_a_heading_and_a_doubt() -> None:
    words = p(r("名词解释", '<w:sz w:val="44"/>'), CENTRED)
    data = document(TITLE_LINE + PROSE + words + PROSE)
    assert "## 名词解释" in blocks(data)
    assert [(d.kind, d.chose) for d in reading(data).doubts] == [("heading", "h2")]


@pytest.mark.parametrize(
    ("above", "below", "begins"),
    [
        ("坚持稳中求进。", "加快发展", True),
        ("坚持稳中求进", "一、加快发展", True),
        ("一、总体要求", "坚持稳中求进", True),
        ("坚持稳中求进", "　　加快发展", True),
        ("坚持稳中求进，", "加快发展", False),
    ],
)
def test_a_line_break_may_end_a_paragraph(above: str, below: str, begins: bool) -> None:
    broken = p(r(f"<w:t>{above}</w:t><w:br/><w:t xml:space='preserve'>{below}</w:t>"))
    data = document(TITLE_LINE + PROSE + broken)
    assert looks(data)[-1] == Look(begins, None)
    assert [d.chose for d in reading(data).doubts] == ([] if begins else ["join"])


def test_a_title_of_two_lines_is_one() -> None:
    two = p(r("<w:t>某区2024年</w:t><w:br/><w:t>工作报告</w:t>", '<w:sz w:val="44"/>'), CENTRED)
    assert blocks(document(two + PROSE))[0] == "# 某区2024年工作报告"


def test_notes_and_cells_are_no_headings() -> None:
    note = f'<w:footnote w:id="2">{p("一、说明")}</w:footnote>'
    data = document(TITLE_LINE + p(r("甲") + r('<w:footnoteReference w:id="2"/>')), footnotes=note)
    assert looks(data)[-1].level == BODY


# ---------------------------------------------------------------- the whole


def everything() -> bytes:
    """All at once: what one case leaves alone another may break."""
    notes = f'<w:footnote w:id="2">{p("脚注。")}</w:footnote>'
    body = (
        TITLE_LINE
        + p("目录")
        + p(field(" TOC ", r("一、总体要求 1")))
        + numbered("总体要求")
        + p(r("甲乙") + r('<w:footnoteReference w:id="2"/>') + r("密", "<w:vanish/>") + r("，丙。"))
        + p(f"<w:ins>{r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{r('。')}")
        + table(cell("指标") + cell("目标"), cell("GDP") + cell(p("增长\u200b5%") + p("左右")))
        + p(r("丁") + f"<w:r>{DRAWING}</w:r>" + r("戊。"))
    )
    numbering = abstract(level(0, "chineseCounting", "%1、")) + num()
    return document(body, numbering=numbering, footnotes=notes)


def test_the_ledger_rebuilds_the_text_and_the_page_shows_what_was_kept() -> None:
    data = everything()
    done = drafted(data)
    body = body_of(done.report)
    assert is_proved(body, done.ledger)
    assert rebuild(body, done.ledger) == reading(data).text
    without_tables = re.sub(r"(?m)^\|.*\n", "", body)
    assert "密" not in body
    assert "旧" not in body
    assert rendered_text(without_tables) in kept_text(body, done.ledger).replace(
        "指标目标GDP增长5%左右", ""
    )
    assert done.ledger.source == "source.docx"
    assert done.ledger.extractor.startswith("lxml ")


def test_every_character_of_the_runs_stands_in_the_text_once() -> None:
    text, made = reading(everything()).text, reading(everything()).generated
    kept = "".join(char for i, char in enumerate(text) if i not in made)
    runs = (
        "某区2024年工作报告 目录 一、总体要求 1 总体要求 甲乙密，丙。 新旧。 指标 目标 GDP "
        "增长\u200b5% 左右 丁戊。 框内 文字 脚注。"
    )
    assert kept.split() == runs.split()


def test_the_same_bytes_give_the_same_reading() -> None:
    assert reading(everything()) == reading(everything())


def test_a_file_that_python_docx_writes() -> None:
    report = Document()
    title = report.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("某区2024年工作报告").font.size = Pt(22)
    report.add_heading("总体要求", 1)
    report.add_paragraph("坚持稳中求进，加快发展。")
    report.add_paragraph("稳就业", style="List Bullet")
    report.add_paragraph("稳物价", style="List Number")
    grid = report.add_table(2, 2)
    for at, text in enumerate(("指标", "目标", "GDP", "5%")):
        grid.cell(at // 2, at % 2).text = text
    report.core_properties.title = "Word 文档"
    packed = BytesIO()
    report.save(packed)
    assert blocks(packed.getvalue()) == [
        "# 某区2024年工作报告", "## 总体要求", "坚持稳中求进，加快发展。", "- •稳就业",
        "#### 1.稳物价", "| 指标 | 目标 |", "| --- | --- |", "| GDP | 5% |",
    ]  # fmt: skip
    assert reading(packed.getvalue()).facts == {}


@pytest.mark.slow
def test_the_reports_of_the_corpus_are_the_same_as_docx_and_as_text(shared: Path) -> None:
    rows = list(compared(shared / "corpus"))
    assert len(rows) == 12
    assert [(row.name, row.differences) for row in rows if not row.is_equal] == []
    assert sum(row.headings for row in rows) > 250
    assert [row.in_sources for row in rows] == [()] * 12
