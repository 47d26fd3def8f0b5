"""The same content built in worlds that differ in all that must make no difference."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests import debian

ROOT = Path(__file__).resolve().parents[2]
OF_THE_SYSTEM = ("/usr/", "/lib/", "/lib64/", "/etc/", "/proc/", "/sys/", "/dev/")
"""Libraries, locales and time zones, and what a process asks of itself and its machine."""
PARTS = ("content", "gongbao", "templates")
PROGRAMS = re.compile(r"/(python[0-9.]*|pagefind[\w.]*)$")
CALL = re.compile(r'(?P<call>connect|execve|openat|open)\((?:AT_FDCWD, )?"?(?P<name>[^",]*)')


@dataclass(frozen=True, slots=True)
class World:
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    processors: int = 0
    """0: all of them."""
    is_copy: bool = False
    """Program and content lie elsewhere, their files made in another order, at another time."""
    clock: str = ""
    """How much later it is, as faketime is told."""


WORLDS = (
    World(),
    World({"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}),
    World({"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "77"}),
    World({"LC_ALL": "C.UTF-8", "LANG": "de_DE", "PYTHONHASHSEED": "2"}, umask=0o077),
    World({"LANG": "zh_CN.GB18030", "LANGUAGE": "zh"}, umask=0o000),
    World({"HOME": "/", "USER": "nobody", "PYTHONHASHSEED": "3"}),
    World({"SOURCE_DATE_EPOCH": "1", "PYTHONOPTIMIZE": "1"}, processors=1),
    World({"TMPDIR": "/dev/shm", "COLUMNS": "20"}, processors=1, umask=0o027),
    World(
        {"PYTHONHASHSEED": "4", "TZ": "Pacific/Kiritimati", "TMPDIR": "/dev/shm", "COLUMNS": "20"},
        is_copy=True,
        clock="+400d",
    ),
    World({"PYTHONUTF8": "1", "PYTHONDEVMODE": "1", "PYTHONHASHSEED": "5"}, is_copy=True),
)


def differences(folder: Path, worlds: tuple[World, ...] = WORLDS) -> Iterator[str]:
    """Files that differ from those of the first world, and builds that fail."""
    first: dict[str, str] = {}
    for number, world in enumerate(worlds):
        home = folder / f"a folder {number}"
        home.mkdir()
        done = _build(home, world)
        found = checksums(home / "site")
        first = first or found
        if done.returncode:
            yield f"{world}: exit code {done.returncode}: {done.stderr}"
        for path in sorted(first.keys() | found.keys()):
            if first.get(path) != found.get(path):
                yield f"{world}: {path}"
        shutil.rmtree(home)


def checksums(site: Path) -> dict[str, str]:
    """Bytes and mode of each file; the mode of each folder."""
    return {
        path.relative_to(site).as_posix(): f"{path.stat().st_mode:o} "
        + (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in sorted(site.rglob("*"))
    }


def _build(home: Path, world: World) -> subprocess.CompletedProcess[str]:
    project = _copied(home) if world.is_copy else ROOT
    # All builds are of one address, and none of them changes the locks of the repository.
    return subprocess.run(
        command(home / "site", project),
        cwd=home,
        env=os.environ | world.environment | (debian.later(world.clock) if world.clock else {}),
        preexec_fn=_set_up(world),
        capture_output=True,
        text=True,
        check=False,
    )


def command(site: Path, project: Path = ROOT) -> list[str]:
    url = "https://gongbao.example/"
    return [
        *(sys.executable, str(project / "build.py"), "build"),
        *("--base-url", url, "--output", str(site)),
    ]


def _set_up(world: World) -> Callable[[], None]:
    def set_up() -> None:
        os.umask(world.umask)
        if world.processors:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: world.processors])

    return set_up


def _copied(home: Path) -> Path:
    copy = home / "project"
    found = [ROOT / "build.py", *(one for name in PARTS for one in (ROOT / name).rglob("*"))]
    for path in sorted(found, reverse=True):
        if path.is_file() and path.suffix != ".pyc":
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (10**9, 10**9))
    return copy


def outside(folder: Path) -> Counter[str]:
    """What a build asks of the world, by strace: ``connect``, ``execve`` of a program that it does
    not need, ``read`` of a file that is of neither project nor Python nor system; and ``calls``."""
    log, site = folder / "log", folder / "site"
    calls = "trace=connect,open,openat,execve,execveat"
    tracer = debian.strace("-f", "--seccomp-bpf", "-s", "400", "-e", calls, "-o", str(log))
    subprocess.run(
        [*tracer, *command(site)],
        cwd=ROOT,
        env=debian.environment(),
        check=True,
        capture_output=True,
    )
    own = tuple(f"{Path(path).resolve()}/" for path in (ROOT, folder, sys.prefix, sys.base_prefix))
    own += (f"{sys.prefix}/",)
    return breaches(log.read_text("utf-8", "replace"), own)


def breaches(log: str, own: tuple[str, ...]) -> Counter[str]:
    """``own``: the folders that may be read, each with a slash at its end."""
    counts: Counter[str] = Counter()
    for line in log.splitlines():
        match = CALL.search(line)
        if not match or " = -1 ENOENT" in line:
            continue
        counts["calls"] += 1
        call, name = match["call"], match["name"]
        if call == "connect":
            counts[f"connect {line}"] += 1
        elif call == "execve" and not PROGRAMS.search(name):
            counts[f"execve {name}"] += 1
        elif call.startswith("open") and not _is_own(name, own):
            counts[f"read {name}"] += 1
    return counts


def _is_own(name: str, own: tuple[str, ...]) -> bool:
    """A name that is no whole one was asked of the current folder, which is the project's."""
    is_whole = name.startswith("/")
    return f"{name}/".startswith(own + OF_THE_SYSTEM) if is_whole else ".." not in name
