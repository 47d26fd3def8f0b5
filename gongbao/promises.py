"""anchors.lock: the ids that a report has promised, a line each, so that a change is one line."""

from __future__ import annotations

import json
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


def to_json(lock: Lock) -> str:
    promises = ",\n".join(_compact([p.id, p.kind, p.text]) for p in lock.promises)
    aliases = ",\n".join(_compact([a.id, a.target, a.why]) for a in lock.aliases)
    return f'{{"version":1,"promises":[\n{promises}\n],"aliases":[\n{aliases}\n]}}\n'


def from_json(words: str, place: Place) -> Lock:
    """Raise `ContentError` where the file is no lock: a build must not forget what it promised."""
    try:
        data = json.loads(words)
        promises = tuple(Promise(*map(_word, row)) for row in data["promises"])
        return Lock(promises, tuple(Alias(*map(_word, row)) for row in data["aliases"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise ContentError(
            Problem(
                Place(place.path, line),
                f"no lock can be read from this file: {error}",
                "take the file as it was last published (git checkout)",
            )
        ) from error


def lock_of(anchored: AnchoredReport) -> Lock:
    """What a build of this report promises."""
    promises: list[Promise] = []
    for one in anchored.blocks:
        block = one.block
        match block:
            case Heading():
                kind = (
                    "annex"
                    if (one.id or "").startswith("a") and "-" not in (one.id or "")
                    else "section"
                )
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
    return Lock(tuple(promises), anchored.aliases)


def keep(content: Path, anchored: AnchoredReport) -> None:
    """Write the lock where it has changed."""
    path = content / anchored.report.path / FILE
    words = to_json(lock_of(anchored))
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
