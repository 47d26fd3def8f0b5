"""The order of the steps from the bytes of a source to the files of its folder."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..ledger import is_proved
from ..model import ContentError, Dropped, Ledger, Place, Problem
from . import annex, front_matter, furniture, markdown, spacing
from . import review as reviews
from .blocks import Block, Grid, Part
from .doubts import OPEN, Decision, Doubt, Says, excerpt
from .drops import Drops, merged
from .front_matter import SourceFacts
from .lines import Line, flowing, split, squeezed
from .paragraphs import grouped
from .review import Review
from .spacing import flowed
from .structure import structured
from .table import written
from .text import damaged, decode
from .title import TitleBlock, title_block

SOURCE_NAME = "source.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where problems are put right."""

    source: Place
    review: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was found. ``joins`` are printed lines that go on with the line above."""

    pages: int
    headings: int
    paragraphs: int
    items: int
    table_rows: int
    joins: int
    dropped: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The files of a report's folder, not yet written."""

    report: str
    ledger: Ledger
    review: Review
    review_yaml: str
    counts: Counts
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Built:
    """The parts of the report, and the lines with which its printed paragraphs begin."""

    parts: tuple[Part, ...]
    starts: frozenset[int]
    joins: int
    drops: Drops
    doubts: tuple[Doubt, ...]


def draft(data: bytes, review: Review, places: Places) -> Draft:
    """Raise `ContentError` with all that an editor has to put right first."""
    decoded = decode(data, places.source)
    source, says = decoded.text, review.says
    _refuse(*front_matter.wrong(review.fields), *reviews.misplaced(review, source))
    cleared = furniture.clear(split(source), source, says, places.source)
    built = _report(cleared.lines, cleared.outline, source, says)
    written = markdown.body(built.parts)
    said, unsaid = _front_matter(built.parts, review, places)
    _refuse(*_not_carried_out(review.decisions, built, written.out), *unsaid)
    sha256 = hashlib.sha256(data).hexdigest()
    told = Ledger(
        source=SOURCE_NAME,
        sha256=sha256,
        encoding=decoded.encoding,
        chars=len(source),
        pages=cleared.pages,
        segments=markdown.segments(source, written.out, merged((cleared.drops, built.drops))),
    )
    if not is_proved(written.text, told):
        raise AssertionError("the source is not rebuilt")
    facts = SourceFacts(SOURCE_NAME, sha256, len(cleared.pages), cleared.links)
    full = reviews.merged(review, (*cleared.doubts, *built.doubts), places.review.path)
    return Draft(
        report=front_matter.to_yaml(said, facts) + written.text,
        ledger=told,
        review=full,
        review_yaml=reviews.to_yaml(full, source),
        counts=_counts(built, told),
        problems=(*damaged(source, places.source), *cleared.problems, *_guesses(said, places)),
    )


def _refuse(*problems: Problem) -> None:
    if problems:
        raise ContentError(*problems)


# ---------------------------------------------------------------- the report's own lines


def _report(lines: tuple[Line, ...], outline: tuple[str, ...], source: str, says: Says) -> _Built:
    printed = spacing.as_printed(lines, source, says)
    title = title_block(printed.lines, source, says)
    body, annexes = annex.parted(title.lines)
    built = [
        _Built((), frozenset(), 0, printed.drops, printed.doubts),
        _headed(title, source, says),
        _prose(body, outline, source, says),
    ]
    for lines_of_annex in annexes:
        found = annex.annexed(lines_of_annex, source, says)
        built.append(_Built(found.parts, frozenset(), 0, found.drops, found.doubts))
        built.append(_prose(found.rest, outline, source, says))
    return _flattened(_joined(built), source)


def _headed(title: TitleBlock, source: str, says: Says) -> _Built:
    texts = [flowed(block.passage, source, says) for block in title.blocks]
    return _Built(
        parts=tuple(
            replace(block, passage=text.passage)
            for block, text in zip(title.blocks, texts, strict=True)
        ),
        starts=frozenset(block.passage.start for block in title.blocks),
        joins=title.joins,
        drops=merged(text.drops for text in texts),
        doubts=(*title.doubts, *(doubt for text in texts for doubt in text.doubts)),
    )


def _prose(lines: tuple[Line, ...], outline: tuple[str, ...], source: str, says: Says) -> _Built:
    printed = grouped(lines, outline, source, says)
    texts = [flowed(flowing(paragraph), source, says) for paragraph in printed.paragraphs]
    found = structured(tuple(text.passage for text in texts), outline, source, says)
    return _Built(
        parts=found.blocks,
        starts=frozenset(paragraph[0].start for paragraph in printed.paragraphs),
        joins=len(lines) - len(printed.paragraphs),
        drops=merged(text.drops for text in texts),
        doubts=(*printed.doubts, *(d for text in texts for d in text.doubts), *found.doubts),
    )


def _joined(built: list[_Built]) -> _Built:
    return _Built(
        parts=tuple(part for one in built for part in one.parts),
        starts=frozenset(at for one in built for at in one.starts),
        joins=sum(one.joins for one in built),
        drops=merged(one.drops for one in built),
        doubts=tuple(doubt for one in built for doubt in one.doubts),
    )


def _flattened(built: _Built, source: str) -> _Built:
    """A heading of Markdown is one line: where two words meet in it, an editor must know."""
    parts: list[Part] = []
    doubts = list(built.doubts)
    for part in built.parts:
        if isinstance(part, Block) and part.role in ("title", "heading"):
            breaks = [i for i, char in enumerate(part.text) if char == "\n"]
            ats = [part.passage.at[i] for i in breaks]
            doubts += [Doubt(at, "words", excerpt(source, "words", at), "touch") for at in ats]
            part = replace(part, passage=part.passage.without(breaks))
        parts.append(part)
    return replace(built, parts=tuple(parts), doubts=tuple(doubts))


# ---------------------------------------------------------------- what editors have said


def _front_matter(
    parts: tuple[Part, ...], review: Review, places: Places
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """What the front matter says, and what it cannot do without."""
    blocks = tuple(part for part in parts if isinstance(part, Block))
    said = front_matter.decided(front_matter.printed(blocks), review.fields)
    if "period" in said:
        return said, ()
    lines = "front_matter: {period: {say: 2024, why: …}}"
    message = "the title does not say for which period the report is"
    return said, (Problem(places.review, message, f"write into this file: {lines}"),)


def _guesses(said: dict[str, str], places: Places) -> Iterator[Problem]:
    if "kind" not in said:
        yield Problem(
            places.review,
            'the title does not say what kind of report this is: "other" is written',
            "write into this file: front_matter: {kind: {say: work-report, why: …}}",
            fatal=False,
        )


def _not_carried_out(
    decisions: tuple[Decision, ...], built: _Built, out: dict[int, int]
) -> Iterator[Problem]:
    """A decision that changes nothing is about something that is not there."""
    for decision in decisions:
        if decision.say != OPEN and not _shows(decision, built, out):
            yield Problem(
                decision.place,
                f'"{decision.kind}: {decision.say}" cannot be carried out at {decision.at}',
                "compare the offset and the answer with the source",
            )


def _shows(decision: Decision, built: _Built, out: dict[int, int]) -> bool:
    at, say = decision.at, decision.say
    match decision.kind:
        case "boundary":
            return at in out and (at in built.starts) == (say == "break")
        case "split":
            return say == "whole" or at in _blocks_by_start(built)
        case "heading":
            block = _blocks_by_start(built).get(at)
            level = int(say[1:]) if say != "paragraph" else 0
            return block is not None and block.level == level
        case "cell":
            return squeezed(say) == _rows_by_start(built).get(at)
        case "space" | "bold" | "outline":
            return (at in out) == (say == "keep")
        case _:
            return True


def _blocks_by_start(built: _Built) -> dict[int, Block]:
    return {part.passage.start: part for part in built.parts if isinstance(part, Block)}


def _rows_by_start(built: _Built) -> dict[int, str]:
    rows = (row for part in built.parts if isinstance(part, Grid) for row in part.rows)
    return {row[0].start: squeezed(written(row)) for row in rows}


# ---------------------------------------------------------------- counts


def _counts(built: _Built, told: Ledger) -> Counts:
    roles = Counter(part.role for part in built.parts if isinstance(part, Block))
    dropped: Counter[str] = Counter()
    for segment in told.segments:
        if isinstance(segment, Dropped):
            dropped[segment.reason] += len(segment.text)
    return Counts(
        pages=len(told.pages),
        headings=roles["heading"],
        paragraphs=roles["paragraph"],
        items=roles["item"],
        table_rows=sum(len(part.rows) - 1 for part in built.parts if isinstance(part, Grid)),
        joins=built.joins,
        dropped=tuple(sorted(dropped.items())),
    )
