"""The build as a whole: same bytes whatever the machine, whole or not at all, exit codes."""

import errno
import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongbao import publish
from gongbao.cli import STAGES, main

ROOT = Path(__file__).parent.parent


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def checksums(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_same_bytes_whatever_the_machine(tmp_path: Path) -> None:
    worlds = [
        {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": "/"},
        {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77", "LANG": "de_DE"},
    ]
    found = []
    for number, world in enumerate(worlds):
        folder = tmp_path / f"a folder {number}"
        folder.mkdir()
        umask = os.umask(0o077 if number else 0o022)
        try:
            done = run("build", "--output", "site", cwd=folder, **world)
        finally:
            os.umask(umask)
        assert done.returncode == 0, done.stderr
        found.append(checksums(folder / "site"))
        modes = {path.stat().st_mode & 0o777 for path in (folder / "site").rglob("*")}
        assert modes == {0o644, 0o755}
    assert found[0] == found[1]
    assert len(found[0]) > 100


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    """The new site differs from the old one in each page: a mixture would be neither."""
    site, other = tmp_path / "site", "https://example.org/reports/"
    assert run("build", "--output", str(tmp_path / "new/site"), "--base-url", other).returncode == 0
    new = checksums(tmp_path / "new/site")
    shutil.rmtree(tmp_path / "new")
    assert run("build", "--output", str(site)).returncode == 0
    old = checksums(site)
    assert set(old) & set(new)
    assert old["index.html"] != new["index.html"]
    for delay in (0.2, 0.5, 0.8, 1.0, 1.2, 1.4):
        command = [sys.executable, str(ROOT / "build.py"), "build", "--output", str(site)]
        with subprocess.Popen(
            [*command, "--base-url", other], stdout=subprocess.DEVNULL
        ) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        assert checksums(site) in (old, new)
    assert run("build", "--output", str(site), "--base-url", other).returncode == 0
    assert checksums(site) == new
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", ".spare-site", "site"]


def test_another_build_at_the_same_time_exits_75(tmp_path: Path) -> None:
    with publish.lock(tmp_path / "site"):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = run("build", "--output", str(tmp_path / "site"))
        # It does not wait. A busy machine starts it slowly: a second is one of the processor.
        assert time.monotonic() - start < 10
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
    assert done.returncode == 75
    assert "another build holds the lock" in done.stderr
    assert f"process {os.getpid()}: " in done.stderr  # and who that is


@pytest.mark.parametrize("file", ["thesis.txt", "sitemap.xml", "index.html", "index.html/a.txt"])
def test_a_folder_that_is_no_site_is_never_replaced(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / file
    work.parent.mkdir(exist_ok=True)
    words = '<head><meta name="generator" content="Hugo"></head><body>' + publish.MARK.decode()
    work.write_text(words)
    assert main(["build", "--output", str(tmp_path)]) == 1
    assert "this is not a site that gongbao made" in capsys.readouterr().err
    assert work.read_text() == words


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--help"], 0, "ingest"),
        (["build", "--help"], 0, "--base-url"),
        (["ingest", "--help"], 0, "--to"),
        (["serve", "--help"], 0, "--port"),
        (["check", "--help"], 0, "--content"),
        (["bild"], 2, "invalid choice"),
        (["build", "--base-url", "example.org"], 2, "write it like https://"),
        (["build", "--base-url", "https://me:word@example.org"], 2, "write it like https://"),
        (["build", "--content", "nowhere"], 1, "there is no such folder"),
        (["build", "--output", "file"], 1, "file: error: this is not a site"),
        (["build", "--output", "file/site"], 1, "file: File exists"),
        (["build", "--output", "x" * 300], 1, "x.lock: File name too long"),
        (["build", "--output", "folder.lock/site"], 1, ".site.lock: Is a directory"),
        (["build", "--output", "."], 2, "has no name of its own"),
        (["build", "--output", ".."], 2, "has no name of its own"),
        (["build", "--output", "/"], 2, "has no name of its own"),
        (["build", "--output", "../here"], 2, "the current folder"),
        (["build", "--output", "../../above"], 2, "the current folder"),
        (["build", "--output", str(ROOT)], 2, "a build replaces it whole"),
        (["build", "--output", str(ROOT / "content/site")], 2, "lies in --content"),
        (["build", "--output", str(ROOT / "content")], 2, "lies in --content"),
        (["build", "--content", "a/b", "--output", "a"], 2, "is or holds --content"),
        (["serve", "--content", "a/b", "--output", "a/b/c"], 2, "lies in --content"),
        (["serve", "--content", "nowhere"], 1, "there is no such folder"),
        (["serve", "--port", "99999"], 2, "is not a number from 0 to 65535"),
        (["serve", "--port", "-1"], 2, "is not a number from 0 to 65535"),
        (["serve", "--port", "http"], 2, "is not a number from 0 to 65535"),
        (["ingest", "a.txt"], 2, "--to content/PATH"),
        (["ingest", "a.txt", "b.txt", "--to", "content/a"], 2, "one FILE"),
        (["ingest", "nowhere.txt", "--to", "content/a"], 1, "nowhere.txt"),
        (["check"], 0, "5 reports, 0 errors, 4 warnings"),
    ],
)
def test_exit_codes(
    arguments: list[str],
    code: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path / "above/here"
    (here / "folder.lock/.site.lock").mkdir(parents=True)
    (here / "file").write_text("a file")
    monkeypatch.chdir(here)
    if arguments[0] == "serve":
        arguments = [*arguments, *([] if "--output" in arguments else ["--output", "site"])]
    assert exit_code(arguments) == code
    said = capsys.readouterr()
    assert words in said.out + said.err


def exit_code(arguments: list[str]) -> int | str | None:
    """argparse leaves by an exception, we by a value."""
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code


def test_the_command_exits_with_that_code_and_those_words(tmp_path: Path) -> None:
    """The same by the process itself, once for each way out."""
    for arguments, code, words in (
        (["--help"], 0, "build content/ into site/"),
        (["bild"], 2, "invalid choice"),
        (["build", "--output", "."], 2, "has no name of its own"),
        (["build", "--content", "nowhere"], 1, "there is no such folder"),
    ):
        done = run(*arguments, cwd=tmp_path)
        assert (done.returncode, words in done.stdout + done.stderr) == (code, True), done.stderr
        assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert main(["build", "--output", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err == f"{tmp_path}/.site.lock: Permission denied\n"


@pytest.mark.slow
def test_the_bar_goes_forward_and_is_gone_before_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    url = ["--base-url", "https://example.org/"]
    assert main(["build", "--output", str(tmp_path / "site"), *url]) == 0
    bar = capsys.readouterr().err
    shown = re.findall(r"\r\[(#*)\.*\] (\w+)", bar)
    assert [name for _, name in shown] == list(STAGES)
    assert [len(done) for done, _ in shown] == list(range(len(STAGES)))
    assert bar.endswith("\r\033[K")


def test_the_bar_is_gone_before_the_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    content, site = str(tmp_path / "nowhere"), str(tmp_path / "site")
    assert main(["build", "--content", content, "--output", site]) == 1
    assert f"\r\033[K{content}: error: " in capsys.readouterr().err


@pytest.mark.slow
def test_the_address_of_the_site_can_be_given(tmp_path: Path) -> None:
    url = "https://example.org/reports"
    assert run("--output", str(tmp_path / "site"), "--base-url", url).returncode == 0
    page = (tmp_path / "site/futian/2022-plan/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{url}/futian/2022-plan/">' in page
    assert 'href="/reports/assets/' in (tmp_path / "site/404.html").read_text("utf-8")
