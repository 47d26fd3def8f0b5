"""Lines and what the layout put around them: numbers, pages, links, outlines, spaces."""

import re

import pytest

from gongbao.ingest import numbering
from gongbao.ingest.furniture import PAGE_NUMBER, URL, clear
from gongbao.ingest.lines import flowing, split
from gongbao.ingest.reading import Reading
from gongbao.ingest.spacing import BOLD
from gongbao.ledger import body_of, kept_text
from gongbao.model import Place
from tests.ingest.support import blocks_of, doubts_of, drafted

PLACE = Place("a.txt")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体情况", 2), ("十二、其他", 2), ("（一）稳中有进", 3), ("(二)改革", 3),
        ("1.千方百计", 4), ("10．万元GDP", 4), ("3、改革", 4), ("（1）一件", 5),
        ("2.5亿元", 0), ("2024年", 0), ("一是改革", 0), ("——增长", 0), ("第一章", 0), ("123.x", 0),
    ],
)  # fmt: skip
def test_level(text: str, level: int) -> None:
    assert numbering.level(text) == level


@pytest.mark.parametrize(
    ("text", "value"),
    [("一、", 1), ("十、", 10), ("（十三）", 13), ("二十一、", 21), ("（百）", 100), ("24.", 24)],
)
def test_value(text: str, value: int) -> None:
    assert numbering.value(text) == value


@pytest.mark.parametrize(
    ("text", "number"), [("二○二四", 2024), ("二〇二三", 2023), ("一百零五", 105), ("12", 12)]
)
def test_integer(text: str, number: int) -> None:
    assert numbering.integer(text) == number


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (numbering.POINT, "一是形成", True), (numbering.POINT, "三要强化", True),
        (numbering.POINT, "第一，坚持", True), (numbering.POINT, "一个", False),
        (numbering.CHAPTER, "第一章 总则", True), (numbering.CHAPTER, "第一批清单", False),
        (numbering.BULLET, "——增长", True), (numbering.BULLET, "● 甲", True),
        (numbering.BULLET, "-11%", False), (numbering.NOTE, "注：以统计为准", True),
        (numbering.NOTE, "注重质量", False), (numbering.ANNEX_REF, "附件：目标表", True),
        (numbering.ANNEX_REF, "附件2: 表", True), (numbering.ANNEX_REF, "附件", False),
        (numbering.LEAD, "经济稳中提质。出台", True), (numbering.LEAD, "甲，乙。丙", False),
        (numbering.LEAD, "一二三四五六七八九十一二三四五六七。", False),
    ],
)  # fmt: skip
def test_marks(pattern: re.Pattern[str], text: str, matches: bool) -> None:
    assert bool(pattern.match(text)) == matches


@pytest.mark.parametrize("text", ["附件", "附 件", "附件2", "附表", "附录 1"])
def test_opens_an_annex(text: str) -> None:
    assert numbering.ANNEX.match(text)


@pytest.mark.parametrize("text", ["附件：目标表", "附件见后", "附属设施"])
def test_opens_no_annex(text: str) -> None:
    assert not numbering.ANNEX.match(text)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("— 4 —", True), ("—12—", True), ("- 3 -", True), ("第 3 页", True),
        ("第3页 共 9 页", True), ("4", False), ("——4", False), ("— 4 — 页", False),
        ("-11.6%", False),
    ],
)  # fmt: skip
def test_page_number(text: str, is_number: bool) -> None:
    assert bool(PAGE_NUMBER.match(text)) == is_number


@pytest.mark.parametrize(("text", "is_url"), [("http://a.cn/b", True), ("见 http://a.cn", False)])
def test_url(text: str, is_url: bool) -> None:
    assert bool(URL.match(text)) == is_url


# ---------------------------------------------------------------- lines


def test_split_knows_what_stands_before_a_line() -> None:
    first, second, third = split("\n  一 \r\n\r\n\t二\n\f三")
    assert (first.text, first.lead, first.blanks, first.newline) == ("一", "  ", 1, 0)
    assert (second.text, second.lead, second.blanks, second.start) == ("二", "\t", 1, 10)
    assert (third.text, third.feeds, third.newline) == ("三", True, None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("全面建设社会主义现\n\n代化", "全面建设社会主义现代化"),
        ("中洲湾C-Future\n\nCity开业", "中洲湾C-Future\nCity开业"),
        ("增长5.\n3%", "增长5.3%"),
        ("增长2\n3", "增长2\n3"),
        ("A\rB", "AB"),
    ],
)
def test_lines_flow_together(source: str, text: str) -> None:
    assert flowing(split(source)).text == text


def test_two_latin_words_keep_their_line_feed() -> None:
    source = "甲\n\n一、城区。引进中洲湾C-Future\nCity等商圈。"
    done = drafted(source, "decisions: [{at: 22, kind: boundary, text: ⏎City等, say: join}]")
    body = body_of(done.report)
    assert "C-Future\nCity" in body
    assert "C-Future\nCity" in kept_text(body, done.ledger)


def test_two_latin_words_in_a_heading_are_a_doubt() -> None:
    source = "某区 Smart\nCity 建设\n\n总结报告全文如下。\n\n请审阅。"
    assert blocks_of(source)[0] == "# 某区SmartCity建设"
    assert ("words", "某区Smart│City建设总结报告全文如下。请审阅。", "touch") in doubts_of(source)


# ---------------------------------------------------------------- furniture


@pytest.mark.parametrize(
    ("source", "pages"),
    [
        ("一\n二\n三", ()),
        ("一\n\n\n\n二\n\n三", (0, 5)),  # as Tika ends a page
        ("一\n二\n三\n四\n 五\n六\n七\n八\n九", (0, 9)),  # where a number was cleaned away
        (" 一\n 二\n 三\n 四", ()),  # an indent is no page
        ("一\n\f二\n\f三", (0, 3, 6)),
        ("一\n— 1 —\n二\n— 2 —\n三", (0, 8, 16)),  # footers
        ("一\n— 2 —\n二\n— 3 —\n三", (0, 2, 10)),  # headers
        ("一\n\n\n\n— 2 —\n二", (0, 5)),
        ("一\n\n\n\n— 1 —\n\f二", (0, 12)),
        ("一\n\n\n\n二\n\n\n\n\thttps", (0, 5, 11)),
    ],
)
def test_pages(source: str, pages: tuple[int, ...]) -> None:
    assert clear(split(source), Reading(kind="text", text=source), {}, PLACE).pages == pages


def test_printed_numbers_count_the_pages() -> None:
    source = "一\n\f— 2 —\n二\n\f— 4 —\n三"
    (problem,) = clear(split(source), Reading(kind="text", text=source), {}, PLACE).problems
    assert str(problem) == (
        'a.txt: warning: the printed page number "— 4 —" stands where 3 is due\n'
        "    a page of the source may be missing or doubled"
    )


def test_links_and_outline_stand_at_the_end() -> None:
    source = "一、总 体\n甲乙。\n\t一、总体\n\t甲乙。\n\nhttp://a.cn/1\nhttp://a.cn/2"
    cleared = clear(split(source), Reading(kind="text", text=source), {}, PLACE)
    assert [line.text for line in cleared.lines] == ["一、总 体", "甲乙。"]
    assert cleared.links == ("http://a.cn/1", "http://a.cn/2")
    assert set(cleared.drops.values()) == {"pdf-link-annotation", "pdf-outline"}


def test_a_link_that_the_text_announces_is_text() -> None:
    assert blocks_of("甲，乙。\n\n详见：\n\nhttp://a.cn/1")[-1] == "http://a.cn/1"


def test_an_outline_entry_that_the_body_lacks_is_kept() -> None:
    source = "一、总体\n\n甲乙。\n\n\t一、总体\n\t二、别处"
    assert doubts_of(source) == [("outline", "二、别处", "keep")]
    assert blocks_of(source)[-1] == "## 二、别处"
    drop = "decisions: [{at: 18, kind: outline, text: 二、别处, say: drop}]"
    assert blocks_of(source, drop)[-1] == "甲乙。"


# ---------------------------------------------------------------- spaces


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("投资 28.5 亿元。", "投资28.5亿元。"),
        ("入选“AI for Good”案例。", "入选“AI for Good”案例。"),
        ("共商新未来 畅绘香蜜湖。", "共商新未来 畅绘香蜜湖。"),
        ("“24 小时”办理。", "“24小时”办理。"),
        ("各 位 代 表 ：", "各位代表："),
        ("推动零就业家庭动态归零。**四是**加紧。", "推动零就业家庭动态归零。四是加紧。"),
        ("*片区与*新金融。", "\\*片区与\\*新金融。"),
        ("关于**市**区。", "关于\\*\\*市\\*\\*区。"),
    ],
)
def test_spaces(source: str, shown: str) -> None:
    assert blocks_of(source) == [shown]


def test_a_space_between_chinese_characters_is_a_doubt() -> None:
    source = "共商新未来 畅绘香蜜湖。"
    assert doubts_of(source) == [("space", "共商新未来│畅绘香蜜湖。", "keep")]
    drop = "decisions: [{at: 5, kind: space, text: 未来│畅绘, say: drop}]"
    assert blocks_of(source, drop) == ["共商新未来畅绘香蜜湖。"]


def test_bold_words_that_are_no_point_are_a_doubt() -> None:
    source = "关于**市**区。"
    assert doubts_of(source) == [("bold", "关于│**市**区。", "keep")]
    drop = "decisions: [{at: 2, kind: bold, text: 关于│**, say: drop}]"
    assert blocks_of(source, drop) == ["关于市区。"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("**二是**开展", "二是"), ("** 二是**", None), ("***二是***", None), ("**市", None)],
)
def test_bold(text: str, words: str | None) -> None:
    match = BOLD.search(text)
    assert (match["words"] if match else None) == words
