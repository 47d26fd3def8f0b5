"""The numbers of a report in a real browser: what is understood of each, and the table of all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.judges import accessibility

REPORT = "futian/2022-plan/"
PHONE = {"width": 360, "height": 740}
GDP = "#p3-m1"


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/")


def panel(page: Page) -> Locator:
    return page.locator("[data-number-panel]")


def opened(page: Page) -> Page:
    """With the table shown and its script at work."""
    page.locator(".numbers summary").click()
    expect(page.locator(".numbers-shown")).not_to_be_empty()
    return page


# ---------------------------------------------------------------- what was understood


def test_a_pointer_on_a_number_shows_what_was_understood(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator(GDP).hover()
    expect(panel(page)).to_be_visible()
    words = panel(page).inner_text()
    for word in ("地区生产总值", "指标库名称", "5515亿元", "2022年", "预计"):
        assert word in words
    panel(page).hover()  # the way to its links
    page.wait_for_timeout(600)
    expect(panel(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(panel(page)).to_be_hidden()


def test_what_a_change_changes_is_said(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator("#p3-m2").hover()
    expect(panel(page)).to_contain_text("增减：地区生产总值5515亿元")


def test_the_panel_leads_to_the_row_and_the_row_to_the_number(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator(GDP).click()
    panel(page).get_by_role("link", name="在数据表中查看").click()
    row = page.locator("#row-p3-m1")
    expect(row).to_be_in_viewport()
    row.get_by_role("link").click()
    expect(page.locator(GDP)).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "p3-m1"


def test_a_tap_shows_it_on_a_phone(open_page: Callable[..., Page], home: str) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto(home + REPORT)
    page.locator(GDP).tap()
    expect(panel(page)).to_contain_text("5515亿元")
    box = panel(page).bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    page.locator("#p3").tap(position={"x": 2, "y": 2})
    expect(panel(page)).to_be_hidden()


def test_it_works_by_keyboard(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator("#p3 .pn").focus()
    page.wait_for_function("() => document.querySelector('.metric[tabindex=\"0\"]')")
    page.keyboard.press("Tab")
    expect(page.locator(GDP)).to_be_focused()
    expect(panel(page)).to_contain_text("5515亿元")
    expect(page.locator(GDP)).to_have_attribute("aria-describedby", "number-panel")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#p3-m2")).to_be_focused()
    expect(panel(page)).to_contain_text("增长3.0%")
    assert page.locator(".metric[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page.locator("#p3-m2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#p4 .pn")).to_be_focused()


def test_reading_and_copying_are_not_disturbed(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    text = page.locator("#p13").evaluate("e => e.textContent")
    page.locator("#p13 .metric").first.click()
    expect(panel(page)).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p13'))")
    expect(panel(page)).to_be_hidden()
    page.locator("#p13 .metric").nth(1).hover()
    page.wait_for_timeout(600)
    expect(panel(page)).to_be_hidden()
    assert page.locator("#p13").evaluate("e => e.textContent") == text
    expect(page.get_by_role("button", name="引用")).to_be_visible()


def test_the_citation_opens_as_before(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator(GDP).click()
    expect(panel(page)).to_be_visible()
    page.locator("#p3 .pn").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(panel(page)).to_be_hidden()


# ---------------------------------------------------------------- the table


def rows(page: Page) -> list[str]:
    return page.locator(".numbers tbody tr:visible").all_inner_texts()


def test_the_table_is_complete_without_javascript(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(home + REPORT)
    page.locator(".numbers summary").click()
    assert len(rows(page)) == page.locator(".metric").count()
    expect(page.locator(".numbers-filter")).to_be_hidden()


def test_it_filters_by_words_and_status_and_counts(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    opened(page)
    total = page.locator(".metric").count()
    shown = page.locator(".numbers-shown")
    expect(shown).to_have_text(f"显示{total}个数据中的{total}个")
    page.get_by_label("筛选").fill("地区生产总值 2023")
    found = rows(page)
    assert 0 < len(found) < total
    assert all("地区生产总值" in row and "2023" in row for row in found)
    expect(shown).to_have_text(f"显示{total}个数据中的{len(found)}个")
    page.get_by_label("筛选").fill("")
    page.get_by_label("状态").select_option("目标")
    assert all(row.endswith("目标") for row in rows(page))
    page.goto(f"{home}{REPORT}#row-p3-m1")
    expect(page.locator("#row-p3-m1")).to_be_in_viewport()


def test_it_sorts_by_keyboard_and_says_so(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    opened(page)
    first = rows(page)
    title = page.locator(".numbers th", has_text="数值")
    title.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-sort", "ascending")
    values = page.evaluate(
        """[...document.querySelectorAll('.numbers tbody tr')]
            .map(row => document.getElementById(row.id.replace('row-', '')))
            .filter(number => number.dataset.unit === 'CNY').map(number => Number(number.value))"""
    )
    assert len(values) > 10
    assert values == sorted(values)
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-sort", "descending")
    page.locator(".numbers th", has_text="位置").get_by_role("button").click()
    assert page.locator(".numbers th[aria-sort]").count() == 1
    assert rows(page) == first


def test_a_link_to_a_row_opens_the_table(page: Page, home: str) -> None:
    page.goto(f"{home}{REPORT}#row-p13-m1")
    expect(page.locator("#row-p13-m1")).to_be_in_viewport()


def test_on_paper_the_table_stands_if_it_is_open(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.emulate_media(media="print")
    expect(page.locator(".numbers")).to_be_hidden()
    page.emulate_media(media="screen")
    opened(page)
    page.emulate_media(media="print")
    expect(page.locator(".numbers table")).to_be_visible()
    expect(page.get_by_label("筛选")).to_be_hidden()


# ---------------------------------------------------------------- cards, and all of it accessible


def test_cards_are_few_and_each_is_one_phrase(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    top = page.get_by_role("complementary", name="主要数据")
    assert 4 < top.get_by_role("listitem").count() <= 8
    for group in page.locator("aside.metrics").all()[1:]:
        assert group.get_by_role("listitem").count() <= 4
    first = top.get_by_role("link").first
    expect(first).to_have_accessible_name("地区生产总值 5515亿元 增长3.0% · 2022年 · 预计")
    first.click()
    expect(page.locator("#p3")).to_be_in_viewport()


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"color_scheme": "light", "viewport": PHONE},
        {"color_scheme": "dark", "viewport": PHONE},
    ],
)
def test_the_open_table_and_panel_are_accessible(
    open_page: Callable[..., Page], home: str, options: dict[str, object]
) -> None:
    page = open_page(**options)
    page.goto(home + REPORT)
    opened(page)
    page.locator(GDP).click()
    expect(panel(page)).to_be_visible()
    assert accessibility(page).faults == ()
