"""A report -> what others need to know of it, in each edition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from .cache import packed
from .check import check_report, links_of
from .model import AnchoredReport, Digest, Entry, Paragraph, Registry
from .outline import contents
from .search.terms import terms_of
from .search.texts import characters
from .series import comparable, signature
from .translation import headings_in_english, translation_problems

ENGLISH = "en"


def digests_of(
    editions: Mapping[str, Entry], registry: Registry, identity: str = "", lock: str = ""
) -> dict[str, Digest]:
    """By language, the source script first. ``lock``: the SHA-256 of its `anchors.lock`."""
    source, *others = editions.items()
    figures, sums = comparable(source[1], registry)
    compared = frozenset(one.id for one in figures)
    entry = source[1]
    first = replace(
        _digest(*source, compared, identity),
        sums=sums,
        signature=signature(entry.anchored),
        links=tuple(links_of(entry.anchored)),
        ids="\n".join(("", *entry.places(), "")),
        problems=(*check_report(entry), *translation_problems(entry)),
        characters=characters(tuple(editions.values())),
        lock=lock,
    )
    return {source[0]: first} | {
        lang: _digest(lang, one, compared, identity) for lang, one in others
    }


def as_saved(digest: Digest, entry: Entry) -> Digest:
    """What lists show of a report is that of ``entry``, the rest as it was."""
    return replace(
        digest,
        front_matter=entry.anchored.report.front_matter,
        paragraphs=_paragraphs(entry.anchored),
        numbers=len(entry.observations),
    )


def _digest(lang: str, entry: Entry, compared: frozenset[str], identity: str) -> Digest:
    anchored = entry.anchored
    report = anchored.report
    figures = tuple(one for one in entry.observations if one.id in compared)
    return Digest(
        identity=identity,
        path=report.path,
        place=report.place,
        front_matter=report.front_matter,
        version_note=report.source.version_note,
        metric_corrections=report.source.metric_corrections,
        paragraphs=_paragraphs(anchored),
        numbers=len(entry.observations),
        contents=contents(headings_in_english(anchored) if lang == ENGLISH else anchored),
        figures=packed(figures),
        shown=hashlib.sha256(repr(figures).encode()).hexdigest(),
        terms=terms_of(entry),
        length=len(report.source.text),
    )


def _paragraphs(anchored: AnchoredReport) -> int:
    return sum(
        isinstance(one.block, Paragraph) and one.block.role != "annex-ref"
        for one in anchored.blocks
    )
