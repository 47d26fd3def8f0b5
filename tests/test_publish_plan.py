"""An upload in the order of ``publish-plan``, step by step: no link ever leads to nothing."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from gongbao.cli import main
from gongbao.model import ContentError
from gongbao.pipeline import build
from gongbao.publish import manifest
from gongbao.publish.plan import Step, steps
from gongbao.uploading import upload

ROOT = Path(__file__).parent.parent
URL = "https://gongbao.example/reports/"
LINKING = {"href", "src", "action", "data-canonical"}


@dataclass(frozen=True)
class File:
    """What a reader's browser makes of a file: what it leads to, and what can be led to."""

    links: frozenset[tuple[str, str]]
    ids: frozenset[str]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in LINKING and value is not None]
        self.ids |= {value for name, value in attrs if name == "id" and value}


@cache
def read(site: Path, path: str) -> File:
    file = site / path
    reader = Reader()
    found: list[str] = []
    if file.suffix in (".html", ".xml", ".svg"):
        reader.feed(file.read_text("utf-8"))
        found = reader.links
    elif path == "search/pagefind/pagefind-entry.json":
        languages = json.loads(file.read_bytes())["languages"].values()
        found = [f"pagefind.{language['hash']}.pf_meta" for language in languages]
    elif path.startswith("search/data/") and file.name in ("s0.json", "s1.json"):
        names = json.loads(file.read_bytes())["names"].split()
        found = [f"{file.stem}_{name}.json" for name in names]
    elif path.startswith("assets/") and file.suffix == ".js":
        words = file.read_text("utf-8").split('"')
        found = [word for word in words if word.startswith("./") and word.endswith(".js")]
    return File(frozenset(target for link in found if (target := lead(link, path))), frozenset(
        reader.ids
    ))  # fmt: skip


def lead(link: str, path: str) -> tuple[str, str] | None:
    whole = urlsplit(urljoin(URL + path, link))
    if not whole.geturl().startswith(URL):
        return None
    file = unquote(whole.path[len(urlsplit(URL).path) :])
    file = file + "index.html" if not file or file.endswith("/") else file
    return file, unquote(whole.fragment.partition(":~:")[0])


def files_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


@dataclass
class Store:
    """An object store: what it holds is what was put there last."""

    holds: dict[str, File]
    known: set[str]
    """Addresses that readers may have: they stand before and after the upload."""

    def broken(self) -> Iterator[tuple[str, str, str]]:
        """Page, file, id: of each link that a reader can come to and that leads to nothing."""
        seen, waiting = set(self.known), list(self.known)
        while waiting:
            path = waiting.pop()
            for target, fragment in self.holds[path].links:
                if target not in self.holds:
                    yield path, target, ""
                    continue
                if fragment not in ("", "top") and fragment not in self.holds[target].ids:
                    yield path, target, fragment
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)


def replay(old: Path, new: Path, order: list[Step]) -> Iterator[tuple[str, str, str]]:
    """What is broken at any moment, the first and the last one included."""
    holds = {path: read(old, path) for path in files_of(old)}
    store = Store(holds, files_of(old) & files_of(new))
    yield from store.broken()
    for step in order:
        if step.action == "put":
            holds[step.path] = read(new, step.path)
        else:
            del holds[step.path]
        yield from store.broken()
    assert holds == {path: read(new, path) for path in files_of(new)}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Between them: a report comes, one goes, one gets a paragraph, all get another style."""
    folder = tmp_path_factory.mktemp("plan")
    for name, gone in (("old", "xiangmihu/2022-summary"), ("new", "unknown/2022-summary-masked")):
        shutil.copytree(ROOT / "content", folder / name / "content")
        shutil.copytree(ROOT / "templates", folder / name / "templates")
        shutil.rmtree(folder / name / "content" / gone)
    with (folder / "new/templates/assets/site.css").open("a") as css:
        css.write("main { color: inherit; }\n")
    report = folder / "new/content/futian/2022-plan/report.md"
    head, mark, rest = report.read_text("utf-8").partition("\n### ")
    report.write_text(f"{head}\n新增的一段，增长9.9%，总额99.9亿元。\n{mark}{rest}", "utf-8")
    for name in ("old", "new"):
        outcome = build(
            folder / name / "content",
            folder / name / "templates",
            folder / name / "site",
            base_url=URL,
            keeps_promises=False,
        )
        assert outcome.is_good, outcome.problems
    return folder / "old/site", folder / "new/site"


@pytest.mark.slow
@pytest.mark.parametrize("is_back", [False, True])
def test_at_no_moment_of_an_upload_a_link_leads_to_nothing(
    editions: tuple[Path, Path], is_back: bool
) -> None:
    old, new = editions[::-1] if is_back else editions
    order = list(upload(new, old)[0])
    assert {step.action for step in order} == {"put", "delete"}
    assert len(order) > 60
    broken = list(replay(old, new, order))
    assert [one for one in broken if not one[2]] == []
    # An id that is new, named by two pages of each other, is for a moment the begin of its page:
    # the home page and a report, a report and its source, in each of three editions.
    assert len({(page, target) for page, target, _ in broken}) <= 6


@pytest.mark.slow
def test_another_order_breaks_links(editions: tuple[Path, Path]) -> None:
    """The test above sees what it looks for."""
    old, new = editions
    order = list(upload(new, old)[0])
    random.Random(1).shuffle(order)
    assert len([one for one in replay(old, new, order) if not one[2]]) > 100


@pytest.mark.slow
def test_the_first_upload_puts_all_and_the_same_again_nothing(
    editions: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, manifest = str(editions[0]), str(tmp_path / "held")
    assert main(["publish-plan", "--site", site, "--manifest", manifest]) == 0
    said = capsys.readouterr().out.splitlines()
    assert sorted(said) == sorted(f"put\t{path}" for path in files_of(editions[0]))
    assert said[0].startswith("put\tassets/")
    assert main(["publish-plan", "--site", site, "--from", manifest]) == 0
    assert main(["publish-plan", "--site", site, "--from", site]) == 0
    assert capsys.readouterr().out == ""


def test_an_order_holds_what_it_says() -> None:
    pages = {"a/index.html": "1", "b/index.html": "1", "index.html": "1", "gone.html": "1"}
    new = {"a/index.html": "2", "b/index.html": "2", "index.html": "2", "assets/a.1.css": "1"}
    first = [Step("put", "assets/a.1.css")]
    last = [Step("put", "index.html"), Step("delete", "gone.html")]
    a, b = Step("put", "a/index.html"), Step("put", "b/index.html")
    needs = {"a/index.html": frozenset({"b/index.html", "a/index.html", "not/changed.html"})}
    assert list(steps(pages, new, {})) == [*first, a, b, *last]
    assert list(steps(pages, new, needs)) == [*first, b, a, *last]
    both = needs | {"b/index.html": frozenset({"a/index.html"})}
    assert set(steps(pages, new, both)) == {*first, a, b, *last}


def test_what_is_no_list_of_files_is_said_with_its_lines(tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_text(f"{'0' * 64}  a.html\nnonsense\n{'0' * 64}  ../b\n{'0' * 64} */c\n")
    with pytest.raises(ContentError) as error:
        manifest.sums_of(held)
    assert [problem.place.line for problem in error.value.problems] == [2, 3, 4]
    held.write_text(f"{'0' * 64}  a.html\n{'1' * 64}  ./b c.html\n")
    assert manifest.sums_of(held) == {"a.html": "0" * 64, "b c.html": "1" * 64}


def test_without_a_site_there_is_no_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish-plan", "--site", str(tmp_path / "site")]) == 1
    assert "there is no site here" in capsys.readouterr().err
    assert main(["publish-plan", "--from", str(tmp_path / "nowhere")]) == 2
