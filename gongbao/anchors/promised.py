"""What a lock has promised, found again in the text as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..match import Item, folded, pairs, unique
from ..model import (
    Block,
    Heading,
    Lock,
    Paragraph,
    Problem,
    Promise,
    Report,
    Row,
    Table,
    TitleLine,
    head_words,
    joined,
    row_words,
    text,
)
from .naming import ANNEX, Names, Series

PARTS = ("sentence", "row", "note")

PRINTED_NUMBER = re.compile(r"^[（(]?(?:[0-9０-９]+|[一二三四五六七八九十]+)[)）．.、]+\s*")
NUMBER = re.compile(rf"^(?:{ANNEX.pattern}|[^ ]*) ")
"""The printed number of a heading, as a lock has it; only that of an annex can hold a space."""

OWN_ID = {
    Heading: re.compile(r"(?:a[0-9]+-)?s(?:u?[0-9]+[a-z]*)(?:-u?[0-9]+[a-z]*)*|a[0-9]+[a-z]*"),
    Paragraph: re.compile(r"p[0-9]+[a-z]*"),
    Table: re.compile(r"t[0-9]+[a-z]*"),
}
"""The ids that an editor may give: those of the kind of block, never of a sentence or row."""


@dataclass(frozen=True, slots=True)
class Old:
    """A block of the lock: its own line and those of its sentences or rows."""

    id: str
    kind: str
    parts: tuple[Promise, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def is_heading(self) -> bool:
        return self.kind in ("section", "annex")

    @property
    def title(self) -> str:
        """The text without the printed number of a heading."""
        return (NUMBER.sub("", self.text, count=1) if self.is_heading else "") or self.text


def olds_of(lock: Lock) -> tuple[Old, ...]:
    olds: list[list[Promise]] = []
    for promise in lock.promises:
        if promise.kind in PARTS and olds:
            olds[-1].append(promise)
        else:
            olds.append([promise])
    return tuple(Old(parts[0].id, parts[0].kind, tuple(parts)) for parts in olds)


# ---------------------------------------------------------------- blocks


def kept_ids(report: Report, olds: Sequence[Old], problems: list[Problem]) -> dict[int, str]:
    """For each block that was promised an id, by its index, this id.

    What an editor gives by hand must not take an id from the text that it was promised for.
    """
    blocks = report.blocks
    ours = {i: own_id for i, b in enumerate(blocks) if (own_id := _given(b, problems))}
    by_id = {old.id: old for old in olds}
    said = {
        i: own_id
        for i, own_id in ours.items()
        if own_id in by_id and _is_same(by_id[own_id], blocks[i])
    }
    free = [old for old in olds if old.id not in said.values()]
    news = [i for i, b in enumerate(blocks) if not isinstance(b, TitleLine) and i not in said]
    found = pairs([_old_item(old) for old in free], [_item(blocks[i]) for i in news])
    kept = said | {news[pair.after]: free[pair.before].id for pair in found}
    problems += _taken(report, ours, kept)
    return kept | {i: own_id for i, own_id in ours.items() if own_id in by_id}


def _given(block: Block, problems: list[Problem]) -> str | None:
    if isinstance(block, TitleLine) or block.explicit_id is None:
        return None
    if not OWN_ID[type(block)].fullmatch(block.explicit_id):
        message = f"{block.explicit_id!r} cannot be the id of a {block.kind}"
        hint = "ids look like s1-3b for a heading, p37a for a paragraph, t2 for a table"
        problems.append(Problem(block.place, message, hint))
    return block.explicit_id


def _taken(report: Report, ours: dict[int, str], kept: dict[int, str]) -> Iterator[Problem]:
    at = {own_id: index for index, own_id in kept.items()}
    led = {alias.id: alias.target for alias in report.source.lock.aliases}
    for index, own_id in ours.items():
        place = report.blocks[index].place
        if kept.get(index, own_id) != own_id:
            yield Problem(
                place,
                f"{own_id!r} is given to a block that was published as {kept[index]!r}",
                "an id stays with its text: take the line '{#…}' away",
            )
        elif at.get(own_id, index) != index:
            line = report.blocks[at[own_id]].place.line
            yield Problem(
                place,
                f"the id {own_id!r} was published for the text in line {line}",
                f"an id stays with its text: give another, as '{{#{own_id}a}}'",
            )
        elif own_id in led:
            yield Problem(
                place,
                f"the id {own_id!r} was published for a text that is gone",
                f"links to it lead to {led[own_id]!r} now: give another, as '{{#{own_id}a}}'",
            )


def _is_same(old: Old, block: Block) -> bool:
    return bool(pairs([_old_item(old)], [_item(block)]))


def _item(block: Block) -> Item:
    """A heading is matched without its number, which changes when one is inserted."""
    if isinstance(block, Heading):
        return Item("heading", joined(block.runs) or block.number)
    return Item(block.kind, words_of(block))


def _old_item(old: Old) -> Item:
    kind = "heading" if old.is_heading else "table" if old.kind == "table" else "paragraph"
    return Item(kind, old.title)


def words_of(block: Block) -> str:
    """A block as its lines in a lock hold it, one after the other."""
    if isinstance(block, Table):
        return "".join([head_words(block), *map(row_words, block.rows), *map(joined, block.notes)])
    if isinstance(block, Heading):
        return f"{block.number} {joined(block.runs)}"
    return text(block)


# ---------------------------------------------------------------- sentences and rows


def sentence_ids(old: Old | None, own_id: str, words: Sequence[str], names: Names) -> list[str]:
    """The first sentence has the id of its block, the others p12-2, p12-3 …"""
    parts = old.parts if old else ()
    if [part.text for part in parts] == words:
        return [part.id for part in parts]
    found = pairs([Item("", part.text) for part in parts], [Item("", one) for one in words])
    kept = {pair.after: parts[pair.before].id for pair in found if pair.before and pair.after}
    series = Series(f"{own_id}-", kept, names, first=2)
    return [own_id, *(series.name(index, kept.get(index)) for index in range(1, len(words)))]


def row_ids(old: Old | None, own_id: str, rows: Sequence[Row], names: Names) -> list[str]:
    """t1-r4 by its order, groups t1-g1; a row that is inserted gets a letter."""
    parts = [part for part in old.parts if part.kind == "row"] if old else []
    letters = ["g" if row.is_group else "r" for row in rows]
    olds = [Item(part.id.rpartition("-")[2][0], part.text) for part in parts]
    news = [Item(c, row_words(row)) for c, row in zip(letters, rows, strict=True)]
    kept = {after: parts[before].id for before, after in _same_rows(olds, news)}
    series = {letter: Series(f"{own_id}-{letter}", kept, names) for letter in "gr"}
    return [series[letter].name(index, kept.get(index)) for index, letter in enumerate(letters)]


def note_ids(old: Old | None, own_id: str, notes: Sequence[str], names: Names) -> list[str]:
    """t1-n1 by its order, under the table."""
    parts = [part for part in old.parts if part.kind == "note"] if old else []
    found = pairs([Item("", part.text) for part in parts], [Item("", note) for note in notes])
    kept = {pair.after: parts[pair.before].id for pair in found}
    series = Series(f"{own_id}-n", kept, names)
    return [series.name(index, kept.get(index)) for index in range(len(notes))]


def _same_rows(olds: Sequence[Item], news: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """A row is what its label says, wherever it stands; one of another label, what is like it."""
    found = list(unique([_label(row) for row in olds], [_label(row) for row in news]))
    yield from found
    left_old = [i for i in range(len(olds)) if i not in {before for before, _ in found}]
    left_new = [i for i in range(len(news)) if i not in {after for _, after in found}]
    for pair in pairs([olds[i] for i in left_old], [news[i] for i in left_new]):
        yield left_old[pair.before], left_new[pair.after]


def _label(row: Item) -> Item:
    """The first cell that has words, without its printed number."""
    cells = (folded(PRINTED_NUMBER.sub("", cell)) for cell in row.text.split(" | "))
    words = next((cell for cell in cells if any(map(str.isalpha, cell))), row.text)
    return Item(row.kind, words)
