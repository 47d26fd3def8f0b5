"""Every parser of content/, given what nobody would write: a value or a `ContentError`, soon."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao import fields, indicators, ledger, promises, quote, translation, versions
from gongbao.anchors import anchor
from gongbao.characters import problems as unseen
from gongbao.corrections import metric_corrections
from gongbao.extract import observations
from gongbao.ingest import draft, formats, review, text_file
from gongbao.model import ContentError, Entry, Place, Publisher, Registry, SiteSettings, Source
from gongbao.parse import parse
from gongbao.settings import settings as site_settings
from tests.ingest import docx_files, pdf_files
from tests.ingest.support import PERIOD, PLACES
from tests.test_problems import HEAD, SITE

EXAMPLES = 2000
"""Of each parser, the same in every run."""
MOST_SECONDS = 5.0
PLACE = Place("content/lin/2022/report.md", 1)
UNSEEN = ("\u202e", "\u200b", "\ud800", "\x00", "\x85", "\ufeff", "\U000e0041", "\uffff")
MARKDOWN = (
    *("[", "]", "(", ")", "{", "}", "**", "*", "_", "`", "|", "\n", "\n\n", "# ", "## ", "- "),
    *("> ", "---", "| --- |", "\\", "<", ">", "&lt;", "&#x0;", "!", "{.lead}", "{.caption}"),
    *("{.note}", "{#p5}", "{#s1}", "http://a", "/lin/2022/#p1", "javascript:a", "   ", "\t"),
    *("一、", "（一）", "1.", "附件1", "文。", "甲", "增长3.0%，", "5515亿元", "——", "1. "),
)
NUMBERS = (
    *("0", "1", "9" * 30, ".", ",", "，", "%", "％", "亿", "万", "元", "-", "—", "至", "~", "约"),
    *("超", "不低于", "第", "位", "倍", "个百分点", "增长", "下降", "二", "十", "百", "半", "余"),
    *("2022年", "上半年", "1—9月", "左右", "以上", "由", "提高到", "全市", "平方米", "/", "½", "Ⅳ"),
    *("①", "〇", "０", "．", "²", "。", "；", "（", "）", "GDP", "e9", "∞", "٣"),
)
YAML = (
    *("a", ": ", "\n", "- ", "  ", "&a ", "*a", "[", "]", "{", "}", '"', "'", "|\n", ">\n", "?"),
    *("!!int ", "!x ", "<<: ", "---\n", "...\n", "#", "%TAG", "null", "~", "yes", "0x1f", "2022"),
    *("2026-01-01", "\\x07", "\\ud800", "\\UFFFFFFFF", "é", "甲", "\t", "@", "`", ",", "= "),
)
JSON = (
    *("{", "}", "[", "]", '"', ",", ":", "null", "true", "1", "-1", "1e999", "NaN", "9" * 50),
    *('"version"', '"promises"', '"aliases"', '"segments"', '["k",0,1,0]', '["d",0,"甲","x"]'),
    *('"\\ud800"', '"p1"', '"paragraph"', "\n", "<<<<<<<\n", "[[[[[[[[[[", "1.5", "Infinity"),
)
HTML = (
    *("<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td colspan=9999>", "<td rowspan=0>"),
    *("<h1>", "<br>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "<svg>"),
    *(
        "<a href='javascript:a'>",
        "<meta charset=gbk>",
        "&lt;",
        "&#0;",
        "&#xD800;",
        "&nbsp;",
        "<ol>",
    ),
    *("<li value=-9>", "<base href=//a>", "<pre>", "<ruby>", "<template>", "<p hidden>", "\x00"),
    *("甲。", "一、情况", "　", "附件", "<TITLE>", "</html>", '<div class="TRS_Editor">', "<math>"),
)
WORD = (
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>甲。</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>"),
    *("</w:tr>", "<w:tc>", "</w:tc>", "<w:br/>", "<w:tab/>", "<w:sym/>", '<w:sym w:char="F0"/>'),
    *("<w:pPr>", "</w:pPr>", '<w:pStyle w:val="x"/>', "<w:numPr/>", '<w:numId w:val="-1"/>'),
    *('<w:ilvl w:val="99"/>', '<w:gridSpan w:val="1e9"/>', "<w:vMerge/>", "<w:sdt>", "</w:sdt>"),
    *("<w:del>", "</w:del>", "<w:ins>", "<m:oMath/>", "<mc:AlternateContent/>", "&#1;", "&x;"),
    *('<w:fldChar w:fldCharType="end"/>', "<w:instrText>TOC</w:instrText>", "<w:vanish/>", "甲"),
)
PDF = (
    *(
        "BT",
        "ET",
        "/F 16 Tf",
        "/G 1 Tf",
        "1 0 0 1 80 700 Tm",
        "0 0 0 0 0 0 cm",
        "<7532>",
        "<75> Tj",
    ),
    *("<75323002> Tj", "(a) Tj", "[<7532> -9e9] TJ", "T*", "q", "Q", "3 Tr", "0 Tz", "1e38 Ts"),
    *("/Artifact BMC", "EMC", "/P <</ActualText <FEFFD800>>> BDC", "BI ID EI", "/X Do", "%", "<<"),
    *(">>", "]", "\\", "endstream", "endobj", "nan", "--1", "0 0 595 842 re", "S", "f", "99999 Tf"),
)
KEYS = {
    "front matter": "title kind period provenance date source file sha256 pages url links place",
    "changes.yaml": "published changes date what where",
    "metrics.yaml": "corrections at id number label indicator drop add value unit kind reason",
    "indicators.yaml": "topics indicators name zh-Hans en aliases unit kind topic not_same_as note",
    "review.yaml": "front_matter decisions at kind text chose margin say why by title",
    "site.yaml": "title base_url publisher name url licence languages bodies",
    "report.en.md": "by date note {#p1} {#p1-2} {#s1 {#title {#p1 12345678} #}",
}
VALUES = (
    *("flow", "stock", "CNY", "plan-report", "unknown", "zh-Hans", "open", "p1", "3.0%", "2022-H1"),
    *("https://a.b/", "2026-02-30", "0" * 64, "-1", "1e9", "yes", "[a, b]", "{a: b}", '""', "甲"),
)
SETTINGS = SiteSettings(
    title="公报",
    base_url="https://example.org/",
    languages=("zh-Hans",),
    publisher=Publisher("编辑部"),
    licence="",
    bodies=(),
    place=Place("site.yaml"),
)


def source(text: str) -> Source:
    return Source(path="lin/2022", place=PLACE, text=text, ledger=None, original=None)


def read_report(body: str) -> None:
    """As a build does: what cannot be seen is refused before a parser looks at it."""
    if problems := tuple(unseen(body, PLACE)):
        raise ContentError(*problems)
    anchored = anchor(parse(source(f"{HEAD}\n{body}\n")), frozenset())
    observations(anchored, Registry())


SITE_OF_ONE = quote.Site("https://example.org/", (("zh-Hans", ""),), ("lin/2022",))
ENTRY = Entry(anchor(parse(source(f"{HEAD}\n地区生产总值5515亿元，增长3.0%。\n"))), ())


def look_up(words: str) -> None:
    for line in quote.lines(quote.find(words, [ENTRY], SITE_OF_ONE)):
        assert line.isprintable() or line.strip()


def ingest(words: str) -> None:
    data = words.encode("utf-8", "surrogatepass")
    text_file.read(data, PLACE)
    draft.draft(data, review.read(PERIOD, "review.yaml"), PLACES)


def web_page(words: str) -> None:
    data = f"<!DOCTYPE html><html><body>{words}".encode("utf-8", "surrogatepass")
    formats.read(data, Place("a.html"))


def word(words: str) -> None:
    formats.read(docx_files.document(words), Place("a.docx"))


def pdf(words: str) -> None:
    drawn = words.encode("utf-8") + b"\n"
    line = (pdf_files.LEFT, pdf_files.TOP, "文。")
    formats.read(pdf_files.typeset([[line]], drawn=drawn), Place("a.pdf"))


def lines(keys: str) -> Sequence[str]:
    names = keys.split()
    return (
        *(f"\n{indent}{name}: " for name in names for indent in ("", "  ", "  - ", "    ")),
        *VALUES,
        *YAML,
    )


PARSERS: dict[str, tuple[Sequence[str], Callable[[str], object]]] = {
    "blocks, runs, ids and numbers of a report": ((*MARKDOWN, *UNSEEN), read_report),
    "numbers": (NUMBERS, read_report),
    "fields": ((*YAML, *UNSEEN), lambda words: fields.read(words, "a.yaml")),
    "front matter": (
        lines(KEYS["front matter"]),
        lambda words: parse(source(f"---\ntitle: 甲{words}\n---\n\n文。\n")),
    ),
    "changes.yaml": (lines(KEYS["changes.yaml"]), lambda w: versions.version_note(w, "c")),
    "metrics.yaml": (lines(KEYS["metrics.yaml"]), lambda w: metric_corrections(w, "m")),
    "indicators.yaml": (lines(KEYS["indicators.yaml"]), lambda w: indicators.registry(w, "i")),
    "review.yaml": (lines(KEYS["review.yaml"]), lambda w: review.read(w, "r")),
    "site.yaml": (lines(KEYS["site.yaml"]), lambda w: site_settings(SITE + w, "s")),
    "report.en.md": (
        lines(KEYS["report.en.md"]),
        lambda w: translation.translation(f"---\nby: a\ndate: 2026-01-01\n---\n{w}\n", "t"),
    ),
    "a web page": (HTML, web_page),
    "DOCX": (WORD, word),
    "PDF": (PDF, pdf),
    "ledger": (JSON, lambda w: ledger.from_json(w, PLACE)),
    "lock": (JSON, lambda w: promises.from_json(w, PLACE)),
    "links and quotations": (
        (*NUMBERS, *UNSEEN, "https://example.org/lin/2022/", "#", ":~:text=", "%E5", "p1", "……"),
        look_up,
    ),
    "text of a source": ((*MARKDOWN, *UNSEEN, "\r\n", "\f", "— 4 —", "某区工作总结\n"), ingest),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_gives_a_value_or_problems(name: str) -> None:
    tokens, read = PARSERS[name]
    seconds: list[float] = []

    @settings(max_examples=EXAMPLES)
    @given(st.lists(st.sampled_from(tokens), max_size=16).map("".join))
    def holds(words: str) -> None:
        begun = time.process_time()
        with suppress(ContentError):
            read(words)
        seconds.append(time.process_time() - begun)
        assert seconds[-1] < MOST_SECONDS

    holds()
    assert len(seconds) >= EXAMPLES
