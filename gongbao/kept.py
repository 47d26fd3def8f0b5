"""Pages of reports that were made before from the same values, with what their links need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .cache import Store, code_version, key_of
from .links import Outline, outline
from .made import Made
from .model import Page
from .search import pagefind


@dataclass(frozen=True, slots=True)
class KeptPages:
    """``common``: what all pages are made from beside their report; ``made``: reports by path."""

    store: Store
    common: str
    base_url: str
    made: Mapping[str, Made]
    outlines: dict[str, Outline] = field(default_factory=dict)

    def __call__(
        self, report: str, about: object, make: Callable[[], Iterable[Page]]
    ) -> tuple[Page, ...]:
        """``about``: all that ``make`` asks of other reports and of the edition."""
        if self.store.folder is None:
            return tuple(make())
        key = key_of("pages", self.common, self.made[report].identity, about)
        found: tuple[tuple[Page, Outline], ...] = self.store.kept(
            key, lambda: tuple((page, outline(page, self.base_url)) for page in make())
        )
        self.outlines.update((page.path.as_posix(), one) for page, one in found)
        return tuple(page for page, _ in found)

    def index(self, records: tuple[tuple[str, str], ...], name: str) -> pagefind.Made:
        """Of a shard of the search, which is made from its words and its name."""
        key = key_of("index", code_version(), name, records)
        return self.store.kept(key, lambda: pagefind.index(records, name))
