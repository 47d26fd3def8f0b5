"""The shortened form of ``make faults``, and that its instruments see what they look for."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongbao import publish
from tests import debian
from tests.faults import publisher, readers, rebuilds, strikes

EVERY = 61  # of the strikes; odd, so that each fault has its turn


@pytest.mark.slow
@pytest.mark.parametrize("kind", strikes.KINDS, ids=lambda kind: kind.name)
def test_a_publish_that_is_struck_leaves_a_whole_site(kind: strikes.Kind, tmp_path: Path) -> None:
    found = strikes.strikes(tmp_path, kind)
    assert len({(strike.call, strike.turn) for strike in found}) >= 80
    results = list(strikes.results(tmp_path, found[::EVERY], kind))
    assert [(str(result.strike), result.wrong) for result in results if result.wrong] == []
    assert {result.was_new for result in results} == {False, True}
    assert {result.strike.fault for result in results} == set(strikes.FAULTS)


def test_every_file_and_folder_is_on_the_disk_before_the_swap(tmp_path: Path) -> None:
    lines = strikes.log_of_a_publish(tmp_path, strikes.EXCHANGE).splitlines()
    (swap,) = [n for n, line in enumerate(lines) if "renameat2" in line and '/site"' in line]
    named = {page.path for page in publisher.pages("new") if page.path.name != publisher.FIXED}
    folders = {parent for path in named for parent in path.parents}
    before = [line for line in lines[:swap] if "fsync(" in line]
    assert len(before) == len(named) + len(folders)
    assert any("fsync(" in line for line in lines[swap:])  # and the swap itself


@pytest.mark.slow
def test_readers_of_a_site_that_is_published_see_it_whole(tmp_path: Path) -> None:
    counts = readers.watch(tmp_path, publishes=10, reads=10_000)
    assert counts["reads"] >= 10_000
    assert counts["versions"] >= 5
    assert (counts["missing"], counts["truncated"], counts["mixed"]) == (0, 0, 0)


def test_the_instrument_sees_what_is_not_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert strikes.state(site) == "missing"
    publish.publish(publisher.pages("old"), site)
    assert strikes.state(site) == "old"
    (site / "index.html").write_bytes(publisher.body("new", "index.html"))
    assert strikes.state(site) == "mixed"
    (site / "index.html").write_bytes(publisher.body("old", "index.html")[:-1])
    assert strikes.state(site) == "mixed"


@pytest.mark.slow
def test_worlds_that_differ_most_give_the_same_bytes(tmp_path: Path) -> None:
    worlds = tuple(rebuilds.WORLDS[number] for number in (0, 3, 8))
    assert list(rebuilds.differences(tmp_path, worlds)) == []


@pytest.mark.slow
def test_a_build_asks_nothing_of_the_world(tmp_path: Path) -> None:
    counts = rebuilds.outside(tmp_path)
    assert counts.pop("calls") > 500
    assert not counts


def test_the_clock_of_a_world_is_another() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import time; print(time.time())"],
        env=os.environ | debian.later("+400d"),
        capture_output=True,
        check=True,
    ).stdout
    assert 399 < (float(said) - time.time()) / 86_400 < 401


def test_what_a_build_must_not_ask_is_seen() -> None:
    log = """
1 openat(AT_FDCWD, "/project/a", O_RDONLY) = 3
1 openat(3, "inner", O_RDONLY) = 4
1 openat(AT_FDCWD, "/elsewhere/.netrc", O_RDONLY) = 3
1 openat(AT_FDCWD, "/elsewhere/nothing", O_RDONLY) = -1 ENOENT (No such file or directory)
1 openat(AT_FDCWD, "../secret", O_RDONLY) = 3
1 connect(3, {sa_family=AF_INET, sin_port=htons(80)}, 16) = 0
1 execve("/usr/bin/curl", ["curl"], 0x1 /* 2 vars */) = 0
1 execve("/project/bin/pagefind_extended", ["--service"], 0x1 /* 1 var */) = 0
"""
    counts = rebuilds.breaches(log, ("/project/",))
    assert counts.pop("calls") == 7
    assert sorted(key.split()[0] for key in counts) == ["connect", "execve", "read", "read"]
