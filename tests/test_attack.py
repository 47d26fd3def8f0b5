"""Attack strings in every place that takes words: nothing of them runs, in Chromium without CSP.

``make attack`` takes all strings, ``make test`` one of each shape and one of 80 of the others;
`GONGBAO_ATTACK=1` is all.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import nh3
import pytest
from lxml import etree
from playwright.sync_api import Browser

from gongbao.pipeline import build
from tests.attack import content
from tests.attack.strings import of_each_shape, seen, strings
from tests.attack.visit import visit

ROOT = Path(__file__).parent.parent
ALL = strings()
STEP = int(os.environ.get("GONGBAO_ATTACK", "80"))
CHUNK = 400
"""Strings of one site."""
SOME = tuple(dict.fromkeys((*of_each_shape(), *ALL[::STEP])))
CHUNKS = [SOME[at : at + CHUNK] for at in range(0, len(SOME), CHUNK)]
WORDS = ("alert", "script", "onerror", "<img", "javascript:", "{{", '"')
EDITIONS = ("", "zh-hant/", "en/")
QUERIES = [f"{edition}search/?q={quote(word)}" for edition in EDITIONS for word in WORDS]
DROPPED = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.]+$)")

TEMPLATES = "".join(path.read_text("utf-8") for path in sorted((ROOT / "templates").glob("*.html")))
HEAD = {"html", "head", "body", "script", "link", "meta", "title"}
ELEMENTS = set(re.findall(r"<([a-z][a-z0-9]*)", TEMPLATES)) - HEAD | {"h2", "h3", "h4", "h5"}
BOOLEAN = {"readonly", "reversed", "hidden", "open", "disabled", "selected", "checked"}
ATTRIBUTES = set(re.findall(r"[ \"}]([a-zA-Z][a-zA-Z0-9-]*)=\"", TEMPLATES)) | BOOLEAN
ATTRIBUTES |= set(re.findall(r" (data-[a-z0-9-]+)(?=[ >{])", TEMPLATES))

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=range(len(CHUNKS)))
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    reports = content.write(folder / "content", CHUNKS[request.param])
    outcome = build(folder / "content", ROOT / "templates", folder / "site", keeps_promises=False)
    assert [str(problem) for problem in outcome.problems if problem.fatal] == []
    assert outcome.reports == reports
    (folder / "site/_headers").unlink()  # or our server would send the policy, which stops all
    for number, book in enumerate(sorted((folder / "site").rglob("*.epub"))):
        with zipfile.ZipFile(book) as chapters:
            chapters.extractall(folder / f"site/books/{number}")
    yield folder / "site"
    shutil.rmtree(folder)


def test_there_are_enough_strings() -> None:
    assert len(ALL) >= 7000
    assert sum(1 for one in ALL if seen(one)) >= 7000
    assert set(of_each_shape()) < set(ALL)


def test_nothing_runs_and_nothing_is_asked_for(
    hostile: Path, browser: Browser, serve_folder: Callable[..., str]
) -> None:
    found = visit(browser, hostile, serve_folder(hostile), QUERIES)
    assert (found.fired, found.bad[:3], found.foreign[:3], found.missing[:3]) == (0, [], [], [])
    assert found.pages > 100
    assert found.hits > len(QUERIES)
    assert found.uses > 9


def test_an_independent_cleaner_finds_nothing_to_clean(hostile: Path) -> None:
    """nh3 is ammonia, in Rust; it knows nothing of ours but the names that templates write."""
    pages = sorted(hostile.rglob("index.html"))
    assert len(pages) > 20
    assert not ELEMENTS & {"iframe", "object", "embed", "base", "math", "img", "style"}
    assert not [name for name in ATTRIBUTES if name.startswith("on") or name == "style"]
    for page in pages:
        text = page.read_text("utf-8")
        main = text[text.index("<main") : text.rindex("</main>") + len("</main>")]
        assert _shape(_parsed(_cleaned(main))) == _shape(_parsed(main)), page


def test_the_cleaner_bites() -> None:
    for words in (
        "<img src=x>",
        "<b onclick=x>a</b>",
        "<a href=javascript:x>a</a>",
        "<script></script>",
    ):
        assert _shape(_parsed(_cleaned(words))) != _shape(_parsed(words))


def _cleaned(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=ELEMENTS,
        clean_content_tags=set(),
        attributes={"*": ATTRIBUTES},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


def _parsed(markup: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8")
    return etree.fromstring(f"<!doctype html><body>{markup}".encode(), parser)


def _shape(root: etree._Element) -> list[tuple[object, ...]]:
    """Elements, attributes and words, however they were written."""
    return [
        (
            one.tag,
            sorted((k, "" if v == k else v) for k, v in one.items()),
            one.text or "",
            one.tail,
        )
        for one in root.iter()
    ]


def test_data_files_hold_words_and_nothing_else(hostile: Path) -> None:
    for page in hostile.rglob("index.html"):
        for data in DROPPED.findall(page.read_bytes()):
            assert b"<" not in data
            json.loads(data)
    for file in (*hostile.rglob("feed.xml"), hostile / "sitemap.xml"):
        root = etree.fromstring(file.read_bytes())
        assert {etree.QName(one).namespace for one in root.iter()} <= {
            "http://www.w3.org/2005/Atom",
            "http://www.sitemaps.org/schemas/sitemap/0.9",
        }
    for file in hostile.rglob("*.json"):
        json.loads(file.read_bytes())


def test_no_cell_of_the_csv_is_a_formula(hostile: Path) -> None:
    rows = 0
    for file in hostile.rglob("metrics.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines):
                rows += 1
                assert [cell for cell in row if FORMULA.match(cell)] == [], file
    assert rows > 50


SABOTAGE = {
    "raw HTML": ("blocks.html", "{{ run.text }}{% endif -%}", "{{ run.text|safe }}{% endif -%}"),
    "naive JSON-LD": (
        "report.html",
        "{{ linked_data | tojson }}",
        "{{ linked_data.name|safe }}",
    ),
    "an attribute without quotes": (
        "report.html",
        'content="{{ content }}"',
        "content={{ content }}",
    ),
}


@pytest.mark.parametrize("name", SABOTAGE)
def test_the_test_bites(
    name: str,
    browser: Browser,
    serve_folder: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same strings through templates that make one mistake.

    The net of `links` already refuses what comes of it, so it is taken away here.
    """
    monkeypatch.setattr("gongbao.links.problems", lambda *known: ())
    file, right, wrong = SABOTAGE[name]
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    words = (templates / file).read_text("utf-8")
    assert right in words
    (templates / file).write_text(words.replace(right, wrong), "utf-8")
    content.write(tmp_path / "content", of_each_shape())
    outcome = build(tmp_path / "content", templates, tmp_path / "site", keeps_promises=False)
    assert outcome.files
    (tmp_path / "site/_headers").unlink()
    found = visit(browser, tmp_path / "site", serve_folder(tmp_path / "site"))
    assert found.fired or found.bad
    assert not found.is_clean
    if name != "an attribute without quotes":
        assert found.fired >= 3
