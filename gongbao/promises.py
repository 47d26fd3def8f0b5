"""anchors.lock: the ids that a report has promised, a line each, so that a change is one line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .model import (
    Alias,
    AnchoredReport,
    ContentError,
    Heading,
    Lock,
    Paragraph,
    Place,
    Problem,
    Promise,
    Table,
    head_words,
    joined,
    row_words,
    text,
)

FILE = "anchors.lock"
VERSION = 1
PARTS = ("sentence", "row", "note")
KINDS = ("section", "annex", "paragraph", "annex-ref", "table", *PARTS)
MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7}).*", re.MULTILINE)
AGAIN = "take the file as it was last published (git checkout)"
ONE = "keep the line that was published first"


def to_json(lock: Lock) -> str:
    promises = ",\n".join(_compact([p.id, p.kind, p.text]) for p in lock.promises)
    aliases = ",\n".join(_compact([a.id, a.target, a.why]) for a in lock.aliases)
    return f'{{"version":{VERSION},"promises":[\n{promises}\n],"aliases":[\n{aliases}\n]}}\n'


def from_json(words: str, place: Place) -> Lock:
    """Raise `ContentError` where the file is no lock: a build must not forget what it promised."""
    if mark := MERGE_MARK.search(words):
        line = words.count("\n", 0, mark.start()) + 1
        message = f"git left a mark of a merge: {mark[0]!r}"
        hint = "keep the lines of both sides in the order of the text, and take the marks away"
        raise ContentError(Problem(Place(place.path, line), message, hint))
    try:
        data = json.loads(words)
        if data["version"] != VERSION:
            raise ValueError(f"its version is {data['version']!r}, not {VERSION}")
        promises = tuple(Promise(*map(_word, row)) for row in data["promises"])
        lock = Lock(promises, tuple(Alias(*map(_word, row)) for row in data["aliases"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise ContentError(
            Problem(Place(place.path, line), f"no lock can be read from this file: {error}", AGAIN)
        ) from error
    if problems := tuple(_contradictions(lock, words, place)):
        raise ContentError(*problems)
    return lock


def _contradictions(lock: Lock, words: str, place: Place) -> Iterator[Problem]:
    """Each id has one meaning, and an alias leads to a block that has its own."""
    lines = words.splitlines()

    def at(own_id: str) -> Place:
        """The last line that begins with it."""
        found = [n for n, line in enumerate(lines, 1) if line.startswith(f'["{own_id}",')]
        return Place(place.path, found[-1] if found else 0)

    ids = [*(p.id for p in lock.promises), *(a.id for a in lock.aliases)]
    for own_id, count in Counter(ids).items():
        if count > 1:
            yield Problem(at(own_id), f"the id {own_id!r} is promised {count} times", ONE)
    for index, promise in enumerate(lock.promises):
        if promise.kind not in KINDS or (promise.kind in PARTS and not index):
            yield Problem(at(promise.id), f"{promise.kind!r} stands for nothing here", AGAIN)
    blocks = {p.id for p in lock.promises if p.kind not in PARTS}
    for alias in lock.aliases:
        if alias.target not in blocks:
            message = f"{alias.id!r} leads to {alias.target!r}, which is no block"
            yield Problem(at(alias.id), message, AGAIN)


def lock_of(anchored: AnchoredReport) -> Lock:
    """What a build of this report promises."""
    promises: list[Promise] = []
    for one in anchored.blocks:
        block = one.block
        match block:
            case Heading():
                is_annex = (one.id or "").startswith("a") and "-" not in (one.id or "")
                kind = "annex" if is_annex else "section"
                promises.append(Promise(one.id or "", kind, f"{block.number} {joined(block.runs)}"))
            case Paragraph(role=role):
                words = text(block)
                for index, sentence in enumerate(one.sentences):
                    kind = (
                        "sentence" if index else "annex-ref" if role == "annex-ref" else "paragraph"
                    )
                    promises.append(
                        Promise(sentence.id, kind, words[sentence.start : sentence.end])
                    )
            case Table():
                promises.append(Promise(one.id or "", "table", head_words(block)))
                for row_id, row in zip(one.row_ids, block.rows, strict=True):
                    promises.append(Promise(row_id, "row", row_words(row)))
                for note_id, note in zip(one.note_ids, block.notes, strict=True):
                    promises.append(Promise(note_id, "note", joined(note)))
    return Lock(tuple(promises), anchored.aliases)


def keep(folder: Path, words: str) -> None:
    """Write the lock of a report where it has changed."""
    path = folder / FILE
    if not path.is_file() or path.read_text("utf-8") != words:
        partial = path.with_name(f".{FILE}.new")
        partial.write_text(words, "utf-8", newline="\n")
        partial.replace(path)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
