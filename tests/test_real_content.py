"""The five reports as published: nothing lost, nothing added, the same ids in both scripts."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from opencc import OpenCC

from gongbao import ledger
from gongbao.model import Ledger, Place
from gongbao.script import to_hant
from tests.built_site import Node, article, ids, pages, read_page

CONTENT = Path(__file__).parent.parent / "content"
REPORTS = {
    # path: sections h2, h3, h4 · body paragraphs · list items (counted by hand in the sources)
    "futian/2024h1-plan": (2, 13, 24, 59, 0),
    "futian/2022-plan": (3, 16, 16, 44, 20),
    "xiangmihu/2022-summary": (2, 9, 0, 11, 0),
    "xiangmihu/2021-summary": (2, 11, 0, 14, 0),
    "unknown/2022-summary-masked": (2, 11, 0, 13, 0),
}
RAW = {
    "futian/2024h1-plan": "003_1996ccd9fe3de636.txt",
    "futian/2022-plan": "004_592e8dd1bbfed73d.txt",
    "xiangmihu/2022-summary": "000_9b8f2a482825d998.txt",
    "xiangmihu/2021-summary": "001_606ba204346c43bb.txt",
    "unknown/2022-summary-masked": "002_7923e67f51b1887a.txt",
}


def ledger_of(path: str) -> tuple[str, Ledger]:
    folder = CONTENT / path
    body = ledger.body_of((folder / "report.md").read_text("utf-8"))
    return body, ledger.from_json((folder / "ledger.json").read_text("utf-8"), Place("ledger.json"))


@pytest.mark.parametrize("path", REPORTS)
def test_the_source_is_rebuilt_byte_for_byte(path: str) -> None:
    body, found = ledger_of(path)
    source = (CONTENT / path / "source.txt").read_bytes()
    assert ledger.rebuild(body, found).encode("utf-8") == source
    assert hashlib.sha256(source).hexdigest() == found.sha256
    assert ledger.is_proved(body, found)


@pytest.mark.parametrize("path", REPORTS)
def test_a_changed_character_breaks_the_proof(path: str) -> None:
    body, found = ledger_of(path)
    at = body.index("工作") if "工作" in body else 0
    assert not ledger.is_proved(body[:at] + "土" + body[at + 1 :], found)


@pytest.mark.parametrize("path", REPORTS)
def test_the_source_is_the_raw_report(path: str, shared: Path) -> None:
    raw = (shared / "reports" / RAW[path]).read_bytes()
    assert (CONTENT / path / "source.txt").read_bytes() == raw


@pytest.mark.parametrize("path", REPORTS)
def test_counts_are_those_of_the_source(path: str, site: Path) -> None:
    page = article(site / path / "index.html")
    numbers = {tag: len(list(page.find(tag))) for tag in ("h2", "h3", "h4")}
    annexes = sum(node.attributes["id"].startswith("a") for node in page.find("h2"))
    paragraphs = [i for i in ids(page) if re.fullmatch(r"p\d+", i)]
    items = [n for n in page.find("li") if re.fullmatch(r"p\d+", n.attributes.get("id", ""))]
    found = (numbers["h2"] - annexes, numbers["h3"], numbers["h4"])
    assert (*found, len(paragraphs) - len(items), len(items)) == REPORTS[path]
    assert paragraphs == [f"p{n}" for n in range(1, len(paragraphs) + 1)]


@pytest.mark.parametrize("path", REPORTS)
def test_the_article_is_the_kept_text(path: str, site: Path) -> None:
    shown = article(site / path / "index.html").text()
    assert shown == ledger.kept_text(*ledger_of(path))


@pytest.mark.parametrize("path", REPORTS)
def test_zh_hant_is_opencc_of_each_block_with_our_names(path: str, site: Path) -> None:
    hans = article(site / path / "index.html")
    hant = article(site / "zh-hant" / path / "index.html")
    for one, other in zip(blocks(hans), blocks(hant), strict=True):
        assert other.text() == to_hant(one.text())


def test_our_names_change_no_more_than_they_say(site: Path) -> None:
    """Plain OpenCC of the five articles differs from what is shown in these places only."""
    plain = OpenCC("s2hk")
    differences = []
    for path in REPORTS:
        shown = article(site / "zh-hant" / path / "index.html").text()
        wanted = plain.convert(article(site / path / "index.html").text())
        assert len(shown) == len(wanted)
        differences += [b + "→" + a for a, b in zip(shown, wanted, strict=True) if a != b]
    assert sorted(differences) == [
        "俬→私",
        "傢→家",
        "干→幹",
        "干→幹",
        "徵→征",
        "箇→個",
        "複→復",
        "髮→發",
    ]


@pytest.mark.parametrize("path", REPORTS)
def test_both_editions_have_the_same_ids(path: str, site: Path) -> None:
    hans = ids(article(site / path / "index.html"))
    assert hans == ids(article(site / "zh-hant" / path / "index.html"))
    assert len(hans) == len(set(hans))


def test_the_annex_is_a_table_of_two_groups_and_ten_rows(site: Path) -> None:
    page = article(site / "futian/2022-plan/index.html")
    (table,) = page.find("table")
    assert [i for i in ids(table) if i.startswith("t1-g")] == ["t1-g1", "t1-g2"]
    rows = [n for n in table.find("tr") if n.attributes.get("id", "").startswith("t1-r")]
    assert [n.attributes["id"] for n in rows] == [f"t1-r{n}" for n in range(1, 11)]
    cells = [n.text() for n in rows[8].children if isinstance(n, Node)]
    assert cells == [
        "9．万元GDP水耗",
        "市下达目标：比2020年下降6.5%",
        "比2020年下降13.4%（比2021年下降5.1%)",
        "完成市下达目标",
    ]
    (note,) = page.find("p", class_="table-note")
    assert note.text() == "注：2022年目标完成情况以统计部门最终发布为准。"


def test_the_masked_copy_says_what_it_is(site: Path) -> None:
    page = article(site / "unknown/2022-summary-masked/index.html")
    (title,) = page.find("h1")
    assert title.text() == "〔2022年工作总结〕"
    whole = (site / "unknown/2022-summary-masked/index.html").read_text("utf-8")
    assert "原文无标题，此题名为编者所拟" in whole
    assert "疑似复制件" in whole
    assert "87%" in whole
    source = (CONTENT / "unknown/2022-summary-masked/source.txt").read_text("utf-8")
    assert page.text().count("*") == source.count("*") == 20
    assert "<em>" not in whole


def test_the_glued_heading_is_cut_by_a_recorded_decision() -> None:
    folder = CONTENT / "xiangmihu/2021-summary"
    body = (folder / "report.md").read_text("utf-8")
    heading = "### （一）高水平建设“新地标”，打造世界级标杆城市核心区"
    assert f"{heading}\n\n以“一馆三中心”为引领打造地标建筑。" in body
    assert "kind: split" in (folder / "review.yaml").read_text("utf-8")


@pytest.mark.parametrize("path", REPORTS)
def test_observations_stand_where_they_say(path: str, site: Path) -> None:
    page = article(site / path / "index.html")
    shown = {n.attributes["id"]: n for n in page.walk() if n.attributes.get("class") == "metric"}
    source = (CONTENT / path / "source.txt").read_text("utf-8")
    data = json.loads((site / path / "metrics.json").read_text("utf-8"))
    assert {o["id"] for o in data["observations"]} == set(shown)
    for observation in data["observations"]:
        node = shown[observation["id"]]
        assert node.text() == observation["surface"]
        assert node.attributes.get("value") == observation["value"]
        place = source[observation["source_start"] : observation["source_end"]]
        assert re.sub(r"\s", "", place) == re.sub(r"\s", "", observation["surface"])


def test_every_page_is_whole(site: Path) -> None:
    """Every element closed, no id twice, no inline script or style, nothing from elsewhere.

    JSON-LD is data: no browser runs it, and a policy for scripts does not concern it.
    """
    for path in pages(site):
        page = read_page(path)
        found = ids(page)
        assert len(found) == len(set(found)), path
        for node in page.walk():
            assert "style" not in node.attributes, path
            assert not any(name.startswith("on") for name in node.attributes), path
            assert node.tag != "style", path
            if node.tag == "script" and node.attributes.get("type") != "application/ld+json":
                assert node.attributes["src"].startswith((".", "/")), path
                assert node.children == [], path


@pytest.mark.slow
def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    known = {path: set(ids(read_page(path))) for path in pages(site)}
    for path in pages(site):
        if path.name == "404.html":
            continue
        for node in read_page(path).walk():
            href = node.attributes.get("href", node.attributes.get("src", ""))
            if not href or href.startswith(("http", "mailto:")):
                continue
            name, _, fragment = href.partition("#")
            target = (path.parent / name).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {href}"
            if fragment:
                assert fragment in known[target], f"{path}: {href}"


def blocks(page: Node) -> list[Node]:
    """The smallest elements that hold a whole block each."""
    tags = {"h1", "h2", "h3", "h4", "h5", "p", "li", "table"}
    return [n for n in page.walk() if n.tag in tags and not added(page, n)]


def added(page: Node, wanted: Node) -> bool:
    return any(
        wanted is inner
        for node in page.walk()
        if "data-added" in node.attributes
        for inner in node.walk()
    )
