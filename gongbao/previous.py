"""site/ as it is -> the previous edition of reports that cannot be built anew, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath

from .links import files_linked
from .model import HeldBack, Page

ID = re.compile(r'\bid="([^"]+)"')


def held_back(site: Path, path: str) -> HeldBack:
    """What readers have of the report at ``path``."""
    page = site / path / "index.html"
    if not page.is_file():
        return HeldBack(path)
    ids = frozenset(ID.findall(page.read_text("utf-8")))
    return HeldBack(path, _title(site / path / "report.json") or path, ids, is_published=True)


def _title(data: Path) -> str:
    try:
        return str(json.loads(data.read_text("utf-8"))["title"] or "")
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def previous_pages(
    made: Container[str], site: Path, held: tuple[HeldBack, ...], prefixes: Iterable[str]
) -> Iterator[Page]:
    """The files of each report held back, then what these need of the old site.

    A file of the new site (``made``) comes before one of the old: only assets of the old build and
    pages that have no other report any more are taken along.
    """
    waiting = [
        file.relative_to(site).as_posix()
        for prefix in prefixes
        for one in held
        if one.is_published
        for file in sorted((site / prefix / one.path).rglob("*"))
    ]
    taken: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in made or name in taken or not (site / name).is_file():
            continue
        taken.add(name)
        page = Page(PurePosixPath(name), (site / name).read_bytes(), is_previous=True)
        waiting += sorted(files_linked(page))
        yield page
