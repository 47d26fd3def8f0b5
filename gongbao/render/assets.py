"""templates/assets -> files with their hash in the name, so that hosts may cache them for ever."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath

from ..model import Page

IMPORT = re.compile(r'(?:(?<=from "\./)|(?<=import\("\./))(?P<name>[a-z-]+\.js)(?=")')

COMMENTS = {
    ".js": re.compile(r"^ *//[^\n]*\n", re.MULTILINE),
    ".css": re.compile(r" */\*.*?\*/\n?", re.DOTALL),
}

INDENTATION = re.compile(r"\n\s+")
"""No string of ours goes over a line."""


@dataclass(frozen=True, slots=True)
class Assets:
    """``names``: the name in the templates → the name with its hash."""

    names: dict[str, str]
    pages: tuple[Page, ...]


def assets(folder: Path) -> Assets:
    names: dict[str, str] = {}
    pages: list[Page] = []
    texts = {path.name: _served(path) for path in sorted(folder.iterdir())}
    # A script is named after those that it imports are, because their names stand in its text.
    imports = {name: IMPORT.findall(text) for name, text in texts.items()}
    for name in TopologicalSorter(imports).static_order():
        body = IMPORT.sub(lambda match: names[match["name"]], texts[name]).encode("utf-8")
        stem, dot, suffix = name.rpartition(".")
        names[name] = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{dot}{suffix}"
        pages.append(Page(PurePosixPath("assets", names[name]), body))
    return Assets(names, tuple(pages))


def _served(path: Path) -> str:
    """Without comments and indentation: readers would load a seventh more."""
    text = path.read_text("utf-8")
    comment = COMMENTS.get(path.suffix)
    return INDENTATION.sub("\n", comment.sub("", text)) if comment else text
