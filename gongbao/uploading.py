"""Two states of a site -> what an object store has to be told."""

from __future__ import annotations

from pathlib import Path

from . import publish
from .links import pages_named_by_id
from .publish import manifest, plan
from .publish.plan import Step


def upload(site: Path, old: Path | None) -> tuple[tuple[Step, ...], str]:
    """The steps from what an object store holds to ``site``, and the list of what it then holds.

    ``old``: what it holds, as a site or a list; None where it is empty.
    """
    with publish.lock(site):
        before = manifest.sums_of(old) if old else {}
        after: dict[str, str] = {}
        fragments: dict[str, frozenset[str]] = {}
        for page in manifest.pages_of(site):
            path = page.path.as_posix()
            after[path] = manifest.sum_of(page)
            if path in before and before[path] != after[path]:
                fragments[path] = pages_named_by_id(page)
    return plan.steps(before, after, fragments), manifest.as_text(after)
