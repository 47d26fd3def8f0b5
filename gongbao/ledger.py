"""The proof that nothing was lost: the source is what report.md kept and the ledger dropped."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from .model import ContentError, Dropped, Kept, Ledger, Place, Problem

VERSION = 1
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
"""Those that ingest reads: text gives the bytes back."""
SOURCE = re.compile(r"source\.[a-z0-9]+")
SHA256 = re.compile(r"[0-9a-f]{64}")
SURROGATE = re.compile(r"[\ud800-\udfff]")


def body_of(report_md: str) -> str:
    """The text after the front matter; offsets of the ledger count in it."""
    if not report_md.startswith("---\n"):
        return report_md
    end = report_md.find("\n---\n", 3)
    return report_md if end < 0 else report_md[end + 5 :]


def to_json(ledger: Ledger) -> str:
    """One line a segment, so that a change is one line of a diff."""
    head = {
        "version": VERSION,
        "source": ledger.source,
        "sha256": ledger.sha256,
        "encoding": ledger.encoding,
        "chars": ledger.chars,
        "pages": ledger.pages,
    }
    if ledger.extractor:
        head |= {"extractor": ledger.extractor, "text_sha256": ledger.text_sha256}
    if ledger.body_sha256:
        head |= {"body_sha256": ledger.body_sha256}
    rows = ",\n".join(_compact(_row(segment)) for segment in ledger.segments)
    lines = _compact(head)[:-1] + f',"segments":[\n{rows}\n'
    return lines + _seal(lines)


def _seal(lines: str) -> str:
    """The last line of a ledger: the checksum of all lines above it."""
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return f'],"ledger_sha256":"{digest}"}}\n'


def _is_sealed(text: str) -> bool:
    lines = text[: text.rfind("\n", 0, -1) + 1]
    return text == lines + _seal(lines)


def _row(segment: Kept | Dropped) -> list[object]:
    """``k`` kept, ``g`` kept and generated, ``d`` dropped."""
    if isinstance(segment, Dropped):
        return ["d", segment.start, segment.text, segment.reason]
    kind = "g" if segment.is_generated else "k"
    return [kind, segment.start, segment.length, segment.out]


def from_json(text: str, place: Place) -> Ledger:
    """Raise `ContentError` where the file is not a ledger, or not as ingest wrote it."""
    data = _object(text, place)
    extracted = EXTRACTED if "extractor" in data or "text_sha256" in data else {}
    written = {"body_sha256": HEAD["sha256"]} if "body_sha256" in data else {}
    for key, is_right in {**HEAD, **extracted, **written}.items():
        if key not in data or not is_right(data[key]):
            raise _refused(place, 1, f"{key!r} is missing" if key not in data else f"{key!r}")
    segments = []
    for number, row in enumerate(data["segments"]):
        segment = _segment(row)
        if segment is None:
            raise _refused(place, _line_of(row, number, text), f"segment {number + 1}")
        segments.append(segment)
    if ("body_sha256" in data or "ledger_sha256" in data) and not _is_sealed(text):
        what = "it was changed since ingest wrote it ('ledger_sha256' is not that of its lines)"
        raise _refused(place, 1, what)
    return Ledger(
        source=data["source"],
        sha256=data["sha256"],
        encoding=data["encoding"],
        chars=data["chars"],
        pages=tuple(data["pages"]),
        segments=tuple(segments),
        extractor=data.get("extractor", ""),
        text_sha256=data.get("text_sha256", ""),
        body_sha256=data.get("body_sha256", ""),
    )


def _object(text: str, place: Place) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(place, error.lineno, error.msg) from error
    except (ValueError, RecursionError) as error:
        raise _refused(place, 1, str(error)) from error
    if not isinstance(data, dict):
        raise _refused(place, 1, "'{' was expected")
    return data


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and value >= 0  # True and False are numbers too


def _is_text(value: object) -> TypeGuard[str]:
    """With no lone surrogate, which JSON can spell and no encoding can hold."""
    return isinstance(value, str) and not SURROGATE.search(value)


def _are_offsets(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(_is_count(offset) for offset in value)
        and value == sorted(value)
    )


HEAD: Mapping[str, Callable[[object], bool]] = {
    "version": lambda value: _is_count(value) and value == VERSION,
    "source": lambda value: isinstance(value, str) and SOURCE.fullmatch(value) is not None,
    "sha256": lambda value: isinstance(value, str) and SHA256.fullmatch(value) is not None,
    "encoding": lambda value: isinstance(value, str) and value in ENCODINGS,
    "chars": _is_count,
    "pages": _are_offsets,
    "segments": lambda value: isinstance(value, list),
}


EXTRACTED: Mapping[str, Callable[[object], bool]] = {
    "extractor": lambda value: isinstance(value, str) and value.isprintable(),
    "text_sha256": HEAD["sha256"],
}


def _segment(row: object) -> Kept | Dropped | None:
    match row:
        case ["k" | "g" as kind, start, length, out] if (
            _is_count(start) and _is_count(length) and _is_count(out)
        ):
            return Kept(start, length, out, kind == "g")
        case ["d", start, text, reason] if _is_count(start) and _is_text(text) and _is_text(reason):
            return Dropped(start, text, reason)
    return None


def _line_of(row: object, number: int, text: str) -> int:
    """Where a segment stands, in a file that has one a line; else the first line."""
    lines = text.split("\n")
    line = lines[number + 1] if number + 1 < len(lines) else ""
    return number + 2 if line.rstrip("\r,") == _compact(row) else 1


def _refused(place: Place, line: int, what: str) -> ContentError:
    return ContentError(
        Problem(
            Place(place.path, line),
            f"no ledger can be read from this file: {what}",
            "run 'build.py ingest' on the source again",
        )
    )


def rebuild(body: str, ledger: Ledger) -> str:
    """The text of the source, from the body of report.md and the ledger alone."""
    return "".join(
        body[s.out : s.out + s.length] if isinstance(s, Kept) else s.text for s in ledger.segments
    )


def is_proved(body: str, ledger: Ledger) -> bool:
    """The segments tile the source, no character is used twice, and the text is the source's."""
    return _tiles(ledger, len(body)) and _is_text_of(rebuild(body, ledger), ledger)


def fits(text: str, ledger: Ledger) -> bool:
    """``text`` is that of the source, and the ledger says of each of its characters where it is."""
    return (
        _tiles(ledger)
        and len(text) == ledger.chars
        and all(
            text.startswith(segment.text, segment.start)
            for segment in ledger.segments
            if isinstance(segment, Dropped)
        )
        and _is_text_of(text, ledger)
    )


def _tiles(ledger: Ledger, body_length: int | None = None) -> bool:
    at = 0
    for segment in ledger.segments:
        if segment.start != at:
            return False
        at += segment.length if isinstance(segment, Kept) else len(segment.text)
    # No offset is looked at one by one before this: a line of JSON can claim a billion of them.
    used = 0
    for kept in _in_order_of_body(ledger):
        if kept.out < used:
            return False
        used = kept.out + kept.length
    return at == ledger.chars and (body_length is None or used <= body_length)


def _is_text_of(text: str, ledger: Ledger) -> bool:
    try:
        data = text.encode(ledger.encoding)
    except UnicodeEncodeError:
        return False
    return hashlib.sha256(data).hexdigest() == (ledger.text_sha256 or ledger.sha256)


def kept_text(body: str, ledger: Ledger) -> str:
    """The kept characters in the order of report.md: what the article must show, all of it."""
    return "".join(body[s.out : s.out + s.length] for s in _in_order_of_body(ledger))


def kept_offsets(ledger: Ledger) -> tuple[int, ...]:
    """For each character of `kept_text` its offset in the source; of a proved ledger only."""
    return tuple(s.start + i for s in _in_order_of_body(ledger) for i in range(s.length))


def _in_order_of_body(ledger: Ledger) -> list[Kept]:
    kept = (segment for segment in ledger.segments if isinstance(segment, Kept))
    return sorted(kept, key=lambda segment: (segment.out, segment.length))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
