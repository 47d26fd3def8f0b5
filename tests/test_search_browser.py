"""Search in a real browser, against an exact search over the texts that knows nothing of ours."""

import json
import random
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from gongbao.pipeline import read
from gongbao.script import hant_edition
from gongbao.search.texts import lines
from gongbao.search.tokens import RULES, Folding, tokens
from tests.browser.judges import accessibility
from tests.browser.searching import answers_of
from tests.browser.server import Handler, Server
from tests.exact_search import HAND_MADE, Line, compared, random_strings, truth

ROOT = Path(__file__).parent.parent
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
pytestmark = pytest.mark.browser


class StrictHandler(Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    """The site in a sub-folder of a host that allows scripts nothing but their own files."""
    handler = partial(StrictHandler, directory=str(site), prefix="/reports/")
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/reports/"
        server.shutdown()


@pytest.fixture(scope="module")
def texts() -> dict[str, list[Line]]:
    """Language -> every line of every report."""
    library, _ = read(ROOT / "content")
    assert library
    found: dict[str, list[Line]] = {"zh-Hans": [], "zh-Hant": []}
    for entry in library.entries:
        path = entry.anchored.report.path
        hant = type(entry)(hant_edition(entry.anchored), ())
        for lang, one in (("zh-Hans", entry), ("zh-Hant", hant)):
            found[lang] += [(path, line.id, line.text) for line in lines(one)]
    return found


def answers(page: Page, queries: list[str], lang: str = "zh-Hans") -> list[set[tuple[str, str]]]:
    """What the search page finds: path and id of each hit.

    The index names no report in vain, but for the words and numbers of a translation, which only
    English readers see.
    """
    found = answers_of(page, queries, lang)
    for query, answer in zip(queries, found, strict=True):
        assert re.search("[a-z0-9]", compared(query)) or all(path for path, _ in answer.read), query
    return [{(path, own_id) for path, ids in one.read if path for own_id in ids} for one in found]


def test_what_stands_in_a_report_is_found_and_nothing_else(
    page: Page, home: str, texts: dict[str, list[Line]]
) -> None:
    """The same paragraphs as by an exact search, in both editions, whatever the query's script."""
    held = [(path, own_id, compared(words)) for path, own_id, words in texts["zh-Hans"]]
    queries = [*random_strings(texts, 520, seed=6), *HAND_MADE]
    expected = [truth(query, held) for query in queries]
    page.goto(home + "search/")
    for lang in texts:
        found = answers(page, queries, lang)
        wrong = {
            query: (sorted(want - got), sorted(got - want))
            for query, want, got in zip(queries, expected, found, strict=True)
            if want != got
        }
        assert wrong == {}
    assert len(HAND_MADE) >= 100
    assert sum(bool(found) for found in expected) > 560


def test_what_stands_nowhere_is_not_found(
    page: Page, home: str, texts: dict[str, list[Line]]
) -> None:
    held = [(path, own_id, compared(words)) for path, own_id, words in texts["zh-Hans"]]
    draw = random.Random(7)
    absent = []
    for words in random_strings(texts, 400, seed=8):
        turned = "".join(draw.sample(words, len(words)))
        if not truth(turned, held) and not re.search(r"^[-－−\"“「『]|[\"”」』]$", turned):
            absent.append(turned)
    assert len(absent) >= 100
    page.goto(home + "search/")
    assert answers(page, absent) == [set()] * len(absent)


def test_the_same_is_found_in_a_fresh_tab_and_after_fifty_queries(
    open_page: Callable[..., Page], home: str, texts: dict[str, list[Line]]
) -> None:
    queries = random_strings(texts, 60, seed=9)
    page = open_page()
    page.goto(home + "search/")
    after_others = answers(page, queries)[50:]
    for query, found in zip(queries[50:], after_others, strict=True):
        fresh = open_page()
        fresh.goto(home + "search/")
        assert answers(fresh, [query]) == [found]


# ---------------------------------------------------------------- tokens

TOKENS = """
import { readFileSync } from "node:fs";
import { tokens, useRules } from "./tokens.mjs";
const { rules, texts } = JSON.parse(readFileSync(0, "utf-8"));
useRules(rules);
console.log(JSON.stringify(texts.map((text) => [tokens(text), tokens(text, true)])));
"""


def test_page_and_index_cut_text_alike(tmp_path: Path) -> None:
    """100,000 strings of characters that Python and node both know, half of them our own."""
    draw = random.Random(10)
    every = [chr(code) for code in range(0x20, 0x30000) if known(chr(code))]
    usual = "香蜜湖片區国际交流０１２3456789.,，。、%％+＋℃ agdpＡＩéß“”\n-—々〇㎡½"
    strings = [
        "".join(draw.choices(usual if n % 2 else every, k=draw.randint(0, 14)))
        for n in range(100_000)
    ]
    variants = {"區": "区", "國": "国", "際": "际"}
    source = (ROOT / "templates/assets/tokens.js").read_text("utf-8")
    (tmp_path / "tokens.mjs").write_text(source, "utf-8")
    (tmp_path / "run.mjs").write_text(TOKENS, "utf-8")
    rules = {**RULES, "variants": "".join(map("".join, variants.items()))}
    done = subprocess.run(
        ["node", tmp_path / "run.mjs"],
        input=json.dumps({"rules": rules, "texts": strings}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    folding = Folding(variants)
    for text, found in zip(strings, json.loads(done.stdout), strict=True):
        assert found == [tokens(text, folding), tokens(text, folding, is_query=True)], repr(text)


def known(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Cs", "Co")


# ---------------------------------------------------------------- the page


def hits(page: Page, home: str, query: str, more: str = "", edition: str = "") -> list[str]:
    page.goto(f"{home}{edition}search/?q={quote(query)}{more}")
    answered = ".search-status:not(:empty) ~ .search-results:not([aria-busy])"
    page.wait_for_selector(answered, state="attached")
    return [str(one.get_attribute("href")) for one in page.locator(".hits a").all()]


def test_quotes_and_the_switch_count_what_is_between_the_words(page: Page, home: str) -> None:
    assert hits(page, home, "1+9+N产业")
    assert hits(page, home, '"地区生产总值5515亿元，增长3.0%"')
    assert hits(page, home, "地区生产总值5515亿元增长3.0%")
    assert not hits(page, home, "地区生产总值5515亿元增长3.0%", "&exact=1")
    assert hits(page, home, "增长3%")
    assert not hits(page, home, '"增长3%"')


def test_a_minus_leaves_out(page: Page, home: str) -> None:
    every = hits(page, home, "地区生产总值")
    fewer = hits(page, home, "地区生产总值 -5515亿元")
    assert 0 < len(fewer) < len(every)


def test_filters_stand_in_the_address(page: Page, home: str) -> None:
    hits(page, home, "香蜜湖")
    page.locator(".search-filters summary").click()
    page.get_by_label("年份").select_option("2021")
    expect(page).to_have_url(re.compile("year=2021"))
    expect(page.locator(".hit-group")).to_have_count(1)
    expect(page.locator(".hits a").first).to_have_attribute("href", re.compile("2021-summary"))
    page.reload()
    expect(page.locator(".hit-group")).to_have_count(1)
    expect(page.get_by_label("年份")).to_have_value("2021")
    page.go_back()
    expect(page.locator(".hit-group")).to_have_count(4)


def test_only_sentences_with_numbers(page: Page, home: str) -> None:
    every = hits(page, home, "总投资")
    fewer = hits(page, home, "数字", "&numbers=1")
    assert every
    assert len(fewer) < len(hits(page, home, "数字"))


def test_titles_come_before_headings_before_paragraphs(page: Page, home: str) -> None:
    found = hits(page, home, "计划执行情况")
    group = [one for one in found if "futian/2022-plan" in one]
    assert group[0].endswith("%85%B5") or "#" not in group[0]
    assert re.search(r"#s\d", group[1])


def test_a_number_shows_its_card(page: Page, home: str) -> None:
    hits(page, home, "5515亿元")
    card = page.locator(".hit-number").first
    expect(card).to_contain_text("地区生产总值")
    card.click()
    expect(page).to_have_url(re.compile(r"futian/2022-plan/#p3-m1$"))
    expect(page.locator(":target")).to_have_text("5515亿元")


def test_what_may_have_been_meant_is_offered(page: Page, home: str) -> None:
    assert not hits(page, home, "香密湖")
    page.get_by_role("link", name="香蜜湖", exact=True).click()
    expect(page.locator(".hits mark").first).to_have_text("香蜜湖")


def test_results_come_while_typing_and_without_a_mouse(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("香蜜湖")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("在4份报告中找到")
    page.keyboard.press("/")
    page.keyboard.type("28.5")
    expect(page.get_by_role("status")).to_contain_text("“28.5”")
    expect(page).to_have_url(re.compile(r"q=28\.5$"))
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.hits a, .hit-number')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("article.report")).to_be_visible()


def test_on_the_report_one_steps_from_hit_to_hit(page: Page, home: str) -> None:
    page.goto(f"{home}futian/2022-plan/?q={quote('地区生产总值')}#p13")
    bar = page.get_by_role("group", name="找到的位置")
    expect(bar).to_contain_text("第2处，共3处")
    bar.get_by_role("button", name="下一处").click()
    expect(bar).to_contain_text("第3处，共3处")
    now = page.evaluate("[...CSS.highlights.get('found-now')][0].getBoundingClientRect().top")
    assert 0 < now < 720
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_nothing_of_search_is_loaded_before_it_is_used(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "futian/2022-plan/", "search/"):
        page.goto(home + path)
        page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/data/" in url or "/pagefind/" in url]
    report = asked[asked.index(f"{home}futian/2022-plan/") :]
    report = report[: report.index(f"{home}search/")]
    assert not [url for url in report if re.search(r"/(tokens|found|finder|engine)\.", url)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["香蜜湖", "5515亿元", "香密湖"])
def test_results_are_accessible(
    open_page: Callable[..., Page], home: str, query: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 360, "height": 740})
    hits(page, home, query)
    if page.locator(".search-filters").is_visible():
        page.locator(".search-filters summary").click()
    assert accessibility(page).faults == ()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{home}futian/2022-plan/?q={quote('地区生产总值')}")
    expect(page.locator("[data-found]")).to_be_visible()
    assert accessibility(page).faults == ()
