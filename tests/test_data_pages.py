"""Pages that put reports side by side, over the real reports: every value leads to its words."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from tests.built_site import Node, read_page

EDITIONS = ("", "zh-hant/")
COMPARED = ("futian/2022-plan", "futian/2024h1-plan", "xiangmihu/2022-summary")


def data_pages(site: Path) -> list[Path]:
    """Of both editions: /data/, /compare/ and /quality/."""
    folders = ("data", "compare", "quality")
    return sorted(
        page
        for edition in EDITIONS
        for folder in folders
        for page in (site / edition / folder).rglob("index.html")
    )


@cache
def page(path: Path) -> Node:
    return read_page(path)


@cache
def by_id(path: Path) -> dict[str, Node]:
    return {n.attributes["id"]: n for n in page(path).walk() if "id" in n.attributes}


def sentence(path: Path, fragment: str) -> str:
    """The text of a sentence; the first of a paragraph has the id of the whole."""
    return by_id(path)[fragment].text()


def target(site: Path, here: Path, href: str) -> tuple[Path, str]:
    address = here.relative_to(site).parent.as_posix()
    path, fragment = urldefrag(urljoin(f"http://x/{address}/", href))
    return site / path.removeprefix("http://x/") / "index.html", fragment


def values(path: Path) -> Iterator[Node]:
    yield from page(path).find("a", class_="value")


def test_every_value_leads_to_a_sentence_that_has_it(site: Path) -> None:
    checked = 0
    for path in data_pages(site):
        for link in values(path):
            report, fragment = target(site, path, link.attributes["href"])
            assert re.fullmatch(r"p\d+(-\d+)?|t\d+-r\d+", fragment)
            assert link.text() in sentence(report, fragment), (path, link.text())
            checked += 1
    assert checked > 400


def test_every_value_of_a_number_column_is_a_link(site: Path) -> None:
    """No number stands in a cell of values but as a link or beside one."""
    for path in data_pages(site):
        for cell in page(path).find("td"):
            column = cell.attributes.get("data-column")
            if column in ("数值", "數值", "最新数值", "目标", "結果", "结果", "期中数值"):
                links = list(cell.find("a", class_="value"))
                assert links or cell.text().strip() in ("待更新", "—"), (path, cell.text())


def test_every_mark_of_a_plot_leads_to_its_sentence(site: Path) -> None:
    marks = 0
    for path in data_pages(site):
        for drawing in page(path).find("svg", class_="plot-drawing"):
            for link in drawing.find("a"):
                report, fragment = target(site, path, link.attributes["href"])
                words = link.attributes["aria-label"].rpartition(" ")[2]
                assert words in sentence(report, fragment)
                marks += 1
    assert marks > 80


def test_every_mark_stands_in_the_table_too(site: Path) -> None:
    for path in data_pages(site):
        told = {(link.attributes["href"], link.text()) for link in values(path)}
        for drawing in page(path).find("svg", class_="plot-drawing"):
            for link in drawing.find("a"):
                words = link.attributes["aria-label"].rpartition(" ")[2]
                assert (link.attributes["href"], words) in told


@pytest.mark.parametrize("path", COMPARED)
def test_a_comparison_says_nothing_of_success(site: Path, path: str) -> None:
    words = page(site / "compare" / path / "index.html").text()
    assert not re.search("达到|未达|达标|超额|实现目标", words.replace("达54.3", ""))


def rows(path: Path) -> list[list[str]]:
    found = []
    for row in page(path).find("tr"):
        cells = [n for n in row.children if isinstance(n, Node)]
        found.append([" ".join(cell.text().split()) for cell in cells])
    return found


def test_the_annex_of_the_plan_stands_beside_its_results(site: Path) -> None:
    found = rows(site / "compare/futian/2022-plan/index.html")
    assert [
        "现代服务业增加值",
        "2022年",
        "6.2% 表格",
        "增长5.3% 预计 · 正文 3.0% 预计 · 表格",
    ] in found
    water = ["下降6.5% 与2020年相比 · 表格", "下降13.4% 预计 · 与2020年相比 · 表格"]
    assert ["万元GDP水耗", "2022年", *water] in found
    assert ["地区生产总值", "2023年", "增长6.5% 正文 6.5% 表格", "待更新"] in found


def test_what_a_report_itself_compares_stands_side_by_side(site: Path) -> None:
    found = rows(site / "compare/xiangmihu/2022-summary/index.html")
    (row,) = (row for row in found if "28.5亿元 实绩 · 正文" in row)
    assert row[1:3] == ["2022年", "28.3亿元 正文"]


def test_the_first_half_stands_beside_the_target_of_the_year(site: Path) -> None:
    found = rows(site / "compare/futian/2024h1-plan/index.html")
    half = "2024年上半年 · 实绩 · 正文"
    assert ["新增基础教育学位", "2024年", "10770座 正文", f"4320座 {half}"] in found
    assert ["超充站", "2024年", "123座 正文", f"55座 {half}"] in found


def test_what_does_not_fit_is_told(site: Path) -> None:
    words = page(site / "quality/index.html").text()
    found = rows(site / "quality/index.html")
    assert ["现代服务业增加值", "2022年 · 预计", "增长5.3% 正文", "3.0% 表格"] in [
        r[:4] for r in found
    ]
    assert ["100.7%", "28.5亿元", "28.3亿元", "100.7%", "相符"] in found
    assert ["占比72%", "39万家", "达54.3万家", "71.8%", "相符"] in found
    assert "疑似他人报告的复制件" in words
    assert "1268亿" in words


def test_no_number_of_the_copy_is_in_a_series(site: Path) -> None:
    data = json.loads((site / "data/indicators.json").read_text("utf-8"))
    reports = {point["report"] for one in data["series"] for point in one["points"]}
    assert reports == {"futian/2022-plan", "futian/2024h1-plan"}
    assert [one["report"] for one in data["left_out"]] == ["unknown/2022-summary-masked"]
    for path in data_pages(site):
        assert not any("2022-summary-masked" in link.attributes["href"] for link in values(path))


def test_the_points_of_the_data_file_stand_in_their_sentences(site: Path) -> None:
    data = json.loads((site / "data/indicators.json").read_text("utf-8"))
    known = {one["id"] for one in data["indicators"]}
    points = [point for one in data["series"] for point in one["points"]]
    assert len(points) > 80
    assert {one["indicator"] for one in data["series"]} <= known
    for point in points:
        path, fragment = urldefrag(point["anchor"])
        assert point["surface"] in sentence(site / path / "index.html", fragment)


def test_the_pages_are_found(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for path in data_pages(site):
        address = path.relative_to(site).parent.as_posix()
        assert f"<loc>https://gongbao.example/{address}/</loc>" in sitemap
    report = page(site / "futian/2022-plan/index.html")
    hrefs = {link.attributes.get("href") for link in report.find("a")}
    wanted = {"compare/futian/2022-plan/", "data/gdp/", "data/", "quality/"}
    assert {f"../../{one}" for one in wanted} <= hrefs


def test_no_plot_needs_a_style_of_its_own(site: Path) -> None:
    for path in data_pages(site):
        assert not any("style" in node.attributes for node in page(path).walk())
