"""The preview: what an editor saves is what the open page shows."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from playwright.sync_api import Page, expect

from gongbao import pipeline, serve
from gongbao.publish import SiteIsLocked

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "tests/golden/two-periods/content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def preview(content: Path, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    command += ["--content", str(content), "--output", str(tmp_path / "site")]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"},
        process_group=0,  # as a terminal does, so that Ctrl-C is for all of it
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("http"):
                yield line.split()[0], process
                break
    finally:
        process.kill()
        process.communicate()


def test_a_saved_report_is_shown_at_once(
    page: Page, content: Path, preview: tuple[str, subprocess.Popen[str]]
) -> None:
    url, process = preview
    page.goto(f"{url}lin/2024-summary/")
    expect(page.locator("#p2")).to_contain_text("120.5亿元")

    report = content / "lin/2024-summary/report.md"
    report.write_text(report.read_text("utf-8").replace("120.5亿元", "130.7亿元"), "utf-8")

    expect(page.locator("#p2")).to_contain_text("130.7亿元")
    assert process.stdout
    # Its translation is of the words before: that is told first.
    assert "3 reports built\n" in (process.stdout.readline() for _ in range(4))


def test_a_page_that_is_the_same_after_the_whole_build_is_not_loaded_again(
    page: Page, content: Path, preview: tuple[str, subprocess.Popen[str]]
) -> None:
    url, process = preview
    page.goto(f"{url}en/lin/2024-summary/")
    report = content / "lin/2024-summary/report.md"
    report.write_text(report.read_text("utf-8").replace("120.5亿元", "130.7亿元"), "utf-8")
    expect(page.locator("#p2")).to_contain_text("130.7亿元")
    page.evaluate("window.isTheSame = true")

    assert process.stdout
    assert "3 reports built\n" in (process.stdout.readline() for _ in range(4))
    other = content / "nan/2024h1-plan/changes.yaml"
    other.write_text("published: 2025-01-07\nchanges: []\n", "utf-8")
    assert "3 reports built\n" in (process.stdout.readline() for _ in range(4))
    assert page.evaluate("window.isTheSame")


def test_ctrl_c_ends_it_at_once_also_in_the_midst_of_a_build(
    content: Path, preview: tuple[str, subprocess.Popen[str]]
) -> None:
    _, process = preview
    settings = content / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("title: ", "title: 新"), "utf-8")
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGINT)
    try:
        said, _ = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # it says where each thread stands
        pytest.fail(process.communicate()[0])
    assert process.returncode == 0
    assert "Traceback" not in said


def test_the_preview_shows_a_correction_at_once(
    page: Page, content: Path, preview: tuple[str, subprocess.Popen[str]]
) -> None:
    url, _ = preview
    page.goto(f"{url}lin/2025-summary/")
    note = content / "lin/2025-summary/changes.yaml"
    added = "changes:\n  - date: 2026-12-09\n    what: 改正一个数字\n"
    note.write_text(note.read_text("utf-8") + added, "utf-8")
    expect(page.locator(".versions")).to_contain_text("改正一个数字")
    assert page.request.get(f"{url}feed.xml").headers["content-type"].startswith("application/xml")


def test_a_mistake_is_reported_and_the_old_page_stays(
    page: Page, content: Path, preview: tuple[str, subprocess.Popen[str]]
) -> None:
    url, process = preview
    page.goto(f"{url}lin/2024-summary/")
    report = content / "lin/2024-summary/report.md"
    report.write_text(report.read_text("utf-8").replace("period: 2024", "period: soon"), "utf-8")

    assert process.stdout
    said = [process.stdout.readline() for _ in range(3)]
    assert "'period' cannot be 'soon'" in said[0]
    assert said[2] == "the old site stays\n"
    page.reload()
    expect(page.locator("#p2")).to_contain_text("120.5亿元")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            SiteIsLocked(Path("site"), ""),
            "site: another build holds the lock; save again when it is done",
        ),
        (
            TemplateSyntaxError("unexpected '}'", 3, "home.html"),
            "templates/home.html:3: error: unexpected '}'",
        ),
        (UndefinedError("'title' is undefined"), "templates: error: 'title' is undefined"),
        (OSError(errno.ENOSPC, "No space left on device"), "site: No space left on device"),
    ],
)
def test_what_stops_a_build_does_not_stop_the_preview(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def changes() -> Iterator[set[tuple[object, str]]]:
        for lines in (3, 5):
            yield set()
            while len(said) < lines + 2:
                time.sleep(0.01)

    def build(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "build", build)
    monkeypatch.setattr(serve, "watch", lambda *arguments, **options: changes())
    assert serve.serve(CONTENT, Path("templates"), Path("site"), port=0, say=said.append) == 0
    assert said[0] == said[3] == said[5] == message
    assert said[1] == said[4] == said[6] == "the old site stays"
