"""What readers with failing eyes, a small screen or a keyboard alone depend on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import look

LONGEST = "futian/2022-plan/"
HIDDEN = """() => [...document.querySelectorAll("article.report *")]
    .filter((one) => !one.closest("[data-added]"))
    .filter((one) => !one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""
"""What of the text cannot be seen."""

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/")


def test_the_clear_view_is_large_and_remembered(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("switch", name="关怀版").check()
    for path in ("", LONGEST, "data/"):
        page.goto(home + path)
        assert look.small_text(page, 24) == []
        assert look.small_targets(page, 60) == []
    page.get_by_role("switch", name="关怀版").uncheck()
    page.reload()
    assert look.small_text(page, 24) != []


def test_the_clear_view_works_without_javascript(open_page: Callable[..., Page], home: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(home + LONGEST)
    page.get_by_role("switch", name="关怀版").check()
    assert look.small_text(page, 24) == []


@pytest.mark.parametrize("edition", ["", "zh-hant/", "en/"])
def test_a_report_is_whole_without_javascript(
    open_page: Callable[..., Page], home: str, edition: str
) -> None:
    """On a phone: text, contents list, table, the ways to the other editions."""
    page = open_page(java_script_enabled=False, **PHONE)
    page.goto(home + edition + LONGEST)
    assert page.evaluate(HIDDEN) == []
    expect(page.locator("#t1 tbody tr").last).to_be_visible()
    page.locator(".contents summary").click()
    page.locator(".contents nav a").nth(5).click()
    expect(page.locator("#s1-5")).to_be_in_viewport()
    for other in {"", "zh-hant/", "en/"} - {edition}:
        page.goto(home + edition + LONGEST)
        page.locator(f".editions a[href$='../{other}{LONGEST}']").click()
        expect(page).to_have_url(home + other + LONGEST)
        assert page.evaluate(HIDDEN) == []


def test_the_size_of_the_text_is_remembered(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_label("字号").select_option("largest")
    page.goto(home + LONGEST)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert page.evaluate(size) == 27
    expect(page.get_by_label("字号")).to_have_value("largest")


@pytest.mark.parametrize("path", ["", LONGEST, "data/", "search/"])
def test_spaced_text_stays_on_a_narrow_screen(
    open_page: Callable[..., Page], home: str, path: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(home + path)
    look.space_text(page)
    assert look.overflow(page) <= 0
    assert look.clipped(page) == []


def test_few_stops_lead_to_the_text_and_each_is_seen(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(**PHONE)
    page.goto(home + LONGEST)
    before = []
    for stop in look.stops(page, 30):
        assert stop["shows"], stop
        assert not stop["isCovered"], stop
        if stop["isText"]:
            break
        before.append(stop)
    assert len(before) <= 12


def test_on_a_wide_screen_the_contents_list_is_one_stop(page: Page, home: str) -> None:
    """Few stops to the text there too; arrows lead through the list, and Enter from it."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(home + LONGEST)
    stops = list(look.stops(page, 13))
    assert stops[-1]["isText"], stops
    (at,) = (n for n, stop in enumerate(stops, 1) if "国民经济" in stop["what"])
    page.goto(home + LONGEST)
    for _ in range(at):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".contents :focus")).to_have_attribute("href", "#s1-2")
    page.keyboard.press("Enter")
    expect(page.locator("#s1-2")).to_be_in_viewport()


def test_keys_lead_through_a_report_and_can_be_turned_off(page: Page, home: str) -> None:
    page.goto(home + LONGEST)
    page.keyboard.press("n")
    expect(page.locator("#s1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#p1")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
    page.get_by_label("启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert page.evaluate("document.activeElement === document.body")


def test_a_later_visit_offers_the_place_of_the_last(page: Page, home: str) -> None:
    page.goto(home + LONGEST)
    page.locator("#p30").evaluate("e => e.scrollIntoView()")
    expect(page.locator(".progress")).to_contain_text("/ 64")
    page.goto(home)
    page.goto(home + LONGEST)
    bar = page.get_by_role("group", name="阅读位置")
    expect(bar).to_contain_text("上次读到第3")
    bar.get_by_role("button", name="回到那里").click()
    assert page.evaluate("scrollY") > 2000


def test_what_has_the_focus_is_not_under_that_offer(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(home + LONGEST)
    page.locator("#p30").evaluate("e => e.scrollIntoView()")
    expect(page.locator(".progress")).to_contain_text("/ 64")
    page.goto(home + LONGEST)
    expect(page.get_by_role("group", name="阅读位置")).to_be_visible()
    stops = list(look.stops(page, 40))
    assert len(stops) == 40
    assert [stop["what"] for stop in stops if stop["isCovered"]] == []
