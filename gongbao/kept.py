"""Pages that were made before from the same values, with what their links need."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from .cache import Store, code_version, key_of
from .links import Outline, outline
from .made import Made
from .model import Page
from .render.keep import Keep

A = TypeVar("A")
B = TypeVar("B")

MOST_LINKS = 500
"""Of an outline that is kept beside those of other pages: the file of all numbers has them all."""

NO_VALUE = " at 0x"
"""In what is printed of a value that does not say what it holds, but where it is."""


class Kept(Keep):
    """``common``: what all pages are made from beside their report; ``made``: reports by path."""

    def __init__(self, store: Store, common: str, base_url: str, made: Mapping[str, Made]) -> None:
        self.store = store
        self.common = common
        self.base_url = base_url
        self.made = made
        self.outlines: dict[str, Outline] = {}
        self.templates = self._templates()
        self.outlines_key = key_of("outlines", code_version(), base_url)
        self.known: dict[str, Outline] = store.get(self.outlines_key) or {}
        self.new: dict[str, Outline] = {}

    def of_report(
        self, report: str, about: object, make: Callable[[], Iterable[Page]]
    ) -> tuple[Page, ...]:
        """``about``: all that ``make`` asks of other reports and of the edition."""
        if self.store.folder is None:
            return tuple(make())
        return self._pages(key_of("pages", self.common, self.made[report].identity, about), make)

    def page(self, about: object, make: Callable[[], Page]) -> Page:
        if self.store.folder is None or NO_VALUE in (said := repr(about)):
            return make()
        return self._pages(key_of("page", self.common, said), lambda: [make()])[0]

    def each(
        self, what: str, asked: Sequence[A], make: Callable[[list[A]], Iterable[B]]
    ) -> list[B]:
        """All are kept as one value, which is small: reading a file takes longer than them."""
        if self.store.folder is None:
            return super().each(what, asked, make)
        own = key_of("each", what, code_version())
        known: dict[str, B] = self.store.get(own) or {}
        keys = [key_of(what, one) for one in asked]
        new = {key: one for key, one in zip(keys, asked, strict=True) if key not in known}
        made = dict(zip(new, make(list(new.values())) if new else (), strict=True))
        found = {key: made[key] if key in made else known[key] for key in keys}
        if found.keys() != known.keys():
            self.store.put(own, found)
        return [found[key] for key in keys]

    def of_reports(
        self, what: str, paths: Sequence[str], about: object, make: Callable[[], A]
    ) -> A:
        if self.store.folder is None:
            return make()
        identities = [self.made[path].identity for path in paths]
        return self.store.kept(key_of(what, code_version(), identities, about), make)

    def outline_of(self, page: Page, base_url: str) -> Outline:
        """Of a page of no report by its bytes: an outline is made from nothing else."""
        path = page.path.as_posix()
        if found := self.outlines.get(path):
            return found
        key = f"{path} {hashlib.blake2b(page.body).hexdigest()}"
        found = self.known.get(key) or outline(page, base_url)
        if len(found.links) < MOST_LINKS:
            self.new[key] = found
        return found

    def close(self) -> None:
        if self.store.folder and self.new.keys() != self.known.keys():
            self.store.put(self.outlines_key, self.new)

    def _pages(self, key: str, make: Callable[[], Iterable[Page]]) -> tuple[Page, ...]:
        found: tuple[tuple[Page, Outline], ...] = self.store.kept(
            key, lambda: tuple((page, outline(page, self.base_url)) for page in make())
        )
        self.outlines.update((page.path.as_posix(), one) for page, one in found)
        return tuple(page for page, _ in found)

    def _templates(self) -> Path | None:
        return self.store.beside(f"templates-{code_version()[:16]}") if self.store.folder else None
