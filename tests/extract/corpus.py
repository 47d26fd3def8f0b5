"""A report of the corpus as the program reads it, its observations by offset in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from gongbao.anchors import anchor
from gongbao.extract import observations
from gongbao.ingest import review
from gongbao.ingest.draft import Places, draft
from gongbao.model import AnchoredReport, Observation, Place, Source
from gongbao.parse import parse

from .reports import REGISTRY

HIDDEN = "\u200c"
"""A report of the corpus holds one, and ingest rightly asks for a clean copy of it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An observation at ``start``–``end`` of the source; ``end`` is behind its last character."""

    start: int
    end: int
    observation: Observation


def read(file: Path) -> str:
    return file.read_bytes().decode("utf-8").replace(HIDDEN, "")


def report_of(file: Path) -> AnchoredReport:
    """As an editor publishes it: the report of 2025 tells the results of 2024."""
    named = re.search(r"20\d\d", file.name)
    assert named, file.name
    period = int(named[0]) - 1
    said = (
        f"front_matter: {{period: {{say: {period}, why: x}}, kind: {{say: work-report, why: x}}}}"
    )
    place = Place(file.name)
    done = draft(
        read(file).encode(), review.read(said, file.name), Places(source=place, review=place)
    )
    source = Source(
        path="corpus/report",
        place=place,
        text=done.report,
        ledger=done.ledger,
        original=None,
        open_decisions=0,
    )
    report = anchor(parse(source))
    assert report.report.is_verified
    return report


def found_in(report: AnchoredReport) -> tuple[Found, ...]:
    offsets = {block.id: block.offset for block in report.blocks}
    proof = report.report.proof
    assert proof

    def at(observation: Observation, offset: int) -> int:
        found = proof.kept[offsets[observation.block] + offset]
        assert found is not None
        return found

    taken = observations(report, REGISTRY)
    return tuple(Found(at(o, o.start), at(o, o.end - 1) + 1, o) for o in taken)
