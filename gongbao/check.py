"""Reports -> what an editor must know about them. A check yields; it never prints or raises."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from .model import (
    Anchored,
    AnchoredReport,
    Digest,
    Emendation,
    Entry,
    Heading,
    Library,
    Paragraph,
    Place,
    Problem,
    Report,
    Table,
    TitleLine,
    joined,
    run_groups,
    text,
)

SITE_PAGES = ("", "search")
"""Addresses of the site itself that a report may link to."""


def check(library: Library) -> Iterator[Problem]:
    """What is wrong with each report, and between them."""
    for digest in library.digests:
        yield from digest.problems
    for one in OF_LIBRARY:
        yield from one(library)


def check_report(entry: Entry) -> tuple[Problem, ...]:
    """What is wrong with a report, whatever else there is."""
    return tuple(problem for one in OF_REPORT for problem in one(entry))


def link_to_nothing(library: Library) -> Iterator[Problem]:
    """A link to a paragraph or report of the site leads to one that is there."""
    ids = {one.path: one.ids for one in library.digests}
    held = {one.path: one.ids for one in library.held if one.is_published}
    for digest in library.digests:
        for href, place in digest.links:
            path, _, fragment = href.partition("#")
            target = path.strip("/") if path else digest.path
            if target in library.unusable or (target in SITE_PAGES and not fragment):
                continue
            if target not in ids and target not in held:
                message = f"a link to {href!r}, but there is no report {target!r}"
                yield Problem(place, message, _reports_near(target, {*ids, *held}))
            elif not _has(fragment, target, ids, held):
                yield Problem(
                    place,
                    f"a link to {href!r}, but {target} has no {fragment!r}",
                    "open the report in the preview and copy the link of the paragraph",
                )


def _has(
    fragment: str, target: str, ids: Mapping[str, str], held: Mapping[str, frozenset[str]]
) -> bool:
    if not fragment:
        return True
    return f"\n{fragment}\n" in ids[target] if target in ids else fragment in held[target]


def _reports_near(target: str, paths: Iterable[str]) -> str:
    near = difflib.get_close_matches(target, sorted(paths), 3, 0.5)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else "write its path, or add it"


def source_is_another(entry: Entry) -> Iterator[Problem]:
    """The published source is the file that the front matter and the ledger speak of."""
    report = entry.anchored.report
    note, original = report.front_matter.source, report.source.original
    if note and (original is None or original.name != note.file):
        yield Problem(
            report.place,
            f"the front matter names {note.file!r}, which is not in the folder",
            "put the file beside report.md, or name the file that is there",
        )
    elif len(set(_checksums(report))) > 1:
        yield Problem(
            report.place,
            "the source, the front matter and the ledger do not have one SHA-256",
            "put the first file back, or ingest the new one",
        )


def _checksums(report: Report) -> Iterator[str]:
    source = report.source
    if report.front_matter.source:
        yield report.front_matter.source.sha256
    if source.original:
        yield hashlib.sha256(source.original.data).hexdigest()
    if source.ledger:
        yield source.ledger.sha256


def ledger_does_not_fit(entry: Entry) -> Iterator[Problem]:
    """report.md, ledger.json and the source are of one mind, but for what editors emended."""
    report = entry.anchored.report
    if report.source.ledger and report.proof is None:
        yield Problem(
            report.place,
            "the source can no longer be rebuilt from report.md and ledger.json",
            "undo the edit of the text, or take the decision in review.yaml and ingest again",
            fatal=False,
        )
    elif report.proof and report.proof.has_other_marks:
        yield Problem(
            report.place,
            "headings, ids or other marks were edited since ingest; the words are unchanged",
            "nothing to do, if you meant it; to ingest again would undo it",
            fatal=False,
        )


def emended(entry: Entry) -> Iterator[Problem]:
    """Readers are told of each word that differs from the source, and why."""
    anchored, note = entry.anchored, entry.anchored.report.source.version_note
    told = {own_id for one in note.corrections for own_id in one.where} if note else set()
    proof = anchored.report.proof
    for emendation in proof.emendations if proof else ():
        own_id = anchored.blocks[emendation.block].id
        where = f" under 'where: [{own_id}]'" if own_id else ""
        yield Problem(
            emendation.place,
            f"{own_id or 'the title block'} is not as in the source: "
            f"{_marked(emendation, anchored.blocks[emendation.block])}",
            "" if own_id in told else f"undo it, or say why in changes.yaml{where}",
            fatal=False,
        )


def _marked(emendation: Emendation, anchored: Anchored) -> str:
    """As `build.py quote` shows it, with the words around."""
    words, at = text(anchored.block), emendation.out - anchored.offset
    end = at + len(emendation.after)
    was = f"[-{emendation.before}-]" if emendation.before else ""
    reads = f"{{+{emendation.after}+}}" if emendation.after else ""
    shown = f"{words[max(0, at - 8) : at]}{was}{reads}{words[end : end + 8]}"
    return f'"{shown}"'.replace("\n", "⏎")


def decisions_open(entry: Entry) -> Iterator[Problem]:
    """Each doubt of the importer is decided by a person before readers see the page."""
    count = entry.anchored.report.source.open_decisions
    if count:
        place = entry.anchored.report.place.path.replace("report.md", "review.yaml")
        yield Problem(
            Place(place),
            f"{count} decisions are open",
            "read each, set 'say:', and ingest again",
            fatal=False,
        )


def not_dated(entry: Entry) -> Iterator[Problem]:
    """Readers see when a page was first published; no build can know it."""
    report = entry.anchored.report
    if report.source.version_note is None:
        yield Problem(
            Place(report.place.path.replace("report.md", "changes.yaml")),
            "the file is missing: the page cannot say when it was first published",
            "write it, with the day of the first publication: 'published: YYYY-MM-DD'",
            fatal=False,
        )


def correction_of_nothing(entry: Entry) -> Iterator[Problem]:
    """A correction names paragraphs, sections or tables that its report has."""
    note = entry.anchored.report.source.version_note
    ids = entry.places()
    for correction in note.corrections if note else ():
        for own_id in correction.where:
            if own_id not in ids:
                bare = own_id.rpartition("#")[2]
                copy = "open the preview: an id is what follows '#' in the link of a paragraph"
                yield Problem(
                    correction.where_place,
                    f"'where' names {own_id!r}, which is no id of this report",
                    f"did you mean {bare!r}?" if bare in ids else copy,
                )


def correction_of_what_is_so(entry: Entry) -> Iterator[Problem]:
    """A correction is needed no more when the program finds by itself what it says."""
    for number in entry.observations:
        one = number.corrected
        is_so = one and (number.label, number.indicator) == (one.was, one.was_indicator)
        if one and is_so and not one.is_added:
            yield Problem(
                one.place,
                f"{number.surface!r} in {number.sentence} is understood so without this",
                "remove the correction",
                fatal=False,
            )


def same_body_same_period(library: Library) -> Iterator[Problem]:
    """Two reports of one kind, body and period are nearly always one report twice."""
    first: dict[tuple[str, str, str], Digest] = {}
    for digest in library.digests:
        key = (digest.body, digest.front_matter.kind, digest.front_matter.period.text)
        if key in first:
            yield Problem(
                digest.place,
                f"{key[0]} has two reports of kind {key[1]} for {key[2]}",
                f"the other is {first[key].place}",
                fatal=False,
            )
        first.setdefault(key, digest)


def links_of(anchored: AnchoredReport) -> Iterator[tuple[str, Place]]:
    """Those to places of the site."""
    for one in anchored.blocks:
        for runs in run_groups(one.block):
            for run in runs:
                if run.href and run.href[0] in "#/":
                    yield run.href, one.block.place


def left_over_markup(entry: Entry) -> Iterator[Problem]:
    """Marks of Markdown that would be printed as they stand are nearly always a slip."""
    for anchored in entry.anchored.blocks:
        block = anchored.block
        if isinstance(block, Heading | Paragraph | Table) and "**" in text(block):
            yield Problem(
                block.place,
                "'**' would be printed as it stands",
                r"close the bold words with '**', or write '\*\*'",
                fatal=False,
            )


def block_without_words(entry: Entry) -> Iterator[Problem]:
    """Every block has words; a heading has words beside its number, but for 附件."""
    for anchored in entry.anchored.blocks:
        block = anchored.block
        if isinstance(block, Heading):
            is_empty = not joined(block.runs) and not block.number.startswith("附")
        else:
            is_empty = not text(block)
        if is_empty:
            yield Problem(
                block.place, f"a {block.kind} without words", "write it, or remove the line"
            )


def printed_otherwise(entry: Entry) -> Iterator[Problem]:
    """What the front matter says for machines is what the title block prints."""
    report = entry.anchored.report
    said = {"issuer": report.front_matter.issuer, "subtitle": report.front_matter.subtitle}
    for anchored in entry.anchored.blocks:
        line = anchored.block
        if isinstance(line, TitleLine) and line.role in said and text(line) != said[line.role]:
            yield Problem(
                line.place,
                f"the printed {line.role} {text(line)!r} is not that of the front matter",
                f"the front matter says {said[line.role]!r}",
                fatal=False,
            )


OF_REPORT: tuple[Callable[[Entry], Iterator[Problem]], ...] = (
    source_is_another,
    ledger_does_not_fit,
    emended,
    decisions_open,
    not_dated,
    correction_of_nothing,
    correction_of_what_is_so,
    left_over_markup,
    block_without_words,
    printed_otherwise,
)
OF_LIBRARY: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    link_to_nothing,
    same_body_same_period,
)
