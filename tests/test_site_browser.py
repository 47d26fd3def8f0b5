"""The site in a real browser, as a citizen uses it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from gongbao.pipeline import build
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
    page.wait_for_function("() => CSS.highlights.has('found')")
    marked = page.evaluate("[...CSS.highlights.get('found')].map(r => r.toString())")
    assert query in marked
    assert page.evaluate("document.activeElement.id") == anchor


def test_a_string_that_stands_nowhere_finds_nothing(page: Page, home: str) -> None:
    for query in ("区块链养猪", "128.5", "285", "8.5"):
        page.goto(f"{home}search/?q={query}")
        expect(page.get_by_role("status")).to_contain_text("没有找到")
        assert page.locator(".hits a").count() == 0


@pytest.mark.parametrize(
    ("query", "found", "marked"),
    [
        ("5,515亿元", "5515亿元", "5515亿元"),
        ('"香蜜湖"', "香蜜湖", "香蜜湖"),
        ("1+9+N产业", "“1+9+N”产业", "1+9+N”产业"),
        ("「1+9+N」产业", "“1+9+N”产业", "1+9+N”产业"),
        ("地区生产总值，3.0%", "分开查找“地区生产总值 3.0%”", "3.0%"),
    ],
)
def test_search_forgives_what_is_not_a_letter(
    page: Page, home: str, query: str, found: str, marked: str
) -> None:
    page.goto(f"{home}search/?q={quote(query)}")
    expect(page.locator(".search-results mark").first).to_be_visible()
    expect(page.locator(".search-page")).to_contain_text(found)
    assert marked in page.locator(".hits mark").all_inner_texts()
    page.locator(".hits a").first.click()
    page.wait_for_function("() => CSS.highlights.has('found')")
    highlights = page.evaluate("[...CSS.highlights.get('found')].map(r => r.toString())")
    assert marked in highlights


@pytest.mark.parametrize(
    ("path", "query", "answer"),
    [
        ("search/", "——！？", "请输入文字或数字"),
        ("zh-hant/search/", "“”", "請輸入文字或數字"),
        ("search/", "", "请输入文字或数字"),
    ],
)
def test_a_query_without_words_is_asked_for_some(
    page: Page, home: str, path: str, query: str, answer: str
) -> None:
    page.goto(f"{home}{path}?q={query}")
    expect(page.get_by_role("status")).to_have_text(answer)


def test_either_script_finds_the_same_in_either_edition(page: Page, home: str) -> None:
    found = []
    for edition in ("", "zh-hant/"):
        for query in ("国际交流中心", "國際交流中心"):
            page.goto(f"{home}{edition}search/?q={query}")
            expect(page.locator(".hits mark").first).to_be_visible()
            assert page.locator(".hits mark").first.inner_text() == (
                "國際交流中心" if edition else "国际交流中心"
            )
            expect(page.locator(".search-results[aria-busy]")).to_have_count(0)
            links = page.locator(".hits a").all()
            found.append([str(one.get_attribute("href")).split("#")[1:] for one in links])
    assert found == [found[0]] * 4


def test_a_row_is_found_with_the_titles_of_its_columns(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=社会消费品零售总额")
    hit = page.locator(".hits a[href$='#t1-r4']")
    expect(hit).to_contain_text("2022年增长目标：6.0% | 2022年预计完成：1.4%")
    hit.click()
    row = page.locator("#t1-r4")
    expect(row).to_be_in_viewport()
    title = "getComputedStyle(e, '::before').content"
    assert row.locator("td").first.evaluate(f"e => {title}") == '"2022年增长目标"'
    assert top(page.locator("#t1 thead")) > 0


def test_back_from_a_hit_the_list_is_as_it_was(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=2022年")
    page.locator(".search-results summary").last.click()
    last = page.locator(".search-results details[open] a").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    last.click()
    expect(page.locator("article.report")).to_be_visible()
    page.go_back()
    expect(last).to_be_in_viewport()
    assert page.evaluate("scrollY") == pytest.approx(before, abs=2)


def test_words_are_looked_for_together(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=地区生产总值 增长3.0%")
    expect(page.get_by_role("status")).to_contain_text("找到")
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
            const address = new URL(name, new URL(search, location.href));
            const { loadRules, tokens } = await import(address);
            await loadRules();
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


def test_another_edition_opens_at_the_same_paragraph(page: Page, home: str) -> None:
    page.goto(f"{home}{LONGEST}#p30")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}#p30")
    expect(page.locator("#p30")).to_be_in_viewport()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")

    # A paragraph that was only being read is not marked as a cited one.
    for being_read in ("#p50", "#t1-r8"):
        page.goto(f"{home}{LONGEST}?q=2022")
        page.locator(being_read).evaluate("e => e.scrollIntoView({ block: 'start' })")
        page.get_by_role("link", name="繁體").click()
        expect(page).to_have_url(f"{home}zh-hant/{LONGEST}?q=2022")
        expect(page.locator(being_read)).to_be_in_viewport()
        assert page.locator(":target").count() == 0


def test_another_edition_keeps_the_query(page: Page, home: str) -> None:
    page.goto(f"{home}search/?q=香蜜")
    page.get_by_role("searchbox").fill("28.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("28.5")
    page.get_by_role("link", name="繁體", exact=True).click()
    expect(page).to_have_url(f"{home}zh-hant/search/?q=28.5")
    expect(page.get_by_role("searchbox")).to_have_value("28.5")


def test_an_address_cut_off_in_the_middle_does_no_harm(page: Page, home: str) -> None:
    page.goto(f"{home}{LONGEST}?q=5515#%E0%A4%A")
    page.evaluate("scrollTo(0, 3000)")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}?q=5515")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("anchor", ["p14-m1", "p14-3", "t1", "t1-r4", "p13"])
def test_what_is_cited_is_marked(
    open_page: Callable[..., Page], home: str, anchor: str, scheme: str
) -> None:
    """By a line whose colour stands out from the paper at least 3:1 (WCAG 1.4.11)."""
    page = open_page(color_scheme=scheme)
    page.goto(f"{home}{LONGEST}#{anchor}")
    assert page.evaluate("document.activeElement.id") == anchor
    style = page.evaluate(
        """() => {
            const marked = document.querySelector(":target");
            const box = marked.matches("table") ? marked.parentElement : marked;
            const style = getComputedStyle(marked.matches("tr") ? marked.cells[0] : box);
            const outline = style.outlineStyle === "solid" ? style.outlineColor : "";
            return outline || style.boxShadow;
        }"""
    )
    seal = {"light": "rgb(143, 37, 24)", "dark": "rgb(243, 155, 135)"}[scheme]
    assert seal in style


def test_a_number_late_in_a_paragraph_arrives_with_words_before_it(page: Page, home: str) -> None:
    page.goto(f"{home}{LONGEST}#p14-m20")
    assert top(page.locator("#p14-m20")) > bottom(page.locator(".site-header")) + 100


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_on_a_phone_the_first_column_and_the_caption_stay_in_sight(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(**PHONE)
    page.goto(f"{home}{LONGEST}#t1")
    caption = page.evaluate(
        """() => {
            const words = new Range();
            words.selectNodeContents(document.querySelector("#t1-caption"));
            return words.getBoundingClientRect().toJSON();
        }"""
    )
    assert caption["left"] >= 0
    assert caption["right"] <= 360
    first = page.locator("#t1-r4 th")
    before = first.bounding_box()
    page.locator(".report .table-scroll").evaluate("e => e.scrollBy(150, 0)")
    assert page.locator(".report .table-scroll").evaluate("e => e.scrollLeft") == 150
    assert first.bounding_box() == before
    assert first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(252, 251, 248)"


def test_on_a_phone_the_contents_list_is_at_hand_everywhere(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(**PHONE)
    page.goto(f"{home}{LONGEST}#p30")
    bar = page.locator(".contents summary")
    expect(bar).to_contain_text("（五）民生服务")
    expect(bar).to_be_in_viewport(ratio=1)
    bar.click()
    expect(page.locator(".contents [aria-current]")).to_be_in_viewport(ratio=1)
    panel = page.locator(".contents nav")
    assert bottom(panel) - bottom(bar) <= 0.7 * 740 + 1
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    for name, anchor in (("（六）城区安全", "#s1-6"), ("（一）高质量", "#s1-1")):
        bar.click()
        page.get_by_role("link", name=name).first.click()
        expect(panel).to_be_hidden()
        page.wait_for_timeout(300)  # the head of the page is on its way
        assert top(page.locator(anchor)) >= bottom(bar)


def test_on_a_phone_the_contents_list_stands_below_the_head(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(**PHONE)
    page.goto(f"{home}{LONGEST}#p30")
    page.evaluate("scrollBy(0, 600)")
    expect(page.locator(".site-header")).not_to_be_in_viewport()
    page.evaluate("scrollBy(0, -60)")
    expect(page.locator(".site-header")).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(300)
    assert top(page.locator(".contents summary")) >= bottom(page.locator(".site-header")) - 1


def top(found: Locator) -> float:
    return float(found.evaluate("e => e.getBoundingClientRect().top"))


def bottom(found: Locator) -> float:
    return float(found.evaluate("e => e.getBoundingClientRect().bottom"))


def test_the_first_link_leads_past_the_contents_list(page: Page, home: str) -> None:
    page.goto(home + LONGEST)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article.report")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article.report') !== null")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_that_has_the_focus_is_covered(
    open_page: Callable[..., Page], home: str, width: int
) -> None:
    """WCAG 2.4.11, on the way back through a report."""
    page = open_page(viewport={"width": width, "height": 740})
    page.goto(f"{home}{LONGEST}#p40")
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        page.evaluate("new Promise(done => setTimeout(done, 30))")
        focused = page.evaluate(
            """() => {
                const { top, left, width, height } = document.activeElement.getBoundingClientRect();
                const seen = document.elementFromPoint(left + width / 2, top + height / 2);
                return document.activeElement === seen || document.activeElement.contains(seen);
            }"""
        )
        assert focused, page.evaluate("document.activeElement.outerHTML")


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
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}")
    page.wait_for_function("() => scrollY > 5000")


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
    page.get_by_role("link", name="区香蜜湖片区建设发展事务中心2021年").first.click()
    page.get_by_role("link", name="下一期").click()
    expect(page).to_have_url(f"{home}xiangmihu/2022-summary/")
    page.get_by_role("link", name="上一期").click()
    expect(page).to_have_url(f"{home}xiangmihu/2021-summary/")


def test_everything_but_search_works_without_javascript(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(home)
    page.get_by_role("link", name="福田区2022年").first.click()
    expect(page.locator("article.report")).to_contain_text("地区生产总值5515亿元")
    page.locator(".metric-card").first.click()
    expect(page.locator(":target")).to_contain_text("5515亿元")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{LONGEST}")
    page.get_by_role("searchbox").fill("香蜜湖")
    page.keyboard.press("Enter")
    expect(page.locator("noscript .notice")).to_contain_text("JavaScript")
    page.locator(".outlines").get_by_role("link", name="2022年").click()
    page.locator("summary").first.click()
    page.get_by_role("link", name="（一）高質量發展穩步推進").first.click()
    expect(page.locator(":target")).to_have_text(re.compile("高質量發展穩步推進"))


def test_the_site_can_be_read_from_a_disk(
    open_page: Callable[..., Page], site: Path, incidents: list[str]
) -> None:
    page = open_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="福田区2022年").first.click()
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


def test_an_old_id_lands_on_what_has_become_of_it(
    open_page: Callable[..., Page], serve_folder: Callable[..., str], tmp_path: Path
) -> None:
    """Without JavaScript too: the paragraph that took up the text is in view and says so."""
    root = Path(__file__).parent.parent
    content = shutil.copytree(root / "tests/golden/two-periods/content", tmp_path / "content")
    report = content / "lin/2024-summary/report.md"
    build(content, root / "templates", tmp_path / "site")
    words = report.read_text("utf-8")
    first = "现将2024年工作总结如下："
    merged = words.replace(f"{first}\n\n", "").replace("一是**稳", f"{first}一是**稳")
    assert merged != words
    report.write_text(merged, "utf-8")
    outcome = build(content, root / "templates", tmp_path / "site")
    assert outcome.is_good

    page = open_page(java_script_enabled=False)
    url = serve_folder(tmp_path / "site")
    page.goto(f"{url}lin/2024-summary/#p1")
    expect(page.locator("#p1.alias")).to_be_in_viewport()
    expect(page.locator("#p2")).to_contain_text("原p1已并入此处")
    page.goto(f"{url}zh-hant/lin/2024-summary/#p1")
    expect(page.locator("#p2")).to_contain_text("原p1已併入此處")
