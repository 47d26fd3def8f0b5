"""What comes out of a printer: all of the report in its order, and nothing cut off."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.built_site import article

LONGEST = "futian/2022-plan/"
REPORTS = [LONGEST, "zh-hant/" + LONGEST, "unknown/2022-summary-masked/"]
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, (297 - 37) * MM, 35 * MM
STRIP = 16 * MM
"""The type area of GB/T 9704-2012 on A4, in the points of a PDF, which count from below;
left of it a strip for the numbers of paragraphs."""

SLACK = 1.5
"""What a glyph may stand out of its box."""

SHOWN = """(found) => [...document.querySelectorAll(found)]
    .filter((one) => one.checkVisibility()).map((one) => one.innerText)"""
ADDED = ".unofficial, .report > :is(.notice, .supplied, .imprint)"
AFTER = ".report ~ :not(script)"


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/")


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def characters(sheet: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The characters of a page in their order, each with left, bottom, right and top."""
    text = sheet.get_textpage()
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1).replace("\ufffe", "-")  # at the end of a line
        if character.strip():
            yield character, text.get_charbox(index)


def in_type_area(sheet: pypdfium2.PdfPage) -> str:
    """Without what stands in the margins: numbers of pages and of paragraphs."""
    return "".join(
        character
        for character, (left, bottom, _, _) in characters(sheet)
        if left >= LEFT - SLACK and bottom >= BOTTOM - SLACK
    )


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("path", "with_javascript"), [*((path, True) for path in REPORTS), (LONGEST, False)]
)
def test_the_printed_text_is_the_text_of_the_article(
    open_page: Callable[..., Page], home: str, site: Path, path: str, with_javascript: bool
) -> None:
    page = open_page(java_script_enabled=with_javascript)
    page.goto(home + path)
    page.emulate_media(media="print")
    added, after = (list(map(solid, page.evaluate(SHOWN, found))) for found in (ADDED, AFTER))
    text = "".join(map(in_type_area, printed(page)))
    kept = solid(article(site / path / "index.html").text())
    for words in added:
        assert text.count(words) == 1
        text = text.replace(words, "")
    assert text == kept + "".join(after)


@pytest.mark.parametrize("path", REPORTS)
def test_nothing_is_cut_off(page: Page, home: str, path: str) -> None:
    page.goto(home + path)
    for sheet in printed(page):
        for character, (left, bottom, right, top) in characters(sheet):
            is_page_number = bottom < BOTTOM - SLACK
            assert STRIP <= left <= right <= RIGHT + SLACK, character
            assert is_page_number or top <= TOP + SLACK, character


def test_every_page_has_its_number_and_every_paragraph(page: Page, home: str) -> None:
    page.goto(home + LONGEST)
    sheets = list(printed(page))
    in_foot = [
        solid("".join(c for c, box in characters(sheet) if box[1] < BOTTOM - SLACK))
        for sheet in sheets
    ]
    assert in_foot == [f"—{number}—" for number in range(1, len(sheets) + 1)]
    in_margin = [c for sheet in sheets for c, box in characters(sheet) if box[2] < LEFT - SLACK]
    assert "".join(in_margin) == "".join(map(str, range(1, 65)))


def test_a_table_has_its_head_on_each_of_its_pages(page: Page, home: str) -> None:
    """The longest table is that of all numbers, which is printed when its reader opened it."""
    page.goto(home + LONGEST)
    page.locator(".numbers summary").click()
    page.emulate_media(media="print")
    head = solid(page.locator(".numbers thead").inner_text())
    sheets = list(map(in_type_area, printed(page)))
    first = next(at for at, sheet in enumerate(sheets) if head in sheet)
    last = max(at for at, sheet in enumerate(sheets) if head in sheet)
    assert last - first > 5
    assert all(sheet.startswith(head) for sheet in sheets[first + 1 : last + 1])


def test_a_page_seen_in_the_dark_is_printed_black_on_white(
    open_page: Callable[..., Page], home: str
) -> None:
    page = open_page(color_scheme="dark")
    page.goto(home + LONGEST)
    page.emulate_media(media="print", color_scheme="dark")
    style = page.evaluate(
        "() => { const {color, backgroundColor} = getComputedStyle(document.documentElement);"
        " return [color, backgroundColor] }"
    )
    assert style == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
