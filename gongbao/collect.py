"""Digests of reports -> Library: their order, their neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from .model import Digest, Library, Report, SiteSettings

A = TypeVar("A", Digest, Report)


def collect(settings: SiteSettings, digests: Iterable[Digest]) -> Library:
    found: list[Digest] = []
    for _, group in groupby(in_order(settings, digests), key=lambda one: one.body):
        same = list(group)
        for index, one in enumerate(same):
            before = same[index + 1].path if index + 1 < len(same) else None
            after = same[index - 1].path if index else None
            found.append(replace(one, before=before, after=after))
    return Library(settings, tuple(found))


def in_order(settings: SiteSettings, reports: Iterable[A]) -> list[A]:
    """Bodies in the order of site.yaml, then by name; newest period first within a body."""
    named = [key for key, _ in settings.bodies]

    def rank(body: str) -> tuple[int, str]:
        return (named.index(body) if body in named else len(named)), body

    by_path = sorted(reports, key=lambda one: one.path)
    newest = sorted(by_path, key=lambda one: one.front_matter.period, reverse=True)
    return sorted(newest, key=lambda one: rank(one.body))
