"""What a preview shows before the whole build is done; and the build then writes the same."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from watchfiles import watch

from gongbao import pipeline, preview, serve
from gongbao.model import ContentError
from gongbao.preview import Preview
from gongbao.render import Rendering

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "tests/golden/two-periods/content"
TEMPLATES = ROOT / "templates"
EDITIONS = ("", "zh-hant/", "en/")
REPORT = "lin/2024-summary"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def built(content: Path, site: Path) -> Preview:
    made: list[Rendering] = []
    outcome = pipeline.build(content, TEMPLATES, site, keeps_promises=False, shows=made.append)
    assert outcome.is_good
    return preview.preview_of(made[-1])


def saved(now: Preview, content: Path, path: str) -> Preview:
    return preview.with_saved(now, {path: preview.read(path, content, now)})


def replaced(file: Path, old: str, new: str) -> None:
    """At once, as editors save: a build that reads meanwhile finds the old text or the new one."""
    text = file.read_text("utf-8")
    assert old in text
    with TemporaryDirectory() as elsewhere:
        saved = Path(elsewhere, file.name)
        saved.write_text(text.replace(old, new), "utf-8")
        saved.replace(file)


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("path", "file", "old", "new"),
    [
        (REPORT, "report.md", "120.5亿元", "130.7亿元，其中工业投资40亿元"),
        (REPORT, "report.md", "issuer: 临江区", "issuer: 新临江区"),
        (REPORT, "report.md", "\n## 二、", "\n新写的一段。\n\n## 二、"),
        (REPORT, "report.md", "provenance: official", "provenance: unknown"),
        (REPORT, "report.en.md", "First, growth", "Growth"),
        ("lin/2025-summary", "changes.yaml", "published: 2026-11-21", "published: 2026-11-20"),
        ("nan/2024h1-plan", "metrics.yaml", "reason: 表中简称", "reason: 又一简称"),
    ],
)
def test_the_page_has_the_bytes_that_the_whole_build_writes(
    path: str, file: str, old: str, new: str, content: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    now = built(content, site)
    replaced(content / path / file, old, new)
    now = saved(now, content, path)
    pages = {prefix: preview.page_at(f"/{prefix}{path}/", now) for prefix in EDITIONS}
    built(content, site)
    for prefix in EDITIONS:
        assert pages[prefix] == (site / prefix / path / "index.html").read_bytes()


def test_only_the_page_of_the_report_itself_is_made(content: Path, tmp_path: Path) -> None:
    now = saved(built(content, tmp_path / "site"), content, REPORT)
    assert preview.page_at(f"/{REPORT}/index.html", now)
    for address in ("/", "/en/", f"/{REPORT}", f"/{REPORT}/source/", "/nan/2024h1-plan/", "//", ""):
        assert preview.page_at(address, now) is None


def test_a_page_is_made_once_for_each_save(content: Path, tmp_path: Path) -> None:
    now = saved(built(content, tmp_path / "site"), content, REPORT)
    page = preview.page_at(f"/{REPORT}/", now)
    assert preview.page_at(f"/{REPORT}/", now) is page
    other = saved(now, content, "nan/2024h1-plan")
    assert preview.page_at(f"/{REPORT}/", other) is page
    replaced(content / REPORT / "report.md", "120.5亿元", "130.7亿元")
    again = preview.page_at(f"/{REPORT}/", saved(other, content, REPORT))
    assert again
    assert "130.7亿元" in again.decode()


def test_what_is_wrong_with_a_report_is_told(content: Path, tmp_path: Path) -> None:
    now = built(content, tmp_path / "site")
    replaced(content / REPORT / "report.md", "period: 2024", "period: soon")
    with pytest.raises(ContentError) as error:
        preview.read(REPORT, content, now)
    assert "'period' cannot be 'soon'" in str(error.value.problems[0])


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (["lin/2024-summary/report.md"], {REPORT}),
        (["lin/2024-summary/changes.yaml", "lin/2024-summary/report.en.md"], {REPORT}),
        (
            ["lin/2024-summary/report.md", "nan/2024h1-plan/metrics.yaml"],
            {REPORT, "nan/2024h1-plan"},
        ),
        (["lin/2024-summary/report.md", "site.yaml"], set[str]()),
        (["indicators.yaml"], set[str]()),
        (["lin/2024-summary"], set[str]()),
        (["lin/2023-summary/report.md"], set[str]()),
        (["../templates/report.html"], set[str]()),
        ([], set[str]()),
    ],
)
def test_the_reports_that_were_changed_are_known_by_their_files(
    files: list[str], paths: set[str], content: Path, tmp_path: Path
) -> None:
    now = built(content, tmp_path / "site")
    changes = [str(content / file) for file in files]
    assert preview.changed_reports(changes, content, now) == paths


def test_a_folder_without_its_report_is_for_the_whole_build(content: Path, tmp_path: Path) -> None:
    now = built(content, tmp_path / "site")
    (content / REPORT / "report.md").unlink()
    assert not preview.changed_reports([str(content / REPORT / "report.md")], content, now)


# ---------------------------------------------------------------- the server


@dataclass
class Running:
    """A preview whose builds wait for ``gate``; the first one went through."""

    content: Path
    said: list[str] = field(default_factory=list)
    begun: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return next((line.split()[0] for line in self.said if line.startswith("http")), "")

    def page(self, path: str) -> str:
        with urlopen(self.url + path) as answer:
            return str(answer.read().decode())

    @property
    def done(self) -> int:
        return sum(line.endswith(" reports built") for line in self.said)


def until(claim: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def running(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    now, real, ends = Running(content), pipeline.build, list[threading.Event]()

    def build(*arguments: Any, **options: Any) -> Any:
        now.begun += 1
        outcome = real(*arguments, **options)
        if now.begun > 1:
            assert now.gate.wait(60)
        return outcome

    def watched(*arguments: Any, stop_event: threading.Event, **options: Any) -> Any:
        ends.append(stop_event)
        return watch(*arguments, stop_event=stop_event, **options)

    monkeypatch.setattr(pipeline, "build", build)
    monkeypatch.setattr(serve, "watch", watched)
    folders = (content, TEMPLATES, tmp_path / "site")
    task = threading.Thread(
        target=serve.serve, args=folders, kwargs={"port": 0, "say": now.said.append}
    )
    task.start()
    until(lambda: now.url and ends)
    yield now
    now.gate.set()
    ends[0].set()
    task.join(60)
    assert not task.is_alive()


def test_a_saved_report_is_shown_before_the_whole_build_is_done(running: Running) -> None:
    replaced(running.content / REPORT / "report.md", "120.5亿元", "130.7亿元")
    for prefix, words in (("", "130.7亿元"), ("zh-hant/", "130.7億元"), ("en/", "130.7亿元")):
        until(lambda: words in running.page(f"{prefix}{REPORT}/"))  # noqa: B023 - at once
    assert running.done == 1
    running.gate.set()
    until(lambda: running.done == 2)
    assert "130.7亿元" in running.page(f"{REPORT}/")
    assert "130.7亿元" in running.page(f"{REPORT}/report.txt")


def test_what_is_saved_during_a_whole_build_is_shown_and_built_after_it(running: Running) -> None:
    report = running.content / REPORT / "report.md"
    replaced(report, "120.5亿元", "130.7亿元")
    until(lambda: running.begun == 2)
    replaced(report, "130.7亿元", "140.9亿元")
    until(lambda: "140.9亿元" in running.page(f"{REPORT}/"))
    assert running.done == 1
    running.gate.set()
    until(lambda: running.done == 3)
    assert "140.9亿元" in running.page(f"{REPORT}/report.txt")


def test_two_saves_in_a_row_are_built_once(running: Running) -> None:
    running.gate.set()
    report = running.content / REPORT / "report.md"
    for old, new in (("120.5", "130.7"), ("130.7", "140.9")):
        replaced(report, old, new)
        until(lambda: new in running.page(f"{REPORT}/"))  # noqa: B023 - at once
    until(lambda: running.done == 2)
    assert "140.9亿元" in running.page(f"{REPORT}/report.txt")
    assert running.begun == 2


def test_a_report_that_cannot_be_read_says_so_and_is_not_built(running: Running) -> None:
    report = running.content / REPORT / "report.md"
    replaced(report, "period: 2024", "period: soon")
    until(lambda: "the old site stays" in running.said)
    assert "'period' cannot be 'soon'" in running.said[-2]
    assert "120.5亿元" in running.page(f"{REPORT}/")
    replaced(report, "period: soon", "period: 2024")
    running.gate.set()
    until(lambda: running.done == 2)
    assert running.begun == 2


def test_the_settings_are_for_the_whole_build(running: Running) -> None:
    settings = running.content / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    until(lambda: running.begun == 2)
    running.gate.set()
    until(lambda: running.done == 2)
    assert "· 新" in running.page(f"{REPORT}/").partition("</title>")[0]


def test_what_has_its_hash_in_its_name_is_not_asked_for_again(running: Running) -> None:
    asset = running.page(f"{REPORT}/").partition('rel="stylesheet" href="../../')[2]
    with urlopen(running.url + asset.partition('"')[0]) as answer:
        assert answer.headers["Cache-Control"] == "max-age=86400, immutable"
    with pytest.raises(HTTPError) as missing:
        urlopen(f"{running.url}assets/none.css")
    assert missing.value.headers["Cache-Control"] is None
    missing.value.close()


def test_a_page_is_told_when_its_address_shows_another_one(running: Running) -> None:
    shown = running.page(f"{REPORT}/")
    query = shown.partition("/-/reload.js?")[2].partition('"')[0].replace("&amp;", "&")
    assert urlsplit(f"/?{query}").query.startswith("page=%2Flin%2F2024-summary%2F&shown=")
    with closing(urlopen(f"{running.url}-/events?{query}")) as events:
        assert events.readline() == b": still here\n"
        replaced(running.content / REPORT / "report.md", "120.5亿元", "130.7亿元")
        assert events.readline() + events.readline() == b"\ndata: changed\n"
        running.gate.set()
        # The whole build gives the page that it has.
        assert events.readline() + events.readline() == b"\n: still here\n"
    assert running.done == 2
