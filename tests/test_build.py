"""The build as a whole: same bytes whatever the machine, whole or not at all, exit codes."""

import errno
import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path, PurePosixPath

import pytest

from gongbao import publish
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
    assert len(found[0]) > 600


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run("build", "--output", str(site)).returncode == 0
    old = checksums(site)
    for delay in (0.2, 0.5, 0.8, 1.0, 1.2, 1.4):
        command = [sys.executable, str(ROOT / "build.py"), "build", "--output", str(site)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        assert checksums(site) == old
    assert run("build", "--output", str(site)).returncode == 0
    assert checksums(site) == old
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "site"]


def test_another_build_at_the_same_time_exits_75(tmp_path: Path) -> None:
    with (tmp_path / ".site.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run("build", "--output", str(tmp_path / "site"))
    assert done.returncode == 75
    assert "another build holds the lock" in done.stderr


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    done = run("build", "--output", str(tmp_path))
    assert done.returncode == 1
    assert "this is not a site that gongbao made" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_system_that_cannot_exchange_still_gets_the_new_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, "renameat2")

    monkeypatch.setattr(publish, "_exchange", refuse)
    site = tmp_path / "site"
    for body in (b"old", b"new"):
        publish.publish([Page(PurePosixPath("sitemap.xml"), body)], site)
        assert (site / "sitemap.xml").read_bytes() == body
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


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
        (["build", "--base-url", "example.org"], 2, "is not https://"),
        (["build", "--content", "nowhere"], 1, "there is no such folder"),
        (["ingest", "a.txt"], 2, "--to content/PATH"),
        (["ingest", "a.txt", "b.txt", "--to", "content/a"], 2, "one FILE"),
        (["ingest", "nowhere.txt", "--to", "content/a"], 1, "nowhere.txt"),
        (["check"], 0, "5 reports, 0 errors, 0 warnings"),
    ],
)
def test_exit_codes(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_address_of_the_site_can_be_given(tmp_path: Path) -> None:
    url = "https://example.org/reports"
    assert run("--output", str(tmp_path / "site"), "--base-url", url).returncode == 0
    page = (tmp_path / "site/futian/2022-plan/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{url}/futian/2022-plan/">' in page
    assert 'href="/reports/assets/' in (tmp_path / "site/404.html").read_text("utf-8")
