"""Citing a paragraph, and arriving at one, in a real browser."""

import gzip
import json
import random
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from gongbao.pipeline import build
from tests.browser.judges import accessibility

REPORT = "futian/2022-plan/"
REPORTS = [
    REPORT,
    "futian/2024h1-plan/",
    "unknown/2022-summary-masked/",
    "xiangmihu/2021-summary/",
    "xiangmihu/2022-summary/",
]
CANONICAL = "https://gongbao.example/"
ROOT = Path(__file__).parent.parent
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

# The text nodes of a block, without what the page added, and a range of their text.
RANGE = """
globalThis.nodesOf = (id) => {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.closest("[data-added]")) nodes.push(node);
    }
    return nodes;
}
globalThis.rangeOf = ([id, start, end]) => {
    const range = new Range();
    let at = 0;
    for (const node of nodesOf(id)) {
        if (start >= at && start < at + node.length) range.setStart(node, start - at);
        if (end > at && end <= at + node.length) range.setEnd(node, end - at);
        at += node.length;
    }
    return range;
}
"""
TEXTS = """() => [...document.querySelectorAll("article.report :is(p, li)[id]")]
    .map((block) => [block.id, nodesOf(block.id).map((node) => node.data).join("")])"""
SELECT = """(place) => {
    getSelection().removeAllRanges();
    getSelection().addRange(rangeOf(place));
}"""
HIGHLIGHT = """(place) => {
    const range = rangeOf(place);
    CSS.highlights.set("found", new Highlight(range));
    const box = range.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def home(site: Path, serve_folder: Callable[..., str]) -> str:
    return serve_folder(site, "/reports/")


@pytest.fixture
def citing(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page that may use the clipboard, as a site of https may."""

    def open_citing(**options: object) -> Page:
        page = open_page(permissions=["clipboard-read", "clipboard-write"], **options)
        page.context.add_init_script(RANGE)
        return page

    return open_citing


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def panel(page: Page, place: str) -> Locator:
    return page.get_by_role("dialog", name=place)


def assert_arrived(page: Page, anchor: str) -> None:
    """In view and not under the head, marked, and with the focus."""
    target = page.locator(f"#{anchor}")
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    head = page.locator(".site-header").bounding_box()
    box = target.bounding_box()
    assert head
    assert box
    assert box["y"] >= head["y"] + head["height"]
    shadow = target.evaluate("e => getComputedStyle(e).boxShadow")
    assert "rgb(143, 37, 24)" in shadow


def test_a_link_is_copied_with_the_mouse(citing: Callable[..., Page], home: str) -> None:
    page = citing()
    page.goto(home + REPORT)
    number = page.get_by_role("link", name="第13段链接")
    number.click()
    expect(page).to_have_url(f"{home}{REPORT}#p13")
    panel(page, "引用第13段").get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制")
    assert copied(page) == f"{CANONICAL}{REPORT}#p13"
    expect(panel(page, "引用第13段")).to_be_hidden()
    expect(number).to_be_focused()
    other = page.context.new_page()
    other.goto(copied(page).replace(CANONICAL, home))
    assert_arrived(other, "p13")


def test_a_quotation_is_copied_with_the_keyboard_alone(
    citing: Callable[..., Page], home: str
) -> None:
    page = citing()
    page.goto(f"{home}{REPORT}#p30")
    expect(page.locator("#p30")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="第30段链接")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="复制链接")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="复制引文")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="第30段链接")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="复制链接")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("引文已复制")
    words = page.locator("#p30").evaluate("e => nodesOf(e.id).map(n => n.data).join('')")
    inner = words.translate(str.maketrans("“”", "‘’"))
    title = "福田区2022年国民经济和社会发展计划执行情况与2023年计划"
    url = f"{CANONICAL}{REPORT}#p30"
    assert copied(page) == f"“{inner}”——责任者不详，《{title}》，第30段，{url}"


def test_a_link_is_copied_on_a_phone(citing: Callable[..., Page], home: str) -> None:
    page = citing(**PHONE)
    page.goto(home + REPORT)
    page.locator("#p13 .pn").tap()
    for button in page.get_by_role("dialog").get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
    page.get_by_role("button", name="复制链接").tap()
    expect(page.get_by_role("status")).to_have_text("链接已复制")
    other = page.context.new_page()
    other.goto(copied(page).replace(CANONICAL, home))
    expect(other.locator("#p13")).to_be_focused()
    expect(other.locator("#p13")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("block", "place"), [("s1-1", "标题"), ("t1-r4", "表1第4行"), ("t1-g1", "标题")]
)
def test_headings_and_rows_are_cited_as_well(
    citing: Callable[..., Page], home: str, block: str, place: str
) -> None:
    page = citing()
    page.goto(f"{home}{REPORT}#{block}")
    page.locator(f"#{block} [data-copy]").click()
    panel(page, f"引用{place}").get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("status")).to_have_text("引文已复制")
    assert copied(page).endswith(f"，{place}，{CANONICAL}{REPORT}#{block}")


def test_every_block_has_a_way_to_cite_it(page: Page, home: str) -> None:
    for report in REPORTS:
        page.goto(home + report)
        bare = page.evaluate(
            """() => [...document.querySelectorAll(
                "article.report :is(p, li)[id]")]
                .filter((block) => !block.querySelector(`[data-copy][href="#${block.id}"]`))
                .map((block) => block.id)"""
        )
        assert bare == []


# ---------------------------------------------------------------- links to words


@pytest.mark.parametrize("edition", ["", "zh-hant/"])
@pytest.mark.parametrize("report", REPORTS)
def test_a_link_to_words_marks_exactly_these(
    citing: Callable[..., Page], home: str, edition: str, report: str
) -> None:
    """Five selections a page, fifty in all: the browser paints what a highlight of them paints."""
    page = citing()
    # A style of the test hides what is not of the report; the policy of the site would refuse it.
    seeing = partial(citing, bypass_csp=True)
    for place in selections(page, home + edition + report, seed=edition + report):
        url = link_to(page, home + edition + report, place)
        assert re.search(rf"#{place[0]}:~:text=[!-~]+$", url), place
        assert_marked(seeing(), url.replace(CANONICAL, home), place)


def selections(page: Page, url: str, seed: str) -> list[list[Any]]:
    """Places ``[id, start, end]`` of 8 to 60 characters with a character at either end."""
    page.goto(url)
    chance = random.Random(seed)
    texts = [text for text in page.evaluate(TEXTS) if len(text[1].strip()) >= 8]
    found: list[list[Any]] = []
    while len(found) < 5:
        anchor, text = chance.choice(texts)
        start = chance.randint(0, len(text) - 8)
        end = start + chance.randint(8, min(60, len(text) - start))
        if text[start].strip() and text[end - 1].strip():
            found.append([anchor, start, end])
    return found


def link_to(page: Page, url: str, place: list[Any]) -> str:
    """The link that the panel gives, by keyboard."""
    page.goto(f"{url}#{place[0]}")
    page.evaluate(SELECT, place)
    page.locator(f"#{place[0]} [data-copy]").first.press("Enter")
    page.get_by_role("dialog").get_by_role("button").nth(1).press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    return copied(page)


def assert_marked(page: Page, url: str, place: list[Any]) -> None:
    page.goto(url)
    page.wait_for_function(
        "() => document.querySelector(':target') && document.readyState == 'complete'"
    )
    y = page.evaluate("scrollY")
    seen = picture(page)
    expect(page.locator(f"#{place[0]}")).to_be_focused()
    page.goto("about:blank")
    page.goto(url.split(":~:")[0])
    page.evaluate("y => scrollTo(0, y)", y)
    assert page.evaluate(HIGHLIGHT, place), f"not in view: {url}"
    assert picture(page) == seen, url
    page.close()


def picture(page: Page) -> bytes:
    """What the screen shows of the report, at rest; the contents list has a place of its own."""
    style = ".contents-column, .site-header { visibility: hidden }"
    seen = b""
    for _ in range(20):
        try:
            before, seen = seen, page.screenshot(animations="disabled", style=style)
        except PlaywrightError:  # a busy machine: Chromium gives up at times
            continue
        if seen == before:
            return seen
        page.wait_for_timeout(100)
    raise AssertionError("the page does not come to rest")


# ---------------------------------------------------------------- arriving


@pytest.mark.parametrize("fragment", ["#p30", "#p30:~:text=%E9%A3%9F%E7%89%A9%E9%93%B6%E8%A1%8C"])
def test_another_edition_arrives_at_the_same_paragraph(
    page: Page, home: str, fragment: str
) -> None:
    page.goto(home + REPORT + fragment)
    assert_arrived(page, "p30")
    page.get_by_role("link", name="繁體").click()
    expect(page).to_have_url(f"{home}zh-hant/{REPORT}#p30")
    assert_arrived(page, "p30")


@pytest.mark.parametrize(
    ("edition", "anchor", "says"),
    [
        ("", "p37", "第37段，被引用处。"),
        ("zh-hant/", "p37", "第37段，被引用處。"),
        ("", "p14-m1", "第14段，被引用处。"),
        ("", "t1-r4", "表1第4行，被引用处。"),
    ],
)
def test_arriving_is_announced(page: Page, home: str, edition: str, anchor: str, says: str) -> None:
    page.goto(f"{home}{edition}{REPORT}#{anchor}")
    expect(page.get_by_role("status")).to_have_text(says)


@pytest.fixture(scope="module")
def merged(serve_folder: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report whose first paragraph was merged into its second."""
    folder = tmp_path_factory.mktemp("merged")
    content = shutil.copytree(ROOT / "tests/golden/two-periods/content", folder / "content")
    report = content / "lin/2024-summary/report.md"
    build(content, ROOT / "templates", folder / "site")
    words = report.read_text("utf-8")
    first = "现将2024年工作总结如下："
    text = words.replace(f"{first}\n\n", "").replace("一是**稳", f"{first}一是**稳")
    report.write_text(text, "utf-8")
    assert build(content, ROOT / "templates", folder / "site").is_good
    return serve_folder(folder / "site") + "lin/2024-summary/"


def test_an_old_id_arrives_at_what_has_become_of_it(page: Page, merged: str) -> None:
    page.goto(f"{merged}#p1")
    assert_arrived(page, "p2")
    expect(page.get_by_role("status")).to_have_text("第2段，被引用处。原p1已并入此处")
    page.keyboard.press("Tab")
    expect(page.locator("#p2 .pn")).to_be_focused()


# ---------------------------------------------------------------- the panel


def test_where_copying_is_refused_the_text_stands_there(page: Page, home: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto(home + REPORT)
    page.locator("#p13 .pn").click()
    page.get_by_role("button", name="复制链接").click()
    text = page.get_by_role("textbox", name="浏览器不允许自动复制")
    expect(text).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("请手动复制")
    selected = text.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert selected == f"{CANONICAL}{REPORT}#p13"


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 568), (1280, 500), (700, 300)])
def test_the_panel_is_inside_the_screen(
    citing: Callable[..., Page], home: str, width: int, height: int
) -> None:
    page = citing(viewport={"width": width, "height": height})
    for anchor in ("p13", "t1-r4"):
        page.goto(f"{home}{REPORT}#{anchor}")
        page.locator(f"#{anchor} [data-copy]").press("Enter")
        expect(page.get_by_role("button", name="复制链接")).to_be_focused()
        box = page.get_by_role("dialog").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height


def test_a_click_elsewhere_closes_the_panel(page: Page, home: str) -> None:
    page.goto(home + REPORT)
    page.locator("#p13 .pn").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.mouse.click(1200, 600)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_words_that_are_selected_can_be_cited_where_they_stand(
    citing: Callable[..., Page], home: str
) -> None:
    page = citing()
    page.goto(f"{home}{REPORT}#p13")
    page.evaluate(SELECT, ["p13", 20, 34])
    words = page.evaluate("String(getSelection())")
    button = page.get_by_role("button", name="引用", exact=True)
    expect(button).to_be_visible()
    under = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    box = button.bounding_box()
    assert box
    assert box["y"] >= under
    button.click()
    expect(page.get_by_role("dialog")).to_contain_text(words)
    page.get_by_role("button", name="复制带选中文字的链接").click()
    expect(page.get_by_role("status")).to_have_text("带选中文字的链接已复制")
    assert copied(page).startswith(f"{CANONICAL}{REPORT}#p13:~:text=")
    page.evaluate("getSelection().removeAllRanges()")
    expect(button).to_be_hidden()


def test_a_selection_that_leaves_its_paragraph_is_not_cited(
    citing: Callable[..., Page], home: str
) -> None:
    page = citing()
    page.goto(f"{home}{REPORT}#p13")
    page.evaluate(SELECT, ["p13", 20, 34])
    button = page.get_by_role("button", name="引用", exact=True)
    expect(button).to_be_visible()
    page.evaluate("getSelection().extend(document.querySelector('#p14').lastChild, 0)")
    expect(button).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE])
def test_the_panel_is_accessible(
    open_page: Callable[..., Page], home: str, scheme: str, options: dict[str, Any]
) -> None:
    page = open_page(color_scheme=scheme, **options)
    page.goto(home + REPORT)
    page.locator("#p13 .pn").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert accessibility(page, ".cite-panel").faults == ()  # the page under it is judged elsewhere


IMPORT = re.compile(r'from "\./([a-z-]+\.[0-9a-f]+\.js)"')


def test_styles_and_scripts_of_a_report_are_small(site: Path) -> None:
    """What a report loads before its reader does anything; the rest comes with its first use."""
    page = (site / REPORT / "index.html").read_text("utf-8")
    waiting = set(re.findall(r'(?:href|src)="[./]*assets/([^"]+\.(?:css|js))"', page))
    loaded: dict[str, bytes] = {}
    while waiting - set(loaded):
        name = (waiting - set(loaded)).pop()
        loaded[name] = (site / "assets" / name).read_bytes()
        waiting |= set(IMPORT.findall(loaded[name].decode()))
    assert len(loaded) >= 4
    assert sum(len(gzip.compress(body, 9)) for body in loaded.values()) <= 20_000


# ---------------------------------------------------------------- the forms of a citation

MODULE = """async ([form, text, at]) => {
    const links = document.querySelector("script[src*='/links.']").src;
    const cite = (await (await fetch(links)).text()).match(/cite\\.[0-9a-f]+\\.js/)[0];
    const source = await (await fetch(new URL(cite, links))).text();
    const name = source.match(/citation\\.[0-9a-f]+\\.js/)[0];
    const { CITATIONS } = await import(new URL(name, links));
    return CITATIONS[form](text, at);
}"""
AT = {"canonical": "https://a.example/x/", "id": "p37", "date": "2026-11-21"}
CSL = [{"id": "x", "type": "report", "title": "$&", "URL": "https://a.example/x/"}]
CSL_OUT = [
    {
        **CSL[0],
        "id": "x-p37",
        "URL": "https://a.example/x/#p37",
        "accessed": {"date-parts": [[2026, 11, 21]]},
    }
]


@pytest.mark.parametrize(
    ("form", "text", "made"),
    [
        (
            "gbt7714-2015",
            "责任者不详. 某计划[R/OL]. (2023-01)[引用日期]. https://a.example/x/.",
            "责任者不详. 某计划[R/OL]. (2023-01)[2026-11-21]. https://a.example/x/#p37.",
        ),
        (
            "bibtex",
            "@techreport{x-2022,\n  title = {A {B}},\n  url = {https://a.example/x/}\n}\n",
            "@techreport{x-2022-p37,\n  title = {A {B}},\n  url = {https://a.example/x/#p37},\n"
            "  urldate = {2026-11-21},\n}\n",
        ),
        (
            "bibtex",
            "@misc{x,\n  url = {https://a.example/x/},\n}",
            "@misc{x-p37,\n  url = {https://a.example/x/#p37},\n  urldate = {2026-11-21},\n}\n",
        ),
        ("csl-json", json.dumps(CSL), json.dumps(CSL_OUT, indent=2)),
        ("csl-json", json.dumps(CSL[0]), json.dumps(CSL_OUT[0], indent=2)),
    ],
)
def test_the_citation_of_a_report_becomes_that_of_a_paragraph(
    page: Page, home: str, form: str, text: str, made: str
) -> None:
    page.goto(home + REPORT)
    assert page.evaluate(MODULE, [form, text, AT]) == made
