"""Who may have the pages of a report from a build before."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..model import Page

Keep = Callable[[str, object, Callable[[], Iterable[Page]]], tuple[Page, ...]]
"""The path of a report, what its pages show beside it, and who makes them."""


def made_now(report: str, about: object, make: Callable[[], Iterable[Page]]) -> tuple[Page, ...]:
    return tuple(make())
