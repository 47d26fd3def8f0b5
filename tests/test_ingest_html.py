"""Web pages: what they show, where the report stands in them, and that nothing of it is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from gongbao import folders, ledger
from gongbao.ingest import formats, ingest, review
from gongbao.ingest.draft import Draft, draft
from gongbao.ingest.reading import Reading
from gongbao.model import ContentError, Kept, Place
from gongbao.pipeline import build
from tests.ingest import web_pages
from tests.ingest.measure_html import compared
from tests.ingest.support import PERIOD, PLACES

ROOT = Path(__file__).parent.parent
TITLE = "某市2025年政府工作报告"
PROSE = (
    "过去一年，全市上下坚持稳中求进工作总基调，完成了市人大会议确定的目标任务。",
    "全市生产总值增长百分之五点四，城镇新增就业十二万人，居民收入与经济同步增长。",
    "新建改建学校二十所，新增学位三万个，建成社区养老服务中心四十家，惠及老年人五万人。",
    "改造老旧小区一百二十个，加装电梯三百部，整治积水点五十八处，群众的生活更加方便。",
    "深化放管服改革，企业开办时间压缩到半天以内，新登记经营主体八万户，民间投资持续回升。",
    "空气质量优良天数比率达到百分之九十二，主要河流断面水质全部达标，新增城市绿地六十公顷。",
)
BODY = "".join(f"<p>　　{text}</p>" for text in PROSE)


def page(body: str, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{before}'
        f'<div class="TRS_Editor">{body}</div>{after}</body></html>'
    )


def read(source: str | bytes) -> Reading:
    data = source if isinstance(source, bytes) else source.encode()
    return formats.read(data, Place("a.html"))


def drafted(source: str | bytes, decisions: str = "", fields: str = PERIOD) -> Draft:
    data = source if isinstance(source, bytes) else source.encode()
    done = draft(data, review.read(fields + decisions, "review.yaml"), PLACES)
    assert ledger.is_proved(ledger.body_of(done.report), done.ledger)
    return done


def blocks(source: str | bytes, decisions: str = "") -> list[str]:
    body = ledger.body_of(drafted(source, decisions).report)
    return [line for line in body.split("\n") if line]


def front_matter(source: str, fields: str = "") -> dict[str, object]:
    report = drafted(source, fields=fields).report
    found = yaml.safe_load(report.split("---\n")[1])
    assert isinstance(found, dict)
    return found


def dropped(source: str, reason: str) -> list[str]:
    reading = read(source)
    chosen = (
        char if reading.drops.get(at) == reason else "\n" for at, char in enumerate(reading.text)
    )
    return "".join(chosen).split()


def warnings(source: str | bytes) -> list[str]:
    return [problem.message for problem in read(source).problems]


def refusal(source: str | bytes) -> str:
    with pytest.raises(ContentError) as refused:
        read(source)
    return "; ".join(problem.message for problem in refused.value.problems)


# ---------------------------------------------------------------- the text of a page


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>甲\n  乙</p><p>丙</p>", ["甲 乙", "丙"]),
        ("<p>甲<b>乙</b><span> 丙</span></p>", ["甲乙 丙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p>甲<br>乙<br><br>丙</p>", ["甲", "乙", "丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<table><tr><td>甲<td>乙</table>", ["甲", "乙"]),
        ("<pre>甲  乙\n丙</pre>", ["甲  乙", "丙"]),
        ("<p>&emsp;&nbsp;　甲 </p>", ["\u2003\xa0　甲"]),
        ("<p>PM<sub>2.5</sub>浓度<sup>①</sup></p>", ["PM2.5浓度①"]),
        ("<p>甲<!-- 乙 -->丙</p>", ["甲丙"]),
        ("<p>甲</p><script>乙</script><style>丙</style><noscript>丁</noscript>", ["甲"]),
        ("<p>甲<template><p>乙</p></template>丙</p>", ["甲丙"]),
        ('<p>甲<span style="color:red;display: none">乙</span>丙</p><p hidden>丁</p>', ["甲丙"]),
        ("<h2>甲</h2>乙<center>丙</center><dl><dt>丁<dd>戊</dl>", ["甲", "乙", "丙", "丁", "戊"]),
        ("<p>&#x4e2d;&amp;&lt;&copy;</p>", ["中&<©"]),
    ],
)
def test_every_visible_character_stands_once_in_its_line(html: str, lines: list[str]) -> None:
    text = read(page(html + BODY)).text.split("\n")
    assert text == [*lines, *(f"　　{prose}" for prose in PROSE), ""]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol><li>甲</li><li><p>乙</p></li></ol>", ["1. 甲", "2. 乙"]),
        ('<ol start="5"><li>甲<li value="9">乙<li>丙</ol>', ["5. 甲", "9. 乙", "10. 丙"]),
        ('<ol type="a"><li>甲</ol><ol type="I"><li>乙<li>丙</ol>', ["a. 甲", "I. 乙", "II. 丙"]),
        ('<ol style="list-style-type:cjk-ideographic"><li>甲<li>乙</ol>', ["一、甲", "二、乙"]),
        ('<ol style="list-style:none"><li>甲</ol><ul><li>乙</ul>', ["甲", "乙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
    ],
)
def test_numbers_that_a_list_prints_are_generated(html: str, lines: list[str]) -> None:
    reading = read(page(html + BODY))
    assert reading.text.split("\n")[: len(lines)] == lines
    written = {at for at, char in enumerate(reading.text) if char in "甲乙丙"}
    shown = "".join(lines)
    count = sum(char not in "甲乙丙" for char in shown)
    assert len(reading.generated) == count
    assert not reading.generated & written


def test_generated_numbers_are_marked_in_the_ledger() -> None:
    done = drafted(page(f"{BODY}<ol><li>加快发展新质生产力，壮大产业集群。</li></ol>"))
    kept = [s for s in done.ledger.segments if isinstance(s, Kept) and s.is_generated]
    body = ledger.body_of(done.report)
    assert "".join(body[s.out : s.out + s.length] for s in kept).strip() == "1."


def test_characters_without_width_are_dropped_and_reported() -> None:
    source = page("<p>甲\u200b乙&#xfeff;&shy;</p>" + BODY)
    assert blocks(source)[0] == "# 甲乙"
    assert warnings(source) == ["3 characters without width were dropped: U+00AD, U+200B, U+FEFF"]


def test_hidden_text_in_the_report_is_left_out_aloud() -> None:
    source = page(f'<p>{TITLE}</p><div style="DISPLAY:none">不显示的话</div>{BODY}')
    assert "不显示" not in read(source).text
    assert warnings(source) == [
        'the page hides 5 Chinese characters inside the report: "不显示的话…"'
    ]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("declared", "encoding", "mark", "warns"),
    [
        ("utf-8", "utf-8", b"", False),
        ("gb2312", "gb18030", b"", False),
        ("GBK", "gb18030", b"", False),
        ("big5", "big5hkscs", b"", False),
        ("gb2312", "utf-8", b"\xef\xbb\xbf", False),
        ("utf-8", "utf-16-le", b"\xff\xfe", False),
        ("utf-8", "utf-16-be", b"\xfe\xff", False),
        ("gb2312", "utf-8", b"", True),
        ("utf-8", "gb18030", b"", True),
        ("iso-8859-1", "gb18030", b"", True),
    ],
)
def test_reads_the_encoding_that_the_page_has(
    declared: str, encoding: str, mark: bytes, warns: bool
) -> None:
    text = "市政府工作" * 60 if encoding == "big5hkscs" else "市政府工作报告" * 60
    source = page(f"<p>{text}。</p>").replace("utf-8", declared)
    reading = read(mark + source.encode(encoding))
    assert text in reading.text
    assert [f'declares the encoding "{declared}"' in p.message for p in reading.problems] == [
        True
    ] * warns


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (page(BODY).replace("utf-8", "utf-7").encode(), 'the page declares the encoding "utf-7"'),
        (page(BODY).encode()[:700] + b"\xff" + page(BODY).encode()[700:], "is not utf-8"),
        (page(BODY).encode()[:-30], "breaks off in the middle of a character"),
        (page(BODY).encode("utf-16-le"), "NUL"),
        (page(BODY.replace("增长", "增\0长")).encode(), "NUL"),
        (b"\xff\xfe" + page(BODY.replace("增长", "增\0长")).encode("utf-16-le"), "is NUL"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(data: bytes, message: str) -> None:
    cut = data if message != "breaks off in the middle of a character" else cut_in_a_character()
    assert message in refusal(cut)


def cut_in_a_character() -> bytes:
    data = page(BODY).encode()
    return data[: data.rindex("顷".encode()) + 1]


# ---------------------------------------------------------------- where the report stands


@pytest.mark.parametrize("kind", web_pages.PAGES)
def test_the_report_is_found_and_the_page_around_it_dropped(kind: web_pages.Page) -> None:
    paragraphs = ["一、工作回顾", *PROSE, "二、工作安排", *reversed(PROSE)]
    assert blocks(kind(TITLE, paragraphs)) == [
        f"# {TITLE}",
        "## 一、工作回顾",
        *PROSE,
        "## 二、工作安排",
        *reversed(PROSE),
    ]


def test_a_page_that_no_selector_knows_is_said_to_be_guessed() -> None:
    source = web_pages.unknown(TITLE, [*PROSE, *PROSE])
    assert any("found by guess" in message for message in warnings(source))
    assert "trafilatura" in read(source).extractor
    assert "trafilatura" not in read(web_pages.trs(TITLE, [*PROSE])).extractor


def test_a_paragraph_outside_the_report_is_a_doubt_that_an_editor_decides() -> None:
    outside = (
        "容器之外的文字，它很长，像是这份报告的一部分，不能不声不响地丢掉，要请编辑定夺是否留下来。"
    )
    source = page(f"<p>{TITLE}</p>{BODY}", after=f"<div><p>{outside}</p></div>")
    (doubt,) = [d for d in drafted(source).review.decisions if d.kind == "chrome"]
    assert (doubt.chose, doubt.say) == ("drop", "open")
    assert outside not in blocks(source)
    assert warnings(source)[0].startswith("1 paragraphs stand outside the report")
    entry = f"decisions:\n  - {{at: {doubt.at}, kind: chrome, text: {outside[:9]}, say: keep}}\n"
    assert blocks(source, entry)[-1] == outside


def test_an_editor_can_call_a_line_page_chrome() -> None:
    source = page(f"<p>{TITLE}</p>{BODY}<p>注：本文由速记整理</p>")
    at = read(source).text.index("注：")
    entry = f"decisions:\n  - {{at: {at}, kind: chrome, text: 注：本文, say: drop}}\n"
    assert blocks(source, entry)[-1] == PROSE[-1]
    assert blocks(source)[-1] != PROSE[-1]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "下载",
            "【打印本页】 【关闭窗口】",
            "【字号：大 中 小】",
            "分享到：微信 微博",
            "【字号：",
            "】",
        ),
        *(
            "来源：某某日报",
            "时间：2026-02-09",
            "发布时间：2026-02-09 10:22 来源： 某某网 浏览次数：12次",
        ),
        *(
            "当前位置：首页 > 政务公开 > 报告",
            "责任编辑：张三",
            "（责任编辑：张三）",
            "2026-02-09 10:22",
        ),
        *(
            "扫一扫在手机打开当前页",
            "上一篇：没有了",
            "索引号：000014349/2026-00110",
            "打印 | 收藏 | 关闭",
        ),
        *("某同志作政府工作报告。本报记者 张三摄", "新华社记者 张三 李四 摄"),
    ],
)
def test_page_chrome_in_the_body_is_dropped(line: str) -> None:
    for body in (f"<p>{line}</p><p>{TITLE}</p>{BODY}", f"<p>{TITLE}</p>{BODY}<p>{line}</p>"):
        assert blocks(page(body)) == [f"# {TITLE}", *PROSE]
        assert "".join(dropped(page(body), "page-chrome")) == "".join(line.split())


@pytest.mark.parametrize(
    "line",
    [
        *(
            "各位代表：",
            "附件：2026年重点项目表",
            "市长 张三",
            "主办单位：市交通局，各区政府",
            "大会秘书处",
        ),
        *(
            "打印机产量三万台",
            "来源于基层，服务于基层",
            "中小企业",
            "附件1",
            "（2026年1月20日）",
            "注：下同",
        ),
    ],
)
def test_the_report_s_own_short_lines_stay(line: str) -> None:
    for body in (f"<p>{TITLE}</p><p>{line}</p>{BODY}", f"<p>{TITLE}</p>{BODY}<p>{line}</p>"):
        assert dropped(page(body), "page-chrome") == []


def test_titles_of_related_pages_end_the_report() -> None:
    related = "<h3>相关报道：</h3><ul><li><a>一图读懂报告</a></li><li><a>代表热议</a></li></ul>"
    source = page(f"<p>{TITLE}</p>{BODY}{related}")
    assert dropped(source, "page-chrome") == ["相关报道：", "一图读懂报告", "代表热议"]


# ---------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("above", "first", "shown", "repeated"),
    [
        (f"<h1>{TITLE}</h1>", "", [f"# {TITLE}"], []),
        (f"<h1>{TITLE}</h1>", f"<p>{TITLE}</p>", [f"# {TITLE}"], [TITLE]),
        (f"<h1>{TITLE}</h1>", "<p>政府工作报告</p>", ["# 政府工作报告"], [TITLE]),
        (f"<h1>{TITLE}</h1>", "<p>某市2025年<br>政府工作报告</p>", [f"# {TITLE}"], [TITLE]),
        ("<h1>某市2025年<br>政府工作报告</h1>", "", [f"# {TITLE}"], []),
        (f"<div class=t>{TITLE}</div>", "", [f"# {TITLE}"], []),
        (
            f"<h1>{TITLE}</h1><h2>——2026年1月20日在某市人民代表大会会议上</h2>",
            "",
            [f"# {TITLE}", "[——2026年1月20日在某市人民代表大会会议上]{.subtitle}"],
            [],
        ),
    ],
)
def test_the_title_above_the_body_is_the_report_s_once(
    above: str, first: str, shown: list[str], repeated: list[str]
) -> None:
    source = page(first + BODY, f'<meta name="ArticleTitle" content="{TITLE}">', above)
    assert [b.replace("2025年 政", "2025年政") for b in blocks(source)] == [*shown, *PROSE]
    assert dropped(source, "repeated-title") == repeated


# ---------------------------------------------------------------- paragraphs and headings


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("　　甲乙丙丁，<br>　　戊己庚辛。", ["甲乙丙丁，", "戊己庚辛。"]),
        ("　　" + "甲乙，" * 9 + "<br>戊己庚辛。", ["甲乙，" * 9 + "戊己庚辛。"]),
        ("甲乙丙丁，" * 6 + "<br><br>戊己。", ["甲乙丙丁，" * 6, "戊己。"]),
        ("甲乙丙丁。<br>戊己。", ["甲乙丙丁。", "戊己。"]),
        ("甲乙，" * 9 + "甲<br>戊己庚辛。", ["甲乙，" * 9 + "甲戊己庚辛。"]),
        ("一、甲乙丙丁<br>戊己。", ["## 一、甲乙丙丁", "戊己。"]),
        ("甲乙，" * 9 + "<br>（一）戊己庚。辛", ["甲乙，" * 9, "### （一）戊己庚。", "辛"]),
    ],
)
def test_a_line_break_parts_paragraphs_where_it_must(html: str, paragraphs: list[str]) -> None:
    assert blocks(page(f"<p>{TITLE}</p>{BODY}<p>{html}</p>"))[7:] == paragraphs


def test_a_join_without_evidence_of_indents_is_a_doubt() -> None:
    source = page(f"<p>{TITLE}</p>{BODY}<p>{'甲乙，' * 9}甲<br>戊己庚辛。</p>")
    (doubt,) = [d for d in drafted(source).review.decisions if d.kind == "boundary"]
    assert (doubt.text[-6:], doubt.chose) == ("⏎戊己庚辛。", "join")


@pytest.mark.parametrize(
    ("headings", "shown"),
    [
        (["<h3>工作回顾</h3>", "<h4>经济发展</h4>"], ["## 工作回顾", "### 经济发展"]),
        (["<p><b>工作回顾</b></p>", "<p><strong>安排</strong></p>"], ["## 工作回顾", "## 安排"]),
        (['<p style="font-weight:700">工作回顾</p>', "<h2>甲</h2>"], ["### 工作回顾", "## 甲"]),
        (["<h2>一、工作回顾</h2>", "<h2>结束语</h2>"], ["## 一、工作回顾", "## 结束语"]),
        (["<h3>一、工作回顾</h3>", "<b>（一）经济</b>"], ["## 一、工作回顾", "### （一）经济"]),
        (["<p>一、工作回顾</p>", "<p><b>主要成效</b></p>"], ["## 一、工作回顾", "### 主要成效"]),
        (["<p><b>各位代表：</b></p>", "<p><b>一是抓项目</b></p>"], ["各位代表：", "一是抓项目"]),
    ],
)
def test_numbers_decide_what_is_a_heading_then_tags_and_bold(
    headings: list[str], shown: list[str]
) -> None:
    first, second = headings
    found = blocks(page(f"<p>{TITLE}</p>{BODY}{first}{BODY}{second}{BODY}"))
    assert [block for block in found if block not in PROSE] == [f"# {TITLE}", *shown]


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><th>指标<th>目标<tr><td>产值<td>5%", ["| 指标 | 目标 |", "| 产值 | 5% |"]),
        (
            "<tr><td colspan=2>指标<td>目标<tr><td rowspan=2>经济<td>产值<td>5%<tr><td>投资<td>6%",
            ["| 指标 |  | 目标 |", "| 经济 | 产值 | 5% |", "|  | 投资 | 6% |"],
        ),
        (
            "<tr><td><p>指</p><p>标</p><td>目标<tr><td>产值<td><p>5%</p><p>以上</p>",
            ["| 指标 | 目标 |", "| 产值 | 5%以上 |"],
        ),
        (
            "<tr><td>指标<td>目标<tr><td>&nbsp;<td><tr><td>产值<td>",
            ["| 指标 | 目标 |", "| 产值 |  |"],
        ),
    ],
)
def test_a_table_keeps_its_cells(table: str, rows: list[str]) -> None:
    found = blocks(page(f"<p>{TITLE}</p>{BODY}<table>{table}</table>{BODY}"))
    shown = [b.replace("|  |", "| |").replace("|  |", "| |") for b in found if b.startswith("|")]
    header, *rest = (row.replace("|  |", "| |") for row in rows)
    rule = "|" + " --- |" * (len(rows[0].split("|")) - 2)
    assert shown == [header, rule, *rest]


@pytest.mark.parametrize(
    "layout",
    [
        f"<table><tr><td>{BODY}</td></tr></table>",
        f"<table><tr><td>{BODY}</td><td>{BODY}</td></tr><tr><td>甲</td><td>乙</td></tr></table>",
        f"<table><tr><td>甲<td><table><tr><td>{BODY}</table><tr><td>乙<td>丙</table>",
        f"<table><tr><td>甲</td><td>乙</td></tr></table>{BODY}",
    ],
)
def test_a_table_for_the_layout_is_none(layout: str) -> None:
    reading = read(page(f"<p>{TITLE}</p>{layout}"))
    assert reading.tables == ()
    assert all(any(prose in block for block in blocks(page(layout))) for prose in PROSE)


def test_links_of_the_report_are_listed_once() -> None:
    links = '<a href="https://a.example/1">甲</a><a href="javascript:x()">乙</a><a href="/2">丙</a>'
    outside = '<a href="https://b.example/">丁</a>'
    assert read(page(BODY + links + links, before=outside)).links == ("https://a.example/1",)


# ---------------------------------------------------------------- front matter


META = (
    '<meta name="ArticleTitle" content="某市2025年政府工作报告">'
    '<meta name="PubDate" content="2026/2/9 10:12"><meta name="ContentSource" content="某某日报">'
    '<link rel="canonical" href="https://www.example.gov.cn/bg/1.html">'
)


def test_what_the_page_says_of_itself_is_the_front_matter() -> None:
    found = front_matter(page(f"<p>政府工作报告</p>{BODY}", META, f"<h1>{TITLE}</h1>"))
    source = found.pop("source")
    assert isinstance(source, dict)
    assert found == {
        "title": "政府工作报告",
        "kind": "work-report",
        "period": 2025,
        "date": "2026-02-09",
        "provenance": "unknown",
        "provenance_note": "网页注明来源：某某日报",
    }
    assert (source["file"], source["kind"]) == ("source.html", "html")
    assert source["url"] == "https://www.example.gov.cn/bg/1.html"


def test_what_the_report_prints_is_stronger_and_the_editor_strongest() -> None:
    printed = page(f"<p>{TITLE}</p><p>——2026年1月20日在某市人民代表大会会议上</p>{BODY}", META)
    assert front_matter(printed)["date"] == "2026-01-20"
    said = "front_matter: {date: {say: 2026-01-21, why: 见会议公报}}\n"
    assert str(front_matter(printed, said)["date"]) == "2026-01-21"


@pytest.mark.parametrize(
    ("before", "issuer"),
    [
        ("<p>来源：某市人民政府</p>", None),
        ("<p>发布机构：某市人民政府办公室</p>", None),
        ("<p>发文机关：某市人民政府</p>", "某市人民政府"),
        ("<table><tr><td>发文机关：<td>某市人民政府</table>", "某市人民政府"),
    ],
)
def test_the_issuer_is_only_who_is_named_as_one(before: str, issuer: str | None) -> None:
    found = front_matter(page(f"<p>{TITLE}</p>{BODY}", before=before))
    assert found.get("issuer") == issuer


@pytest.mark.parametrize("url", ["/bg/1.html", "javascript:alert(1)", "https://a b", "ftp://a/b"])
def test_an_address_that_is_none_is_not_taken(url: str) -> None:
    assert "url" not in read(page(BODY, f'<meta name="Url" content="{url}">')).facts


def test_a_page_saved_by_a_browser_says_where_it_was() -> None:
    saved = "<!-- saved from url=(0030)https://www.example.gov.cn/1/ -->"
    source = page(BODY).replace("<html>", f"{saved}<html>")
    assert read(source).facts["url"] == "https://www.example.gov.cn/1/"


# ---------------------------------------------------------------- bad input

HOSTILE = {
    "entities": (page(BODY).replace("html>", 'html [<!ENTITY a "aa">]>', 1), "defines entities"),
    "10 MB in a line": (page(f"<p>{'中' * 3_500_000}</p>"), "more than 10 MB"),
    "3 million characters": (page(f"<p>{'中文，' * 1_000_000}</p>"), "no report has so many"),
    "a million divs": (page("<div>" * 1_000_000 + BODY), "1000022 tags"),
    "300 divs deep": (page("<div>" * 300 + BODY), "nest deeper than 256"),
    "a huge attribute": (page(f'<p title="{"x" * 20_000_000}">{BODY}'), "20000413 characters"),
    "cut off in a tag": (page(BODY)[:-3], "breaks off inside a tag"),
    "a page for login": ("<html><title>登录</title><form>用户名</form>", 'under the title "登录"'),
    "a script only": ("<html><div id=app></div><script src=a></script>", "shows 0 Chinese"),
    "RSS": ('<?xml version="1.0"?><rss><channel/></rss>', "XML of the kind <rss>"),
    "SVG": ('<svg xmlns="http://www.w3.org/2000/svg"><text>中</text></svg>', "kind <svg>"),
    "MHTML": ("From: a\r\nContent-Type: multipart/related; x\r\n\r\n", "archive of a web page"),
    "bidi": (page(f"<p>甲&#x202e;乙</p>{BODY}"), "right-to-left override"),
    "unclosed brackets": ("<html>" + "<" * 3_000_000, "3000001 tags"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_refused_by_name(name: str) -> None:
    source, message = HOSTILE[name]
    assert message in refusal(source)


def test_a_page_that_reloads_or_spans_without_end_is_read() -> None:
    refresh = '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">'
    wide = '<table><tr><td colspan="99999999" rowspan="99999999">甲<td>乙<tr><td>丙</table>'
    assert read(page(wide + BODY, refresh)).text.startswith("甲\n乙\n丙\n")


def test_a_page_without_its_end_is_reported() -> None:
    assert warnings(page(BODY).removesuffix("</div></body></html>")) == [
        "the page has no </html> at its end: it may have been cut off"
    ]


@pytest.mark.slow
@pytest.mark.timed
@pytest.mark.parametrize("name", ["<p>文字", "文<br>", "<div class=content><b>文</b></div>"])
def test_the_largest_page_is_read_in_time(name: str) -> None:
    """In a process of its own, for the peak of memory is that of a process."""
    times = 79_000 // name.count("<")
    code = (
        "import re, sys, time\n"
        "from gongbao.ingest import formats\nfrom gongbao.model import Place\n"
        "data = sys.stdin.buffer.read()\nbegun = time.process_time()\n"
        "formats.read(data, Place('a'))\n"
        # ru_maxrss would count what the process was forked from.
        "peak = int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])\n"
        "print(time.process_time() - begun, peak / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=page(name * times + BODY).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 4  # 1.5 on an idle machine; a square would take hours
    assert megabytes < 300


# ---------------------------------------------------------------- the same for ever, and published


def test_the_same_page_gives_the_same_files() -> None:
    source = web_pages.inside(TITLE, [*PROSE])
    done, again = drafted(source), drafted(source)
    assert (done.report, done.review_yaml) == (again.report, again.review_yaml)
    assert ledger.to_json(done.ledger) == ledger.to_json(again.ledger)


def test_no_page_of_others_is_served_as_a_page(tmp_path: Path) -> None:
    """From the file to the site: its scripts would run at the address of the site."""
    script = "<script>document.title = 'x'</script>"
    file = tmp_path / "报告.htm"
    file.write_text(page(f"<p>{TITLE}</p>{BODY}{script}", META), encoding="utf-8")
    content = tmp_path / "content"
    folder = content / "mou" / "2025"
    (warning,) = ingest(file, folder).problems
    assert warning.message == (
        "the report prints no date: 2026-02-09 is the day on which its page was published"
    )
    assert (folder / "source.html").read_bytes() == file.read_bytes()
    (content / "site.yaml").write_bytes((ROOT / "content" / "site.yaml").read_bytes())
    outcome = build(content, ROOT / "templates", tmp_path / "site", base_url="https://a.example/")
    assert [p for p in outcome.problems if p.fatal] == []
    site = tmp_path / "site" / "mou" / "2025"
    assert (site / "source.html.txt").read_bytes() == file.read_bytes()
    shown = (site / "index.html").read_text("utf-8")
    assert 'mou/2025/source.html.txt">source.html</a>' in shown
    pages = [p for p in (tmp_path / "site").rglob("*") if p.suffix in (".html", ".htm", ".svg")]
    assert pages
    assert not [p for p in pages if "document.title = 'x'" in p.read_text("utf-8")]


@pytest.mark.parametrize("name", ["source.svg", "source.htm", "source.xhtml", "source.mhtml"])
def test_no_other_kind_that_browsers_run_is_a_source(name: str) -> None:
    assert not folders.SOURCE.fullmatch(name)


# ---------------------------------------------------------------- real reports


@pytest.mark.slow
def test_real_reports_in_pages_lose_no_paragraph_and_keep_no_chrome(shared: Path) -> None:
    rows = compared(shared / "corpus")
    assert len(rows) == 6 * 18
    assert [row for row in rows if row.page != "text" and not row.is_right] == []
    texts = [row for row in rows if row.page == "text"]
    # Where a text file's lines are joined otherwise than they stand, not one character is lost.
    assert ["".join(row.lost) for row in texts] == ["".join(row.added) for row in texts]
