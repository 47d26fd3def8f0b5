"""changes.yaml: the version note of each page, and the feed of new reports and corrections."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from playwright.sync_api import Page, expect

from gongbao import promises
from gongbao.model import Problem
from gongbao.pipeline import build, read
from gongbao.versions import version_note
from tests.browser.judges import accessibility, html_faults
from tests.built_site import ids, pages, read_page

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests/golden"
FEEDS = ("feed.xml", "zh-hant/feed.xml")
ATOM = "{http://www.w3.org/2005/Atom}"
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
NOTE = "lin/2024-summary/changes.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "two-periods/content", tmp_path / "content"))


def built(content: Path, **options: frozenset[str]) -> tuple[Path, tuple[Problem, ...]]:
    site = content.parent / "site"
    outcome = build(content, ROOT / "templates", site, **options)  # type: ignore[arg-type]
    assert outcome.is_good, outcome.problems
    return site, outcome.problems


def entries(feed: Path) -> dict[str, tuple[str, str]]:
    """By a reader that is not ours: id -> day and words."""
    found = feedparser.parse(feed.read_bytes())
    assert not found.bozo, found
    return {entry.id: (entry.updated, entry.summary) for entry in found.entries}


def faults(body: bytes, url: str) -> list[str]:
    """What RFC 4287 asks for and ``body``, as it stands at ``url``, has not."""
    feed = ElementTree.fromstring(body)
    nodes = [feed, *feed.findall(f"{ATOM}entry")]
    wrong = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed"]
    for node in nodes:
        for name in ("id", "title", "updated"):
            words = [child.text for child in node.findall(ATOM + name)]
            if len(words) != 1 or not (words[0] or "").strip():
                wrong.append(f"{name} is not there once: {words}")
        for name in ("updated", "published"):
            dates = [child.text or "" for child in node.findall(ATOM + name)]
            wrong += [f"no date: {date}" for date in dates if not DATE_TIME.fullmatch(date)]
        for link in node.findall(f"{ATOM}link"):
            if not urlsplit(link.get("href", "")).scheme:
                wrong.append(f"not absolute: {link.get('href')}")
        if "alternate" not in {link.get("rel") for link in node.findall(f"{ATOM}link")}:
            wrong.append("no alternate link")
    names = [child.text for child in feed.findall(f"{ATOM}author/{ATOM}name")]
    wrong += [] if names and all(names) else ["no author"]
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    wrong += [] if own == [url] else [f"self is {own}"]
    found = [(node.findtext(f"{ATOM}id") or "") for node in nodes]
    wrong += [f"no IRI: {one}" for one in found if not urlsplit(one).scheme]
    wrong += [] if len(set(found)) == len(found) else ["an id is used twice"]
    updated = [node.findtext(f"{ATOM}updated") or "" for node in nodes]
    wrong += [] if updated == sorted(updated, reverse=True) else ["not newest first"]
    return wrong


# ---------------------------------------------------------------- the feed


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("case", ["two-periods", "hostile"])
def test_a_feed_is_what_the_standard_asks_for(case: str, name: str) -> None:
    base = {"two-periods": "https://example.org/reports/", "hostile": "https://example.org/"}[case]
    assert faults((GOLDEN / case / "site" / name).read_bytes(), base + name) == []


@pytest.mark.parametrize("name", FEEDS)
def test_the_feed_of_our_reports_is_what_the_standard_asks_for(site: Path, name: str) -> None:
    url = f"https://gongbao.example/{name}"
    assert faults((site / name).read_bytes(), url) == []
    assert len(entries(site / name)) >= 5


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<updated>2026-12-03T00:00:00Z</updated>", "", "updated is not there once: []"),
        ("<updated>2026-12-03T00:00:00Z", "<updated>2026-12-03", "no date: 2026-12-03"),
        ("<name>临江区公报编辑部</name>", "", "no author"),
        ('rel="self"', 'rel="via"', "self is []"),
        ("<id>https://example.org/reports/feed.xml", "<id>feed.xml", "no IRI: feed.xml"),
        ("#change-2026-11-21-2</id>", "#change-2026-11-21</id>", "an id is used twice"),
        ("<updated>2025-01-06", "<updated>2027-01-06", "not newest first"),
    ],
)
def test_a_fault_of_a_feed_is_found(old: str, new: str, fault: str) -> None:
    words = (GOLDEN / "two-periods/site/feed.xml").read_text("utf-8")
    assert old in words
    body = words.replace(old, new, 1).encode()
    assert fault in faults(body, "https://example.org/reports/feed.xml")


def test_another_reader_understands_the_feed() -> None:
    found = feedparser.parse((GOLDEN / "two-periods/site/feed.xml").read_bytes())
    assert (found.bozo, found.version) == (False, "atom10")
    assert (found.feed.title, found.feed.language) == ("公报", "zh-Hans")
    assert found.feed.author_detail == {"name": "临江区公报编辑部", "href": "https://example.org/"}
    assert [(entry.title, entry.updated[:10]) for entry in found.entries] == [
        ("修订：临江区2024年工作总结", "2026-12-03"),
        ("〔2025年工作总结〕", "2026-11-21"),
        ("修订：临江区2024年工作总结", "2026-11-21"),
        ("修订：临江区2024年工作总结", "2026-11-21"),
        ("临江区2024年工作总结", "2026-03-02"),
        ("南岸区2024年上半年计划执行情况", "2025-01-06"),
    ]
    assert all(entry.link == entry.id for entry in found.entries)


@pytest.mark.parametrize("name", FEEDS)
def test_hostile_words_stay_words_in_the_feed(name: str) -> None:
    body = (GOLDEN / "hostile/site" / name).read_bytes()
    feed = ElementTree.fromstring(body)
    allowed = {"feed", "entry", "id", "title", "subtitle", "updated", "published", "link"}
    allowed |= {"author", "name", "rights", "generator", "summary"}
    assert {node.tag.removeprefix(ATOM) for node in feed.iter()} == allowed
    words = [node.text or "" for node in feed.iter(f"{ATOM}summary")]
    assert words[0] == ']]></summary></feed><script>alert(4)</script>{{ 7*7 }}&amp;" onclick="x'
    assert all(node.get("type") is None for node in feed.iter(f"{ATOM}title"))  # that is: text


def test_what_readers_have_seen_keeps_its_id_when_more_comes(content: Path) -> None:
    before = {name: entries(GOLDEN / "two-periods/site" / name) for name in FEEDS}
    note = content / NOTE
    for day in ("2026-12-03", "2026-12-04"):
        added = f"  - date: {day}\n    what: 又一处改正\n    where: [p3]\n"
        note.write_text(note.read_text("utf-8") + added, "utf-8")
    (content / "lin/2026-summary").mkdir()
    words = "---\ntitle: null\nkind: work-summary\nperiod: 2026\nprovenance: unknown\n---\n文。\n"
    (content / "lin/2026-summary/report.md").write_text(words, "utf-8")
    (content / "lin/2026-summary/changes.yaml").write_text("published: 2026-11-21\n", "utf-8")

    site, _ = built(content)

    for name in FEEDS:
        after = entries(site / name)
        assert before[name].items() <= after.items()
        url = "https://example.org/reports/" + name.removesuffix("feed.xml")
        assert list(after)[:4] == [
            f"{url}lin/2024-summary/#change-2026-12-04",
            f"{url}lin/2024-summary/#change-2026-12-03-2",
            f"{url}lin/2024-summary/#change-2026-12-03",
            f"{url}lin/2026-summary/",
        ]


def test_every_page_names_the_feed_of_its_edition() -> None:
    site = GOLDEN / "two-periods/site"
    head = (site / "index.html").read_text("utf-8")
    assert head.count('type="application/atom+xml" title="公报" href="./feed.xml"') == 1


def test_each_page_links_to_a_feed_that_is_there(site: Path) -> None:
    for path in pages(site):
        name = path.relative_to(site).as_posix()
        here = f"https://gongbao.example/{name}"
        (link,) = read_page(path).find("link", type="application/atom+xml")
        edition = next((one for one in ("zh-hant/", "en/") if name.startswith(one)), "")
        assert (
            urljoin(here, link.attributes["href"]) == f"https://gongbao.example/{edition}feed.xml"
        )
        assert link.attributes["rel"] == "alternate"


def test_entries_lead_to_what_they_tell_of() -> None:
    site = GOLDEN / "two-periods/site"
    for name in FEEDS:
        for one in entries(site / name):
            path, _, anchor = one.removeprefix("https://example.org/reports/").partition("#")
            assert not anchor or anchor in ids(read_page(site / path / "index.html"))


# ---------------------------------------------------------------- without dates


def test_without_any_date_there_is_no_feed_and_the_editor_is_told(content: Path) -> None:
    for note in content.rglob("changes.yaml"):
        note.unlink()
    site, problems = built(content)
    assert [(p.fatal, p.place.path.removeprefix(f"{content}/")) for p in problems] == [
        (False, "lin/2024-summary/changes.yaml"),
        (False, "lin/2025-summary/changes.yaml"),
        (False, "nan/2024h1-plan/changes.yaml"),
    ]
    assert list(site.rglob("feed.xml")) == []
    for path in pages(site):
        assert "feed.xml" not in path.read_text("utf-8")
        assert not list(read_page(path).find("section", id="versions"))
    made = json.loads((site / "lin/2024-summary/report.json").read_bytes())
    assert (made["published"], made["changes"]) == (None, [])


def test_a_page_without_a_date_says_none_and_is_in_no_feed(content: Path) -> None:
    (content / NOTE).unlink()
    site, _ = built(content)
    assert "lin/2024-summary" not in " ".join(entries(site / "feed.xml"))
    assert not list(read_page(site / "lin/2024-summary/index.html").find("section", id="versions"))
    assert list(read_page(site / "lin/2025-summary/index.html").find("section", id="versions"))


# ---------------------------------------------------------------- the page


def test_places_lead_to_the_blocks_of_the_page(content: Path) -> None:
    note = content / NOTE
    added = "  - date: 2027-01-04\n    what: 改正\n    where: [p1, p2-2, p2-m2, s2, p3]\n"
    note.write_text(note.read_text("utf-8") + added, "utf-8")
    site, _ = built(content)
    page = read_page(site / "lin/2024-summary/index.html")
    (section,) = page.find("section", id="versions")
    links = [(a.attributes["href"], a.text()) for a in section.find("a")]
    assert links[:6] == [
        ("#p1", "第1段"),
        ("#p2-2", "第2段"),
        ("#p2-m2", "第2段"),
        ("#s2", "二、2025年工作计划（见上半年）"),
        ("#p3", "第3段"),
        ("#s1", "一、2024年工作情况"),
    ]
    assert {href.removeprefix("#") for href, _ in links} <= set(ids(page))


def test_a_place_may_be_an_id_whose_text_is_gone(content: Path) -> None:
    library, _ = read(content)
    for entry in library.entries if library else ():
        # As a build does: p3 is promised.
        words = promises.to_json(promises.lock_of(entry.anchored))
        promises.keep(
            content / entry.anchored.report.path, words
        )  # as a build does: p3 is promised
    report = content / "lin/2024-summary/report.md"
    words = report.read_text("utf-8")
    gone = next(line for line in words.split("\n") if line.startswith("[改善民生。]"))
    report.write_text(words.replace(gone, ""), "utf-8")
    note = content / NOTE
    added = "  - date: 2027-01-04\n    what: 删去重复的一段\n    where: [p3]\n"
    note.write_text(note.read_text("utf-8") + added, "utf-8")
    site, _ = built(content, retire=frozenset({"lin/2024-summary#p3"}))
    page = read_page(site / "lin/2024-summary/index.html")
    (section,) = page.find("section", id="versions")
    link = next(section.find("a"))
    assert (link.attributes["href"], link.text()) == ("#p3", "二、2025年工作计划（见上半年）")
    assert "p3" in ids(page)


def test_the_other_edition_says_it_in_its_script() -> None:
    page = (GOLDEN / "two-periods/site/zh-hant/lin/2024-summary/index.html").read_text("utf-8")
    assert "<p>第2段“120.5億元”原誤作“12.05億元”，據來源改正</p>" in page
    assert '<a href="#s1">一、2024年工作情況</a>' in page


def test_corrections_of_one_day_are_numbered_in_their_order() -> None:
    days = ("2026-11-21", "2026-12-03", "2026-12-03", "2026-12-03", "2026-12-10")
    text = "published: 2026-11-21\nchanges:\n"
    text += "".join(f"  - {{date: {day}, what: 改正}}\n" for day in days)
    assert [one.id for one in version_note(text, "changes.yaml").corrections] == [
        "change-2026-11-21",
        "change-2026-12-03",
        "change-2026-12-03-2",
        "change-2026-12-03-3",
        "change-2026-12-10",
    ]


def test_the_example_of_the_readme_can_be_read() -> None:
    (example,) = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    note = version_note(example, "changes.yaml")
    assert str(note.published) == "2026-11-21"
    assert [(one.id, one.where) for one in note.corrections] == [("change-2026-12-03", ("p37",))]


def test_a_date_is_never_a_guess() -> None:
    """YAML would make a date of it, JSON a number: what is written is what is read."""
    note = version_note('published: "2026-11-21"\nchanges: []\n', "changes.yaml")
    assert (str(note.published), note.corrections) == ("2026-11-21", ())


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve_folder: Callable[..., str]) -> str:
    content = tmp_path_factory.mktemp("versions") / "content"
    shutil.copytree(GOLDEN / "two-periods/content", content)
    words = "  - date: 2026-12-09\n    what: " + "据来源核对全文，" * 20 + "a" * 90 + "\n"
    note = content / NOTE
    note.write_text(note.read_text("utf-8") + words + "    where: [p1, p2, p3, s1, s2]\n", "utf-8")
    site, _ = built(content)
    assert html_faults(pages(site)) == []
    return serve_folder(site, "/reports/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_note_can_be_read_on_any_screen(
    open_page: Callable[..., Page], home: str, width: int, scheme: str
) -> None:
    page = open_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page.goto(f"{home}lin/2024-summary/#versions")
    assert accessibility(page, "#versions").faults == ()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


@pytest.mark.parametrize("scripted", [True, False])
def test_from_the_imprint_to_the_note_to_the_paragraph(
    open_page: Callable[..., Page], home: str, scripted: bool
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripted)
    page.goto(f"{home}lin/2024-summary/")
    page.locator(".imprint a", has_text="2026-12-09").click()
    expect(page.get_by_role("heading", name="版本说明")).to_be_in_viewport()
    page.locator(".versions .places a", has_text="第2段").first.click()
    expect(page).to_have_url(re.compile("#p2$"))
    expect(page.locator("#p2")).to_be_in_viewport()


def test_the_note_is_printed(page: Page, home: str) -> None:
    page.goto(f"{home}lin/2024-summary/")
    page.emulate_media(media="print")
    expect(page.get_by_text("本站首次发布 2026-03-02")).to_be_visible()
    expect(page.get_by_text("与2025年总结互相链接")).to_be_visible()


def test_an_entry_of_the_feed_lands_on_its_correction(page: Page, home: str) -> None:
    page.goto(f"{home}lin/2024-summary/#change-2026-11-21-2")
    target = page.locator("#change-2026-11-21-2")
    expect(target).to_be_in_viewport()
    assert target.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
