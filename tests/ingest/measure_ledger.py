"""The proof: every document of the corpus is rebuilt from it, and any other character breaks it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongbao.ingest import formats, review
from gongbao.ingest.draft import Draft, draft
from gongbao.ledger import body_of, from_json, is_proved, rebuild, to_json
from gongbao.model import ContentError, Place, Source, SourceFile
from gongbao.parse import parse
from tests.ingest.rows import Row
from tests.ingest.support import PERIOD, PLACES

_FOLDERS = ("clean", "web", "docx", "pairs/truth", "pairs/raw", "pairs/raw-blank", "pairs/pdf")
_TRIES = 25
"""Places of each file in which one character is made another."""


def measure(corpus: Path) -> tuple[Row, ...]:
    files = [file for folder in _FOLDERS for file in sorted((corpus / folder).iterdir())]
    done = [(file, _drafted(file)) for file in files if file.suffix in (".txt", ".docx", ".pdf")]
    bodies = [caught for file, one in done for caught in _other_bodies(file, one)]
    ledgers = [caught for _, one in done for caught in _other_ledgers(one)]
    rebuilt = sum(_is_rebuilt(file, one) for file, one in done)
    return (
        Row.share("ledger: source rebuilt from report.md", "100 %", rebuilt, len(done)),
        Row.share("one character of report.md changed: caught", "100 %", sum(bodies), len(bodies)),
        Row.share("one character of a ledger changed: caught", "100 %", sum(ledgers), len(ledgers)),
    )


def _drafted(file: Path) -> Draft:
    return draft(file.read_bytes(), review.read(PERIOD, "review.yaml"), PLACES)


def _is_rebuilt(file: Path, done: Draft) -> bool:
    body = body_of(done.report)
    if file.suffix != ".txt":
        return is_proved(body, done.ledger)
    return rebuild(body, done.ledger).encode() == file.read_bytes() and is_proved(body, done.ledger)


def _other_bodies(file: Path, done: Draft) -> Iterator[bool]:
    chance, whole = random.Random(1), done.report
    data = file.read_bytes()
    source = Source(
        path="a",
        place=Place("report.md"),
        text=whole,
        ledger=done.ledger,
        original=SourceFile(file.name, data),
        extracted=formats.read(data, PLACES.source).text,
    )
    first = len(whole) - len(body_of(whole))
    assert not _is_caught(source)
    for at in chance.sample(range(first, len(whole)), min(_TRIES, len(whole) - first)):
        other = f"{whole[:at]}{_another(whole[at])}{whole[at + 1 :]}"
        yield _is_caught(replace(source, text=other))


def _is_caught(source: Source) -> bool:
    """A problem, or an emendation by name, or marks that are not those of ingest."""
    try:
        proof = parse(source).proof
    except ContentError:
        return True
    return proof is None or bool(proof.emendations) or proof.has_other_marks


def _other_ledgers(done: Draft) -> Iterator[bool]:
    chance, written = random.Random(2), to_json(done.ledger)
    for at in chance.sample(range(len(written)), min(_TRIES, len(written))):
        yield not _holds(f"{written[:at]}{_another(written[at])}{written[at + 1 :]}", done)


def _holds(written: str, done: Draft) -> bool:
    try:
        json.loads(written)
        return is_proved(body_of(done.report), from_json(written, Place("ledger.json")))
    except (ContentError, ValueError):
        return False


def _another(char: str) -> str:
    return "乙" if char == "甲" else "甲"
