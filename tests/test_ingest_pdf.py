"""PDFs: where paragraphs begin, what is no part of the report, what is refused and why."""

import contextlib
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser
from pypdf.annotations import Link

from gongbao.ingest import formats, ingest
from gongbao.ingest.pdf_second_reading import difference, second_reading
from gongbao.ingest.reading import Reading
from gongbao.ledger import body_of, is_proved
from gongbao.model import ContentError, Place
from tests.ingest import measure_pdf
from tests.ingest.pdf_files import (
    LEFT,
    centred,
    file,
    flowing,
    locked,
    page_of,
    stream,
    typeset,
)  # fmt: skip
from tests.ingest.support import drafted_pdf

PLACE = Place("a.pdf")
PROSE = "建设社会主义现代化国家的首要任务是高质量发展，必须完整、准确、全面贯彻新发展理念。"
TITLE = centred("某区2024年工作报告", 790)
HELVETICA = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def read(data: bytes) -> Reading:
    return formats.read(data, PLACE)


def warnings(data: bytes) -> list[str]:
    return [problem.message for problem in read(data).problems]


def blocks(data: bytes) -> list[str]:
    return [line for line in body_of(drafted_pdf(data).report).split("\n") if line]


def report(*paragraphs: str) -> bytes:
    return typeset([[TITLE, *flowing(*paragraphs)]])


def numbered(pages: int, foot: str) -> bytes:
    """Each page has a paragraph that goes on on the next one, a head and a foot."""
    body = [f"第{i}点" + PROSE * 3 for i in range(pages)]
    return typeset(
        [
            [centred("某区人民政府公报", 820), *([TITLE] if not i else []), *flowing(text),
             centred(foot.format(i + 3, pages), 40)]
            for i, text in enumerate(body)
        ]
    )  # fmt: skip


# ---------------------------------------------------------------- reports from elsewhere


def check_pairs(shared: Path, start: int, step: int) -> None:
    rows = list(measure_pdf.compared(shared / "corpus", start, step))
    assert [row for row in rows if not row.is_right] == []
    assert sum(row.paragraphs for row in rows) > 400


@pytest.mark.slow
def test_paragraphs_of_reports_from_elsewhere(shared: Path) -> None:
    check_pairs(shared, 0, 3)


@pytest.mark.slow
@pytest.mark.parametrize("start", [1, 2])
def test_paragraphs_of_the_other_reports_from_elsewhere(shared: Path, start: int) -> None:
    check_pairs(shared, start, 3)


# ---------------------------------------------------------------- where paragraphs begin


def test_the_indent_tells_where_a_paragraph_begins() -> None:
    full = "甲" * 25 + "。"  # exactly as long as a first line: its length tells nothing
    other = "丙" * 25 + "。"
    assert blocks(report(full, PROSE * 2, full, other, "乙" * 54)) == [
        "# 某区2024年工作报告", full, PROSE * 2, full, other, "乙" * 54,
    ]  # fmt: skip


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    lines = flowing(PROSE * 3)
    found = blocks(typeset([[TITLE, *lines[:2]], lines[2:]]))
    assert found == ["# 某区2024年工作报告", PROSE * 3]


def test_a_title_wraps_and_an_address_stands_at_the_edge() -> None:
    first, second = "关于某区2024年国民经济和社会发展计划", "执行情况的报告"
    head = [centred(first, 800), centred(second, 780), (LEFT, 740, "各位代表：")]
    body = [(x, y - 60, text) for x, y, text in flowing(PROSE * 2, PROSE)]
    assert blocks(typeset([[*head, *body]])) == [
        f"# {first}{second}", "各位代表：", PROSE * 2, PROSE,
    ]  # fmt: skip


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(60, y, text) for _, y, text in flowing("甲" * 160, width=14)]
    right = [(330, y, text) for _, y, text in flowing("乙" * 160, width=14)]
    data = typeset([sorted(left + right, key=lambda line: -line[1])])
    text = "".join(read(data).text.split())
    assert text == "甲" * 160 + "乙" * 160
    assert "page 1: two columns were read one after the other" in warnings(data)


# ---------------------------------------------------------------- what is no part of the report


@pytest.mark.parametrize(
    "foot", ["— {0} —", "{0}", "第{0}页", "第 {0} 页 共 {1} 页", "{0}/{1}", "-{0}-"]
)
def test_heads_feet_and_numbers_are_dropped(foot: str) -> None:
    data = numbered(4, foot)
    reading = read(data)
    gone = dict.fromkeys(reading.drops.values(), "")
    for at, reason in reading.drops.items():
        gone[reason] += reading.text[at]
    numbers = "".join("".join(foot.format(i + 3, 4).split()) for i in range(4))
    assert {reason: "".join(text.split()) for reason, text in gone.items()} == {
        "running-header": "某区人民政府公报" * 4,
        "page-number": numbers,
    }
    assert len(reading.pages or ()) == 4
    assert reading.text.count("\f") == 4
    assert blocks(data)[1:] == [f"第{i}点" + PROSE * 3 for i in range(4)]


def test_a_number_that_counts_no_pages_is_kept() -> None:
    data = typeset([[TITLE, *flowing(PROSE), (LEFT, 60, "2035")], flowing(PROSE)])
    assert "page-number" not in read(data).drops.values()


def test_a_table_of_contents_that_repeats_the_headings_is_dropped() -> None:
    listed = [centred("目  录", 760), (LEFT, 730, "一、总体情况" + "…" * 10 + "1"),
              (LEFT, 700, "二、重点工作" + "…" * 10 + "2")]  # fmt: skip
    body = flowing("一、总体情况", PROSE, "二、重点工作", PROSE)
    assert blocks(typeset([[TITLE, *listed], body]))[1:] == [
        "## 一、总体情况", PROSE, "## 二、重点工作", PROSE,
    ]  # fmt: skip
    lost = typeset([[TITLE, *listed], flowing("一、总体情况", PROSE)])
    assert "table-of-contents" not in read(lost).drops.values()
    assert any("二、重点工作" in warning for warning in warnings(lost))


def test_outline_and_addresses_stand_after_the_last_page() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(report("一、总体情况", PROSE)))
    writer.add_outline_item(title="一、总体情况", page_number=0)
    writer.add_outline_item(title="_GoBack", page_number=0)
    link = Link(rect=(0, 0, 9, 9), url="https://www.example.gov.cn/a")
    writer.add_annotation(page_number=0, annotation=link)
    out = BytesIO()
    writer.write(out)
    reading = read(out.getvalue())
    after = reading.text.split("\f")[-1]
    assert after == "一、总体情况\n_GoBack\nhttps://www.example.gov.cn/a\n"
    assert set(reading.drops.values()) == {"pdf-outline", "pdf-link-annotation"}
    assert reading.outline == ("一、总体情况", "_GoBack")
    assert reading.links == ("https://www.example.gov.cn/a",)
    assert 'the outline says "_GoBack", which no page does' in warnings(out.getvalue())


# ---------------------------------------------------------------- characters


def test_spaces_around_figures_are_not_made_up() -> None:
    lines = [(LEFT + 32, 700, "增长"), (LEFT + 69, 700, "5"), (LEFT + 90, 700, "亿元"),
             (LEFT + 32, 660, "新未来"), (LEFT + 88, 660, "畅绘")]  # fmt: skip
    reading = read(typeset([lines]))
    assert reading.text == "增长5亿元\n新未来 畅绘\n\f"
    assert reading.generated == {reading.text.index(" ")}


def test_the_code_of_a_radical_becomes_the_character() -> None:
    data = typeset([[TITLE, *flowing("金融" + PROSE)]], means={"金": "⾦", "首": "⾸"})
    assert blocks(data)[1] == "金融" + PROSE
    done = drafted_pdf(data)
    assert is_proved(body_of(done.report), done.ledger)
    assert 'page 1: "⾦" (U+2FA6) is the code of a shape: "金" was put in its place' in warnings(
        data
    )


def test_a_character_without_width_is_dropped_and_told() -> None:
    data = typeset([[TITLE, *flowing("金融" + PROSE)]], means={"融": "\u200b"})
    assert "zero-width" in read(data).drops.values()
    assert "page 1: U+200B has no width and was dropped" in warnings(data)


def test_a_second_reading_that_differs_is_a_doubt() -> None:
    """PDFium takes a long line that says the same as the one above for its shadow."""
    line = "甲" * 25 + "。"
    after = "乙" * 54
    data = typeset([[TITLE, *flowing(PROSE, line, line, after)]])
    reading = read(data)
    (doubt,) = reading.doubts
    assert (doubt.kind, reading.text[doubt.at]) == ("reading", "乙")
    assert warnings(data) == [
        f'page 1: pypdf reads "{line[:12]}" where pypdfium2 reads "{after[:12]}"'
    ]


@pytest.mark.parametrize(
    ("first", "second", "is_order_free", "at"),
    [
        ("甲乙丙", "甲丁丙", False, 1),
        ("甲乙", "甲乙丙", False, 2),
        ("甲乙", "乙甲", False, 0),
        ("甲乙", "乙甲", True, None),
        ("⾦", "金", False, None),
        ("金\u200b", "金", False, None),
    ],
)
def test_difference(first: str, second: str, is_order_free: bool, at: int | None) -> None:
    assert difference(first, second, is_order_free) == at


def test_the_second_reading_obeys_marks_that_say_what_a_shape_means() -> None:
    """As browsers write them."""
    shown = typeset([[TITLE, (LEFT, 700, "⾸")]])
    marked = shown.replace(
        b"BT /F 16 Tf 80 700", b"/Span << /ActualText <FEFF9996> >> BDC BT /F 16 Tf 80 700"
    )
    found = second_reading(marked.replace(b"<2fb8> Tj ET", b"<2fb8> Tj ET EMC"))
    assert found is not None
    assert found.texts == ("某区2024年工作报告首",)


# ---------------------------------------------------------------- tables, by a real browser

STYLE = """<meta charset=utf-8><style>body{font:16px/28px 'Noto Sans CJK SC'} p{text-indent:2em;
margin:0;text-align:justify} h1{text-align:center;font-size:24px} h2{font-size:16px;margin:0;
text-indent:2em} td,th{border:1px solid} table{border-collapse:collapse;width:100%}</style>"""


def printed(browser: Browser, html: str, **options: object) -> bytes:
    page = browser.new_page()
    try:
        page.set_content(STYLE + html)
        return page.pdf(format="A4", **options)  # type: ignore[arg-type]
    finally:
        page.close()


def test_a_table_goes_on_over_pages(browser: Browser) -> None:
    rows = [(str(i), f"指标{i}，口径为全部规模以上工业企业和服务业企业", f"{i}.5", f"增长{i}%")
            for i in range(1, 61)]  # fmt: skip
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "<thead><tr><th>序号<th>指标 名称<th>2024年<th>增长</tr></thead>"
    data = printed(
        browser,
        f"<h1>某区2024年工作报告</h1><h2>一、目标</h2><p>{PROSE * 2}</p>"
        f"<table>{head}{body}</table><p>注：{PROSE}</p>",
        outline=True,
        tagged=True,
        display_header_footer=True,
        header_template="<div style='font-size:9px;width:100%;text-align:center'>某区公报</div>",
        footer_template="<div style='font-size:9px;width:100%;text-align:center'>"
        "<span class=pageNumber></span> / <span class=totalPages></span></div>",
        margin={"top": "2.5cm", "bottom": "2.5cm"},
    )
    reading = read(data)
    (table,) = reading.tables
    cells = [
        tuple("".join(reading.text[p.start : p.stop].split()) for p in cell) for row in table.rows
        for cell in row
    ]  # fmt: skip
    expected = [("序号",), ("指标名称",), ("2024年",), ("增长",)]
    assert cells == expected + [(cell,) for row in rows for cell in row]
    assert {"repeated-header", "running-header", "page-number"} <= set(reading.drops.values())
    assert not reading.problems
    assert not any(doubt.kind == "reading" for doubt in reading.doubts)
    assert blocks(data)[-1] == f"[注：{PROSE}]{{.note}}" or blocks(data)[-1] == f"注：{PROSE}"


def test_a_watermark_is_dropped(browser: Browser) -> None:
    mark = "<div style='position:fixed;top:300px;transform:rotate(-45deg)'>内部资料</div>"
    body = "".join(f"<p>第{i}段，{PROSE * 2}</p>" for i in range(30))
    data = printed(browser, f"{mark}<h1>某区2024年工作报告</h1>{body}")
    reading = read(data)
    assert set(reading.drops.values()) == {"watermark"}
    assert blocks(data)[1:] == [f"第{i}段，{PROSE * 2}" for i in range(30)]


def test_a_vertical_page_is_refused(browser: Browser) -> None:
    data = printed(browser, f"<div style='writing-mode:vertical-rl;height:15cm'>{PROSE * 4}</div>")
    assert refused(data) == "page 1: text that runs from top to bottom"


# ---------------------------------------------------------------- what is refused


def refused(data: bytes) -> str:
    with pytest.raises(ContentError) as error:
        read(data)
    return error.value.problems[0].message


def bare(count: int, kids: str = "3 0 R") -> bytes:
    return file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


GOOD = report(PROSE)
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>"
PICTURE = stream(
    b"\0\0\0",
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8",
)
DAMAGED = "the PDF is damaged or cut short: it cannot be opened"
HEAVY = "page 1: more is drawn here than on any page of a report"
UNPACKS = "the stream at byte 277 unpacks to more than any report has"
UNTOLD = "page 1: characters whose codes the PDF does not tell"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "magic and nothing": (lambda: b"%PDF-1.7\nhello", DAMAGED),
    "cut short": (lambda: GOOD[: len(GOOD) // 2], DAMAGED),
    "ten million zeros": (lambda: b"%PDF-1.7\n" + bytes(10_000_000), DAMAGED),
    "nested arrays": (lambda: file([b"<< /Pages 2 0 R >>", b"[" * 200_000]), DAMAGED),
    "no pages": (lambda: bare(0, ""), DAMAGED),
    "a password": (lambda: locked(GOOD, "secret"), "the PDF asks for a password"),
    "a picture": (
        lambda: page_of(stream(b"/I Do"), "/XObject << /I 5 0 R >>", PICTURE),
        "page 1: a picture and no characters",
    ),
    "private use": (lambda: typeset([[TITLE]], means={"区": "\ue001"}), UNTOLD),
    "no map": (lambda: typeset([[TITLE]], has_map=False), UNTOLD),
    "too many pages": (
        lambda: bare(100_000, "3 0 R " * 2_000),
        "the PDF has 100000 pages; no more than 1000 are read",
    ),
    "a bomb": (lambda: page_of(stream(bytes(100_000_000), packed=True)), UNPACKS),
    "a bomb in a bomb": (
        lambda: page_of(stream(zlib.compress(bytes(10_000_000)), packed=True)),
        "the stream at byte 275 is packed twice",
    ),
    "four million strokes": (
        lambda: page_of(stream(b"0 0 m 1 1 l S\n" * 4_000_000, packed=True)), HEAVY,
    ),
    "a million strings": (
        lambda: page_of(stream(b"BT /F 9 Tf " + b"(a) Tj " * 1_000_000, packed=True), HELVETICA),
        HEAVY,
    ),
    "a long string": (
        lambda: page_of(stream(b"BT /F 9 Tf (" + b"a" * 50_000 + b") Tj ET"), HELVETICA),
        "page 1: more than 20000 characters on one page",
    ),
    "a form that holds itself": (
        lambda: page_of(
            stream(b"/X Do"), "/XObject << /X 5 0 R >>", stream(b"/X Do /X Do", FORM.format(5))
        ),
        HEAVY,
    ),
    "forms in forms": (
        lambda: page_of(
            stream(b"/X Do"), "/XObject << /X 5 0 R >>",
            *(stream(b"/X Do " * 10, FORM.format(6 + i)) for i in range(9)),
        ),
        HEAVY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses(name: str) -> None:
    make, message = HOSTILE[name]
    assert refused(make()) == message


def test_a_scan_with_a_printed_page_number_is_refused() -> None:
    pages = [[TITLE, *flowing(PROSE), centred("— 1 —", 40)], [centred("— 2 —", 40)]]
    picture = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI\n"
    assert refused(typeset(pages, drawn=picture)) == "page 2: a picture and no characters"


@pytest.mark.parametrize("cut", range(0, 3000, 97))
def test_any_damage_is_told_or_harmless(cut: int) -> None:
    """Bytes that are gone, anywhere, are no traceback."""
    with contextlib.suppress(ContentError):
        assert read(GOOD[:cut] + GOOD[cut + 40 :]).text.strip()


# ---------------------------------------------------------------- from the file to the folder


def test_a_pdf_becomes_a_folder(tmp_path: Path) -> None:
    source = tmp_path / "报告.pdf"
    source.write_bytes(numbered(4, "— {0} —"))
    done = ingest(source, tmp_path / "a")
    assert done.counts.pages == 4
    assert not done.open
    report_md = (tmp_path / "a" / "report.md").read_text("utf-8")
    assert "kind: pdf\n" in report_md
    assert "pages: 4\n" in report_md
    assert (tmp_path / "a" / "source.pdf").read_bytes() == source.read_bytes()
    assert '"extractor":"pypdfium2 ' in (tmp_path / "a" / "ledger.json").read_text("utf-8")
