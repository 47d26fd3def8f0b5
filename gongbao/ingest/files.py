"""The only part of ingest that touches the disk: a raw file in, a folder of content/ out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..ledger import to_json
from ..model import ContentError, Place, Problem
from . import review as reviews
from .doubts import Decision
from .draft import SOURCE_NAME, Counts, Places, draft

REPORT, LEDGER, REVIEW = "report.md", "ledger.json", "review.yaml"

_NOT_READ_YET = frozenset({".pdf", ".doc", ".docx", ".wps", ".htm", ".html", ".odt", ".rtf"})


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
    """Write report.md, source.txt, ledger.json and review.yaml, all of them or none.

    Raise `ContentError` with everything that has to be put right first.
    """
    data = _source(file)
    place = Places(source=Place(str(file)), review=Place(str(folder / REVIEW)))
    review = reviews.read(_review(folder / REVIEW), place.review.path)
    done = draft(data, review, place)
    files = {
        SOURCE_NAME: data,
        REPORT: done.report.encode(),
        LEDGER: to_json(done.ledger).encode(),
        REVIEW: done.review_yaml.encode(),
    }
    _write(folder, files)
    return Ingested(
        folder=folder,
        counts=done.counts,
        open=done.review.open,
        problems=done.problems,
    )


def _source(file: Path) -> bytes:
    place = Place(str(file))
    if file.is_dir():
        raise ContentError(Problem(place, "this is a folder", "name the file of the report"))
    if file.suffix.lower() in _NOT_READ_YET:
        raise ContentError(
            Problem(place, f'"{file.suffix}" is not read yet', "save it as text and ingest that")
        )
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
