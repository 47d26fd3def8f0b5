"""The order of the steps from the bytes of a source to the files of its folder."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..ledger import is_proved
from ..model import ContentError, Dropped, Ledger, Place, Problem
from . import formats, front_matter, furniture, markdown
from . import review as reviews
from .blocks import Block, Grid, Part
from .composition import Built, composed
from .doubts import OPEN, Decision
from .drops import Drops, merged
from .front_matter import SourceFacts
from .lines import Line, split, squeezed
from .reading import Reading, as_said
from .review import Review
from .table import written
from .text_file import damaged


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


def draft(data: bytes, review: Review, places: Places) -> Draft:
    """Raise `ContentError` with all that an editor has to put right first."""
    reading = formats.read(data, places.source)
    source, says = reading.text, review.says
    _refuse(*front_matter.wrong(review.fields), *reviews.misplaced(review, source))
    reading = as_said(reading, says)
    lines = own_lines(reading)
    cleared = furniture.clear(lines, reading, says, places.source)
    built = composed(cleared.lines, cleared.outline, reading, says)
    written = markdown.body(built.parts)
    said, unsaid = _front_matter(built.parts, reading, review, places)
    _refuse(*_not_carried_out(review.decisions, built, written.out), *unsaid)
    drops = merged((cleared.drops, built.drops, reading.drops))
    told = _ledger(data, reading, cleared.pages, written, drops)
    if not is_proved(written.text, told):
        raise AssertionError("the source is not rebuilt")
    facts = SourceFacts(told.source, told.sha256, reading.kind, len(cleared.pages), cleared.links)
    doubts = (*reading.doubts, *cleared.doubts, *built.doubts)
    full = reviews.merged(review, doubts, places.review.path)
    return Draft(
        report=front_matter.to_yaml(said, facts) + written.text,
        ledger=told,
        review=full,
        review_yaml=reviews.to_yaml(full, source),
        counts=_counts(built, told),
        problems=(
            *reading.problems,
            *damaged(source, places.source),
            *cleared.problems,
            *_guesses(said, places),
            *_undated(built.parts, reading, review, places),
        ),
    )


def own_lines(reading: Reading) -> tuple[Line, ...]:
    """The lines of the text without what the reader has dropped of them."""
    lines = split(reading.text, reading.looks)
    if not reading.drops:
        return lines
    stay = []
    for line in lines:
        gone = [i for i, at in enumerate(line.passage.at) if at in reading.drops]
        passage = line.passage.without(gone).stripped() if gone else line.passage
        if passage.text:
            stay.append(replace(line, passage=passage))
    return tuple(stay)


def _ledger(
    data: bytes, reading: Reading, pages: tuple[int, ...], body: markdown.Body, drops: Drops
) -> Ledger:
    extracted = hashlib.sha256(reading.text.encode()).hexdigest() if reading.extractor else ""
    return Ledger(
        source=f"source.{reading.suffix}",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=reading.encoding,
        chars=len(reading.text),
        pages=pages,
        segments=markdown.segments(reading.text, body.out, drops, reading.generated),
        extractor=reading.extractor,
        text_sha256=extracted,
        body_sha256=hashlib.sha256(body.text.encode()).hexdigest(),
    )


def _refuse(*problems: Problem) -> None:
    if problems:
        raise ContentError(*problems)


# ---------------------------------------------------------------- what editors have said


def _front_matter(
    parts: tuple[Part, ...], reading: Reading, review: Review, places: Places
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """What the front matter says, and what it cannot do without."""
    blocks = tuple(part for part in parts if isinstance(part, Block))
    found = dict(reading.facts) | front_matter.printed(blocks)
    said = front_matter.decided(found, review.fields)
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


def _undated(
    parts: tuple[Part, ...], reading: Reading, review: Review, places: Places
) -> Iterator[Problem]:
    """A date that only the file says of itself is taken, and said aloud."""
    blocks = tuple(part for part in parts if isinstance(part, Block))
    is_said = any(field.key == "date" and field.say != OPEN for field in review.fields)
    day = reading.facts.get("date")
    if day and not is_said and "date" not in front_matter.printed(blocks):
        yield Problem(
            places.review,
            f"the report prints no date: {day} is the day on which its page was published",
            "write into this file, if another is right: front_matter: {date: {say: …, why: …}}",
            fatal=False,
        )


def _not_carried_out(
    decisions: tuple[Decision, ...], built: Built, out: dict[int, int]
) -> Iterator[Problem]:
    """A decision that changes nothing is about something that is not there."""
    for decision in decisions:
        if decision.say != OPEN and not _shows(decision, built, out):
            yield Problem(
                decision.place,
                f'"{decision.kind}: {decision.say}" cannot be carried out at {decision.at}',
                "compare the offset and the answer with the source",
            )


def _shows(decision: Decision, built: Built, out: dict[int, int]) -> bool:
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
        case "space" | "bold" | "outline" | "chrome":
            return (at in out) == (say == "keep")
        case _:
            return True


def _blocks_by_start(built: Built) -> dict[int, Block]:
    return {part.passage.start: part for part in built.parts if isinstance(part, Block)}


def _rows_by_start(built: Built) -> dict[int, str]:
    rows = (row for part in built.parts if isinstance(part, Grid) for row in part.rows)
    filled = ((next((cell for cell in row if cell.text), None), row) for row in rows)
    return {first.start: squeezed(written(row)) for first, row in filled if first}


# ---------------------------------------------------------------- counts


def _counts(built: Built, told: Ledger) -> Counts:
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
