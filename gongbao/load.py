"""content/ -> Sources. The only stage that reads ``content/``; it reports every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from . import fields, ledger
from .fields import Fields, Items, Node, Scalar
from .model import (
    ContentError,
    Ledger,
    Place,
    Problem,
    Publisher,
    SiteSettings,
    Source,
    SourceFile,
    Sources,
)

FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = {"zh-hant", "zh-hans", "en", "search", "data", "compare", "quality", "assets"}
"""First parts of addresses that the site itself uses."""

T = TypeVar("T")
SETTINGS_KEYS = ("title", "base_url", "languages", "publisher", "licence", "bodies")
LANGUAGES = ("zh-Hans", "zh-Hant")
BASE_URL = re.compile(r"https?://[^\s/]+(?:/[^\s?#]*)?")


def load(content: Path) -> tuple[Sources | None, tuple[Problem, ...]]:
    """What could be read, and all that is wrong with the rest; None without usable settings."""
    if not content.is_dir():
        missing = Problem(Place(str(content)), "there is no such folder", "give it by --content")
        return None, (missing,)
    problems: list[Problem] = []
    settings = _collected(problems, lambda: _settings(content))
    folders = sorted({path.parent for path in content.rglob("*") if _belongs_to_report(path)})
    sources = [
        source
        for folder in folders
        if (source := _collected(problems, partial(_source, content, folder))) is not None
    ]
    if not folders:
        problems.append(
            Problem(
                Place(content.name),
                "there is no report in this folder",
                "add one: build.py ingest FILE --to content/PATH",
            )
        )
    return (Sources(settings, tuple(sources)) if settings else None), tuple(problems)


def _collected(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def _belongs_to_report(path: Path) -> bool:
    return path.is_file() and (path.name == "report.md" or path.name.startswith("source."))


def _text(path: Path, place: Place) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(
            Problem(
                Place(place.path, line),
                f"this is not UTF-8 (byte {error.start}: 0x{data[error.start]:02x})",
                "save the file as UTF-8",
            )
        ) from error
    if not text.strip():
        raise ContentError(Problem(place, "the file is empty", "write it, or remove the folder"))
    return text.replace("\r\n", "\n")


def _source(content: Path, folder: Path) -> Source:
    path = folder.relative_to(content).as_posix()
    shown = Path(content.name, path)
    place = Place((shown / "report.md").as_posix(), 1)
    problems = tuple(_folder_problems(path, Place(shown.as_posix())))
    if problems:
        raise ContentError(*problems)
    if not (folder / "report.md").is_file():
        raise ContentError(
            Problem(
                Place(place.path),
                "the file is missing",
                f"build.py ingest {shown.as_posix()}/source.txt",
            )
        )
    text = _text(folder / "report.md", place)
    originals = sorted(folder.glob("source.*"))
    return Source(
        path=path,
        place=place,
        text=text,
        ledger=_ledger(folder / "ledger.json", Place((shown / "ledger.json").as_posix(), 1)),
        original=SourceFile(originals[0].name, originals[0].read_bytes()) if originals else None,
        open_decisions=_open_decisions(folder / "review.yaml", (shown / "review.yaml").as_posix()),
    )


def _folder_problems(path: str, place: Place) -> Iterator[Problem]:
    parts = path.split("/")
    if parts[0] in RESERVED:
        yield Problem(place, f"{parts[0]!r} is an address of the site itself", "rename the folder")
    if not all(FOLDER.fullmatch(part) for part in parts):
        yield Problem(
            place,
            f"{path!r} cannot be an address",
            "use lower-case ASCII letters, digits and '-': futian/2022-plan",
        )


def _ledger(path: Path, place: Place) -> Ledger | None:
    return ledger.from_json(_text(path, place), place) if path.is_file() else None


def _open_decisions(path: Path, shown: str) -> int:
    if not path.is_file():
        return 0
    review = fields.read(_text(path, Place(shown, 1)), shown)
    decisions, matter = review.get("decisions"), review.get("front_matter")
    nodes = list(decisions.items) if isinstance(decisions, Items) else []
    nodes += [node for _, node in matter.entries] if isinstance(matter, Fields) else []
    return sum(_is_open(node) for node in nodes)


def _is_open(node: Node) -> bool:
    """``place: 福田区`` is a decision as well; one with keys says its own under ``say``."""
    say = node.get("say") if isinstance(node, Fields) else node
    return not isinstance(say, Scalar) or say.text in (None, "open")


# ---------------------------------------------------------------- content/site.yaml


def _settings(content: Path) -> SiteSettings:
    shown = f"{content.name}/site.yaml"
    place = Place(shown, 1)
    if not (content / "site.yaml").is_file():
        raise ContentError(
            Problem(Place(shown), "the file is missing", "write it: title, base_url, publisher …")
        )
    found = fields.read(_text(content / "site.yaml", place), shown)
    problems = list(fields.unknown_keys(found, SETTINGS_KEYS))
    for key in ("title", "base_url", "publisher", "licence"):
        if found.get(key) is None:
            problems.append(Problem(place, f"{key!r} is missing", f"add a line '{key}: …'"))
    settings = SiteSettings(
        title=_word(found, "title", problems),
        base_url=_word(found, "base_url", problems).rstrip("/") + "/",
        languages=_languages(found, problems),
        publisher=_publisher(found, problems),
        licence=_word(found, "licence", problems),
        bodies=_bodies(found, problems),
        place=place,
    )
    if found.get("base_url") and not is_base_url(settings.base_url):
        problems.append(
            Problem(place, f"'base_url' cannot be {settings.base_url!r}", "https://example.org/")
        )
    if problems:
        raise ContentError(*problems)
    return settings


def is_base_url(url: str) -> bool:
    return BASE_URL.fullmatch(url) is not None


def _word(found: Fields, key: str, problems: list[Problem]) -> str:
    node = found.get(key)
    if node is None:
        return ""
    if not isinstance(node, Scalar) or not (node.text or "").strip():
        problems.append(Problem(node.place, f"{key!r} must be one value", f"write '{key}: …'"))
        return ""
    return node.text or ""


def _languages(found: Fields, problems: list[Problem]) -> tuple[str, ...]:
    node = found.get("languages")
    if node is None:
        return LANGUAGES
    names = [i.text for i in node.items if isinstance(i, Scalar)] if isinstance(node, Items) else []
    chosen = tuple(name for name in LANGUAGES if name in names)
    if len(chosen) != len(names) or LANGUAGES[0] not in chosen:
        allowed = ", ".join(LANGUAGES)
        problems.append(
            Problem(node.place, "'languages' is not right", f"a list, zh-Hans first; of {allowed}")
        )
    return chosen


def _publisher(found: Fields, problems: list[Problem]) -> Publisher:
    node = found.get("publisher")
    if not isinstance(node, Fields):
        return Publisher(_word(found, "publisher", problems))
    problems += fields.unknown_keys(node, ("name", "url"))
    return Publisher(_word(node, "name", problems), _word(node, "url", problems))


def _bodies(found: Fields, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    node = found.get("bodies")
    if node is None:
        return ()
    if not isinstance(node, Fields):
        problems.append(Problem(node.place, "'bodies' must have keys", "futian: 深圳市福田区"))
        return ()
    return tuple((key, _word(node, key, problems)) for key, _ in node.entries)
