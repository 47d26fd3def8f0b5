"""The English edition in a real browser: both languages found, both shown, on any screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judges import accessibility, html_faults
from tests.built_site import pages

REPORT = "xiangmihu/2022-summary/"
KINDS = (
    *("", "search/?q=sponge+city", "search/2022/", REPORT, "futian/2022-plan/"),
    *("unknown/2022-summary-masked/", "data/", "data/gdp/", f"compare/{REPORT}", "quality/"),
)


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/") + "en/"


@pytest.mark.slow
def test_every_page_is_valid_html(site: Path) -> None:
    found = [path for path in pages(site) if path.is_relative_to(site / "en")]
    assert len(found) > 20
    assert html_faults(found) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_every_page_is_accessible(
    open_page: Callable[..., Page], home: str, path: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 360, "height": 800})
    page.goto(home + path)
    page.wait_for_load_state("networkidle")
    assert accessibility(page).faults == ()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("query", "marked", "anchor"),
    [
        ("sponge city", "sponge", "p3"),
        ('"RMB 2.85 billion"', "RMB 2.85 billion", "p2"),
        ("Fengtang River", "Fengtang", "p6"),
        ("海綿城市", "海绵城市", "p3"),
        ("28.5亿元", "28.5亿元", "p2"),
    ],
)
def test_search_finds_both_languages(
    page: Page, home: str, query: str, marked: str, anchor: str
) -> None:
    page.goto(home)
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    hit = page.locator(f".hits a[href*='{REPORT}'][href$='#{anchor}']").first
    expect(hit.locator("mark").first).to_have_text(marked)
    hit.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_the_other_editions_do_not_show_what_is_translated(page: Page, home: str) -> None:
    page.goto(home.removesuffix("en/") + "search/?q=sponge+city")
    expect(page.get_by_role("status")).to_contain_text("没有找到")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_original_stands_beside_or_below_and_can_be_hidden(
    open_page: Callable[..., Page], home: str, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"{home}{REPORT}")
    ours = page.locator("#p2 > .translation").bounding_box()
    original = page.locator("#p2 > .original").bounding_box()
    assert ours
    assert original
    if width == 360:
        assert original["y"] >= ours["y"] + ours["height"]
    else:
        assert original["x"] >= ours["x"] + ours["width"]
        assert abs(original["y"] - ours["y"]) < 10
    page.get_by_label("Show the Chinese original").uncheck()
    expect(page.locator("#p2 > .original")).to_be_hidden()
    page.goto(f"{home}{REPORT}#p2-m1")  # a number, which stands in the original alone
    expect(page.locator("#p2-m1")).to_be_visible()


def test_a_number_of_the_original_says_what_was_understood(page: Page, home: str) -> None:
    page.goto(f"{home}{REPORT}")
    page.locator("#p2-m1").click()
    panel = page.locator("[data-number-panel]")
    expect(panel).to_contain_text("RMB 2.85 billion")
    expect(panel).to_contain_text("28.5亿元")
