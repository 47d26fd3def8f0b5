"""One report: files of a folder -> the report in each edition, and its digests.

`make` is a pure function, so what it gave for the same files, registry and code is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from . import promises
from .anchors import anchor, retired_of
from .cache import Store, code_version, key_of
from .corrections import corrected
from .digest import digests_of
from .extract import observations
from .model import AnchoredReport, ContentError, Digest, Entry, Lock, Problem, Registry, Source
from .parse import parse
from .script import hant_edition, hant_observation
from .search import Prepared, prepared
from .translation import english_entry, english_registry

T = TypeVar("T")

SOURCE_SCRIPT = "zh-Hans"

SEARCH, LOCK = "search", "lock"
"""What the store has of a report beside it."""

Files = tuple[tuple[str, str], ...]
"""What stands in a folder, each with its hash."""

Workers = Callable[[int], AbstractContextManager[Executor | None]]
"""Who makes so many reports; None where other processes would not pay."""


def alone(reports: int) -> AbstractContextManager[Executor | None]:
    return nullcontext()


# ---------------------------------------------------------------- the report itself


def read_report(source: Source, retire: frozenset[str], registry: Registry) -> Entry:
    anchored = anchor(parse(_with_text(source)), retired_of(retire, source.path))
    titles = {indicator.id: indicator.title for indicator in registry.indicators}
    return Entry(anchored, corrected(anchored, observations(anchored, registry), titles))


def _with_text(source: Source) -> Source:
    """Of a source that is no text only where report.md was edited: to read it takes a second."""
    if source.ledger is None or not source.ledger.extractor:
        return source
    from .ingest import verify  # few builds need it

    return verify.with_text(source)


def editions_of(entry: Entry, registry: Registry, languages: tuple[str, ...]) -> dict[str, Entry]:
    """The report in each language, that of the source script first."""
    return {lang: IN_EDITION[lang](entry, registry) for lang in languages}


def _in_hant(entry: Entry, registry: Registry) -> Entry:
    return Entry(hant_edition(entry.anchored), tuple(map(hant_observation, entry.observations)))


IN_EDITION: dict[str, Callable[[Entry, Registry], Entry]] = {
    SOURCE_SCRIPT: lambda entry, registry: entry,
    "zh-Hant": _in_hant,
    "en": lambda entry, registry: english_entry(entry, english_registry(registry)),
}


# ---------------------------------------------------------------- kept for later builds


@dataclass(frozen=True, slots=True)
class Making:
    """What each report is made with. ``about``: the hash of all of it, and of the code."""

    registry: Registry
    retire: frozenset[str]
    languages: tuple[str, ...]
    about: str


class Damaged(Exception):
    """What the store had under a key can no longer be read, so that it has to be made again."""


@dataclass(frozen=True, slots=True)
class Reader(Generic[T]):
    """What was made of a report: any process may read it."""

    store: Store
    key: str

    def __call__(self) -> T:
        found: T | None = self.store.get(self.key)
        if found is None:
            raise Damaged(self.key)
        return found


def make(source: Source, own: Files, making: Making, store: Store | Parcel) -> tuple[Problem, ...]:
    """The report is put into the store, or all that is wrong with it comes back.

    It is known by its files as they are, and as they will be with the lock that is then written,
    where that would change no id.
    """
    try:
        entry = read_report(source, making.retire, making.registry)
    except ContentError as error:
        return error.problems
    lock = promises.lock_of(entry.anchored)
    words = promises.to_json(lock)
    total = hashlib.sha256(words.encode("utf-8")).hexdigest()
    keys = [_key(making.about, source.path, own)]
    again = _with_lock(entry.anchored, lock, making.retire)
    if again:
        entry = replace(entry, anchored=again)
        name = f"{source.path}/{promises.FILE}"
        others = (pair for pair in own if pair[0] != name)
        keys.append(_key(making.about, source.path, tuple(sorted((*others, (name, total))))))
    identity = keys[-1]
    editions = editions_of(entry, making.registry, making.languages)
    store.put(identity, tuple(editions.values()))
    store.put(key_of(identity, SEARCH), prepared(editions))
    store.put(key_of(identity, LOCK), words)
    for lang, digest in digests_of(editions, making.registry, identity, total).items():
        for key in dict.fromkeys(keys):
            store.put(key_of(key, lang), digest)
    return ()


def _key(about: str, path: str, own: Files) -> str:
    return key_of("report", about, path, own)


def _with_lock(
    anchored: AnchoredReport, lock: Lock, retire: frozenset[str]
) -> AnchoredReport | None:
    """The report as it is with the lock that it promises; None where that would change an id."""
    source = replace(anchored.report.source, lock=lock)
    if source == anchored.report.source:
        return anchored
    report = replace(anchored.report, source=source)
    again = anchor(report, retired_of(retire, source.path))
    is_same = (again.blocks, again.aliases) == (anchored.blocks, anchored.aliases)
    return again if is_same else None


def _make_there(
    source: Source, own: Files, making: Making, store: Store
) -> tuple[Store, tuple[Problem, ...]]:
    """In another process: what comes back says what was put into the store, not the report."""
    here = Store(store.folder)
    problems = make(source, own, making, here)
    return here, problems


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is put here travels: for a worker that does not see the folder of our store."""

    values: dict[str, object] = field(default_factory=dict)

    def put(self, key: str, value: object) -> None:
        self.values[key] = value


Sent = tuple[Store | Parcel, tuple[Problem, ...]]


def _make_away(source: Source, own: Files, making: Making) -> tuple[Parcel, tuple[Problem, ...]]:
    parcel = Parcel()
    problems = make(source, own, making, parcel)
    return parcel, problems


# ---------------------------------------------------------------- all of a library


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of a build. ``files``: of each folder of content/, by its path.

    ``keys``: those that are known by their files, or were made.
    """

    store: Store
    content: str
    files: Mapping[str, Files]
    retire: frozenset[str]
    digests: dict[str, Digest] = field(default_factory=dict)

    @property
    def about(self) -> str:
        of_all = [pair for pair in self.files.get("", ()) if pair[0].endswith(".yaml")]
        return key_of("about", code_version(), self.content, of_all, sorted(self.retire))

    def key(self, path: str) -> str:
        return _key(self.about, path, self.files.get(path, ()))

    def is_known(self, path: str) -> bool:
        """By its files, from a build before."""
        if self.retire or not self.files:
            return False
        found: Digest | None = self.store.get(key_of(self.key(path), SOURCE_SCRIPT))
        if found is None:
            return False
        beside = (key_of(found.identity, one) for one in (SEARCH, LOCK))
        if not self.store.holds(found.identity, *beside):
            return False
        self.digests[path] = found
        return True

    def make(self, sources: tuple[Source, ...], making: Making, workers: Workers) -> list[Problem]:
        """All of ``sources`` are made; the digest of each that is good is known then."""
        own = [self.files.get(source.path, ()) for source in sources]
        there = partial(_make_there, making=making, store=Store(self.store.folder))
        away = partial(_make_away, making=making)
        with workers(len(sources)) as executor:
            sees_ours = getattr(executor, "sees_our_disk", True)
            task: Callable[[Source, Files], Sent] = there if sees_ours else away
            found = (
                executor.map(task, sources, own, chunksize=4)
                if executor
                else map(task, sources, own)
            )
            problems: list[Problem] = []
            for source, (store, wrong) in zip(sources, found, strict=True):
                self._take(store)
                problems += wrong
                if not wrong:
                    self.digests[source.path] = self._digest(source.path, SOURCE_SCRIPT)
        return problems

    def _take(self, made: Store | Parcel) -> None:
        if isinstance(made, Store):
            self.store.take(made)
            return
        for key, value in made.values.items():
            self.store.put(key, value)

    def in_edition(self, digests: Iterable[Digest], lang: str) -> tuple[Digest, ...]:
        """The same reports, with the same neighbours."""
        return tuple(
            replace(self._digest(one.path, lang), before=one.before, after=one.after)
            for one in digests
        )

    def reader(self, path: str) -> Reader[tuple[Entry, ...]]:
        """Of its editions, the source script first."""
        return self._reader(self.digests[path].identity)

    def prepared(self, path: str) -> Reader[Prepared]:
        return self._reader(key_of(self.digests[path].identity, SEARCH))

    def keep_promises(self, folder: Path, digests: Iterable[Digest]) -> None:
        """Write each lock that is not yet as it is to be."""
        for one in digests:
            own = dict(self.files.get(one.path, ()))
            if own.get(f"{one.path}/{promises.FILE}") != one.lock:
                key = key_of(one.identity, LOCK)
                words = self.store.get(key)
                if words is None:
                    raise Damaged(key)
                promises.keep(folder / one.path, words)

    def are_known(self, files: Mapping[str, Files]) -> bool:
        """Whether the next build knows all of them, with folders that are as ``files`` says."""
        after = replace(self, files=files)
        return all(
            self.store.holds(key_of(after.key(path), SOURCE_SCRIPT)) for path in self.digests
        )

    def whole(self, path: str) -> Entry:
        return self.reader(path)()[0]

    def _reader(self, key: str) -> Reader[Any]:
        return Reader(self.store.only(key), key)

    def _digest(self, path: str, lang: str) -> Digest:
        key = self.key(path)
        found: Digest | None = self.store.get(key_of(key, lang))
        if found is None:
            raise Damaged(key_of(key, lang))
        return found
