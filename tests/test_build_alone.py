"""A build asks nobody: no network, no process but Pagefind, no file that is not of the project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow
WATCHED = r"""
import json, os, runpy, sys
seen = {"asked": [], "started": [], "read": [], "written": []}

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request"):
        seen["asked"].append([event, str(arguments[1:])])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen["started"].append([event, os.path.basename(str(arguments[0] if arguments else ""))])
    elif event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        flags = arguments[2] or 0
        is_written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        seen["written" if is_written else "read"].append(os.path.abspath(os.fsdecode(arguments[0])))

sys.addaudithook(watch)
report, sys.argv = sys.argv[1], ["build.py", *sys.argv[2:]]
try:
    runpy.run_path("build.py", run_name="__main__")
except SystemExit as end:
    seen["code"] = end.code
sys.addaudithook(lambda *_: None)
print(json.dumps(seen), file=os.fdopen(os.open(report, os.O_WRONLY | os.O_CREAT), "w"))
"""
LOADED = """
import sys
from gongbao.cli import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "content", folder / "content")  # with a cache of its own, still empty
    folders = ("--content", str(folder / "content"), "--output", str(folder / "site"))
    options = ("build", *folders, "--base-url", "https://example.org/")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folder / "seen.json"), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (folder / "site/index.html").is_file(), done.stderr
    found: dict[str, list[str]] = json.loads((folder / "seen.json").read_text("utf-8"))
    found["folder"] = [str(folder)]
    return found


def test_it_connects_to_nobody(seen: dict[str, list[str]]) -> None:
    assert seen["asked"] == []


def test_it_starts_pagefind_and_nothing_else(seen: dict[str, list[str]]) -> None:
    names = {one[1] for one in seen["started"]}
    assert names in ({"pagefind"}, {"pagefind_bin"}, {"pagefind_extended"})


def test_it_reads_the_project_and_the_environment(seen: dict[str, list[str]]) -> None:
    allowed = {str(ROOT), str(ROOT.resolve()), *seen["folder"], sys.prefix, sys.base_prefix}
    allowed |= {str(Path(one).resolve()) for one in (sys.prefix, sys.base_prefix)} | {"/proc/self"}
    outside = [one for one in seen["read"] if not one.startswith(tuple(allowed))]
    assert sorted(set(outside)) == []
    assert any(one.endswith("content/site.yaml") for one in seen["read"])


def test_it_writes_the_site_and_the_locks(seen: dict[str, list[str]]) -> None:
    folder = seen["folder"][0]
    for one in seen["written"]:
        assert one.startswith(folder) or one.endswith("anchors.lock.new") or "__pycache__" in one


def test_an_unchanged_site_needs_next_to_nothing(seen: dict[str, list[str]]) -> None:
    """To import what makes a site takes as long as to look at a thousand reports."""
    content, site = (f"{seen['folder'][0]}/{name}" for name in ("content", "site"))
    command = [sys.executable, "-c", LOADED, "--content", content, "--output", site]
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said, loaded = done.stdout.splitlines()
    assert ", 0 of " in said
    assert loaded.split()[0] == "0"
    large = {"gongbao.pipeline", "gongbao.model", "gongbao.publish.stage", "jinja2", "yaml"}
    assert large.isdisjoint(loaded.split())
