"""Pages and units -> the stage of a site; what is there already from the build before is linked.

What a build remembers of a site is a record of each unit: the key of all it was made from, its
files with their states on the disk, and what its links need. Another process may make a unit: it
writes the files itself, and only the record comes back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from .cache import Store, code_version, key_of
from .links import MARKED, Outline, outline
from .links.ends import Ends, ends_of
from .model import Group, LongPage, Page, Part, Unit
from .publish.spare import State
from .publish.stage import Folders, Stage
from .render.keep import Keep

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 32
"""Units that wait for another process: what they are made from is in memory."""

NO_VALUE = " at 0x"
"""In what is printed of a value that does not say what it holds, but where it is."""


@dataclass(frozen=True, slots=True)
class Record:
    """A unit of a site: ``files`` are their paths with their bytes, ``told`` see `Product`."""

    key: str
    files: tuple[tuple[str, int], ...]
    ends: tuple[Ends, ...]
    told: Any


@dataclass(frozen=True, slots=True)
class Remembered:
    """A site as a build left it; the states are those of its files on the disk.

    Of a group it has the key and the names of its units.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Awaited:
    """The names of units, and those of them that another process still makes."""

    names: list[str]
    waiting: deque[tuple[str, Future[Record]]]


class Assembly:
    """A site that grows: ``records`` of its units by name, ``ends`` of its files by path.

    ``common``: the hash of all that every unit is made from.
    """

    def __init__(self, stage: Stage, before: Remembered, common: str, base_url: str) -> None:
        self.stage = stage
        self.before = before
        self.common = common
        self.base_url = base_url
        self.records: dict[str, Record] = {}
        self.groups: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.ends: dict[str, Ends] = {}
        self.states: Mapping[str, State] = {}

    def add(self, parts: Iterable[Part], executor: Executor | None = None) -> list[Any]:
        """Units that can travel are made by ``executor``; what units tell, in their order."""
        return self.wait(self.send(parts, executor))

    def send(
        self, parts: Iterable[Part], executor: Executor | None, most: int | None = None
    ) -> Awaited:
        """All is there but some units that another process still makes: see `wait`.

        ``most``: how many of those are sent at once; parts that come after them are not taken.
        Without an executor none can be, and no part is taken.
        """
        sent = Awaited([], deque())
        if most and not executor:
            return sent
        for part in parts:
            if isinstance(part, Group):
                self._group(part, executor)
            elif isinstance(part, Unit):
                sent.names.append(part.name)
                if later := self._unit(part, executor):
                    sent.waiting.append((part.name, later))
            else:
                self._page(part)
            if len(sent.waiting) == most:
                break
            if len(sent.waiting) > AHEAD:
                self._take_first(sent)
        return sent

    def wait(self, sent: Awaited) -> list[Any]:
        """What these units tell, in their order; all of them are there."""
        while sent.waiting:
            self._take_first(sent)
        return [self.records[name].told for name in sent.names]

    def _take_first(self, sent: Awaited) -> None:
        name, future = sent.waiting.popleft()
        self._take(name, future.result())

    def _unit(self, unit: Unit, executor: Executor | None) -> Future[Record] | None:
        """None where it is there already."""
        key, known = self._key(unit), self.before.records.get(unit.name)
        make = partial(write, unit, key, self.stage.folders, self.base_url)
        if key and known and known.key == key and self._are_linked(known.files):
            self._take(unit.name, known)
        elif executor and unit.can_travel:
            return executor.submit(make)
        else:
            self._take(unit.name, make())
        return None

    def outlines(self) -> dict[str, Outline]:
        """Of each file, for what is to be said of a link: units have theirs on each page again."""
        units = {name for one in self.records.values() for name, _ in one.files}
        found = {}
        for path, ids, targets in self.ends.values():
            found[path] = Outline(path, ids, ())
            if targets or (path in units and path.endswith(MARKED)):
                page = Page(PurePosixPath(path), self.stage.folders.read(path))
                found[path] = outline(page, self.base_url)
        return found

    def _group(self, group: Group, executor: Executor | None) -> None:
        key, known = self._key(group), self.before.groups.get(group.name)
        if known and key and known[0] == key:
            records = [self.before.records[name] for name in known[1]]
            files = [file for record in records for file in record.files]
            if self._are_linked(files):
                for name, record in zip(known[1], records, strict=True):
                    self._take(name, record)
                self.groups[group.name] = known
                return
        names: list[str] = []

        def noted() -> Iterator[Unit]:
            for unit in group.units():
                names.append(unit.name)
                yield unit

        self.add(noted(), executor)
        self.groups[group.name] = key, tuple(names)

    def _key(self, unit: Unit | Group) -> str:
        """Empty where nobody can say what it is made from."""
        said = repr(unit.about)
        if NO_VALUE in said:
            return ""
        about = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        return key_of("unit", self.common, self.base_url, about)

    def settle(self) -> None:
        """All files are there; what is done to them from now on is the work of others."""
        self.states = self.stage.settle()

    def _are_linked(self, files: Sequence[tuple[str, int]]) -> bool:
        return self.stage.link(files, self.before.states)

    def _take(self, name: str, record: Record) -> None:
        self.stage.count(record.files)
        self.records[name] = record
        self.ends.update((one[0], one) for one in record.ends)

    def _page(self, page: Page | LongPage) -> None:
        self.stage.add([page])
        for one in ends_of([_outline(page, self.base_url)]):
            self.ends[one[0]] = one


def _outline(page: Page | LongPage, base_url: str) -> Outline:
    """Without links where they were looked at before.

    The parts of a long file are when they stand by themselves, those of a page of the old site
    were then: a number may have lost its id since.
    """
    if isinstance(page, LongPage):
        return Outline(page.path.as_posix(), "", ())
    found = outline(page, base_url)
    return Outline(found.path, found.ids, ()) if page.is_previous else found


def write(unit: Unit, key: str, folders: Folders, base_url: str) -> Record:
    """The files of a unit are on the disk, in the stage."""
    outlines: list[Outline] = []
    product = unit.make()

    def seen(pages: Iterable[Page | LongPage]) -> Iterable[Page | LongPage]:
        for page in pages:
            outlines.append(_outline(page, base_url))
            yield page

    files = folders.put(seen(product.pages))
    return Record(key, files, ends_of(outlines), product.told)


class Kept(Keep):
    """In the store is what was made before of the same values.

    ``common``: the hash of all that every page is made from, its words among them.
    """

    def __init__(self, store: Store, common: str) -> None:
        self.store = store
        self.common = common
        self.templates = self._templates()

    def each(
        self, what: str, asked: Sequence[A], make: Callable[[list[A]], Iterable[B]]
    ) -> list[B]:
        """All are kept as one value, which is small: reading a file takes longer than them."""
        own = key_of("each", what, code_version())
        known: dict[str, B] = self.store.get(own) or {}
        keys = [key_of(what, one) for one in asked]
        new = {key: one for key, one in zip(keys, asked, strict=True) if key not in known}
        made = dict(zip(new, make(list(new.values())) if new else (), strict=True))
        found = {key: made[key] if key in made else known[key] for key in keys}
        if found.keys() != known.keys():
            self.store.put(own, found)
        return [found[key] for key in keys]

    def one(self, what: str, about: object, make: Callable[[], A]) -> A:
        return self.store.kept(key_of("one", what, self.common, about), make)

    def _templates(self) -> Path | None:
        return self.store.beside(f"templates-{code_version()[:16]}") if self.store.folder else None


def remembered(store: Store, site: Path) -> Remembered:
    return store.get(_site_key(site)) or Remembered()


def remember(store: Store, site: Path, made: Assembly) -> None:
    store.put(_site_key(site), Remembered(made.records, made.groups, made.states))


def _site_key(site: Path) -> str:
    return key_of("site files", code_version(), str(site.absolute()))
