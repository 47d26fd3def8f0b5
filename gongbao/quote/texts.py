"""A pasted quotation -> where it stands, in all reports; its parts and its nearest places else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ..model import AnchoredReport
from ..script import hant_edition
from .answer import Answer, Found, Site, Spot
from .difference import NUMBER_OF_DIGITS
from .folding import Folded, fold, forms
from .reading import Reading, reading
from .search import (
    LONGEST,
    SHORTEST,
    Stretch,
    exact,
    folded,
    left_out,
    nearest,
    pieces,
    unenclosed,
    variants,
    with_marks,
)
from .spots import spot

SHOWN = 20
"""Places that are described; of more the number is given."""

CLOSE = 0.1
"""By how much a place may be less alike than the nearest one and still be shown."""


class Shelf:
    """A report with its text; what only some questions need is made when it is asked for."""

    def __init__(self, report: AnchoredReport, site: Site) -> None:
        self.report = report
        self.site = site
        self.reading = reading(report)

    @cached_property
    def shape(self) -> Folded:
        return fold(self.reading.text)

    @cached_property
    def hant(self) -> tuple[AnchoredReport, Reading] | None:
        """The same in zh-Hant, where the site has that edition; offsets are the same."""
        if "zh-Hant" not in dict(self.site.editions):
            return None
        converted = hant_edition(self.report)
        return converted, reading(converted)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a quotation stands in a report; ``parts`` are its words, one for each span."""

    shelf: Shelf
    stretch: Stretch
    parts: tuple[str, ...]


def find_text(words: str, shelves: Sequence[Shelf]) -> Answer:
    """Word for word in any reading of the quotation, else but for form, else what is nearest."""
    readings = variants(words)
    for tier, bare in ((_exact_hits, False), (_folded_hits, True)):
        for variant in readings:
            quoted = unenclosed(variant) if bare else variant
            hits = [hit for shelf in shelves for hit in tier(quoted, shelf)]
            if hits:
                return _answer(hits, left_out(words, quoted))
    quoted = unenclosed(readings[-1]) if readings else ""
    parts = pieces(quoted)
    if len(parts) > 1:
        return _in_parts(parts, shelves)
    return _nearest(quoted, shelves, left_out(words, quoted))


def _answer(hits: Sequence[_Hit], notes: tuple[str, ...]) -> Answer:
    """Good where the words stand at one place at least without a cut through a number."""
    found = tuple(_found(hit) for hit in hits[:SHOWN])
    is_good = any(not one.cut_number for one in found)
    return Answer(found, notes, len(hits) - len(found), is_good)


def _exact_hits(words: str, shelf: Shelf) -> Iterator[_Hit]:
    return (_Hit(shelf, stretch, (words,)) for stretch in exact(words, shelf.reading.text))


def _folded_hits(words: str, shelf: Shelf) -> Iterator[_Hit]:
    parts = pieces(words)
    shapes = [fold(part) for part in parts]
    for stretch in folded(shapes, shelf.shape):
        spans = zip(parts, stretch.spans, strict=True)
        whole = tuple(with_marks(part, span, shelf.reading.text) for part, span in spans)
        yield _Hit(shelf, Stretch(whole), parts)


def _found(hit: _Hit) -> Found:
    shelf, spans = hit.shelf, hit.stretch.spans
    text, report, edition = shelf.reading, shelf.report, ""
    kinds = _forms(hit, text)
    if "script" in kinds and shelf.hant:
        in_hant = _forms(hit, shelf.hant[1])
        if "script" not in in_hant:
            (report, text), kinds, edition = shelf.hant, in_hant, "zh-Hant"
    covered = sum(end - start for start, end in spans)
    return Found(
        _spots(report, text, hit.stretch, shelf.site, edition),
        outcome="form" if kinds else "exact",
        forms=kinds,
        edition=edition,
        omitted=hit.stretch.end - hit.stretch.start - covered,
        cut_number=_cut_number(text.text, spans),
    )


def _forms(hit: _Hit, text: Reading) -> tuple[str, ...]:
    pairs = zip(hit.parts, hit.stretch.spans, strict=True)
    kinds = [forms(part.strip(), text.text[start:end]) for part, (start, end) in pairs]
    return tuple(dict.fromkeys(kind for some in kinds for kind in some))


def _spots(
    report: AnchoredReport, text: Reading, stretch: Stretch, site: Site, edition: str = ""
) -> tuple[Spot, ...]:
    held = dict.fromkeys(piece for start, end in stretch.spans for piece in text.at(start, end))
    groups = groupby(held, key=lambda piece: piece.block.offset)
    return tuple(spot(report, text, tuple(group), site, edition) for _, group in groups)


def _cut_number(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A number of which one end lies in the quotation and the other does not."""
    for start, end in spans:
        for edge in (start, end):
            first = max(0, edge - 20)
            for match in NUMBER_OF_DIGITS.finditer(text, first, edge + 20):
                if match.start() < edge < match.end():
                    return match[0]
    return ""


def _in_parts(parts: Sequence[str], shelves: Sequence[Shelf]) -> Answer:
    """Each part of a quotation with gaps as one of its own."""
    answers = [find_text(part, shelves) for part in parts[:SHOWN]]
    note = f"looked for in {len(parts)} parts: they do not all stand in one report in this order"
    found = tuple(one for answer in answers for one in answer.found[:1])
    lost = tuple(
        f"not found: {part[:40]}"
        for part, answer in zip(parts, answers, strict=False)
        if not answer.found
    )
    return Answer(found, (note, *lost))


def _nearest(words: str, shelves: Sequence[Shelf], notes: tuple[str, ...]) -> Answer:
    length = len(fold(words).text)
    if length < SHORTEST:
        return Answer((), (*notes, "no report has these words, too few to look for the like"))
    if length > LONGEST:
        return Answer((), (*notes, f"no report has these words; the like: of {LONGEST} at most"))
    near = [
        (compared.difference, shelf, stretch)
        for shelf in shelves
        if (hit := nearest(words, shelf.reading.text, shelf.shape))
        for stretch, compared in (hit,)
    ]
    near.sort(key=lambda one: -one[0].score)
    found = tuple(
        Found(_spots(shelf.report, shelf.reading, at, shelf.site), "near", difference=difference)
        for difference, shelf, at in near[:3]
        if difference.score >= near[0][0].score - CLOSE
    )
    none = () if found else ("no report has these words or any that are like them",)
    return Answer(found, (*notes, *none))
