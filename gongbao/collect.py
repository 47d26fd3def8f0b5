"""Reports -> Library: their order, their neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .model import AnchoredReport, Entry, Library, Observation, SiteSettings


def collect(
    settings: SiteSettings,
    reports: Iterable[tuple[AnchoredReport, tuple[Observation, ...]]],
) -> Library:
    """Bodies in the order of site.yaml, then by name; newest period first within a body."""
    named = [key for key, _ in settings.bodies]

    def rank(body: str) -> tuple[int, str]:
        return (named.index(body) if body in named else len(named)), body

    by_path = sorted(reports, key=lambda pair: pair[0].report.path)
    newest = sorted(by_path, key=lambda pair: pair[0].report.front_matter.period, reverse=True)
    ordered = sorted(newest, key=lambda pair: rank(pair[0].report.body))
    entries: list[Entry] = []
    for _, group in groupby(ordered, key=lambda pair: pair[0].report.body):
        same = list(group)
        for index, (anchored, observations) in enumerate(same):
            before = same[index + 1][0].report.path if index + 1 < len(same) else None
            after = same[index - 1][0].report.path if index else None
            entries.append(Entry(anchored, observations, before, after))
    return Library(settings, tuple(entries))
