"""The only part of ingest that touches the disk: a raw file in, a folder of content/ out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..ledger import to_json
from ..model import ContentError, Place, Problem
from . import review as reviews
from .doubts import Decision
from .draft import Counts, Places, draft

REPORT, LEDGER, REVIEW = "report.md", "ledger.json", "review.yaml"

_SAME = {".htm": ".html", ".shtml": ".html", ".wps": ".doc", ".md": ".txt", "": ".txt"}
"""Names for the same format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What was written to ``folder``. ``open`` are the decisions that nobody has taken yet."""

    folder: Path
    counts: Counts
    open: tuple[Decision, ...]
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        c = self.counts
        dropped = ", ".join(f"{reason} {n}" for reason, n in c.dropped)
        return "\n".join(
            (
                f"{self.folder}: proved, {c.pages or 'unknown'} pages, {c.headings} headings, "
                f"{c.paragraphs} paragraphs, {c.items} list items, {c.table_rows} table rows, "
                f"{c.joins} lines joined",
                f"  dropped: {dropped or 'nothing'}",
                f"  open decisions: {len(self.open)}",
                *(f"    {d.at} {d.kind}: {d.text} ({d.chose})" for d in self.open),
            )
        )


def ingest(file: Path, folder: Path) -> Ingested:
    """Write report.md, source.*, ledger.json and review.yaml, all of them or none.

    Raise `ContentError` with everything that has to be put right first.
    """
    data = _source(file)
    place = Places(source=Place(str(file)), review=Place(str(folder / REVIEW)))
    review = reviews.read(_review(folder / REVIEW), place.review.path)
    done = draft(data, review, place)
    files = {
        done.ledger.source: data,
        REPORT: done.report.encode(),
        LEDGER: to_json(done.ledger).encode(),
        REVIEW: done.review_yaml.encode(),
    }
    _write(folder, files)
    return Ingested(
        folder=folder,
        counts=done.counts,
        open=done.review.open,
        problems=(*_misnamed(file, done.ledger.source), *done.problems),
    )


def _misnamed(file: Path, source: str) -> Iterator[Problem]:
    """The format is told by the content; a name that says another is worth a look."""
    named, found = file.suffix.lower(), Path(source).suffix
    if _SAME.get(named, named) != found:
        yield Problem(
            Place(str(file)),
            f"the name says {named}, but the file is a {found} file and was read as one",
            "ask whether this is the file that the issuer gave out",
            fatal=False,
        )


def _source(file: Path) -> bytes:
    place = Place(str(file))
    if file.is_dir():
        raise ContentError(Problem(place, "this is a folder", "name the file of the report"))
    try:
        return file.read_bytes()
    except OSError as error:
        raise ContentError(Problem(place, f"cannot be read: {error.strerror}")) from error


def _review(file: Path) -> str:
    try:
        return file.read_bytes().decode() if file.exists() else ""
    except OSError as error:
        raise ContentError(
            Problem(Place(str(file)), f"cannot be read: {error.strerror}")
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(
            Problem(Place(str(file), line), "this is not UTF-8", "save the file as UTF-8")
        ) from error


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Each file is complete before the first one is put in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            _beside(folder, name).write_bytes(data)
        for name in files:
            _beside(folder, name).replace(folder / name)
    except OSError as error:
        with suppress(OSError):
            for name in files:
                _beside(folder, name).unlink(missing_ok=True)
        raise ContentError(
            Problem(Place(str(folder)), f"cannot be written: {error.strerror}")
        ) from error


def _beside(folder: Path, name: str) -> Path:
    return folder / f".{name}.new"
