"""A site for each program, of the same reports, ready to be built."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from . import corpus
from .peers import HERE, Peer

ROOT = Path(__file__).resolve().parent.parent
BUILDERS = ("build.py", "gongbao", "templates", "requirements.lock")
KEPT_BESIDE = (".tree-*", ".stage-*", ".spare-*", ".*.lock")
"""Of a site of ours."""
CHANGED = 5
"""The number of the report that is changed."""


@dataclass(frozen=True, slots=True)
class Site:
    """How one program builds one site; paths and patterns are below its folder."""

    name: str
    title: str
    version: str
    folder: Path
    started_in: Path
    command: tuple[str, ...]
    again: tuple[str, ...]
    output: str
    made: tuple[str, ...]
    report: str
    page: str
    """Where readers see the report that is changed."""
    remark: str


def site_of(peer: Peer, count: int, home: Path) -> Site:
    """A new site of an installed peer."""
    folder = home / peer.name / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / peer.name / "site", folder)
    corpus.write_plain(count, folder / peer.content, peer.contents)
    if peer.index:
        (folder / peer.index).write_text(listing(count), "utf-8")
    program = str(next((home / peer.name).glob(peer.program)))
    path = changed_report(count)
    return Site(
        name=peer.name,
        title=peer.title,
        version=peer.version,
        folder=folder,
        started_in=folder,
        command=(program, *peer.arguments),
        again=(program, *(peer.arguments if peer.again is None else peer.again)),
        output=peer.output,
        made=(peer.output, *peer.made),
        report=f"{peer.content}/{path}.md",
        page=f"{peer.output}/{peer.page.format(path=path)}",
        remark=peer.remark,
    )


def own_site(count: int, home: Path, *, has_search: bool) -> Site:
    """A new site of gongbao: both scripts, the numbers, all data files."""
    name = "gongbao" if has_search else "gongbao-without-search"
    folder = home / name / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    corpus.write_content(count, folder / "content")
    program = ["build.py"] if has_search else ["-m", "bench.without_search"]
    command = (sys.executable, *program, "build", "--content", str(folder / "content"))
    command += ("--output", str(folder / "site"))
    path = changed_report(count)
    return Site(
        name=name,
        title="gongbao" if has_search else "gongbao without search",
        version=own_version(),
        folder=folder,
        started_in=ROOT,
        command=command,
        again=command,
        output="site",
        made=("site", ".cache", *KEPT_BESIDE, "content/*/*/anchors.lock"),
        report=f"content/{path}/report.md",
        page=f"site/{path}/index.html",
        remark="its store beside `content/`" if has_store() else "no incremental mode on disk",
    )


def own_version() -> str:
    """With the commit that last changed what builds a site, and a plus where files differ."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    commit = git("log", "-1", "--format=%h", "--", *BUILDERS)
    return f"gongbao {version} {commit}{'+' if git('status', '--short', '--', *BUILDERS) else ''}"


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def has_store() -> bool:
    command = [sys.executable, "build.py", "build", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return "--no-cache" in done.stdout


def changed_report(count: int) -> str:
    return list(corpus.reports(min(count, CHANGED)))[-1].path


def listing(count: int) -> str:
    """All reports as a Markdown list, the newest first."""
    listed = sorted(corpus.reports(count), key=lambda report: report.date, reverse=True)
    lines = (f"- [{one.title}]({one.path}.md) {one.issuer} {one.date}\n" for one in listed)
    return "# 公报\n\n" + "".join(lines)
