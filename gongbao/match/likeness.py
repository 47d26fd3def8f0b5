"""Pairs by what the words have in common, where they are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from .found import Found

ALIKE = 0.5
"""Share of common character pairs (Dice) from which a text is an edit of another."""

SAME_ELSEWHERE = 0.8
"""The same for a text that stands elsewhere, where no neighbour speaks for it."""

IN_ORDER, BESIDE = 0.1, 0.1
"""What the place of a text counts for, when one of several like it is chosen."""

CONTAINED = 0.7
"""Share of the shorter text that stands in the longer one, from which it is a part of it."""

TELLING = 8
"""Characters from which a text can be found again by its words alone."""

TELLING_ELSEWHERE = 30
"""The same for a text that was moved and edited."""

Couples = tuple[int, int, int, tuple[int, int]]
"""Indexes before and after; couples of neighbouring characters: common, and of each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """``likeness`` is 0 to 1, ``score`` orders those that have it."""

    before: int
    after: int
    likeness: float
    score: float


def add_best(found: Found, candidates: Iterator[Candidate]) -> None:
    """Pairs of which each side is the best that the other could have, the nearest first."""
    all_of_them = list(candidates)
    best_old: defaultdict[int, float] = defaultdict(float)
    best_new: defaultdict[int, float] = defaultdict(float)
    for one in all_of_them:
        best_old[one.before] = max(best_old[one.before], one.score)
        best_new[one.after] = max(best_new[one.after], one.score)
    for one in sorted(all_of_them, key=lambda one: (-one.score, one.before, one.after)):
        is_best = one.score == best_old[one.before] == best_new[one.after]
        is_free = one.before in found.left_old and one.after in found.left_new
        if is_best and is_free and _is_believed(found, one):
            found.add(one.before, one.after)


def _is_believed(found: Found, one: Candidate) -> bool:
    """It stands where it stood, or its words are so many and so like that it was moved."""
    place = one.before, one.after
    if found.fits(*place) or found.is_beside(*place):
        return True
    size = min(len(found.olds[one.before][1]), len(found.news[one.after][1]))
    return one.likeness >= SAME_ELSEWHERE and size >= TELLING_ELSEWHERE


def alike(found: Found, measured: Iterator[Couples]) -> Iterator[Candidate]:
    """An edited text has most of its couples in common with what it was."""
    for before, after, common, sizes in measured:
        likeness = 2 * common / sum(sizes)
        if likeness >= ALIKE:
            place = IN_ORDER * found.fits(before, after) + BESIDE * found.is_beside(before, after)
            yield Candidate(before, after, likeness, likeness + place)


def contained(found: Found, measured: Iterator[Couples]) -> Iterator[Candidate]:
    """A text that was split is where most of it is; of those merged, the longest stays.

    Where most of it went to a text that is found already, it is not the rest that it is.
    """
    for before, after, common, sizes in measured:
        shorter = min(sizes)
        if after not in found.left_new:
            if found.borders(before, after):
                yield Candidate(before, after, 0, common)
        elif common >= CONTAINED * shorter and shorter > TELLING and found.fits(before, after):
            yield Candidate(before, after, 0, common)


def couples(found: Found, places: set[int]) -> Iterator[Couples]:
    """What is left of the old with the new at ``places``: how many couples both share and have.

    Without half of the couples of the shorter text there is neither likeness nor a part.
    """
    olds, news = sorted(found.left_old), sorted(places)
    if not olds or not found.left_new:
        return
    texts = [*(found.olds[i] for i in olds), *(found.news[i] for i in news)]
    bits = _bits([text for _, text in texts])
    sizes = [one.bit_count() for one in bits]
    for i, before in enumerate(olds):
        for j, after in enumerate(news, start=len(olds)):
            common = (bits[i] & bits[j]).bit_count()
            if 2 * common >= min(sizes[i], sizes[j]) and texts[i][0] == texts[j][0]:
                yield before, after, common, (sizes[i], sizes[j])


def _bits(texts: Sequence[str]) -> list[int]:
    """A text as the set of its couples of neighbouring characters, a bit each; ends count too."""
    ended = [f"^{text}$" for text in texts]
    sets = [{text[at : at + 2] for at in range(len(text) - 1)} for text in ended]
    places: dict[str, int] = {}
    for couple in chain.from_iterable(sets):
        places.setdefault(couple, len(places))
    made = []
    for couples in sets:
        bits = bytearray(len(places) // 8 + 1)
        for couple in couples:
            bits[places[couple] >> 3] |= 1 << (places[couple] & 7)
        made.append(int.from_bytes(bits, "little"))
    return made
