"""A link or fragment of the site that leads to nothing stops the build, and the old site stays."""

import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest

from gongbao import links, parts, pipeline
from gongbao.links.ends import all_meet, ends_of
from gongbao.model import ContentError, Library, Page, Problem
from tests.browser.judges import link_faults
from tests.test_build import checksums

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
CONTENT = ROOT / "tests/golden/two-periods/content"


@pytest.fixture(scope="module")
def library() -> Library:
    found, problems = pipeline.read(CONTENT)
    assert found
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def golden_pages(library: Library) -> tuple[Page, ...]:
    return tuple(parts.site_pages(library, TEMPLATES, lambda stage: None, unseen))


def unseen(miss: Problem) -> None:
    raise AssertionError(f"search misses something: {miss}")


def broken(pages: tuple[Page, ...], library: Library) -> list[str]:
    found: list[str] = []
    try:
        assert tuple(links.checked(pages, library)) == pages
    except ContentError as error:
        found = [str(problem) for problem in error.problems]
    settings = library.settings
    nameless = replace(settings, publisher=replace(settings.publisher, url=""))
    assert_first_look_is_right(pages, library)
    assert_first_look_is_right(pages, replace(library, settings=nameless))
    return found


def assert_first_look_is_right(pages: tuple[Page, ...], library: Library) -> None:
    """What a build asks first, of pages made one by one and of pages made together."""
    outlines = outlines_of(pages, library)
    ends = [end for one in outlines.values() for end in ends_of([one])]
    is_whole = not tuple(links.problems(outlines, library))
    for own in (ends, ends_of(outlines.values())):
        assert all_meet(own, links.elsewhere(library)) == is_whole


def outlines_of(pages: tuple[Page, ...], library: Library) -> dict[str, links.Outline]:
    base_url = library.settings.base_url
    return {page.path.as_posix(): links.outline(page, base_url) for page in pages}


@pytest.mark.parametrize("link", ["a.csv#a%09b", "{base}a.csv#a&#9;b", "{base}\na.csv"])
def test_a_link_with_a_separator_is_looked_at_again(link: str, library: Library) -> None:
    words = f'<a href="{link.format(base=library.settings.base_url)}">'
    pages = (Page(PurePosixPath("index.html"), words.encode()), Page(PurePosixPath("a.csv"), b""))
    outlines = outlines_of(pages, library)
    assert not all_meet([end for one in outlines.values() for end in ends_of([one])], ())
    assert tuple(links.problems(outlines, library)) == ()


FAULTS = [
    (
        "base.html",
        '<link rel="icon" href="{{ root }}assets/{{ asset_names[\'icon.svg\'] }}"',
        '<link rel="icon" href="{{ root }}assets/icon.svg"',
        "but there is no file 'assets/icon.svg' (and on",
    ),
    (
        "base.html",
        '<script src="{{ root }}',
        '<script src="{{ root }}../',
        "/../assets/page.",
    ),
    (
        "base.html",
        'class="skip" href="#',
        'class="skip" href="#to-',
        "has no id 'to-main'",
    ),
    (
        "base.html",
        'search/">\n<label',
        'seek/">\n<label',
        "there is no file 'seek/index.html' (and on",
    ),
    (
        "base.html",
        '<link rel="canonical" href="{{ settings.base_url }}',
        '<link rel="canonical" href="{{ settings.base_url }}de/',
        "there is no file 'de/index.html'",
    ),
    (
        "base.html",
        'hreflang="x-default" href="{{ settings.base_url }}{{ address.path }}',
        'hreflang="x-default" href="{{ settings.base_url }}{{ address.path }}#start',
        "has no id 'start'",
    ),
    (
        "report.html",
        'metrics.csv">',
        'numbers.csv">',
        "there is no file 'lin/2024-summary/numbers.csv'",
    ),
    (
        "sections.html",
        "#{{ section.id }}",
        "#{{ section.id }}x",
        "'lin/2024-summary/index.html' has no id 's1x'",
    ),
    (
        "home.html",
        '{{ report.path }}/"',
        '{{ report.path }}"',
        "there is no file 'lin/2024-summary': a '/' is missing",
    ),
    ("sitemap.xml", "{{ url }}", "{{ url }}x", "site/sitemap.xml:3: error: a link to"),
    ("robots.txt", "sitemap.xml", "map.xml", "site/robots.txt:3: error: a link to"),
    ("404.html", "{{ root }}search/", "/seek/", "site/404.html:"),
    ("assets/site.css", ":root", "@import url('no.css'); :root", "assets/no.css"),
    (
        "blocks.html",
        'class="pn" data-added href="#{{ block.id }}"',
        'class="pn" data-added href="#{{ block.id }}-0"',
        "it stands at or after p1, which is tests/golden/two-periods/content/lin/2024-summary/",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "expected"), FAULTS, ids=lambda value: value[:24])
def test_a_faulty_template_is_found_out(
    file: str, old: str, new: str, expected: str, library: Library, tmp_path: Path
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    template = tmp_path / "templates" / file
    words = template.read_text("utf-8")
    assert old in words
    template.write_text(words.replace(old, new, 1), "utf-8")
    pages = tuple(parts.site_pages(library, tmp_path / "templates", lambda stage: None, unseen))
    found = broken(pages, library)
    assert any(expected in problem for problem in found), found


@pytest.mark.slow
def test_a_broken_link_leaves_the_old_site(tmp_path: Path) -> None:
    """The command of a copy of the project whose templates have a fault."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("gongbao", "templates"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copytree(CONTENT, project / "content")
    shutil.copy(ROOT / "build.py", project)
    assert run_in(project)[0] == 0
    before = checksums(project / "site")
    template = project / "templates/report.html"
    words = template.read_text("utf-8")
    template.write_text(words.replace("/report.txt", "/words.txt"), "utf-8")
    code, said = run_in(project)
    assert code == 1
    page = (project / "site/en/lin/2024-summary/index.html").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(page, 1) if "/report.txt" in text)
    assert said.splitlines()[:2] == [
        f"site/en/lin/2024-summary/index.html:{line}: error: "
        "a link to '../../../lin/2024-summary/words.txt', "
        "but there is no file 'lin/2024-summary/words.txt' (and on 2 more pages)",
        "    the page is made from content/lin/2024-summary/report.md:1 and templates/report.html",
    ]
    assert said.splitlines()[-1] == f"nothing was published; {project / 'site'} is as it was"
    assert checksums(project / "site") == before
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".")) == [
        ".cache",
        ".site.lock",
        ".spare-site",
    ]


def run_in(project: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "build.py", "build", "--content", "content"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


PLACES = [
    ('<a href="b/">', ""),
    ('<a href="b/#p1">', ""),
    ('<a href="b/#p2">', "'b/index.html' has no id 'p2'"),
    ('<a href="b/#%701">', ""),
    ('<a href="b/#p1:~:text=a,b">', ""),
    ('<a href="b/#:~:text=a">', ""),
    ('<a href="#">', ""),
    ('<a href="#top">', ""),
    ('<a href="">', ""),
    ('<a href="?q=1">', ""),
    ('<a href="#p9">', "'index.html' has no id 'p9'"),
    ('<a href="b/?q=1&amp;c#p1">', ""),
    ('<a href="%62/">', ""),
    ('<a href="b">', "there is no file 'b': a '/' is missing"),
    ("<a href=c/>", "there is no file 'c/index.html'"),
    ("<a href='c/'>", "there is no file 'c/index.html'"),
    ('<a title=" href=" href="c/">', "there is no file 'c/index.html'"),
    ('<a title=">" href="c/">', "there is no file 'c/index.html'"),
    ("<a title=\"x href='c/'\">", ""),
    ("<!-- <a href='c/'> -->", ""),
    ("href='c/'", ""),
    ('<img src="c.png">', "there is no file 'c.png'"),
    ('<img srcset="icon.svg 1x, c.png 2x">', "there is no file 'c.png'"),
    ('<video poster="c.png">', "there is no file 'c.png'"),
    ('<form action="c/">', "there is no file 'c/index.html'"),
    ('<svg><use href="icon.svg#a"/></svg>', ""),
    ('<svg><use href="icon.svg#b"/></svg>', "'icon.svg' has no id 'b'"),
    ('<meta property="og:url" content="https://example.org/in/c/">', "no file 'c/index.html'"),
    ('<meta name="description" content="see c/">', ""),
    ('<meta http-equiv="refresh" content="0; url=c/">', "there is no file 'c/index.html'"),
    ('<a href="../in/b/">', "leads out of the site"),
    ('<a href="/in/b/">', ""),
    ('<a href="/b/">', "leads out of the site"),
    ('<a href="https://example.org/b/">', ""),
    ('<a href="https://example.org/in/c/">', "there is no file 'c/index.html'"),
    ('<a href="//example.org/in/c/">', "there is no file 'c/index.html'"),
    ('<a href="https://elsewhere.example/c/">', ""),
    ('<a href="mailto:a@example.org">', ""),
    ('<a href="data:text/plain,a">', ""),
    ('<a href="https://[broken/">', "leads out of the site"),
]


@pytest.mark.parametrize(("markup", "expected"), PLACES)
def test_links_resolve_as_in_a_browser(markup: str, expected: str, library: Library) -> None:
    settings = replace(library.settings, base_url="https://example.org/in/")
    pages = (
        Page(PurePosixPath("index.html"), markup.encode()),
        Page(PurePosixPath("b/index.html"), b'<p id="p1">'),
        Page(PurePosixPath("icon.svg"), b'<svg><g id="a"/></svg>'),
    )
    found = broken(pages, replace(library, settings=settings))
    assert len(found) == bool(expected)
    assert all(expected in problem for problem in found)


def test_links_in_data_and_scripts(library: Library) -> None:
    base = library.settings.base_url
    pages = (
        Page(PurePosixPath("a.json"), b'{"text": "c/",\n "url": "c/", "href": "a.json"}'),
        Page(PurePosixPath("feed.xml"), f"<feed>\n<id>{base}c/#p1</id></feed>".encode()),
        Page(PurePosixPath("assets/a.js"), b'import x from "./b.js";\nimport "./a.js";'),
        Page(PurePosixPath("pagefind/a.js"), b'import("./c.js")'),
    )
    assert [problem.splitlines()[0] for problem in broken(pages, library)] == [
        "site/a.json:2: error: a link to 'c/', but there is no file 'c/index.html'",
        "site/assets/a.js:1: error: a link to './b.js', but there is no file 'assets/b.js'",
        f"site/feed.xml:2: error: a link to '{base}c/#p1', but there is no file 'c/index.html'",
    ]


class _Reader(HTMLParser):
    """What another parser finds on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = ("id", "href", "src", "action")
        self.found += [(name, (value or "").strip()) for name, value in attrs if name in wanted]


@pytest.mark.slow
def test_another_parser_finds_the_same(golden_pages: tuple[Page, ...], site: Path) -> None:
    pages = [page for page in golden_pages if page.path.suffix == ".html"]
    pages += [Page(PurePosixPath(p.name), p.read_bytes()) for p in sorted(site.rglob("*.html"))]
    hostile, _ = pipeline.read(ROOT / "tests/golden/hostile/content")
    assert hostile
    made = parts.site_pages(hostile, TEMPLATES, lambda stage: None, unseen)
    pages += [page for page in made if page.path.suffix == ".html"]
    assert len(pages) > 25
    for page in pages:
        reader = _Reader()
        reader.feed(page.body.decode())
        marks = links._marks(page, b"https://gongbao.example/")
        ours = [(k.decode(), v) for k, v, _ in marks if k not in links.HOLDING]
        assert ours == reader.found
        assert len(ours) > 10


def test_the_pages_of_this_project_have_no_broken_link(
    golden_pages: tuple[Page, ...], library: Library
) -> None:
    assert broken(golden_pages, library) == []


BASE_URL = "https://gongbao.example/"


def test_a_judge_that_is_not_ours_finds_no_dead_link_either(site: Path) -> None:
    assert link_faults(site, BASE_URL) == []


def test_that_judge_would_find_one(site: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(site, tmp_path / "site")
    page = broken / "index.html"
    text = page.read_text("utf-8")
    text = text.replace("</main>", '<a href="data/#no-such-topic"></a><a href="dat/"></a></main>')
    page.write_text(text.replace(f'href="{BASE_URL}en/"', f'href="{BASE_URL}eng/"'), "utf-8")
    found = link_faults(broken, BASE_URL)
    assert len(found) == 3
    assert all(fault.startswith("index.html: ") for fault in found)
