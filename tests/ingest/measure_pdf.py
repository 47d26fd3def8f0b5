"""How right the paragraphs of PDFs come out, against the texts from which they were typeset."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from unicodedata import category

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin

from gongbao.ingest.lines import squeezed
from gongbao.ledger import body_of
from tests.ingest.rows import Row
from tests.ingest.support import drafted_pdf


@dataclass(frozen=True, slots=True)
class Compared:
    """One document. ``wrong_breaks`` and ``wrong_joins``: what stands before the place.

    ``same_text``: its characters are those of the truth, white space aside.
    """

    name: str
    pages: int
    paragraphs: int
    wrong_breaks: tuple[str, ...]
    wrong_joins: tuple[str, ...]
    same_text: bool
    doubts: int

    @property
    def is_right(self) -> bool:
        return self.same_text and not self.wrong_breaks and not self.wrong_joins


def measure(corpus: Path) -> tuple[Row, ...]:
    done = list(compared(corpus))
    breaks = sum(len(d.wrong_breaks) for d in done)
    joins = sum(len(d.wrong_joins) for d in done)
    count = sum(d.paragraphs for d in done)
    told = f"{breaks} wrong breaks, {joins} wrong joins in {count} paragraphs"
    same = sum(d.same_text for d in done)
    return (
        Row("PDF: paragraph boundaries", "0 wrong", told, not breaks and not joins and count > 0),
        Row.share("PDF: characters equal to the truth", "100 %", same, len(done)),
    )


def compared(corpus: Path, start: int = 0, step: int = 1) -> Iterator[Compared]:
    """A row for each PDF of ``corpus/pairs``, or for each ``step``-th from ``start`` on."""
    for file in sorted((corpus / "pairs" / "pdf").glob("*.pdf"))[start::step]:
        truth = (corpus / "pairs" / "truth" / f"{file.stem}.txt").read_bytes().decode()
        # One of the texts holds characters without width, which no typesetter prints.
        shown = "".join(char for char in truth if category(char) != "Cf")
        yield _row(file, [squeezed(line) for line in shown.splitlines() if line.strip()])


def _row(file: Path, truth: list[str]) -> Compared:
    done = drafted_pdf(file.read_bytes())
    blocks = list(_blocks(body_of(done.report)))
    flat = "".join(text for text, _ in blocks)
    due = set(accumulate(map(len, truth)))
    ends = list(accumulate(len(text) for text, _ in blocks))
    run_in = {end for end, (_, runs) in zip(ends, blocks, strict=True) if runs}
    return Compared(
        name=file.stem,
        pages=done.counts.pages,
        paragraphs=len(truth),
        wrong_breaks=tuple(flat[max(0, e - 12) : e] for e in sorted(set(ends) - due - run_in)),
        wrong_joins=tuple(flat[max(0, e - 12) : e] for e in sorted(due - set(ends))),
        same_text=flat == "".join(truth),
        doubts=len(done.review.open),
    )


def _blocks(body: str) -> Iterator[tuple[str, bool]]:
    """The text of each block as rendered, and whether it is a heading that may run in."""
    markdown = MarkdownIt("js-default", {"html": False}).use(attrs_plugin, spans=True)
    kind = ""
    for token in markdown.parse(body):
        if token.type != "inline":
            kind = token.type
            continue
        text = squeezed("".join(child.content for child in token.children or ()))
        yield text, kind == "heading_open" and text.endswith(("。", "。”", "。）"))
