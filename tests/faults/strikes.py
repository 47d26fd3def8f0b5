"""A publish is struck at each of its calls of the file system, one run for each call and fault."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongbao import publish
from tests import debian
from tests.faults import publisher

CALLS = "trace=%file,%desc,sync,syncfs"
NOT_OF_FILES = {"mmap", "munmap", "mprotect", "execve", "access", "faccessat", "faccessat2"}
LINE = re.compile(r"(?:\d+ +)?(?P<call>\w+)\((?P<arguments>.*)")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES")


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to publish; ``options``: those of strace for it."""

    name: str
    options: tuple[str, ...] = ()
    has_spare: bool = False


EXCHANGE = Kind("exchange")
LINK = Kind("link", ("-e", "inject=renameat2:error=EINVAL"))
SPARE = Kind("exchange with a spare tree", has_spare=True)
KINDS = (EXCHANGE, LINK, SPARE)


@dataclass(frozen=True, slots=True)
class Strike:
    """The ``turn``-th time that the process makes this call, it meets the fault."""

    call: str
    turn: int
    fault: str

    def __str__(self) -> str:
        return f"{self.call}#{self.turn} {self.fault}"


@dataclass(frozen=True, slots=True)
class Result:
    strike: Strike
    wrong: tuple[str, ...]
    """What is not as it must be; empty where all is well."""
    was_new: bool


def strikes(folder: Path, kind: Kind) -> list[Strike]:
    """Every call between begin and end, with every fault."""
    counts: Counter[str] = Counter()
    found: list[tuple[str, int]] = []
    is_ours = False
    for line in log_of_a_publish(folder, kind).splitlines():
        match = LINE.match(line)
        if not match:
            continue
        call = match["call"]
        counts[call] += 1
        if publisher.BEGIN in line or publisher.END in line:
            is_ours = publisher.BEGIN in line
        elif is_ours and call not in NOT_OF_FILES and not (kind.options and call == "renameat2"):
            found.append((call, counts[call]))
    return [Strike(call, turn, fault) for call, turn in found for fault in FAULTS]


def log_of_a_publish(folder: Path, kind: Kind) -> str:
    site = _old_site(folder / "counted", kind)
    _run(site, "new", kind, "-e", CALLS, log=folder / "log")
    shutil.rmtree(folder / "counted")
    return (folder / "log").read_text("utf-8", "replace")


def results(folder: Path, chosen: list[Strike], kind: Kind) -> Iterator[Result]:
    for number, strike in enumerate(chosen):
        home = folder / str(number)
        site = _old_site(home, kind)
        inject = f"inject={strike.call}:{strike.fault}:when={strike.turn}"
        trace = f"trace={strike.call}" + (",renameat2" if kind.options else "")
        done = _run(site, "new", kind, "-e", trace, "-e", inject, log=folder / "log")
        hit = "(INJECTED)" in (folder / "log").read_text("utf-8", "replace")
        was_new = state(site) == "new"
        yield Result(strike, tuple(_wrong(site, kind, done, hit, strike)), was_new)
        shutil.rmtree(home)


def _wrong(
    site: Path, kind: Kind, done: subprocess.CompletedProcess[str], hit: bool, strike: Strike
) -> Iterator[str]:
    after = state(site)
    is_kill = "KILL" in strike.fault
    if is_kill != (done.returncode < 0) or not (hit or is_kill):
        yield f"the fault did not strike: exit code {done.returncode}"
    if after not in ("old", "new"):
        yield f"the site is {after}"
    if done.returncode == 0 and after != "new":
        yield "exit code 0 without the new site"
    if "Traceback" in done.stderr:
        yield f"not caught: {done.stderr.splitlines()[-1]}"
    with publish.lock(site):
        publish.publish(publisher.pages("next"), site, has_spare=kind.has_spare)
    if state(site) != "next":
        yield f"after the next build the site is {state(site)}"
    if left := _left_over(site, kind):
        yield f"left over: {sorted(left)}"


def _left_over(site: Path, kind: Kind) -> set[str]:
    wanted = {".site.lock", "site", ".spare-site" if kind.has_spare else ""}
    if site.is_symlink():
        wanted.add(site.readlink().name)
    return {path.name for path in site.parent.iterdir()} - wanted


def state(site: Path) -> str:
    """The one version that the site wholly is, else what is wrong with it."""
    if not site.exists():
        return "missing"
    found = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    for version in ("old", "new", "next"):
        if found == {page.path.as_posix(): page.body for page in publisher.pages(version)}:
            return version
    return "mixed"


def _old_site(home: Path, kind: Kind) -> Path:
    """A site on which a publish was done before, in the same way."""
    home.mkdir()
    site = home / "site"
    if kind.has_spare:
        publish.publish(publisher.pages("older"), site, has_spare=True)
        publish.publish(publisher.pages("old"), site, has_spare=True)
    elif kind.options:
        publish.publish(publisher.pages("old"), home / "made")
        tree = home / ".tree-site-1"
        (home / "made").rename(tree)
        site.symlink_to(tree.name)
    else:
        publish.publish(publisher.pages("old"), site)
    (home / ".site.lock").touch()
    return site


def _run(
    site: Path, version: str, kind: Kind, *options: str, log: Path
) -> subprocess.CompletedProcess[str]:
    # Stopping at the traced calls alone is three times as fast, but then no signal is injected.
    fast = () if any("signal=" in option for option in options) else ("-f", "--seccomp-bpf")
    return subprocess.run(
        [
            *debian.strace(*fast, "--signal=none", "-o", str(log), *kind.options, *options),
            *(sys.executable, "-I", "-S", "-B", publisher.__file__, str(site), version),
            *(["spare"] if kind.has_spare else []),
        ],
        env={**debian.libraries(), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
