"""content/ -> Sources. With ``folders`` the only part that reads it; it reports every problem."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from . import characters, fields, indicators, ledger, limits, promises, versions
from .corrections import metric_corrections
from .fields import Fields, Items, Node, Scalar
from .folders import (
    CHANGES,
    ENGLISH,
    INDICATORS,
    LEDGER,
    METRICS,
    REPORT,
    REVIEW,
    SETTINGS,
    SOURCE,
    address_problems,
    report_folders,
    shown,
    unreadable,
)
from .model import (
    ContentError,
    Ledger,
    Lock,
    MetricCorrection,
    Place,
    Problem,
    Registry,
    SiteSettings,
    Source,
    SourceFile,
    Sources,
    Translation,
    VersionNote,
)
from .settings import settings
from .translation import translation

T = TypeVar("T")


def load(
    content: Path, base_url: str = "", is_known: Callable[[str], bool] = lambda path: False
) -> tuple[Sources | None, tuple[Problem, ...]]:
    """What could be read, and all that is wrong with the rest; None without usable settings.

    A given ``base_url`` stands in the place of the one of site.yaml. ``is_known``: a report that
    need not be read, because it was before, from the same files.
    """
    if not content.is_dir():
        missing = Problem(Place(str(content)), "there is no such folder", "give it by --content")
        return None, (missing,)
    problems: list[Problem] = []
    read = _collected(problems, partial(_settings, content, base_url))
    registry = _collected(problems, partial(_registry, content / INDICATORS))
    folders, more = report_folders(content)
    problems += more
    sources = [
        source
        for folder in folders
        if not is_known(folder.relative_to(content).as_posix())
        and (source := _collected(problems, partial(source_in, content, folder))) is not None
    ]
    if not folders:
        problems.append(
            Problem(
                Place(shown(content)),
                "there is no report in this folder",
                "add one: build.py ingest FILE --to content/PATH",
            )
        )
    if read is None:
        return None, tuple(problems)
    site, warnings = read
    return Sources(site, tuple(sources), registry or Registry()), (*problems, *warnings)


def _collected(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def _settings(content: Path, base_url: str) -> tuple[SiteSettings, tuple[Problem, ...]]:
    file = shown(content / SETTINGS)
    if not (content / SETTINGS).is_file():
        raise ContentError(
            Problem(Place(file), "the file is missing", "write it: title, base_url, publisher …")
        )
    return settings(_text(content / SETTINGS), file, base_url)


def _registry(path: Path) -> Registry:
    """Without the file nothing is registered: numbers have only the words of their report."""
    return indicators.registry(_text(path), shown(path)) if path.is_file() else Registry()


# ---------------------------------------------------------------- one folder


def source_in(content: Path, folder: Path) -> Source:
    """Raise `ContentError` with all that is wrong in the folder of one report."""
    path = folder.relative_to(content).as_posix()
    problems = list(address_problems(path, Place(shown(folder))))
    if not problems and not (folder / REPORT).is_file():
        again = f"build.py ingest {shown(folder)}/source.txt"
        problems.append(Problem(Place(shown(folder / REPORT)), "the file is missing", again))
    if problems:
        raise ContentError(*problems)
    text = _collected(problems, partial(_report, folder / REPORT))
    found = _collected(problems, partial(_ledger, folder / LEDGER))
    lock = _collected(problems, partial(_lock, folder / promises.FILE))
    decisions = _collected(problems, partial(_open_decisions, folder / REVIEW))
    version_note = _collected(problems, partial(_version_note, folder / CHANGES))
    metrics = _collected(problems, partial(_metric_corrections, folder / METRICS))
    english = _collected(problems, partial(_translation, folder / ENGLISH))
    if text is None or lock is None or problems:
        raise ContentError(*problems)
    return Source(
        path=path,
        place=Place(shown(folder / REPORT), 1),
        text=text,
        ledger=found,
        original=_original(folder, found),
        lock=lock,
        open_decisions=decisions or 0,
        version_note=version_note,
        metric_corrections=metrics or (),
        translation=english,
    )


def _report(path: Path) -> str:
    text = _text(path)
    if problems := tuple(characters.problems(text, Place(shown(path), 1))):
        raise ContentError(*problems)
    return text


def _ledger(path: Path) -> Ledger | None:
    return ledger.from_json(_text(path), Place(shown(path), 1)) if path.is_file() else None


def _lock(path: Path) -> Lock:
    return promises.from_json(_text(path), Place(shown(path), 1)) if path.is_file() else Lock()


def _version_note(path: Path) -> VersionNote | None:
    return versions.version_note(_text(path), shown(path)) if path.is_file() else None


def _metric_corrections(path: Path) -> tuple[MetricCorrection, ...]:
    return metric_corrections(_text(path), shown(path)) if path.is_file() else ()


def _translation(path: Path) -> Translation | None:
    return translation(_report(path), shown(path)) if path.is_file() else None


def _original(folder: Path, found: Ledger | None) -> SourceFile | None:
    """The source that the ledger speaks of; without a ledger the only one there is."""
    names = sorted(path.name for path in folder.iterdir() if SOURCE.fullmatch(path.name))
    if not names:
        return None
    if found is None and len(names) > 1:
        message = f"no ledger says which is the source: {', '.join(names)}"
        raise ContentError(Problem(Place(shown(folder)), message, "keep one, or ingest one"))
    name = found.source if found else names[0]
    if name not in names:
        raise ContentError(
            Problem(
                Place(shown(folder / LEDGER), 1),
                f"the ledger is that of {name!r}, which is not in the folder",
                f"put it back, or ingest again: build.py ingest {shown(folder / names[0])}",
            )
        )
    return SourceFile(name, _bytes(folder / name))


def _open_decisions(path: Path) -> int:
    if not path.is_file():
        return 0
    review = fields.read(_text(path), shown(path))
    decisions, matter = review.get("decisions"), review.get("front_matter")
    nodes = list(decisions.items) if isinstance(decisions, Items) else []
    nodes += [node for _, node in matter.entries] if isinstance(matter, Fields) else []
    return sum(_is_open(node) for node in nodes)


def _is_open(node: Node) -> bool:
    """``place: 福田区`` is a decision as well; one with keys says its own under ``say``."""
    say = node.get("say") if isinstance(node, Fields) else node
    return not isinstance(say, Scalar) or say.text in (None, "open")


# ---------------------------------------------------------------- one file


def _text(path: Path) -> str:
    """With ``\\n`` at the end of each line, the last one too."""
    place = Place(shown(path), 1)
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(
            Problem(
                Place(place.path, line),
                f"this is not UTF-8 (byte {error.start}: 0x{error.object[error.start]:02x})",
                "save the file as UTF-8",
            )
        ) from error
    if not text.strip():
        what = "the folder" if path.name == REPORT else "it"
        raise ContentError(Problem(place, "the file is empty", f"write it, or remove {what}"))
    text = text.replace("\r\n", "\n")
    return text if text.endswith("\n") else text + "\n"


def _bytes(path: Path) -> bytes:
    """Weighed before it is read: a file of any size may lie there."""
    try:
        if problem := limits.file_problem(path.name, path.stat().st_size, Place(shown(path))):
            raise ContentError(problem)
        return path.read_bytes()
    except OSError as error:
        raise ContentError(unreadable(path, error)) from error
