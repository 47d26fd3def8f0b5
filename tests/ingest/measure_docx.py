"""How well a DOCX is read: the same report as text is its measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from gongbao.ingest import review
from gongbao.ingest.draft import Places, draft
from gongbao.ingest.lines import squeezed
from gongbao.ledger import body_of
from gongbao.model import Place
from tests.ingest.rows import Row
from tests.ingest.support import PERIOD

_NO_WIDTH = re.compile("[\u200b-\u200d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A report in both formats. ``same`` counts its blocks (level and text) that are equal.

    ``differences`` are those of the blocks; ``in_sources`` those of the lines of the files
    themselves, white space aside, before ingest has done anything.
    """

    name: str
    headings: int
    paragraphs: int
    same: int
    differences: tuple[str, ...]
    in_sources: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        return self.differences == self.in_sources


def measure(corpus: Path) -> tuple[Row, ...]:
    done = list(compared(corpus))
    blocks = sum(d.headings + d.paragraphs for d in done)
    same = sum(d.same for d in done)
    equal = sum(d.is_equal for d in done)
    return (
        Row.share(
            "DOCX and text of a report: equal but where the files differ", "100 %", equal, len(done)
        ),
        Row("DOCX and text: blocks equal, level and words", "-", f"{same} of {blocks}", True),
    )


def compared(corpus: Path) -> Iterator[Compared]:
    """A row for each report of ``corpus/docx`` that stands in ``corpus/clean`` as well."""
    for file in sorted((corpus / "docx").glob("*.docx")):
        clean = corpus / "clean" / f"{file.stem}.txt"
        if clean.is_file():
            yield _row(file, clean)


def _row(file: Path, clean: Path) -> Compared:
    found, expected = _blocks(file), _blocks(clean)
    raw = _lines(file), _lines(clean)
    equal = sum((Counter(found) & Counter(expected)).values())
    return Compared(
        name=file.stem,
        headings=sum(block.startswith("#") for block in found),
        paragraphs=sum(not block.startswith("#") for block in found),
        same=equal,
        differences=tuple(_differences(found, expected)),
        in_sources=tuple(_differences(*raw)),
    )


def _blocks(file: Path) -> list[str]:
    """The blocks of report.md with their marks (#, -, [ ]{.lead}), without white space."""
    places = Places(source=Place(file.name), review=Place("review.yaml"))
    data = file.read_bytes()
    if file.suffix == ".txt":  # of a text file an editor has to take it out
        data = _NO_WIDTH.sub("", data.decode("utf-8-sig")).encode()
    done = draft(data, review.read(PERIOD, "review.yaml"), places)
    return [squeezed(block) for block in body_of(done.report).split("\n") if block]


def _lines(file: Path) -> list[str]:
    """The lines of a source as other programs see them; of a DOCX by python-docx."""
    if file.suffix == ".docx":
        from docx import Document

        lines = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    else:
        lines = file.read_bytes().decode("utf-8-sig").splitlines()
    return [text for line in lines if (text := squeezed(_NO_WIDTH.sub("", line)))]


def _differences(found: list[str], expected: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, found, expected, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            ours = " ⏎ ".join(found[a:b])
            theirs = " ⏎ ".join(expected[c:d])
            yield _shortened(ours, theirs)


def _shortened(ours: str, theirs: str) -> str:
    """The two texts where they part, with a few characters around."""
    first = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    at = max(0, first - 8)
    return (
        f"DOCX …{ours[at : at + 30]}… ({len(ours)}) / text …{theirs[at : at + 30]}… ({len(theirs)})"
    )
