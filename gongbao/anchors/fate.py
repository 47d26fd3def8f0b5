"""What became of each promised id: a word for it, and where links to it lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..match import CONTAINED, TELLING, folded, longest_rising, share_in
from ..model import (
    Alias,
    Anchored,
    Block,
    Change,
    Heading,
    Outcome,
    Table,
    ids_of,
    joined,
    row_words,
    text,
)
from .promised import Old, words_of


class Fates:
    """``blocks`` as they are now, beside the ``olds`` that the lock has."""

    def __init__(self, blocks: tuple[Anchored, ...], olds: Sequence[Old]) -> None:
        self.blocks = [one for one in blocks if one.id]
        self.words = [words_of(one.block) for one in self.blocks]
        self.olds = olds
        self.place = {one.id or "": index for index, one in enumerate(self.blocks)}
        self.old_place = {old.id: at for at, old in enumerate(olds)}
        both = [(at, self.place[old.id]) for at, old in enumerate(olds) if old.id in self.place]
        rising = longest_rising([(after, before) for before, after in both])
        self.moved = {before for before, _ in both} - {before for _, before in rising}
        same = {after for before, after in both if self._is_same(before, after)}
        self.other = [one for index, one in enumerate(self.blocks) if index not in same]

    def changes(self, retire: frozenset[str]) -> tuple[Change, ...]:
        """In the order of the text; what is gone, behind what stood before it."""
        if not self.olds:
            return ()
        told = [(index, self._of_block(index)) for index in range(len(self.blocks))]
        for at, old in enumerate(self.olds):
            if old.id not in self.place:
                told.append((self._around(at)[0], self._of_gone(at, old.id in retire)))
        return tuple(change for _, change in sorted(told, key=lambda one: one[0]))

    def aliases(self, changes: Sequence[Change], earlier: Sequence[Alias]) -> Iterator[Alias]:
        """The ``earlier`` ones, led on where their target is gone now, then the new ones."""
        gone = {change.id: change for change in changes if change.id not in self.place}
        for alias in earlier:
            led_on = gone.get(alias.target)
            yield Alias(alias.id, led_on.beside if led_on else alias.target, alias.why)
        standing = {own_id for one in self.blocks for own_id in ids_of(one)}
        for at, old in enumerate(self.olds):
            if old.id in gone:
                yield Alias(old.id, gone[old.id].beside, gone[old.id].outcome)
            for part in old.parts[1:]:
                if part.id not in standing:
                    yield self._of_part(part.id, part.text, at, gone.get(old.id))

    def _of_part(self, own_id: str, words: str, at: int, gone: Change | None) -> Alias:
        """A sentence or row leads to the block that has its words now, else to its own."""
        as_it_was = (one.id for one in self._near(at) if words in _lines(one))
        if holder := next(as_it_was, None) or self._holder(words, at):
            return Alias(own_id, holder, "merged")
        if gone:
            return Alias(own_id, gone.beside, gone.outcome)
        return Alias(own_id, self.olds[at].id, "edited")

    # ------------------------------------------------------------ one id

    def _of_block(self, index: int) -> Change:
        own_id, words = self.blocks[index].id or "", self.words[index]
        before = (self.blocks[index - 1].id or "") if index else ""
        at = self.old_place.get(own_id)
        if at is None:
            whole = self._split_from(index, words)
            return Change("split" if whole else "inserted", own_id, words, beside=whole or before)
        was = self.olds[at].text
        if was != words:
            return Change("edited", own_id, words, was)
        return Change("moved" if at in self.moved else "kept", own_id, words, was, before)

    def _split_from(self, index: int, words: str) -> str:
        """The published block next to a new one that had its words."""
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.blocks) and self.blocks[at].id not in self.old_place:
                at += step
            near = self.blocks[at].id or "" if 0 <= at < len(self.blocks) else ""
            if near and share_in(words, self.olds[self.old_place[near]].text) >= CONTAINED:
                return near
        return ""

    def _of_gone(self, at: int, is_retired: bool) -> Change:
        old = self.olds[at]
        find = self._opened if old.is_heading else self._holder
        if holder := find(old.title, at):
            return Change("merged", old.id, old.text, old.text, holder)
        before, after = self._around(at)
        kept = self.blocks[before : before + 1] if before >= 0 else []
        nearest = kept or self.blocks[after : after + 1] or self.blocks
        near = (nearest[0].id or "") if nearest else ""
        outcome: Outcome = "retired" if is_retired and near else "lost"
        return Change(outcome, old.id, old.text, old.text, near)

    # ------------------------------------------------------------ neighbours

    def _holder(self, words: str, at: int) -> str | None:
        """The block that has most of ``words`` now: near their old place, or all of them anywhere.

        One that reads as it did has no words of others; if it is alike, it was so before.
        """
        shares = [(share_in(words, text(one.block)), one.id) for one in self._near(at)]
        if sum(share for share, _ in shares) >= CONTAINED:
            return max(shares, key=lambda one: one[0])[1]
        whole = folded(words)
        if len(whole) < TELLING:
            return None
        return next((one.id for one in self.other if whole in folded(text(one.block))), None)

    def _opened(self, title: str, at: int) -> str | None:
        """The block near its old place that a lost heading opens now; a mention is none."""
        opened = (one.id for one in self._near(at) if _title(one.block).startswith(folded(title)))
        return next(opened, None) if folded(title) else None

    def _near(self, at: int) -> list[Anchored]:
        before, after = self._around(at)
        first, last = min(before, after), max(before, after)
        return [one for one in self.other if first <= self.place[one.id or ""] <= last]

    def _is_same(self, at: int, place: int) -> bool:
        return self.olds[at].text == self.words[place]

    def _around(self, at: int) -> tuple[int, int]:
        """Where the published blocks before and after it stand now: -1 or the end if nowhere."""
        earlier = (self.place.get(old.id) for old in reversed(self.olds[:at]))
        later = (self.place.get(old.id) for old in self.olds[at + 1 :])
        before = next((place for place in earlier if place is not None), -1)
        after = next((place for place in later if place is not None), len(self.blocks))
        return before, after


def _lines(one: Anchored) -> set[str]:
    """The sentences, rows or notes of a block, as a lock has them."""
    if isinstance(one.block, Table):
        return {*map(row_words, one.block.rows), *map(joined, one.block.notes)}
    return {text(one.block)[part.start : part.end] for part in one.sentences}


def _title(block: Block) -> str:
    return folded(joined(block.runs) if isinstance(block, Heading) else text(block))
