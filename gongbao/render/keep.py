"""Who may have from a build before what is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from ..model import Page

A = TypeVar("A")
B = TypeVar("B")


class Keep:
    """Nobody: all is made now. Whoever knows more gives what would be made now, and no other."""

    templates: Path | None = None
    """A folder for templates as Python reads them."""

    def of_report(
        self, report: str, about: object, make: Callable[[], Iterable[Page]]
    ) -> tuple[Page, ...]:
        """The path of a report, what its pages show beside it, and who makes them."""
        return tuple(make())

    def of_reports(
        self, what: str, paths: Sequence[str], about: object, make: Callable[[], A]
    ) -> A:
        """What is made from the reports at ``paths`` and from ``about``, and from nothing else."""
        return make()

    def page(self, about: object, make: Callable[[], Page]) -> Page:
        """``about``: all that the page is made from; it says all it holds when it is printed."""
        return make()

    def each(
        self, what: str, asked: Sequence[A], make: Callable[[list[A]], Iterable[B]]
    ) -> list[B]:
        """What ``make`` makes of each of those ``asked``, whatever stands beside it."""
        return list(make(list(asked)))


MADE_NOW = Keep()
