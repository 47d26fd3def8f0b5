"""The proof: every document of the corpus is rebuilt from it, and any other character breaks it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from gongbao.ingest import review
from gongbao.ingest.draft import Draft, draft
from gongbao.ledger import body_of, from_json, is_proved, rebuild, to_json
from gongbao.model import ContentError, Place
from tests.ingest.rows import Row
from tests.ingest.support import PERIOD, PLACES

_FOLDERS = ("clean", "web", "docx", "pairs/truth", "pairs/raw", "pairs/raw-blank", "pairs/pdf")
_TRIES = 25
"""Places of each file in which one character is made another."""


def measure(corpus: Path) -> tuple[Row, ...]:
    files = [file for folder in _FOLDERS for file in sorted((corpus / folder).iterdir())]
    done = [(file, _drafted(file)) for file in files if file.suffix in (".txt", ".docx", ".pdf")]
    bodies = [caught for _, one in done for caught in _other_bodies(one)]
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


def _other_bodies(done: Draft) -> Iterator[bool]:
    chance, body = random.Random(1), body_of(done.report)
    for at in chance.sample(range(len(body)), min(_TRIES, len(body))):
        yield not is_proved(f"{body[:at]}{_another(body[at])}{body[at + 1 :]}", done.ledger)


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
