"""The front matter of report.md: what the source prints, then what an editor has decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from ..model import Kind, Place, Problem, Provenance, SourceKind
from .blocks import Block
from .doubts import OPEN
from .title import iso_date
from .yaml_text import dumped, number_or_text

KEYS = ("place", "issuer", "kind", "period", "date", "provenance", "provenance_note", "url")
"""What an editor may set under ``front_matter:`` in review.yaml; titles are only ever printed."""

PERIOD = re.compile(r"\d{4}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("计划执行情况", "plan-report"),
    ("发展计划", "plan-report"),
    ("工作总结", "work-summary"),
    ("工作报告", "work-report"),
)
_YEAR = re.compile(r"(?P<year>\d{4})\s*年\s*(?P<part>[上下]半年|第?[一二三四1-4]季度)?")
_PARTS = {"上半年": "H1", "下半年": "H2"} | {
    f"{ordinal}{digit}季度": f"Q{i}"
    for i, digits in enumerate(("一1", "二2", "三3", "四4"), 1)
    for digit in digits
    for ordinal in ("第", "")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """An editor's value for a key of the front matter; ``say`` may be ``open``."""

    key: str
    say: str
    why: str
    by: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of the source file."""

    file: str
    sha256: str
    kind: SourceKind
    pages: int
    links: tuple[str, ...]


def printed(blocks: tuple[Block, ...]) -> dict[str, str]:
    """What the title block says of the report; a key that it does not say is absent."""
    said: dict[str, str] = {}
    for block in blocks:
        if block.role in ("title", "subtitle", "issuer", "date"):
            said.setdefault(block.role, block.text.replace("\n", " "))
    if date := iso_date(said.pop("date", "")):
        said["date"] = date
    title = said.get("title", "")
    kinds = [kind for words, kind in _KINDS if words in title]
    year = _YEAR.search(title)
    if kinds:
        said["kind"] = kinds[0]
    if year:
        part = _PARTS.get(year["part"] or "")
        said["period"] = f"{year['year']}-{part}" if part else year["year"]
    return said


def decided(found: Mapping[str, str], fields: tuple[Field, ...]) -> dict[str, str]:
    """What the source prints, overruled by the editor."""
    said = {field.key: field.say for field in fields if field.say != OPEN}
    return {"provenance": "unknown"} | dict(found) | said


def wrong(fields: tuple[Field, ...]) -> Iterator[Problem]:
    """A value that the front matter does not allow."""
    for field in fields:
        if field.say == OPEN:
            continue
        hint = _hint(field.key, field.say)
        if hint:
            yield Problem(field.place, f'"{field.say}" cannot be the {field.key}', hint)


def _hint(key: str, value: str) -> str:
    if key == "kind" and value not in get_args(Kind):
        return f"one of {', '.join(get_args(Kind))}"
    if key == "provenance" and value not in get_args(Provenance):
        return f"one of {', '.join(get_args(Provenance))}"
    if key == "period" and not PERIOD.fullmatch(value):
        return "write it as 2024, 2024-H1, 2024-Q3 or 2024-09"
    if key == "date" and not DATE.fullmatch(value):
        return "write it as 2024, 2024-09 or 2024-09-30"
    return "" if value else "leave the key out where nothing is known"


def to_yaml(said: Mapping[str, str], facts: SourceFacts) -> str:
    """The front matter with its two fences; keys in the order of the contract."""
    source: dict[str, object] = {"file": facts.file, "sha256": facts.sha256, "kind": facts.kind}
    if facts.pages:
        source["pages"] = facts.pages
    if "url" in said:
        source["url"] = said["url"]
    order = (
        "subtitle", "issuer", "place", "kind", "period", "date", "provenance", "provenance_note",
    )  # fmt: skip
    said = {"kind": "other"} | dict(said)
    data: dict[str, object] = {"title": said.get("title")}
    data |= {key: number_or_text(said[key]) for key in order if key in said}
    data["source"] = source
    if facts.links:
        data["links"] = list(facts.links)
    return f"---\n{dumped(data)}---\n"
