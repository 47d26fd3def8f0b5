"""What a build was asked, all that it is made from, and whether its site is there already.

It imports next to nothing, so that a build with nothing to do is done before it has begun.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .cache import NO_STORE, Store, code_version, here, key_of
from .cache.files import Reading, Seen, by_folder, files_in, states_in
from .problem import Problem

WITHOUT_REFERENCES = 2
"""The version of marshal in which equal values have the same bytes."""

States = Mapping[str, tuple[int, int, int]]
"""Of the files of a site, see `cache.files.states_in`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did; ``files`` is 0 where a problem kept the old site.

    ``held``: reports that stay as they were, because they have problems of their own.
    ``is_unchanged``: the site was this one already, and nothing was written.
    """

    problems: tuple[Problem, ...]
    reports: int = 0
    files: int = 0
    held: int = 0
    is_unchanged: bool = False

    @property
    def is_good(self) -> bool:
        return not any(problem.fatal for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The hash of each file of ``content`` and of ``templates``; what was ``seen`` to know it.

    ``is_news``: the store does not know all that was seen.
    """

    content: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict, compare=False, repr=False)
    is_news: bool = field(default=False, compare=False)

    def folders(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return by_folder(self.content)

    def without(self, name: str) -> Inputs:
        """As if no folder had a file of that name."""
        kept = {path: at for path, at in self.content.items() if not path.endswith("/" + name)}
        return Inputs(kept, self.templates)


def _hashed(states: States) -> str:
    """To print them takes an eighth of a build with nothing to do."""
    return hashlib.sha256(marshal.dumps(sorted(states.items()), WITHOUT_REFERENCES)).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    content: Path
    templates: Path
    site: Path
    base_url: str = ""
    retire: frozenset[str] = frozenset()
    keeps_promises: bool = True
    keep_going: bool = False
    store: Store = NO_STORE

    def inputs(self) -> Inputs:
        """Nothing without a store: then nobody asks."""
        if self.store.folder is None or not self.content.is_dir():
            return Inputs()
        known = self.store.get(self._seen_key()) or {}
        reading = Reading(known)
        content = files_in(self.content, hashed=reading)
        templates = files_in(self.templates, hashed=reading)
        return Inputs(content, templates, reading.seen, reading.seen != known)

    def known(self, inputs: Inputs) -> Outcome | None:
        """What the build of this very site did, if nothing has changed since, nor the site."""
        found = self.store.get(self._key()) if self.site.is_dir() and inputs.content else None
        if found is None or found[0] != self._made_from(inputs):
            return None
        if found[1] != _hashed(states_in(self.site)):
            return None
        if inputs.is_news:  # what the build before wrote itself was too young then
            self.store.put(self._seen_key(), inputs.seen)
            self.store.commit()
        outcome: Outcome = found[2]
        return replace(outcome, is_unchanged=True)

    def keep(self, inputs: Inputs, outcome: Outcome, states: States) -> None:
        """``states``: of the site as it is now."""
        if self.store.folder:
            self.store.put(self._seen_key(), inputs.seen)
            self.store.put(self._key(), (self._made_from(inputs), _hashed(states), outcome))

    def _seen_key(self) -> str:
        return key_of("seen", code_version(), here(self.content), here(self.templates))

    def _key(self) -> str:
        return key_of("site", code_version(), str(self.site.absolute()))

    def _made_from(self, inputs: Inputs) -> str:
        return key_of(
            "build",
            code_version(),
            here(self.content),
            here(self.templates),
            self.base_url,
            self.keeps_promises,
            self.keep_going,
            sorted(self.retire),
            sorted(inputs.content.items()),
            sorted(inputs.templates.items()),
        )
