"""The support itself: Chinese glyphs, the watch over a page, the server, and both judges."""

from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.judges import accessibility, html_faults

GOOD = """<!DOCTYPE html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>简体与繁體</title></head>
<body><main><article class="report" data-report="futian/2022-plan" data-pagefind-body>
<h1>简体与<span lang="zh-Hant">繁體</span></h1>
<h2 id="s1"><span class="num">一、</span>2022年执行情况</h2>
<p id="p12" data-page="3"><b class="lead">经济发展稳中提质。</b
><span id="p12-2">国内生产总值
<data class="metric" id="p12-m1" value="551500000000" data-unit="CNY">5515亿元</data
>。</span></p
>
<aside class="metrics" data-added aria-label="指标"><a href="#p12">5515亿元</a></aside>
</article></main></body>
</html>
"""
BAD = """<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>坏</title></head>
<body><p id="p1">一<p id="p1">二</div>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><button></button>
<p style="color:#ccc;background:#fff">看不清</p></body>
</html>
"""
PLAIN = """<!DOCTYPE html><meta charset="utf-8">
<style>i { display: none } @media (prefers-color-scheme: dark) { i { display: inline } }</style>
<noscript>无脚本</noscript> <i>夜</i>
"""
# A character as drawn by the fonts at hand, as text that can be compared.
DRAW = """character => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext('2d');
    pen.font = '48px sans-serif';
    pen.fillText(character, 4, 52);
    return canvas.toDataURL();
}"""

OpenPage = Callable[..., Page]
ServeFolder = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": GOOD,
        "bad.html": BAD,
        "404.html": "<!DOCTYPE html><title>没有这一页</title>",
        "plain.html": PLAIN,
        "data/metrics.json": "{}",
        "data/report.txt": "全文",
        "search/a.pf_meta": "",
        "search/a.wasm": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.browser
def test_chinese_of_both_scripts_is_drawn_and_not_boxed(
    page: Page, serve_folder: ServeFolder, site: Path
) -> None:
    page.goto(serve_folder(site))
    drawn = {page.evaluate(DRAW, character) for character in "国國龙龍\U0010fffd"}
    assert len(drawn) == 5
    assert page.evaluate(DRAW, "\U0010fffc") in drawn  # what no font has is one and the same box


@pytest.mark.browser
def test_each_script_has_its_own_forms(page: Page) -> None:
    """骨 turns its inner corner the other way in Taiwan: `lang` reaches the font."""
    page.set_content("<p><span lang=zh-Hans>骨</span> <span lang=zh-Hant>骨</span>")
    hans, hant = (span.screenshot() for span in page.locator("span").all())
    assert hans != hant


@pytest.mark.browser
def test_a_clean_page_has_no_incident(
    page: Page, serve_folder: ServeFolder, site: Path, incidents: list[str]
) -> None:
    page.goto(serve_folder(site, "/sub/path/"))
    assert page.title() == "简体与繁體"
    assert incidents == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "incident"),
    [
        ("console.error('红')", "console: 红"),
        ("setTimeout(() => { throw new Error('坏') })", "uncaught: 坏"),
        ("new Image().src = 'http://elsewhere.example/1.png'", "foreign: http://elsewhere.example"),
    ],
)
def test_the_watch_sees(page: Page, incidents: list[str], script: str, incident: str) -> None:
    page.evaluate(script)
    page.wait_for_timeout(200)
    assert incidents[0].startswith(incident)
    incidents.clear()


@pytest.mark.browser
def test_a_page_without_scripts_in_the_dark(
    open_page: OpenPage, serve_folder: ServeFolder, site: Path
) -> None:
    page = open_page(java_script_enabled=False, color_scheme="dark")
    page.goto(serve_folder(site) + "plain.html")
    assert page.inner_text("body") == "无脚本 夜"


@pytest.mark.browser
def test_no_other_origin_can_be_reached(page: Page, incidents: list[str]) -> None:
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://elsewhere.example/")
    assert "foreign: http://elsewhere.example/" in incidents
    incidents.clear()


def test_the_packed_chromium_comes_before_debians(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGBAO_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "DEBIAN", Path(__file__))
    packed, debian = chromium.candidates()
    assert packed.is_relative_to(chromium.CACHE)
    assert debian == Path(__file__)


def test_a_chromium_named_by_the_user_is_the_only_candidate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GONGBAO_CHROMIUM", str(tmp_path / "none"))
    assert list(chromium.candidates()) == [tmp_path / "none"]


@pytest.mark.browser
def test_where_no_chromium_starts_the_error_says_what_to_do(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GONGBAO_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(chromium.NoBrowser, match="run `make test`"):
        chromium.launch(browser.browser_type)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("", 200, "text/html; charset=utf-8"),
        ("data/metrics.json", 200, "application/json; charset=utf-8"),
        ("data/report.txt", 200, "text/plain; charset=utf-8"),
        ("search/a.wasm", 200, "application/wasm"),
        ("search/a.pf_meta", 200, "application/octet-stream"),
        ("data", 301, None),
        ("data/", 404, "text/html; charset=utf-8"),
        ("none", 404, "text/html; charset=utf-8"),
        ("../index.html", 200, "text/html; charset=utf-8"),
    ],
)
def test_the_server_answers_as_a_static_host(
    serve_folder: ServeFolder, site: Path, path: str, status: int, kind: str | None
) -> None:
    assert get(serve_folder(site, "/sub/"), "/sub/" + path)[:2] == (status, kind)


def test_nothing_is_served_outside_the_prefix(serve_folder: ServeFolder, site: Path) -> None:
    assert get(serve_folder(site, "/sub/"), "/index.html")[0] == 404


def test_a_missing_page_shows_the_sites_own(serve_folder: ServeFolder, site: Path) -> None:
    assert "没有这一页" in get(serve_folder(site), "/none")[2]


@pytest.mark.browser
def test_html_validate_passes_the_good_page_and_names_the_faults_of_the_bad(site: Path) -> None:
    assert html_faults([site / "index.html"]) == []
    rules = {fault.split(": ")[1] for fault in html_faults([site / "bad.html"])}
    assert rules >= {
        "close-order",
        "no-dup-id",
        "wcag/h37",
        "text-content",
        "element-required-attributes",
    }


@pytest.mark.browser
def test_axe_passes_the_good_page_and_names_the_faults_of_the_bad(
    page: Page, serve_folder: ServeFolder, site: Path
) -> None:
    page.goto(serve_folder(site))
    assert accessibility(page).faults == ()
    page.goto(serve_folder(site) + "bad.html")
    rules = {fault.split(": ")[0] for fault in accessibility(page).faults}
    assert rules >= {"button-name", "color-contrast", "html-has-lang", "image-alt"}


def get(address: str, path: str) -> tuple[int, str | None, str]:
    """Status, content type and body, asked for by a client that does not tidy the path up first."""
    with closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type"), answer.read().decode()
