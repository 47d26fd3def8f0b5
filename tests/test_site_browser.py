"""The site in a real browser, as a citizen uses it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judges import accessibility, html_faults
from tests.built_site import pages

LONGEST = "futian/2022-plan/"
KINDS = ["", "search/?q=香蜜湖", LONGEST, "unknown/2022-summary-masked/", "404.html"]


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    """The address of the site, in a sub-folder of its host."""
    return serve_folder(site, "/reports/")


@pytest.mark.parametrize(
    ("edition", "query", "path", "anchor"),
    [
        ("", "一般公共预算收入", "futian/2022-plan/", "p8"),
        ("", "香蜜湖", "futian/2024h1-plan/", "s2-2-8"),
        ("", "28.5", "xiangmihu/2022-summary/", "p2"),
        ("", "28.5亿元", "xiangmihu/2022-summary/", "p2"),
        ("", "3.0%", "futian/2022-plan/", "p3"),
        ("", "水耗", "futian/2022-plan/", "p11"),
        ("zh-hant/", "國際交流中心", "futian/2024h1-plan/", "p10"),
        ("zh-hant/", "28.5", "xiangmihu/2022-summary/", "p2"),
    ],
)
def test_search_from_home_lands_on_the_paragraph(
    page: Page, home: str, edition: str, query: str, path: str, anchor: str
) -> None:
    page.goto(home + edition)
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(query)
    hit = page.locator(f".hits a[href*='{path}'][href$='#{anchor}']").first
    expect(hit.locator("mark").first).to_have_text(query)
    hit.click()

    expect(page).to_have_url(re.compile(rf"{edition}{path}\?q=[^#]+#{anchor}$"))
    target = page.locator(f"#{anchor}")
    expect(target).to_be_in_viewport()
    assert query in target.inner_text()
    assert page.evaluate("document.querySelector(':target').id") == anchor
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    marked = page.evaluate("[...CSS.highlights.get('found')].map(r => r.toString())")
    assert query in marked
    assert page.evaluate("document.activeElement.id") == anchor


def test_a_string_that_stands_nowhere_finds_nothing(page: Page, home: str) -> None:
    for query in ("区块链养猪", "128.5", "285", "8.5"):
        page.goto(f"{home}search/?q={query}")
        expect(page.get_by_role("status")).to_contain_text("没有找到")
        assert page.locator(".hits a").count() == 0


def test_words_are_looked_for_together(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=地区生产总值 增长3.0%")
    expect(page.get_by_role("status")).to_contain_text("处")
    hits = page.locator(".hits a").all_inner_texts()
    assert hits
    assert all("地区生产总值" in hit and "3.0%" in hit for hit in hits)


def test_the_page_and_the_index_cut_text_alike(page: Page, home: str) -> None:
    vectors = json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))
    page.goto(f"{home}search/")
    script = page.locator("script[type=module]").get_attribute("src")
    assert script
    found = page.evaluate(
        """async ([search, texts]) => {
            const source = await (await fetch(search)).text();
            const name = source.match(/tokens\\.[0-9a-f]+\\.js/)[0];
            const { tokens } = await import(new URL(name, new URL(search, location.href)));
            return texts.map((text) => [tokens(text), tokens(text, true)]);
        }""",
        [script, [vector["text"] for vector in vectors]],
    )
    assert found == [[vector["index"], vector["query"]] for vector in vectors]


def test_a_number_leads_to_its_sentence(page: Page, home: str) -> None:
    page.goto(home + LONGEST)
    card = page.locator(".metric-card", has_text="5515亿元").first
    expect(card).to_contain_text("增长3.0%")
    expect(card).to_contain_text("预计")
    card.click()
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("地区生产总值5515亿元")
    number = target.locator("data").first
    assert (number.get_attribute("value"), number.inner_text()) == ("551500000000", "5515亿元")


def test_a_link_is_copied_and_opens_at_its_paragraph(page: Page, home: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(home + LONGEST)
    page.get_by_role("link", name="第13段链接").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://gongbao.example/{LONGEST}#p13"
    other = page.context.new_page()
    other.goto(copied.replace("https://gongbao.example/", home))
    expect(other.locator("#p13")).to_be_in_viewport()


def test_another_edition_opens_at_the_same_paragraph(page: Page, home: str) -> None:
    page.goto(f"{home}{LONGEST}#p30")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}#p30")
    expect(page.locator("#p30")).to_be_in_viewport()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")

    page.goto(f"{home}{LONGEST}")
    page.locator("#p50").evaluate("e => e.scrollIntoView({ block: 'start' })")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(re.compile(r"zh-hant/.*#p50$"))


def test_on_a_phone_the_head_comes_back_with_a_stroke_upwards(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(home + LONGEST)
    switch = page.get_by_role("link", name="繁體")
    page.evaluate("scrollTo(0, 9000)")
    expect(switch).not_to_be_in_viewport()
    page.evaluate("scrollBy(0, -40)")
    expect(switch).to_be_in_viewport()
    switch.click()
    expect(page).to_have_url(re.compile(r"zh-hant/.*#[ps]"))


def test_the_contents_list_follows(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(home + LONGEST)
    page.locator("#s1-3").evaluate("e => e.scrollIntoView()")
    current = page.locator(".contents [aria-current]")
    expect(current).to_have_attribute("href", "#s1-3")
    page.get_by_role("navigation", name="目录").get_by_role("link", name="（五）民生服务").click()
    expect(page.locator("#s1-5")).to_be_in_viewport()
    expect(current).to_have_attribute("href", "#s1-5")


def test_neighbours_and_home_connect_the_reports(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("link", name="区香蜜湖片区建设发展事务中心2021年").click()
    page.get_by_role("link", name="下一期").click()
    expect(page).to_have_url(f"{home}xiangmihu/2022-summary/")
    page.get_by_role("link", name="上一期").click()
    expect(page).to_have_url(f"{home}xiangmihu/2021-summary/")


def test_everything_but_search_works_without_javascript(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(home)
    page.get_by_role("link", name="福田区2022年").click()
    expect(page.locator("article.report")).to_contain_text("地区生产总值5515亿元")
    page.locator(".metric-card").first.click()
    expect(page.locator(":target")).to_contain_text("5515亿元")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}")
    page.get_by_role("searchbox").fill("香蜜湖")
    page.keyboard.press("Enter")
    expect(page.locator("noscript .notice")).to_contain_text("JavaScript")
    page.locator("summary").first.click()
    page.get_by_role("link", name="（一）高質量發展穩步推進").first.click()
    expect(page.locator(":target")).to_have_text(re.compile("高質量發展穩步推進"))


def test_the_site_can_be_read_from_a_disk(
    open_page: Callable[..., Page], site: Path, incidents: list[str]
) -> None:
    page = open_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="福田区2022年").click()
    expect(page.locator("article.report")).to_contain_text("地区生产总值5515亿元")
    page.get_by_role("link", name="繁體").click()
    assert unquote(page.url).endswith(f"zh-hant/{LONGEST}index.html")
    page.wait_for_load_state("networkidle")
    # Chromium loads no modules from a disk: the page is complete without them.
    assert all("module" in i or "CORS" in i or "ERR_FAILED" in i for i in incidents), incidents
    incidents.clear()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_no_page_is_wider_than_the_screen(
    open_page: Callable[..., Page], home: str, path: str, width: int, incidents: list[str]
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(home + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if path == "404.html":  # its links begin at the root of the host, which this is not
        incidents.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "search/?q=香蜜湖", "xiangmihu/2022-summary/", LONGEST])
def test_pages_are_accessible(
    open_page: Callable[..., Page], home: str, path: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(home + path)
    page.wait_for_load_state("networkidle")
    assert accessibility(page).faults == ()


@pytest.mark.browser
def test_every_page_is_valid_html(site: Path) -> None:
    assert html_faults(pages(site)) == []


def test_a_report_is_light(open_page: Callable[..., Page], site: Path, home: str) -> None:
    """At most 6 requests before search; styles and scripts at most 20 kB compressed."""
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(home + LONGEST)
    page.wait_for_load_state("networkidle")
    assert len(requests) <= 6, requests
