"""The page that shows the source beside the report: what was kept, what was dropped, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..model import Dropped, Entry, Ledger, Proof, published_name, text
from .messages import Translate
from .source_lines import NO_UNIT, SIGNS, Fragment, Piece, fragments
from .source_units import Unit, Units, units_of


@dataclass(frozen=True, slots=True)
class SourceLine:
    """``number`` is None where the line has begun in the row above."""

    number: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class KeptPart:
    """Words of the report; ``is_added``: by an editor, the source has them not."""

    words: str
    is_added: bool
    begins_cell: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Lines of the source, and what of them stands in ``unit``, which is None where nothing does.

    ``id`` is empty where the unit has begun in a row before.
    """

    id: str
    page: int
    unit: Unit | None
    lines: tuple[SourceLine, ...]
    kept: tuple[KeptPart, ...]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """The rows of one page of the source; 0 where pages are not known."""

    page: int
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """``label`` and ``meaning`` in the script of the edition."""

    reason: str
    label: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """``kept``, ``dropped`` and ``emended`` together are all ``chars`` of the source.

    ``generated`` are those of the kept that stand in no run of the source's text. ``signs``: the
    code of each character that cannot be seen, and how it is shown.
    """

    file: str
    published_file: str
    sha256: str
    extractor: str
    signs: tuple[tuple[str, str], ...]
    parts: tuple[SourcePart, ...]
    reasons: tuple[ReasonCount, ...]
    labels: dict[str, str]
    chars: int
    kept: int
    dropped: int
    dropped_space: int
    emended: int
    generated: int


def source_view(entry: Entry, translate: Translate) -> SourceView | None:
    """None where nobody can tell what became of each character of the source."""
    report = entry.anchored.report
    told, proof = report.source.ledger, report.proof
    if told is None or proof is None:
        return None
    units = units_of(entry, translate)
    found = tuple(fragments(entry, told, proof, units))
    reasons = tuple(_reasons(told, translate))
    words = "".join(text(anchored.block) for anchored in entry.anchored.blocks)
    rows = _rows(found, units, proof, words)
    pieces = [piece for fragment in found for piece in fragment.pieces]
    return SourceView(
        file=told.source,
        published_file=published_name(told.source),
        sha256=told.sha256,
        extractor=told.extractor,
        signs=tuple((f"{ord(char):04X}", sign) for char, sign in SIGNS.items()),
        parts=tuple(SourcePart(p, tuple(g)) for p, g in groupby(rows, key=lambda row: row.page)),
        reasons=reasons,
        labels={one.reason: one.label for one in reasons},
        chars=len(proof.text),
        kept=sum(at is not None for at in proof.kept),
        dropped=sum(one.count for one in reasons),
        dropped_space=sum(
            char.isspace()
            for segment in told.segments
            if isinstance(segment, Dropped)
            for char in segment.text
        ),
        emended=sum(len(one.before) for one in proof.emendations),
        generated=sum(len(piece.words) for piece in pieces if piece.kind == "generated"),
    )


def _reasons(told: Ledger, translate: Translate) -> Iterator[ReasonCount]:
    """The most frequent first; one without a name in the catalogue has that of the ledger."""
    counts: Counter[str] = Counter()
    for segment in told.segments:
        if isinstance(segment, Dropped):
            counts[segment.reason] += len(segment.text)
    for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        label, meaning = f"drop-{reason}", f"drop-{reason}-why"
        yield ReasonCount(
            reason,
            reason if translate(label) == label else translate(label),
            "" if translate(meaning) == meaning else translate(meaning),
            count,
        )


# ---------------------------------------------------------------- rows

Group = tuple[Fragment, ...]


def _rows(
    found: tuple[Fragment, ...], units: Units, proof: Proof, words: str
) -> Iterator[SourceRow]:
    """In the order of the source; units that it has not stand where an editor put them."""
    groups = tuple(_grouped(found))
    outs = _outs(groups, units, proof)
    last = {_unit(group): number for number, group in enumerate(groups)}
    new: defaultdict[int, list[int]] = defaultdict(list)
    stands_after = NO_UNIT
    for unit in range(len(units.all)):
        stands_after = last.get(unit, stands_after)
        if unit not in last:
            new[stands_after].append(unit)
    page = groups[0][0].page if groups else 0
    seen: set[int] = set()
    for number, group in enumerate(((), *groups), start=-1):
        page = _page(group) if group else page
        if group:
            unit = _unit(group)
            kept = tuple(_kept(outs[number], units, proof, words))
            yield _row(units, unit, unit in seen, page, tuple(_lines(group)), kept)
            seen.add(unit)
        for unit in new[number]:
            start = units.starts[unit]
            end = (*units.starts, len(words))[unit + 1]
            kept = tuple(_kept(list(range(start, end)), units, proof, words))
            yield _row(units, unit, False, page, (), kept)


def _row(
    units: Units,
    unit: int,
    is_continued: bool,
    page: int,
    lines: tuple[SourceLine, ...],
    kept: tuple[KeptPart, ...],
) -> SourceRow:
    found = None if unit == NO_UNIT else units.all[unit]
    has_id = found and found.id and not is_continued
    return SourceRow(f"src-{found.id}" if found and has_id else "", page, found, lines, kept)


def _grouped(found: Iterable[Fragment]) -> Iterator[Group]:
    """Fragments of one unit and page that follow each other; a blank line goes with any."""
    group: list[Fragment] = []
    for fragment in found:
        known = [one for one in group if not one.is_blank]
        key = (fragment.unit, fragment.page)
        if not fragment.is_blank and known and (known[-1].unit, known[-1].page) != key:
            yield tuple(group)
            group = []
        group.append(fragment)
    if group:
        yield tuple(group)


def _unit(group: Group) -> int:
    return next((one.unit for one in group if not one.is_blank), NO_UNIT)


def _page(group: Group) -> int:
    return next((one.page for one in group if not one.is_blank), group[0].page)


def _outs(groups: tuple[Group, ...], units: Units, proof: Proof) -> dict[int, list[int]]:
    """By group the characters of the report; what an editor put in goes with what is before it."""
    group_of = {at: n for n, group in enumerate(groups) for one in group for at in one.offsets}
    first: dict[int, int] = {}
    for number, group in enumerate(groups):
        first.setdefault(_unit(group), number)
    outs: dict[int, list[int]] = {number: [] for number in range(len(groups))}
    last: dict[int, int] = dict(first)
    for out, at in enumerate(proof.kept):
        unit = units.at(out)
        if at is not None:
            last[unit] = group_of[at]
        if unit in last:
            outs[last[unit]].append(out)
    return outs


def _kept(outs: list[int], units: Units, proof: Proof, words: str) -> Iterator[KeptPart]:
    cuts = units.all[units.at(outs[0])].cuts if outs else frozenset()
    starts = [
        i
        for i, out in enumerate(outs)
        if i == 0 or out in cuts or (proof.kept[out] is None) != (proof.kept[outs[i - 1]] is None)
    ]
    for start, end in pairwise((*starts, len(outs))):
        part = outs[start:end]
        shown = "".join(words[out] for out in part)
        yield KeptPart(shown, proof.kept[part[0]] is None, part[0] in cuts)


def _lines(group: Group) -> Iterator[SourceLine]:
    """A blank line stands at the end of the line above it."""
    lines: list[SourceLine] = []
    for fragment in group:
        number = fragment.number if fragment.starts_line else None
        if fragment.is_blank and lines:
            lines[-1] = SourceLine(lines[-1].number, lines[-1].pieces + fragment.pieces)
        elif lines and group[0].is_blank and all(p.is_space for p in lines[-1].pieces):
            lines[-1] = SourceLine(number, lines[-1].pieces + fragment.pieces)
        else:
            lines.append(SourceLine(number, fragment.pieces))
    yield from lines
