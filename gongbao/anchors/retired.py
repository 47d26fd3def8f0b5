"""What is wrong with the ids that an editor retires: each is one whose text is gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..model import AnchoredReport, Place, Problem, Source
from .promised import PARTS

RETIRE = Place("--retire")
GONE = ("merged", "retired")


def retired_of(retire: frozenset[str], path: str) -> frozenset[str]:
    """Those of PATH#ID and ID that are said of the report at ``path``."""
    return frozenset(own_id for at, own_id in map(_named, retire) if at in ("", path))


def retire_problems(
    retire: frozenset[str], sources: Sequence[Source], made: Sequence[AnchoredReport]
) -> Iterator[Problem]:
    """An id that was never published, or still has its text, cannot be retired."""
    for said in sorted(retire):
        path, own_id = _named(said)
        meant = [source for source in sources if path in ("", source.path)]
        if not meant:
            paths = [source.path for source in sources]
            yield Problem(RETIRE, f"there is no report {path!r}", _meant(path, paths))
            continue
        if problem := _unknown(own_id, meant) or _alive(own_id, path, made):
            yield problem


def _named(said: str) -> tuple[str, str]:
    path, _, own_id = said.rpartition("#")
    return path, own_id


def _unknown(own_id: str, sources: Sequence[Source]) -> Problem | None:
    led = {a.id: a.target for source in sources for a in source.lock.aliases}
    kinds = {p.id: p.kind for source in sources for p in source.lock.promises}
    if own_id not in kinds and own_id not in led:
        blocks = [known for known, kind in kinds.items() if kind not in PARTS]
        return Problem(RETIRE, f"no id {own_id!r} was published", _meant(own_id, blocks))
    if own_id not in kinds:
        message = f"{own_id!r} is gone already: links to it lead to {led[own_id]!r}"
        return Problem(RETIRE, message, "leave it out", fatal=False)
    if kinds[own_id] in PARTS:
        hint = "leave it out: links to it lead to its block when it is gone"
        return Problem(RETIRE, f"{own_id!r} is a {kinds[own_id]}", hint, fatal=False)
    return None


def _alive(own_id: str, path: str, made: Sequence[AnchoredReport]) -> Problem | None:
    found = [
        (change, one.report.path)
        for one in made
        for change in one.changes
        if change.id == own_id and path in ("", one.report.path)
    ]
    gone = [(change, where) for change, where in found if change.outcome in GONE]
    if len(gone) > 1:
        hint = "name the one you mean: " + " or ".join(f"{where}#{own_id}" for _, where in gone)
        return Problem(RETIRE, f"{own_id!r} is gone from {len(gone)} reports", hint)
    if gone and gone[0][0].outcome == "merged":
        message = f"the text of {own_id!r} stands in {gone[0][0].beside!r} now"
        return Problem(RETIRE, message, "leave it out: links to it lead there", fatal=False)
    if found and not gone:
        change, where = found[0]
        hint = f"links to it are right; it can be retired when {change.text[:24]!r} is gone"
        return Problem(RETIRE, f"{own_id!r} still stands in {where}", hint)
    return None


def _meant(said: str, known: Sequence[str]) -> str:
    near = get_close_matches(said, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else "see anchors.lock for those that were"
