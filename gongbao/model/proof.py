"""What of a report its source says, character by character, and what was emended by hand."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import Place


@dataclass(frozen=True, slots=True)
class Emendation:
    """The source has ``before``, the report has ``after``: an editor changed it in report.md.

    ``at`` counts in the kept text of the source, ``out`` in the text of the report. ``block`` is
    the number of the block that it stands in, ``place`` its line.
    """

    at: int
    before: str
    out: int
    after: str
    block: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The source is what the report keeps, what the ledger drops, and the ``emendations``.

    ``text`` is that of the source. ``order`` has for each character that the ledger keeps, in the
    order of the report, its offset in it; ``kept`` the same for each character of the report's
    text, None where an editor put it in. ``has_other_marks``: headings, lists, ids or other marks
    of report.md are not as ingest wrote them.
    """

    text: str
    order: tuple[int, ...]
    kept: tuple[int | None, ...]
    emendations: tuple[Emendation, ...] = ()
    has_other_marks: bool = False
