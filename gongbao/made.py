"""One report: files of a folder -> all that later stages ask of it, in each script.

`make` is a pure function, so what it gave for the same files, registry and code is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from . import promises
from .anchors import anchor, retired_of
from .cache import Store, code_version, key_of
from .corrections import corrected
from .extract import observations
from .model import AnchoredReport, ContentError, Observation, Problem, Registry, Source
from .parse import parse
from .script import hant_edition, hant_observation

ReadReport = tuple[AnchoredReport, tuple[Observation, ...]]
SOURCE_SCRIPT = "zh-Hans"

Workers = Callable[[int], AbstractContextManager[Executor | None]]
"""Who makes so many reports; None where other processes would not pay."""


def alone(reports: int) -> AbstractContextManager[Executor | None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Made:
    """A report as read, by language. ``identity`` is that of all that pages of it are made from."""

    editions: Mapping[str, ReadReport]
    identity: str

    @property
    def path(self) -> str:
        return self.anchored.report.path

    @property
    def anchored(self) -> AnchoredReport:
        return self.editions[SOURCE_SCRIPT][0]


@dataclass(frozen=True, slots=True)
class Making:
    """What each report is made with."""

    registry: Registry
    retire: frozenset[str]
    languages: tuple[str, ...]
    store: Store


def read_report(source: Source, retire: frozenset[str], registry: Registry) -> ReadReport:
    anchored = anchor(parse(_with_text(source)), retired_of(retire, source.path))
    titles = {indicator.id: indicator.title for indicator in registry.indicators}
    return anchored, corrected(anchored, observations(anchored, registry), titles)


def _with_text(source: Source) -> Source:
    """Of a source that is no text only where report.md was edited: to read it takes a second."""
    if source.ledger is None or not source.ledger.extractor:
        return source
    from .ingest import verify  # few builds need it

    return verify.with_text(source)


def make(source: Source, key: str, making: Making) -> Made | tuple[Problem, ...]:
    """The report, or all that is wrong with it."""
    try:
        read = read_report(source, making.retire, making.registry)
    except ContentError as error:
        return error.problems
    scripts = [lang for lang in making.languages if lang in IN_SCRIPT]
    made = Made({lang: IN_SCRIPT[lang](read) for lang in scripts}, key)
    making.store.put(key, made)
    return made


def _in_hant(read: ReadReport) -> ReadReport:
    anchored, numbers = read
    return hant_edition(anchored), tuple(map(hant_observation, numbers))


IN_SCRIPT: dict[str, Callable[[ReadReport], ReadReport]] = {
    SOURCE_SCRIPT: lambda read: read,
    "zh-Hant": _in_hant,
}


# ---------------------------------------------------------------- in other processes


@dataclass(frozen=True, slots=True)
class _Sent:
    """What comes back from another process: that the report is in the store, or what is wrong.

    Without a store the report itself comes back.
    """

    store: Store | None
    found: Made | tuple[Problem, ...] = ()


def _make_there(source: Source, key: str, making: Making) -> _Sent:
    store = Store(making.store.folder)
    found = make(source, key, replace(making, store=store))
    return _Sent(store) if isinstance(found, Made) and store.folder else _Sent(None, found)


# ---------------------------------------------------------------- all of a library


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of a build: those that are known by their files, and those made now.

    ``files``: the hash of each file of content/; without a store nobody asks for it.
    """

    store: Store
    content: str
    folders: Mapping[str, tuple[tuple[str, str], ...]]
    retire: frozenset[str]
    known: dict[str, Made] = field(default_factory=dict)

    def source(self, path: str) -> Source | None:
        """Of a report that is known by its files."""
        found: Made | None = self.store.get(self.key(path)) if self.store.folder else None
        if found is None:
            return None
        self.known[path] = found
        return found.anchored.report.source

    def key(self, path: str) -> str:
        about = [pair for pair in self.folders.get("", ()) if pair[0].endswith(".yaml")]
        own = self.folders.get(path, ())
        return key_of("report", code_version(), self.content, path, own, about, sorted(self.retire))

    def make(
        self, sources: tuple[Source, ...], making: Making, workers: Workers
    ) -> tuple[list[Made], list[Problem]]:
        """In the order of ``sources``."""
        new = [source for source in sources if source.path not in self.known]
        keys = [self.key(source.path) for source in new]
        with workers(len(new)) as executor:
            found = (
                self._made_there(new, keys, making, executor)
                if executor
                else [make(source, key, making) for source, key in zip(new, keys, strict=True)]
            )
        problems: list[Problem] = []
        for source, one in zip(new, found, strict=True):
            if isinstance(one, Made):
                self.known[source.path] = one
            else:
                problems += one
        made = [self.known[source.path] for source in sources if source.path in self.known]
        return made, problems

    def _made_there(
        self, sources: list[Source], keys: list[str], making: Making, executor: Executor
    ) -> list[Made | tuple[Problem, ...]]:
        sees_ours = getattr(executor, "sees_our_disk", True)
        # Without what the store knows: that changes while tasks are still being sent.
        sent_along = replace(making, store=Store(making.store.folder if sees_ours else None))
        task: Callable[[Source, str], _Sent] = partial(_make_there, making=sent_along)
        found: list[Made | tuple[Problem, ...]] = []
        for key, sent in zip(keys, executor.map(task, sources, keys, chunksize=4), strict=True):
            if sent.store:
                self.store.used.update(sent.store.used)
                self.store.waiting.update(sent.store.waiting)
            elif isinstance(sent.found, Made):
                self.store.put(key, sent.found)
            found.append(self.store.get(key) if sent.store else sent.found)
        return found

    def keep_again(self, made: Made, folders: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
        """Put ``made`` under the key that its folder has with the lock just written.

        False where the new lock would change an id: then the next build makes it anew.
        """
        lock = promises.lock_of(made.anchored)
        source = replace(made.anchored.report.source, lock=lock)
        again = anchor(
            replace(made.anchored.report, source=source), retired_of(self.retire, source.path)
        )
        if (again.blocks, again.aliases) != (made.anchored.blocks, made.anchored.aliases):
            return False
        self.store.put(replace(self, folders=folders).key(source.path), _with_lock(made, again))
        return True


def _with_lock(made: Made, again: AnchoredReport) -> Made:
    lock = again.report.source.lock
    editions: dict[str, ReadReport] = {}
    for lang, (anchored, numbers) in made.editions.items():
        source = replace(anchored.report.source, lock=lock)
        report = replace(anchored.report, source=source)
        editions[lang] = replace(anchored, report=report, changes=again.changes), numbers
    return Made(editions, made.identity)
