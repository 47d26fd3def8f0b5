"""content/ -> the folders that hold a report, and whatever an editor may have meant as one.

Nothing vanishes in silence. Names that begin with a dot or end with '~' belong to tools; only a
report among them is looked for.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from . import characters
from .model import Place, Problem

REPORT, LEDGER, REVIEW, SETTINGS = "report.md", "ledger.json", "review.yaml", "site.yaml"
CHANGES, INDICATORS, METRICS = "changes.yaml", "indicators.yaml", "metrics.yaml"
ENGLISH, LOCK = "report.en.md", "anchors.lock"
FILES = (REPORT, LEDGER, REVIEW, SETTINGS, CHANGES, INDICATORS, METRICS, ENGLISH, LOCK)
ABOUT = ("readme.md", "license")
"""Files about content/, not of it."""
SOURCE = re.compile(r"source\.(?:txt|pdf|docx?|html)")
"""An .svg could run a program at the address of the site; a web page is published as text."""
FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = {
    *("zh-hant", "zh-hans", "en", "search", "data", "compare", "quality", "assets", "pagefind")
}
"""First parts of addresses that the site itself uses."""

Entry = os.DirEntry[str]


def report_folders(content: Path) -> tuple[list[Path], list[Problem]]:
    """Those that can be read, in order; the problems say why the others cannot."""
    folders: list[Path] = []
    problems: list[Problem] = []
    waiting = [content]
    while waiting:
        folder = waiting.pop()
        try:
            entries = _entries(folder)
        except OSError as error:
            problems.append(unreadable(folder, error))
            continue
        found = list(_problems(folder, entries, content))
        problems += found
        if _has_report(entries) and not any(problem.fatal for problem in found):
            folders.append(folder)
        waiting += (Path(entry.path) for entry in entries if _is_folder(entry))
    return sorted(folders), problems


def _entries(folder: Path) -> list[Entry]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _problems(folder: Path, entries: Sequence[Entry], content: Path) -> Iterator[Problem]:
    if any(part.startswith(".") for part in folder.relative_to(content).parts):
        return
    for entry in entries:
        if not _is_of_a_tool(entry.name):
            yield from _entry_problems(entry)
    if folder != content and not _has_report(entries):
        yield from _gaps(folder, entries)


def _has_report(entries: Sequence[Entry]) -> bool:
    """By name, whatever it is: a link or a folder of this name is a problem of its own."""
    return any(_is_of_report(_plain(entry.name)) for entry in entries)


def _plain(name: str) -> str:
    """As file systems, keyboards and eyes may take it: full width, ligatures and case folded."""
    return unicodedata.normalize("NFKC", name).lower()


def _is_of_report(name: str) -> bool:
    return name == REPORT or name.startswith("source.")


def _is_folder(entry: Entry) -> bool:
    return entry.is_dir(follow_symlinks=False) and not _is_of_report(entry.name)


def _is_of_a_tool(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~")


def _entry_problems(entry: Entry) -> Iterator[Problem]:
    place, name = Place(shown(Path(entry.path))), _plain(entry.name)
    is_ours = name in FILES or name.startswith("source.")
    is_file = entry.is_file(follow_symlinks=False)
    if entry.is_symlink():
        yield Problem(place, "this is a link, and links are not followed", "put the file itself")
    elif is_ours and name != entry.name:
        yield Problem(place, f"{entry.name!r} is not {name!r}", f"rename it to {name}")
    elif is_ours and not is_file:
        yield Problem(place, "this is not a file", "give it another name, or remove it")
    elif name.startswith("source.") and not SOURCE.fullmatch(name):
        kinds = "source.txt, source.pdf, source.docx and source.html can be published"
        yield Problem(place, "a source of this kind is not published", kinds)
    elif is_file and not is_ours and name not in ABOUT:
        yield Problem(place, "this file is not used", "rename it, or remove it", fatal=False)


def _gaps(folder: Path, entries: Sequence[Entry]) -> Iterator[Problem]:
    """A page that was there must not vanish; a new folder may wait for its report."""
    place = Place(shown(folder))
    names = {entry.name for entry in entries}
    if left := sorted(names & {LEDGER, REVIEW, CHANGES, METRICS, ENGLISH}):
        yield Problem(
            Place(f"{place.path}/{REPORT}"),
            f"the file is missing beside {' and '.join(left)}",
            "put it back, or remove the folder",
        )
    elif not any(_is_folder(entry) for entry in entries):
        yield Problem(
            place,
            "there is no report in this folder",
            f"add one: build.py ingest FILE --to {place.path}",
            fatal=False,
        )


def address_problems(path: str, place: Place) -> Iterator[Problem]:
    parts = path.split("/")
    if parts[0] in RESERVED:
        yield Problem(place, f"{parts[0]!r} is an address of the site itself", "rename the folder")
    if "source" in parts[1:]:
        message = "'source' is the page that proves the report above it"
        yield Problem(place, message, "rename the folder")
    if not all(FOLDER.fullmatch(part) for part in parts):
        yield Problem(
            place,
            f"{path!r} cannot be an address",
            "use lower-case ASCII letters, digits and '-': futian/2022-plan",
        )


def unreadable(path: Path, error: OSError) -> Problem:
    return Problem(Place(shown(path)), f"cannot be read: {error.strerror}", "allow it, or move it")


def report_of(place: Place, content: Path) -> str:
    """The address of the report that ``place`` is a part of; empty for what all reports share."""
    path, root = PurePosixPath(place.path), PurePosixPath(shown(content))
    if not path.is_relative_to(root):
        return ""
    found = path.relative_to(root)
    folder = found.parent if found.suffix else found
    return "" if folder == PurePosixPath() else folder.as_posix()


def shown(path: Path) -> str:
    """As an editor can open it: from the current folder where it lies there, else whole."""
    whole, here = path.absolute(), Path.cwd()
    found = (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
    return characters.visible(found)
