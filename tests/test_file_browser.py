"""The site read from a disk: no host adds index.html, no script module is loaded."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

HREFS = "links => links.map((link) => new URL(link.getAttribute('href'), document.baseURI).href)"
BLOCKED = re.compile(r"console: (?:Access to script at 'file:|Failed to load resource)")
KINDS = [
    "",
    "futian/2022-plan/",
    "futian/2022-plan/source/",
    "data/",
    "data/gdp/",
    "compare/futian/2022-plan/",
    "quality/",
    "search/",
    "search/2022/",
    "zh-hant/xiangmihu/2022-summary/",
]


@pytest.fixture
def page(open_page: Callable[..., Page], incidents: list[str]) -> Iterator[Page]:
    """No browser loads script modules from a disk, and each says so; nothing else is amiss."""
    yield open_page()
    assert [said for said in incidents if not BLOCKED.match(said)] == []
    incidents.clear()


@pytest.mark.parametrize("path", KINDS)
def test_every_link_leads_to_a_file(page: Page, site: Path, path: str) -> None:
    page.goto((site / path / "index.html").as_uri())
    found = page.locator("a[href]").evaluate_all(HREFS)
    ours = {unquote(urlsplit(url).path) for url in found if url.startswith("file:")}
    assert ours
    assert [name for name in sorted(ours) if not Path(name).is_file()] == []
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # of site.css


def test_a_reader_goes_from_the_list_to_a_paragraph(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="2022年国民经济和社会发展计划执行情况").first.click()
    page.locator(".contents a[href='#s1-5']").click()
    expect(page.locator("#s1-5")).to_be_in_viewport()
    page.get_by_role("link", name="繁體").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("article.report #s1-5")).to_contain_text("民生服務")


def test_a_search_from_a_disk_lands_on_the_search_page(page: Page, site: Path) -> None:
    page.goto((site / "futian/2022-plan/index.html").as_uri())
    page.get_by_role("searchbox").fill("香蜜湖")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    expect(page.locator("[data-on-disk]")).to_be_visible()
    page.locator(".outlines").get_by_role("link", name="2022年").click()
    expect(page.locator("main")).to_contain_text("高质量发展稳步推进")


def test_on_a_host_nothing_is_said_of_disks(
    open_page: Callable[..., Page], site: Path, serve_folder: Callable[..., str]
) -> None:
    page = open_page()
    page.goto(serve_folder(site, "/") + "search/")
    expect(page.locator("[data-on-disk]")).to_be_hidden()
