"""Whole builds of a site: cold, with one report changed, unchanged; each a row of figures."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .sites import Site

PROCESS = Path(__file__).with_name("process.py")
MODES = ("cold", "changed", "unchanged")
DIGITS = "甲乙丙丁戊己庚辛壬癸"
TIME_LIMIT = 3600.0
TOO_LONG = -1
"""The exit code of a build that was ended."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one build took and wrote; seconds, MiB of its largest process, bytes."""

    name: str
    title: str
    version: str
    remark: str
    count: int
    round: int
    mode: str
    wall: float
    cpu: float
    memory: float
    others: float
    """Processors that other programs kept busy meanwhile."""
    code: int
    pages: int
    """HTML files of the site."""
    files: int
    bytes: int
    written: int
    """Files of the site that are new or were written again."""
    is_right: bool
    """After a change: readers see it."""
    day: str
    machine: str
    corpus: str


Written = dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Round:
    """What the rows of one round have in common."""

    count: int
    number: int
    machine: str
    corpus: str


def trials(site: Site, this: Round) -> Iterator[Row]:
    """The three builds of a round; after one that failed there is no other."""
    clear(site)
    with changed(site, DIGITS[this.number % len(DIGITS)]) as change:
        for mode in MODES:
            words = change() if mode == "changed" else ""
            row = build(site, mode, words, this)
            yield row
            if row.code:
                return


def clear(site: Site) -> None:
    """As before the first build ever."""
    for pattern in site.made:
        for path in sorted(site.folder.glob(pattern)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def changed(site: Site, digit: str) -> Iterator[Any]:
    """Gives what adds a sentence to the last paragraph of one report; it is gone in the end."""
    report = site.folder / site.report
    before = report.read_text("utf-8")

    def change() -> str:
        sentence = f"补充{digit}组工作事项安排"
        report.write_text(f"{before.rstrip()}{sentence}。\n", "utf-8")
        return sentence

    try:
        yield change
    finally:
        report.write_text(before, "utf-8")


def build(site: Site, mode: str, words: str, this: Round) -> Row:
    output = site.folder / site.output
    before = written(output)
    os.sync()
    took = measure(site, site.command if mode == "cold" else site.again)
    after = written(output)
    page = site.folder / site.page
    return Row(
        name=site.name,
        title=site.title,
        version=site.version,
        remark=site.remark,
        count=this.count,
        round=this.number,
        mode=mode,
        wall=round(took["wall"], 3),
        cpu=round(took["cpu"], 3),
        memory=round(took["memory"], 1),
        others=round(took["others"], 2),
        code=took["code"],
        pages=sum(path.endswith(".html") for path in after),
        files=len(after),
        bytes=sum(size for _, _, size in after.values()),
        written=sum(before.get(path) != state for path, state in after.items()),
        is_right=page.is_file() and words in page.read_text("utf-8"),
        day=time.strftime("%Y-%m-%d"),
        machine=this.machine,
        corpus=this.corpus,
    )


def measure(site: Site, command: tuple[str, ...]) -> dict[str, Any]:
    log = site.folder / ".log"
    whole = [sys.executable, "-I", "-S", str(PROCESS), str(log), *command]
    with subprocess.Popen(
        whole,
        cwd=site.started_in,
        env=environment(site),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        try:
            printed, _ = started.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            printed = ""
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
    lost = {"wall": TIME_LIMIT, "cpu": 0.0, "memory": 0.0, "others": 0.0, "code": TOO_LONG}
    return dict(json.loads(printed)) if printed else lost


def environment(site: Site) -> dict[str, str]:
    """That of this process, without what makes Python slower, with the same node for all."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    nodes = str(site.folder.parent / "node_modules/node/bin")
    return kept | {
        "PATH": os.pathsep.join((nodes, kept["PATH"])),
        "ASTRO_TELEMETRY_DISABLED": "1",
        "TZ": "Asia/Shanghai",
    }


def written(output: Path) -> Written:
    """Path -> what shows that a file was written again: its number, its time, its size."""
    found: Written = {}
    for folder, _, names in os.walk(output):
        for file in (Path(folder, name) for name in names):
            state = file.stat()
            found[str(file)] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return found


def read_rows(file: Path) -> list[Row]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [Row(**json.loads(line)) for line in lines]


def keep_row(file: Path, row: Row) -> None:
    with file.open("a", encoding="utf-8") as rows:
        rows.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
