"""What a lock has promised, found again in the text as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..match import CONTAINED, Item, pairs, share_in
from ..model import (
    Alias,
    Anchored,
    Block,
    Change,
    Heading,
    Lock,
    Paragraph,
    Promise,
    Row,
    Table,
    TitleLine,
    head_words,
    joined,
    row_words,
    text,
)
from .naming import unused

PARTS = ("sentence", "row")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the promised ids."""

    aliases: tuple[Alias, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Old:
    """A block of the lock: its own line and those of its sentences or rows."""

    id: str
    kind: str
    parts: tuple[Promise, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)


def kept_ids(blocks: tuple[Block, ...], lock: Lock) -> dict[int, str]:
    """For each block that was promised an id, by its index, this id."""
    olds = _olds(lock)
    typed = {b.explicit_id for b in blocks if not isinstance(b, TitleLine)}
    free = [old for old in olds if old.id not in typed]
    news = [i for i, b in enumerate(blocks) if not isinstance(b, TitleLine) and not b.explicit_id]
    found = pairs(
        [Item(old.kind, _without_number(old)) for old in free],
        [Item(_kind(blocks[i]), _words(blocks[i])) for i in news],
    )
    return {news[pair.after]: free[pair.before].id for pair in found}


def part_ids(own_id: str, words: Sequence[str], lock: Lock, promised: set[str]) -> list[str]:
    """The sentences of a block: the first has the id of the block, the others p12-2, p12-3 …"""
    old = next((o for o in _olds(lock) if o.id == own_id), None)
    parts = old.parts if old else ()
    found = pairs([Item("", p.text) for p in parts], [Item("", w) for w in words])
    kept = {p.after: parts[p.before].id for p in found if p.before and p.after}
    used = promised | set(kept.values()) | {f"{own_id}-1"}
    names: list[str] = []
    for index in range(len(words)):
        is_last = not any(later > index for later in kept)
        natural = f"{own_id}-{index + 1}" if is_last or not parts else f"{own_id}-{index}"
        name = own_id if not index else kept.get(index) or unused(natural, used)
        used.add(name)
        names.append(name)
    return names


def row_ids(own_id: str, rows: tuple[Row, ...], lock: Lock, promised: set[str]) -> list[str]:
    """t1-r4 by its order, groups t1-g1; a row that is inserted gets a letter."""
    old = next((o for o in _olds(lock) if o.id == own_id), None)
    parts = old.parts[1:] if old else ()
    found = pairs(
        [Item(_row_kind(p.id), p.text) for p in parts],
        [Item("g" if row.is_group else "r", row_words(row)) for row in rows],
    )
    kept = {p.after: parts[p.before].id for p in found}
    used = promised | set(kept.values())
    last = {"g": 0, "r": 0}
    names = []
    for index, row in enumerate(rows):
        letter = "g" if row.is_group else "r"
        last[letter] += 1
        later = any(i > index and _row_kind(k) == letter for i, k in kept.items())
        number = last[letter] - (later and bool(parts))
        name = kept.get(index) or unused(f"{own_id}-{letter}{number}", used)
        used.add(name)
        names.append(name)
    return names


def after(
    blocks: tuple[Anchored, ...], lock: Lock, kept: Mapping[int, str], retire: frozenset[str]
) -> Fate:
    """Aliases for the ids whose text is gone, and a word for what happened to each."""
    standing = {anchored.id: anchored for anchored in blocks if anchored.id}
    olds = _olds(lock)
    aliases: list[Alias] = []
    changes: list[Change] = []
    for index, old in enumerate(olds):
        if old.id in standing:
            changes.append(_told(old, standing[old.id]))
            aliases += _lost_parts(old, standing[old.id])
            continue
        near = _nearest(olds, index, standing)
        whole = next(
            (i for i in near if share_in(old.text, text(standing[i].block)) >= CONTAINED), None
        )
        target = whole or (near[0] if near and old.id in retire else None)
        if target is None:
            changes.append(Change("lost", old.id, old.text))
            continue
        why = "merged" if whole else "retired"
        changes.append(Change("merged" if whole else "retired", old.id, old.text))
        aliases += [Alias(part.id, target, why) for part in old.parts]
    promised = {old.id for old in olds}
    if olds:
        fresh = [a for a in blocks if a.id and a.id not in promised]
        changes += [_new(anchored, olds) for anchored in fresh]
    return Fate((*_led_on(lock.aliases, aliases), *aliases), tuple(changes))


def _told(old: _Old, standing: Anchored) -> Change:
    is_same = old.text == _full(standing.block)
    return Change("kept" if is_same else "edited", old.id, text(standing.block))


def _new(anchored: Anchored, olds: list[_Old]) -> Change:
    words = text(anchored.block)
    is_split = any(share_in(words, old.text) >= CONTAINED for old in olds)
    return Change("split" if is_split else "inserted", anchored.id or "", words)


def _lost_parts(old: _Old, standing: Anchored) -> Iterator[Alias]:
    """A sentence or row that is gone: its id leads to the block that it stood in."""
    left = {*(s.id for s in standing.sentences), *standing.row_ids, standing.id}
    for part in old.parts:
        if part.id not in left:
            yield Alias(part.id, old.id, "edited")


def _led_on(old: tuple[Alias, ...], new: list[Alias]) -> Iterator[Alias]:
    """An alias of an id that is now an alias itself leads where that one leads."""
    moved = {alias.id: alias.target for alias in new}
    for alias in old:
        yield Alias(alias.id, moved.get(alias.target, alias.target), alias.why)


def _nearest(olds: list[_Old], index: int, standing: Mapping[str, Anchored]) -> list[str]:
    """What survives around a lost block, the one before it first."""
    before = [old.id for old in reversed(olds[:index]) if old.id in standing][:2]
    following = [old.id for old in olds[index + 1 :] if old.id in standing][:2]
    return [*before[:1], *following[:1], *before[1:], *following[1:]]


def _olds(lock: Lock) -> list[_Old]:
    olds: list[_Old] = []
    for promise in lock.promises:
        if promise.kind in PARTS and olds:
            last = olds[-1]
            olds[-1] = _Old(last.id, last.kind, (*last.parts, promise))
        else:
            olds.append(_Old(promise.id, promise.kind, (promise,)))
    return olds


def _kind(block: Block) -> str:
    match block:
        case Heading():
            return "annex" if block.number.startswith("附") and block.level == 2 else "section"
        case Paragraph(role="annex-ref"):
            return "annex-ref"
        case Paragraph():
            return "paragraph"
    return "table"


def _words(block: Block) -> str:
    """As it is matched: a heading without its number, which changes when one is inserted."""
    if isinstance(block, Heading):
        return joined(block.runs) or block.number
    return _full(block)


def _without_number(old: _Old) -> str:
    if old.kind not in ("section", "annex"):
        return old.text
    number, _, title = old.text.partition(" ")
    return title or number


def _full(block: Block) -> str:
    if isinstance(block, Table):
        return head_words(block) + "".join(map(row_words, block.rows))
    if isinstance(block, Heading):
        return f"{block.number} {joined(block.runs)}"
    return text(block)


def _row_kind(row_id: str) -> str:
    return "g" if row_id.rpartition("-")[2].startswith("g") else "r"
