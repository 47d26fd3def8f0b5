"""What search engines, chats and feeds read of the pages: in their heads, and in the pictures."""

import io
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from gongbao.render.picture import SIZE, Picture, png
from tests.built_site import Node, pages, read_page
from tests.test_real_content import REPORTS

BASE = "https://gongbao.example/"
LANGUAGES = {"zh-Hans": "", "zh-Hant": "zh-hant/", "en": "en/"}


def heads(site: Path) -> dict[str, Node]:
    """Of every page that wants to be found."""
    found = {}
    for path in pages(site):
        (head,) = read_page(path).find("head")
        if not list(head.find("meta", name="robots")):
            found[path.parent.relative_to(site).as_posix().removeprefix(".")] = head
    return found


def said(head: Node) -> dict[str, str]:
    """Name or property of each meta tag with its content."""
    return {
        node.attributes.get("name") or node.attributes["property"]: node.attributes["content"]
        for node in head.find("meta")
        if "content" in node.attributes
    }


def links(head: Node, rel: str) -> dict[str, str]:
    return {
        node.attributes.get("hreflang", ""): node.attributes["href"]
        for node in head.find("link", rel=rel)
        if "type" not in node.attributes
    }


def test_every_page_has_a_title_and_a_description_of_its_own(site: Path) -> None:
    found = {path: (head, said(head)) for path, head in heads(site).items()}
    titles = Counter(next(head.find("title")).text() for head, _ in found.values())
    assert all(tags["description"].strip() for _, tags in found.values())
    # An edition of a page may be called as the other is: 数据 is the same in both scripts.
    assert [title for title, count in titles.items() if count > len(LANGUAGES)] == []
    own = Counter(tags["description"] for _, tags in found.values())
    assert [words for words, count in own.items() if count > len(LANGUAGES)] == []


def test_every_page_names_its_editions_and_itself(site: Path) -> None:
    for path, head in heads(site).items():
        url = BASE + (path + "/" if path else "")
        assert links(head, "canonical") == {"": url}
        own = url.removeprefix(BASE).removeprefix("zh-hant/").removeprefix("en/")
        editions = {lang: BASE + prefix + own for lang, prefix in LANGUAGES.items()}
        assert links(head, "alternate") == {**editions, "x-default": BASE + own}


def test_the_sitemap_says_when_a_report_was_changed(site: Path) -> None:
    """That of its last correction or publication; nothing where nobody said a day."""
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    found = dict(re.findall(r"<loc>(.*?)</loc>(?:<lastmod>(.*?)</lastmod>)?", sitemap))
    for prefix in LANGUAGES.values():
        for path in ("", *(f"{report}/" for report in REPORTS)):
            assert found[BASE + prefix + path] == "2026-11-21"
    assert found[f"{BASE}data/gdp/"] == ""


def test_every_page_says_its_language_and_country_to_chats(site: Path) -> None:
    countries = {"zh-Hans": "zh_CN", "zh-Hant": "zh_HK", "en": "en_GB"}
    for head in heads(site).values():
        own, others = (
            [node.attributes["content"] for node in head.find("meta", property=name)]
            for name in ("og:locale", "og:locale:alternate")
        )
        assert len(own) == 1
        assert sorted(own + others) == sorted(countries.values())


def test_every_page_says_how_a_link_to_it_looks(site: Path) -> None:
    for path, head in heads(site).items():
        tags = said(head)
        assert tags["og:url"] == BASE + (path + "/" if path else "")
        assert tags["og:title"]
        assert tags["og:description"] == tags["description"]
        assert tags["og:image"].startswith(BASE)
        with Image.open(site / urlsplit(tags["og:image"]).path[1:]) as picture:
            assert picture.format == "PNG"
            assert picture.size == SIZE
        assert (int(tags["og:image:width"]), int(tags["og:image:height"])) == SIZE


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_every_report_has_a_small_picture_of_its_own(site: Path, prefix: str) -> None:
    pictures = [site / prefix / path / "report.png" for path in REPORTS]
    assert len({picture.read_bytes() for picture in pictures}) == len(REPORTS)
    assert max(picture.stat().st_size for picture in pictures) < 40_000


def test_a_suspected_copy_is_shown_as_one_in_every_chat(site: Path) -> None:
    tags = said(heads(site)["unknown/2022-summary-masked"])
    assert tags["og:title"] == "[2022年工作总结：疑似复制件]"


LONG = "某市某区" + "关于国民经济和社会发展计划执行情况与2023年计划的报告" * 4


@pytest.mark.parametrize("title", ["总结", "2022年" * 9, LONG, "Report of the district " * 6])
def test_a_picture_holds_its_title(title: str) -> None:
    """Nothing is painted in its margins, and the same is painted every time."""
    picture = Picture("zh-Hans", "公", "公报", title, "责任者不详", (("地区生产总值", "5515亿元"),))
    body = png(picture)
    assert png(picture) == body
    image = Image.open(io.BytesIO(body)).convert("RGB")
    margin = image.crop((SIZE[0] - 60, 20, SIZE[0], SIZE[1]))
    assert len(margin.getcolors() or []) == 1
    below = image.crop((0, 425, SIZE[0], 450))
    assert len(below.getcolors() or []) == 1


@pytest.mark.parametrize("times", [1, 2, 9])
def test_a_picture_holds_the_name_of_its_site_and_its_issuer(times: int) -> None:
    words = "District Xiangmihu Area Construction and Development Affairs Centre · 2022 " * times
    image = Image.open(io.BytesIO(png(Picture("en", "公", words, "Report", words)))).convert("RGB")
    for top, bottom in ((20, 180), (430, 510)):
        assert len(image.crop((80, top, SIZE[0] - 80, bottom)).getcolors() or []) > 1
        margin = image.crop((SIZE[0] - 80, top, SIZE[0], bottom))
        assert len(margin.getcolors() or []) == 1


def test_crawlers_of_government_sites_find_their_names(site: Path) -> None:
    tags = said(heads(site)["zh-hant/futian/2022-plan"])
    assert {name: content for name, content in tags.items() if name[0].isupper()} == {
        "SiteName": "公報",
        "SiteDomain": "gongbao.example",
        "ColumnName": "深圳市福田區",
        "ArticleTitle": "福田區2022年國民經濟和社會發展計劃執行情況與2023年計劃",
        "PubDate": "2026-11-21",
        "Keywords": "福田區,2022,計劃執行情況報告",
        "Url": BASE + "zh-hant/futian/2022-plan/",
    }
