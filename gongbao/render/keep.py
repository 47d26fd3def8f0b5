"""Who may have from a build before what is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Keep:
    """Nobody: all is made now. Whoever knows more gives what would be made now, and no other."""

    templates: Path | None = None
    """A folder for templates as Python reads them."""

    def each(
        self, what: str, asked: Sequence[A], make: Callable[[list[A]], Iterable[B]]
    ) -> list[B]:
        """What ``make`` makes of each of those ``asked``, whatever stands beside it."""
        return list(make(list(asked)))

    def one(self, what: str, about: object, make: Callable[[], A]) -> A:
        """What ``make`` makes of what is printed of ``about`` and of what every page is made of."""
        return make()


MADE_NOW = Keep()
