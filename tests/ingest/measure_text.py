"""Paragraphs of printed lines against the truth: the same reports as typeset, extracted, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from gongbao.ingest import formats
from gongbao.ingest.blocks import Block
from gongbao.ingest.composition import composed
from gongbao.ingest.draft import own_lines
from gongbao.ingest.furniture import clear
from gongbao.ingest.lines import squeezed
from gongbao.model import Place
from tests.ingest.rows import Row

LEAST_F1 = 0.998
LEAST_LISTED = 0.8
FORMS = ("raw", "raw-blank")


@dataclass(frozen=True, slots=True)
class Compared:
    """Boundaries of one document. ``errors`` are (offset, what was done, is it on the list)."""

    name: str
    right: int
    errors: tuple[tuple[int, str, bool], ...]
    doubts: int
    same_characters: bool


def measure(corpus: Path) -> tuple[Row, ...]:
    return tuple(row for form in FORMS for row in _rows(form, compared(corpus, form)))


def compared(corpus: Path, form: str) -> tuple[Compared, ...]:
    pairs = corpus / "pairs"
    return tuple(
        _compared(file, (pairs / "truth" / file.name).read_bytes().decode())
        for file in sorted((pairs / form).glob("*.txt"))
    )


def _rows(form: str, done: tuple[Compared, ...]) -> Iterator[Row]:
    right = sum(one.right for one in done)
    errors = [error for one in done for error in one.errors]
    listed = sum(is_listed for *_, is_listed in errors)
    # An error is one boundary too many or one too few.
    f1 = 2 * right / (2 * right + len(errors)) if right else 0.0
    name = f"{form} text, {len(done)} reports"
    yield Row(f"{name}: paragraph boundaries, F1", f">= {LEAST_F1}", f"{f1:.4f}", f1 >= LEAST_F1)
    yield Row(
        f"{name}: errors on the review list",
        f">= {LEAST_LISTED:.0%}",
        f"{listed} of {len(errors)}",
        listed >= LEAST_LISTED * len(errors) and bool(done),
    )
    yield Row(
        f"{name}: characters as in the truth",
        "all",
        f"{sum(one.same_characters for one in done)} of {len(done)}",
        bool(done) and all(one.same_characters for one in done),
    )


def _compared(file: Path, truth: str) -> Compared:
    place = Place(file.name)
    reading = formats.read(file.read_bytes(), place)
    cleared = clear(own_lines(reading), reading, {}, place)
    built = composed(cleared.lines, cleared.outline, reading, {})
    blocks = [part for part in built.parts if isinstance(part, Block)]
    kept = [(c, at) for b in blocks for c, at in zip(b.text, b.passage.at, strict=True)]
    shown = [at for char, at in kept if not char.isspace()]
    found = {i for i, at in enumerate(shown) if at in built.starts}
    paragraphs = filter(None, map(squeezed, truth.split("\n")))
    *due, _ = accumulate(map(len, paragraphs), initial=0)
    listed = {doubt.at for doubt in built.doubts if doubt.kind == "boundary"}
    wrong = [(shown[i], "break") for i in found - set(due)]
    missed = [(shown[i], "join") for i in set(due) - found if i < len(shown)]
    return Compared(
        name=file.name,
        right=len(set(due) & found),
        errors=tuple(sorted((at, did, at in listed) for at, did in wrong + missed)),
        doubts=len(listed),
        same_characters="".join(c for c, _ in kept if not c.isspace()) == squeezed(truth),
    )
