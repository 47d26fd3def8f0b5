"""Paragraphs of printed lines against the truth: the same reports as typeset, extracted, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
FORMS = ("raw", "raw-blank")


@dataclass(frozen=True, slots=True)
class Compared:
    """Boundaries of one document. ``errors`` are (offset, what was done, is it on the list)."""

    name: str
    right: int
    errors: tuple[tuple[int, str, bool], ...]
    doubts: int
    lost: str
    """Characters of the truth that are not kept; all of it if any other character is wrong."""


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
    same = [one for one in done if not one.lost.strip("-")]
    hyphens = sum(len(one.lost) for one in same)
    yield Row(
        f"{name}: characters as in the truth",
        "all",
        f"{len(same)} of {len(done)}, {hyphens} hyphen lost in the raw text",
        bool(done) and len(same) == len(done),
    )


def _compared(file: Path, truth: str) -> Compared:
    place = Place(file.name)
    reading = formats.read(file.read_bytes(), place)
    cleared = clear(own_lines(reading), reading, {}, place)
    built = composed(cleared.lines, cleared.outline, reading, {})
    blocks = [part for part in built.parts if isinstance(part, Block)]
    kept = [(c, at) for b in blocks for c, at in zip(b.text, b.passage.at, strict=True)]
    kept = [(char, at) for char, at in kept if not char.isspace()]
    shown = [at for _, at in kept]
    due, lost = _due(truth, "".join(char for char, _ in kept))
    found = {i for i, at in enumerate(shown) if at in built.starts}
    listed = {doubt.at for doubt in built.doubts if doubt.kind == "boundary"}
    wrong = [(shown[i], "break") for i in found - due]
    missed = [(shown[i], "join") for i in due - found]
    return Compared(
        name=file.name,
        right=len((due & found) - {0}),
        errors=tuple(sorted((at, did, at in listed) for at, did in wrong + missed)),
        doubts=len(listed),
        lost=lost,
    )


def _due(truth: str, kept: str) -> tuple[set[int], str]:
    """Where paragraphs begin in ``kept``, by the truth; and the characters that ``kept`` lacks.

    Characters of no width are no text. One hyphen is lost in the raw texts already.
    """
    due, lost, i = set(), "", 0
    for paragraph in filter(None, map(squeezed, truth.translate(NO_WIDTH).split("\n"))):
        due.add(i)
        for char in paragraph:
            if kept[i : i + 1] == char:
                i += 1
            elif char == "-":
                lost += char
            else:
                return due, truth
    return due, lost if i == len(kept) else truth
