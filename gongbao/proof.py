"""Source + blocks -> Proof: each character of a report in its source, each emendation by name."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from . import ledger
from .model import (
    Block,
    Emendation,
    Kept,
    Ledger,
    Place,
    Proof,
    Source,
    Table,
    joined,
    text,
)

CLAUSE = re.compile(r"[^，、；：。！？\n]*[，、；：。！？\n]+|[^，、；：。！？\n]+")
TOKEN = re.compile(
    r"[0-9０-９]+(?:[.．,][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.",  # a number is changed as a whole
    re.DOTALL,
)
LARGE = 4_000_000
"""Pairs of tokens from which frequent ones are no longer compared: the list is exact all the same,
but names longer stretches."""

Span = tuple[int, int, int, int]
"""``old[a:b]`` became ``new[c:d]``."""


def prove(source: Source, blocks: tuple[Block, ...]) -> Proof | None:
    """None without a ledger, or where the text of the source is not to be had."""
    told = source.ledger
    if told is None:
        return None
    body = ledger.body_of(source.text)
    is_proved = ledger.is_proved(body, told)
    of_source = ledger.rebuild(body, told) if is_proved else _read(source, told)
    if of_source is None:
        return None
    order = ledger.kept_offsets(told)
    old = "".join(of_source[at] for at in order)
    new = "".join(map(text, blocks))
    spans = tuple(differences(old, new)) if old != new else ()
    return Proof(
        text=of_source,
        order=order,
        kept=tuple(_kept(order, spans, len(new))),
        emendations=tuple(_Emended(told, old, new, blocks).each(spans)),
        has_other_marks=not spans and not (is_proved and _is_as_written(body, told)),
    )


def _read(source: Source, told: Ledger) -> str | None:
    """The text of a source from its file; report.md no longer gives it back."""
    found = source.extracted
    if not told.extractor and source.original:
        try:
            found = source.original.data.decode(told.encoding)
        except UnicodeDecodeError:
            return None
    return found if found is not None and ledger.fits(found, told) else None


def _is_as_written(body: str, told: Ledger) -> bool:
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return told.body_sha256 in ("", digest)


def _kept(order: tuple[int, ...], spans: tuple[Span, ...], length: int) -> Iterator[int | None]:
    at = out = 0
    for _, b, c, d in (*spans, (0, 0, length, length)):
        yield from order[at : at + c - out]
        yield from [None] * (d - c)
        at, out = b, d


# ---------------------------------------------------------------- what became of the words


def differences(old: str, new: str) -> Iterator[Span]:
    """In their order; ``new`` is ``old`` with each of them carried out, and nothing else."""
    clauses = _Cut(CLAUSE, old, new)
    for a, b, c, d in _joined(clauses.spans()):
        inner = _Cut(TOKEN, old[a:b], new[c:d])
        for e, f, g, h in _joined(inner.spans()):
            yield a + e, a + f, c + g, c + h


class _Cut:
    """Two texts in pieces."""

    def __init__(self, pattern: re.Pattern[str], old: str, new: str) -> None:
        self.olds, self.news = pattern.findall(old), pattern.findall(new)

    def spans(self) -> Iterator[Span]:
        old_at = [0, *accumulate(map(len, self.olds))]
        new_at = [0, *accumulate(map(len, self.news))]
        head = _common(self.olds, self.news)
        tail = _common(self.olds[head:][::-1], self.news[head:][::-1])
        olds = self.olds[head : len(self.olds) - tail]
        news = self.news[head : len(self.news) - tail]
        is_large = len(olds) * len(news) > LARGE
        for tag, a, b, c, d in SequenceMatcher(None, olds, news, is_large).get_opcodes():
            if tag != "equal":
                yield old_at[head + a], old_at[head + b], new_at[head + c], new_at[head + d]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """A single character that stayed between two changes is the same by chance only."""
    last: Span | None = None
    for span in spans:
        if last and span[0] - last[1] <= 1 and span[2] - last[3] <= 1:
            last = (last[0], span[1], last[2], span[3])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


# ---------------------------------------------------------------- where it stands


class _Emended:
    """Spans as emendations, each within one block of the report."""

    def __init__(self, told: Ledger, old: str, new: str, blocks: tuple[Block, ...]) -> None:
        self.old, self.new, self.blocks = old, new, blocks
        self.starts = [0, *accumulate(len(text(block)) for block in blocks)]
        self.begins = frozenset(_apart(told))

    def each(self, spans: tuple[Span, ...]) -> Iterator[Emendation]:
        for a, b, c, d in spans:
            inner = [start for start in self.starts if c < start < d]
            for start, end in pairwise((c, *dict.fromkeys(inner), d)):
                # What was there stands at the first piece; the others were put in.
                was = (a, b) if start == c else (b, b)
                yield self._one(*was, start, end)

    def _one(self, a: int, b: int, c: int, d: int) -> Emendation:
        block = min(bisect_right(self.starts, c), len(self.blocks)) - 1
        is_deleted_at_end = c == d == self.starts[block] and a not in self.begins
        if is_deleted_at_end and block:
            block -= 1
        place = _place(self.blocks[block], c - self.starts[block])
        return Emendation(a, self.old[a:b], c, self.new[c:d], block, place)


def _apart(told: Ledger) -> Iterator[int]:
    """Offsets in the kept text where something stands before the character in report.md."""
    at, end = 0, 0
    kept = (segment for segment in told.segments if isinstance(segment, Kept))
    for segment in sorted(kept, key=lambda segment: (segment.out, segment.length)):
        if segment.out != end:
            yield at
        at, end = at + segment.length, segment.out + segment.length


def _place(block: Block, offset: int) -> Place:
    """The line of a character of a block; in a table that of its row."""
    if not isinstance(block, Table):
        words = text(block)[:offset]
        return Place(block.place.path, block.place.line + words.count("\n"))
    at = len(joined(block.caption))
    for row in (block.header, *block.rows):
        at += sum(len(joined(cell)) for cell in row.cells)
        if offset < at:
            return row.place if offset >= len(joined(block.caption)) else block.place
    return block.place if not block.rows else block.rows[-1].place
