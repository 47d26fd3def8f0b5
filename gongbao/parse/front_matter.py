"""The YAML at the head of report.md -> FrontMatter. Unknown keys are errors; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar, get_args

from .. import fields
from ..fields import Fields, Items, Scalar
from ..model import (
    ContentError,
    FrontMatter,
    Kind,
    Period,
    Place,
    Problem,
    Provenance,
    SourceKind,
    SourceNote,
)

KEYS = (
    "title",
    "subtitle",
    "issuer",
    "place",
    "kind",
    "period",
    "date",
    "provenance",
    "provenance_note",
    "source",
    "links",
)
REQUIRED = ("title", "kind", "period", "provenance")
SOURCE_KEYS = ("file", "sha256", "kind", "pages", "url")
PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
SHA256 = re.compile(r"[0-9a-f]{64}")
T = TypeVar("T")
WEB = re.compile(r"https?://[^\s<>\"]+")


def front_matter(text: str, place: Place, problems: list[Problem]) -> FrontMatter | None:
    """None where it cannot be made; then ``problems`` says why."""
    try:
        found = fields.read(_yaml_of(text, place), place.path, line=2)
    except ContentError as error:
        problems += error.problems
        return None
    before = len(problems)
    problems += fields.unknown_keys(found, KEYS)
    reader = _Reader(found, problems)
    matter = FrontMatter(
        title=reader.words("title"),
        subtitle=reader.words("subtitle"),
        issuer=reader.words("issuer"),
        place_name=reader.words("place"),
        kind=reader.one_of("kind", get_args(Kind)),
        period=Period(reader.matching("period", PERIOD, "2022, 2024-H1, 2024-Q3 or 2024-09")),
        date=reader.day("date") or None,
        provenance=reader.one_of("provenance", get_args(Provenance)),
        provenance_note=reader.words("provenance_note"),
        source=_source(found, problems),
        links=_links(found, problems),
    )
    for key in REQUIRED:
        if found.get(key) is None:
            hint = "add 'title: …', or 'title: null' if the source prints none"
            problems.append(
                Problem(
                    Place(place.path, 1),
                    f"front matter has no {key!r}",
                    hint if key == "title" else f"add a line '{key}: …'",
                )
            )
    return matter if len(problems) == before else None


def _yaml_of(text: str, place: Place) -> str:
    lines = text.split("\n")
    if lines[0] != "---":
        raise ContentError(
            Problem(
                Place(place.path, 1),
                "front matter is missing",
                "begin with a line '---', then title, kind, period, provenance, then '---'",
            )
        )
    if "---" not in lines[1:]:
        raise ContentError(
            Problem(
                Place(place.path, 1),
                "front matter has no end",
                "put a line '---' between the front matter and the text",
            )
        )
    return "\n".join(lines[1 : lines.index("---", 1)])


class _Reader:
    """Reads values of known shape; what does not fit goes to ``problems``."""

    def __init__(self, found: Fields, problems: list[Problem]) -> None:
        self.found = found
        self.problems = problems

    def words(self, key: str) -> str | None:
        node = self.found.get(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong(node.place, f"{key!r} must be one value", f"write '{key}: …' in one line")
            return None
        if node.text is not None and not node.text.strip():
            self.wrong(node.place, f"{key!r} is empty", "fill it in, or remove the line")
            return None
        return node.text

    def one_of(self, key: str, choices: tuple[T, ...]) -> T:
        value = self.words(key)
        if value in choices:
            return choices[choices.index(value)]
        node = self.found.get(key)
        if node is not None:
            allowed = ", ".join(map(str, choices))
            self.wrong(node.place, f"{key!r} cannot be {value!r}", f"one of: {allowed}")
        return choices[0]

    def matching(self, key: str, pattern: re.Pattern[str], example: str) -> str:
        value = self.words(key)
        node = self.found.get(key)
        if node is None:
            return ""
        if value is None or not pattern.fullmatch(value):
            self.wrong(node.place, f"{key!r} cannot be {value!r}", f"write it as {example}")
            return ""
        return value

    def day(self, key: str) -> str:
        """A day that is in the calendar."""
        example = "2023-01-16, 2023-01 or 2023"
        value = self.matching(key, DATE, example)
        node = self.found.get(key)
        try:
            date.fromisoformat((value + "-01-01")[:10] if value else "2000-01-01")
        except ValueError:
            assert node
            self.wrong(node.place, f"{key!r} cannot be {value!r}", f"write it as {example}")
            return ""
        return value

    def wrong(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(place, message, hint))


def _source(found: Fields, problems: list[Problem]) -> SourceNote | None:
    node = found.get("source")
    if node is None:
        return None
    if not isinstance(node, Fields):
        problems.append(Problem(node.place, "'source' must have keys", "file, sha256, kind"))
        return None
    problems += fields.unknown_keys(node, SOURCE_KEYS)
    missing = [key for key in ("file", "sha256", "kind") if node.get(key) is None]
    if missing:
        what = ", ".join(missing)
        problems.append(Problem(node.place, f"'source' has no {what}", "add it, or ingest again"))
        return None
    reader = _Reader(node, problems)
    pages = reader.matching("pages", re.compile(r"[1-9]\d{0,4}"), "12")
    return SourceNote(
        file=reader.matching("file", re.compile(r"source\.[a-z0-9]+"), "source.txt"),
        sha256=reader.matching("sha256", SHA256, "64 hexadecimal digits"),
        kind=reader.one_of("kind", get_args(SourceKind)),
        pages=int(pages) if pages else None,
        url=reader.matching("url", WEB, "https://…") or None,
    )


def _links(found: Fields, problems: list[Problem]) -> tuple[str, ...]:
    node = found.get("links")
    if node is None:
        return ()
    if not isinstance(node, Items):
        problems.append(
            Problem(node.place, "'links' must be a list", "write '  - https://…' lines")
        )
        return ()
    for item in node.items:
        if not isinstance(item, Scalar) or not WEB.fullmatch(item.text or ""):
            problems.append(Problem(item.place, "this is not a web address", "write https://…"))
    return tuple(item.text or "" for item in node.items if isinstance(item, Scalar))
