"""Automatic numbers of a DOCX become text: every form, and how they count."""

import pytest

from gongbao.ingest.docx_numerals import numeral
from tests.ingest.docx_files import (
    BULLET,
    abstract,
    blocks,
    document,
    drafted,
    level,
    lines,
    num,
    numbered,
    p,
    reading,
    style,
    styled,
)

OFFICIAL = (
    abstract(
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "（%4）")
    )
    + num()
)

WINGDINGS = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("chineseCounting", ("一", "十", "十一", "二十", "九十九", "一○○")),
        ("chineseCountingThousand", ("一", "十", "十一", "二十", "九十九", "一百")),
        ("taiwaneseCounting", ("一", "十", "十一", "二十", "九十九", "一○○")),
        ("taiwaneseCountingThousand", ("一", "十", "十一", "二十", "九十九", "一百")),
        ("japaneseCounting", ("一", "十", "十一", "二十", "九十九", "百")),
        ("ideographDigital", ("一", "一〇", "一一", "二〇", "九九", "一〇〇")),
        ("chineseLegalSimplified", ("壹", "壹拾", "壹拾壹", "贰拾", "玖拾玖", "壹佰")),
        ("ideographTraditional", ("甲", "癸", "甲", "癸", "壬", "癸")),
        ("ideographZodiac", ("子", "酉", "戌", "未", "寅", "卯")),
        ("ideographEnclosedCircle", ("㊀", "㊉", "11", "20", "99", "100")),
        ("decimal", ("1", "10", "11", "20", "99", "100")),
        ("decimalZero", ("01", "10", "11", "20", "99", "100")),
        ("decimalFullWidth", ("１", "１０", "１１", "２０", "９９", "１００")),
        ("decimalEnclosedCircle", ("①", "⑩", "⑪", "⑳", "99", "100")),
        ("decimalEnclosedCircleChinese", ("①", "⑩", "⑪", "⑳", "99", "100")),
        ("decimalEnclosedParen", ("⑴", "⑽", "⑾", "⒇", "99", "100")),
        ("decimalEnclosedFullstop", ("⒈", "⒑", "⒒", "⒛", "99", "100")),
        ("lowerLetter", ("a", "j", "k", "t", "uuuu", "vvvv")),
        ("upperLetter", ("A", "J", "K", "T", "UUUU", "VVVV")),
        ("lowerRoman", ("i", "x", "xi", "xx", "xcix", "c")),
        ("upperRoman", ("I", "X", "XI", "XX", "XCIX", "C")),
        ("none", ("",) * 6),
    ],
)
def test_a_form_is_written_as_word_writes_it(form: str, written: tuple[str, ...]) -> None:
    assert tuple(numeral(n, form) for n in (1, 10, 11, 20, 99, 100)) == written


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (110, "chineseCountingThousand", "一百一十"),
        (101, "chineseCountingThousand", "一百〇一"),
        (1234, "chineseCountingThousand", "一千二百三十四"),
        (36, "decimalEnclosedCircle", "㊱"),
        (27, "lowerLetter", "aa"),
        (0, "chineseCounting", "0"),
        (123456, "chineseCounting", "123456"),
        (3, "hebrew1", None),
    ],
)
def test_numbers_at_the_edge(number: int, form: str, written: str | None) -> None:
    assert numeral(number, form) == written


def test_official_numbers_stand_before_their_paragraphs_as_generated_text() -> None:
    body = (
        numbered("总体要求")
        + numbered("指导思想", 1)
        + numbered("坚持稳中求进", 2)
        + numbered("加快发展", 3)
        + numbered("基本原则", 1)
        + numbered("重点任务")
        + numbered("扩大内需", 1)
    )
    found = reading(document(body, numbering=OFFICIAL))
    assert found.text.splitlines() == [
        "一、总体要求",
        "（一）指导思想",
        "1.坚持稳中求进",
        "（1）加快发展",
        "（二）基本原则",
        "二、重点任务",
        "（一）扩大内需",
    ]
    made = "".join(char if i in found.generated else "·" for i, char in enumerate(found.text))
    assert made.rstrip("·").split("·")[0] == "一、"
    assert "".join(made.split("·")) == "一、（一）1.（1）（二）二、（一）"


def test_they_are_headings_and_stand_in_the_ledger_as_generated() -> None:
    body = p("某区2024年工作报告") + numbered("总体要求") + p("坚持稳中求进，加快发展。")
    data = document(body, numbering=OFFICIAL)
    assert blocks(data) == ["# 某区2024年工作报告", "## 一、总体要求", "坚持稳中求进，加快发展。"]
    kept = [s for s in drafted(data).ledger.segments if getattr(s, "is_generated", False)]
    assert [s.start for s in kept] == [len("某区2024年工作报告\n")]
    assert kept[0].length == len("一、")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("levels", "asked", "shown"),
    [
        # A level counts anew after the one above it, unless it is told not to.
        ("", (0, 1, 1, 0, 1), ("1.", "1.1", "1.2", "2.", "2.1")),
        ('<w:lvlRestart w:val="0"/>', (0, 1, 1, 0, 1), ("1.", "1.1", "1.2", "2.", "2.3")),
        # A level above that never began is taken as begun.
        ("", (1, 1, 0), ("1.1", "1.2", "2.")),
    ],
)
def test_levels_count_anew(levels: str, asked: tuple[int, ...], shown: tuple[str, ...]) -> None:
    two = abstract(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", levels)) + num()
    found = lines("".join(numbered("甲", n) for n in asked), numbering=two)
    assert tuple(line.removesuffix("甲").strip() for line in found) == shown


def test_a_level_that_restarts_only_after_the_first() -> None:
    """lvlRestart 1 on the third level: the second does not restart it."""
    three = abstract(
        level(0, "decimal", "%1.")
        + level(1, "decimal", "%2)")
        + level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>')
    )
    asked = (0, 1, 2, 1, 2, 0, 1, 2)
    found = lines("".join(numbered("甲", n) for n in asked), numbering=three + num())
    assert [line[:-1] for line in found] == ["1.", "1)", "(1)", "2)", "(2)", "2.", "1)", "(1)"]


def test_lists_of_one_definition_count_on_and_an_override_starts_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1.")) + num(1) + num(2) + num(3, 0, start)
    body = "".join(numbered("甲", 0, n) for n in (1, 2, 3, 3, 1))
    assert lines(body, numbering=numbering) == ["1.甲", "2.甲", "5.甲", "6.甲", "7.甲"]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = level(0, "upperLetter", "%1．", '<w:suff w:val="nothing"/>').replace(
        'start w:val="1"', 'start w:val="3"'
    )
    override = f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1.")) + num(1, 0, override)
    assert lines(numbered("甲") + numbered("乙"), numbering=numbering) == ["C．甲", "D．乙"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it() -> None:
    link = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("H1", "heading 1", link) + style("H2", "heading 2", link)
    linked = abstract(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>')
        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>')
    )
    body = styled("甲", "H1") + styled("乙", "H2") + styled("丙", "H2") + styled("丁", "H1")
    found = lines(body, styles=styles, numbering=linked + num())
    assert found == ["一、甲", "（一）乙", "（二）丙", "二、丁"]


def test_a_style_is_inherited_and_numid_0_takes_its_number_away() -> None:
    link = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("A", "a", link) + style("B", "b", '<w:basedOn w:val="A"/>')
    plain = p("乙", '<w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = styled("甲", "B") + plain + styled("丙", "B")
    assert lines(body, styles=styles, numbering=OFFICIAL) == ["一、甲", "乙", "二、丙"]


def test_a_numbering_style_is_followed() -> None:
    """numStyleLink leads to the definition that has the levels."""
    real = abstract(level(0, "chineseCounting", "%1、"), 1, '<w:styleLink w:val="L"/>')
    empty = abstract("", 0, '<w:numStyleLink w:val="L"/>')
    numbering = empty + real + num(1, 0) + num(2, 1)
    assert lines(numbered("甲"), numbering=numbering) == ["一、甲"]
    # and by the style itself where the definition does not name it
    nameless = abstract("", 0, '<w:numStyleLink w:val="L"/>') + abstract(
        level(0, "chineseCounting", "%1、"), 1
    )
    link = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    found = lines(
        numbered("甲"),
        numbering=nameless + num(1, 0) + num(2, 1),
        styles=style("L", "list", link, "numbering"),
    )
    assert found == ["一、甲"]


@pytest.mark.parametrize(
    ("level_xml", "line"),
    [
        (level(0, "decimal", "%1"), "1 甲"),
        (level(0, "decimal", "%1", '<w:suff w:val="nothing"/>'), "1甲"),
        (level(0, "decimal", "%1、"), "1、甲"),
        (level(0, "chineseCounting", "第%1章"), "第一章 甲"),
        (level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"), "甲"),
        (level(0, "none", ""), "甲"),
        (level(0, "none", "注："), "注：甲"),
        (
            level(0, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
            f"{BULLET}甲",
        ),
        (level(0, "bullet", "l", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'), f"{BULLET}甲"),
        (level(0, "bullet", "——"), "——甲"),
        (level(0, "hebrew1", "%1."), "1.甲"),
    ],
)
def test_what_stands_between_number_and_text(level_xml: str, line: str) -> None:
    assert lines(numbered("甲"), numbering=abstract(level_xml) + num()) == [line]


def test_the_space_after_a_chapter_is_no_doubt() -> None:
    numbering = abstract(level(0, "chineseCounting", "第%1章")) + num()
    done = drafted(document(p("某区2024年工作报告") + numbered("总则"), numbering=numbering))
    assert "第一章 总则" in done.report
    assert done.review.decisions == ()


def test_a_year_after_a_number_is_kept_apart_from_it() -> None:
    assert lines(numbered("2024年", 2), numbering=OFFICIAL) == ["1. 2024年"]


def test_legal_numbering_shows_every_level_in_arabic() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    found = lines(numbered("甲") + numbered("乙", 1), numbering=abstract(levels) + num())
    assert found == ["一、甲", "1.1 乙"]


def test_a_number_without_text_is_shown_as_in_a_column_of_a_table() -> None:
    assert lines(numbered("") + numbered("甲"), numbering=OFFICIAL) == ["一、", "二、甲"]


def test_a_deleted_paragraph_is_not_counted() -> None:
    gone = numbered("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>")
    found = lines(numbered("甲") + gone + numbered("丙"), numbering=OFFICIAL)
    assert found == ["一、甲", "乙", "二、丙"]


def test_a_form_we_cannot_write_is_said() -> None:
    numbering = abstract(level(0, "hebrew1", "%1.")) + num()
    (problem,) = reading(document(numbered("甲"), numbering=numbering)).problems
    assert str(problem) == (
        "a.docx: warning: 1 × automatic numbers in a form that is not known, written as 1, 2, 3: "
        'near "1.甲"\n    compare them with the file as Word or WPS shows it'
    )
