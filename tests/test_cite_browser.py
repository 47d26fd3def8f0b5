"""Citations in a real browser: on a phone, without JavaScript, on paper, under a strict policy."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.judges import accessibility

MASKED = "unknown/2022-summary-masked/"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", ["", "zh-hant/"])
def test_every_citation_can_be_read_on_a_phone_without_javascript(
    open_page: Callable[..., Page], home: str, edition: str, scheme: str
) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE, color_scheme=scheme)
    page.goto(f"{home}{edition}{MASKED}#cite")
    expect(page.locator("[data-cite=gbt7714]")).to_be_in_viewport()
    for name in ("BibTeX", "CSL-JSON"):
        text = page.locator(f"[data-cite={name.lower()}]")
        expect(text).to_be_hidden()
        page.locator(".cite summary", has_text=name).click()
        expect(text).to_be_visible()
        box = text.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    page.locator(".cite a").click()
    assert json.loads(page.locator("body").inner_text())[0]["type"] == "report"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_citations_are_accessible(
    open_page: Callable[..., Page], home: str, scheme: str
) -> None:
    page = open_page(viewport=PHONE, color_scheme=scheme)
    page.goto(f"{home}{MASKED}#cite")
    for summary in page.locator(".cite summary").all():
        summary.click()
    assert accessibility(page).faults == ()


def test_the_imprint_leads_to_the_citations(page: Page, home: str) -> None:
    page.goto(home + MASKED)
    page.locator(".imprint").get_by_role("link", name="引用本报告").click()
    expect(page.get_by_role("heading", name="引用本报告")).to_be_in_viewport()
    expect(page.locator("[data-cite=gbt7714]")).to_be_in_viewport()


def test_a_selected_citation_is_the_citation(page: Page, home: str) -> None:
    page.goto(home + MASKED)
    page.locator(".cite summary", has_text="BibTeX").click()
    page.locator("[data-cite=bibtex]").evaluate("e => getSelection().selectAllChildren(e)")
    selected = page.evaluate("getSelection().toString()")
    assert selected == page.locator("[data-cite=bibtex]").text_content()
    assert "\n  title = {{[2022年工作总结：疑似复制件]}},\n" in selected


def test_on_paper_stands_one_citation(page: Page, home: str) -> None:
    page.goto(home + MASKED)
    page.locator(".cite summary", has_text="BibTeX").click()
    page.emulate_media(media="print")
    shown = page.locator(".cite").inner_text()
    assert shown.strip() == page.locator("[data-cite=gbt7714]").text_content()


def test_linked_data_passes_a_policy_that_forbids_inline_scripts(
    page: Page, home: str, incidents: list[str]
) -> None:
    def forbid(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": "default-src 'self'"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    page.route("**/*", forbid)
    page.goto(home + MASKED)
    data = page.locator("script[type='application/ld+json']").first.text_content()
    assert json.loads(data or "")["@type"] == "Report"
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("document.head.append(Object.assign(new Image(), {src: 'data:,'}))")
    assert len(incidents) == 1  # the image: the policy is in force, and took no offence before
    incidents.clear()
