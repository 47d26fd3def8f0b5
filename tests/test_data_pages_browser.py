"""The pages of data in a real browser: judged by axe and html-validate, read on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.judges import accessibility, html_faults

PAGES = (
    "data/",
    "data/fixed-asset-investment/",
    "data/modern-services/",
    "compare/futian/2022-plan/",
    "quality/",
)


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/")


@pytest.mark.slow
def test_the_pages_are_valid(site: Path) -> None:
    found = [site / edition / path / "index.html" for edition in ("", "zh-hant") for path in PAGES]
    assert html_faults(found) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_accessible(
    open_page: Callable[..., Page], home: str, path: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(home + path)
    assert accessibility(page).faults == ()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(
    open_page: Callable[..., Page], home: str, path: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(home + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_mark_leads_to_its_sentence_by_keyboard(page: Page, home: str) -> None:
    page.goto(f"{home}data/fixed-asset-investment/")
    mark = page.get_by_role("link", name="2022年 预计 675亿元")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#p5")).to_be_in_viewport()
    assert "675亿元" in page.locator("#p5").inner_text()


def test_labels_of_a_plot_do_not_cover_each_other(page: Page, home: str) -> None:
    for path in PAGES[1:3]:
        page.goto(home + path)
        boxes = page.evaluate(
            "[...document.querySelectorAll('.plot-drawing')].map(d =>"
            " [...d.querySelectorAll('text')].map(t => t.getBoundingClientRect().toJSON()))"
        )
        assert boxes
        for drawing in boxes:
            for at, one in enumerate(drawing):
                assert not any(overlap(one, other) for other in drawing[at + 1 :])


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 4
