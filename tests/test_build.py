"""The build as a whole: same bytes whatever the machine, whole or not at all, exit codes."""

import errno
import fcntl
import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from gongbao import publish
from gongbao.cli import STAGES, main
from gongbao.model import ContentError, Page

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
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "site"]


def test_another_build_at_the_same_time_exits_75(tmp_path: Path) -> None:
    with (tmp_path / ".site.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run("build", "--output", str(tmp_path / "site"))
    assert done.returncode == 75
    assert "another build holds the lock" in done.stderr


@pytest.mark.parametrize("file", ["thesis.txt", "sitemap.xml", "index.html", "index.html/a.txt"])
def test_a_folder_that_is_no_site_is_never_replaced(file: str, tmp_path: Path) -> None:
    work = tmp_path / file
    work.parent.mkdir(exist_ok=True)
    words = '<head><meta name="generator" content="Hugo"></head><body>' + publish.MARK.decode()
    work.write_text(words)
    done = run("build", "--output", str(tmp_path))
    assert done.returncode == 1
    assert "this is not a site that gongbao made" in done.stderr
    assert work.read_text() == words


def page_of(body: str) -> Page:
    return Page(PurePosixPath("index.html"), publish.MARK + body.encode())


def body_of(site: Path) -> str:
    return (site / "index.html").read_bytes().removeprefix(publish.MARK).decode()


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that cannot exchange two folders in one step."""

    def refuse(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, "Invalid argument", str(one))

    monkeypatch.setattr(publish, "_exchange", refuse)


@pytest.mark.usefixtures("no_exchange")
def test_a_file_system_that_cannot_exchange_still_gets_the_new_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for body in ("old", "new"):
        publish.publish([page_of(body)], site)
        assert body_of(site) == body
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("no_exchange")
def test_an_error_between_two_renames_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)
    rename = Path.rename

    def fail(one: Path, other: Path) -> Path:
        if one.name == "new":
            raise OSError(errno.EIO, "Input/output error", str(one))
        return rename(one, other)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output error"):
        publish.publish([page_of("new")], site)
    assert body_of(site) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("is_empty_folder_there", [False, True])
def test_a_kill_between_two_renames_is_put_right_by_the_next_build(
    is_empty_folder_there: bool, tmp_path: Path
) -> None:
    site, stage = tmp_path / "site", tmp_path / ".stage-site"
    publish.publish([page_of("old")], site)
    (stage / "new").mkdir(parents=True)
    site.rename(stage / "old")
    if is_empty_folder_there:
        site.mkdir()
    with publish.lock(site):
        assert body_of(site) == "old"  # before anything is known of the new one
        assert not stage.exists()


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)
    (tmp_path / ".stage-site/new/futian").mkdir(parents=True)
    with publish.lock(site):
        publish.publish([page_of("new")], site)
    assert body_of(site) == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


@pytest.mark.parametrize("name", ["site-new", "site-old", "site-", "stage-site", "[st]ite"])
def test_builds_of_two_sites_beside_each_other_do_not_meet(name: str, tmp_path: Path) -> None:
    one, other = tmp_path / "site", tmp_path / name

    def pages() -> Iterator[Page]:
        yield page_of("other")
        with publish.lock(one):
            publish.publish([page_of("one")], one)
        yield Page(PurePosixPath("futian/index.html"), b"")

    with publish.lock(other):
        assert publish.publish(pages(), other) == 2
    assert (body_of(one), body_of(other)) == ("one", "other")
    assert sorted(path.name for path in other.iterdir()) == ["futian", "index.html"]


@pytest.mark.parametrize("gone", [".stage-site", ".stage-site/new"])
@pytest.mark.parametrize("next_page", ["sitemap.xml", "futian/index.html"])
def test_a_stage_that_vanished_is_not_made_again(next_page: str, gone: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)

    def pages() -> Iterator[Page]:
        yield page_of("new")
        shutil.rmtree(tmp_path / gone)
        yield Page(PurePosixPath(next_page), b"")

    with pytest.raises(FileNotFoundError):
        publish.publish(pages(), site)
    assert body_of(site) == "old"


def test_a_full_disk_is_said_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    publish.publish([page_of("old")], site)

    class Full(io.BytesIO):
        def write(self, body: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode, *rest: Full() if mode == "xb" else opened(path, mode)
    )
    with pytest.raises(OSError, match="No space left") as error:
        publish.publish([page_of("new")], site)
    assert error.value.filename == str(tmp_path / ".stage-site/new/index.html")
    assert body_of(site) == "old"


def test_two_pages_of_one_name_are_an_error_of_ours(tmp_path: Path) -> None:
    page = Page(PurePosixPath("a.html"), b"")
    with pytest.raises(FileExistsError):
        publish.publish([page, page], tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_link_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to("elsewhere")
    with pytest.raises(ContentError):
        publish.publish([], tmp_path / "site")


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
def test_exit_codes(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    here = tmp_path / "above/here"
    (here / "folder.lock/.site.lock").mkdir(parents=True)
    (here / "file").write_text("a file")
    if arguments[0] == "serve":
        arguments = [*arguments, *([] if "--output" in arguments else ["--output", "site"])]
    done = run(*arguments, cwd=here)
    assert done.returncode == code, done.stderr
    assert words in done.stdout + done.stderr
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
