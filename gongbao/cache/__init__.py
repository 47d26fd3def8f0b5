"""What was made before, by the hash of all that it was made from.

A value that cannot be read back whole counts as not there, so a build may be killed at any time,
and any number of them may share the folder. Values are pickles: the folder is as trusted as the
code, and belongs to who runs the build.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from .files import files_in

T = TypeVar("T")

DIGEST = 16
PART = 2
NEW = ".new"
PACKAGES = (".dist-info", ".egg-info", ".egg-link")
UNUSED = 3
"""The folder may hold so many times what the last build used; then the rest goes."""


def key_of(what: str, *parts: object) -> str:
    """``parts``: values that say all they hold when they are printed."""
    return hashlib.blake2b(repr((what, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:40]


@cache
def code_version() -> str:
    """Of ours, of each package beside it, and of the programs that are asked."""
    files = files_in(Path(__file__).parent.parent, left_out=("__pycache__",))
    folders = {path for path in sys.path if path.endswith("site-packages") and Path(path).is_dir()}
    names = {entry.name for path in folders for entry in Path(path).iterdir()}
    packages = {name for name in names if name.endswith(PACKAGES)}
    programs = [shutil.which(name) for name in ("soffice", "libreoffice")]
    return key_of("code", sorted(files.items()), sorted(packages), programs, sys.version)


def here(path: Path) -> str:
    """The folder, and the current one: problems name files from there."""
    return f"{path.absolute()} from {Path.cwd()}"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of values; without a ``folder`` nothing is ever known.

    What is put is known to others only from the next `commit` on: its maker can see first whether
    a file that it read was changed meanwhile.
    """

    folder: Path | None = None
    used: dict[str, Path] = field(default_factory=dict)
    waiting: dict[str, Path] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """None where nothing is known."""
        path = self._path(key)
        if path is None:
            return None
        try:
            body = self.waiting.get(key, path).read_bytes()
        except OSError:
            return None
        if not _is_whole(body):
            return None
        self.used[key] = path
        return pickle.loads(memoryview(body)[DIGEST:])

    def holds(self, *keys: str) -> bool:
        """Whether something is there under each; `get` says whether it can be read."""
        paths = {key: self._path(key) for key in keys}
        for key, path in paths.items():
            if path is None or not (key in self.waiting or path.is_file()):
                return False
            self.used[key] = path
        return True

    def only(self, key: str) -> Store:
        """What another process needs to read that value."""
        at = self.waiting.get(key)
        return Store(self.folder, waiting={key: at} if at else {})

    def take(self, other: Store) -> None:
        """What another process put there."""
        self.used.update(other.used)
        self.waiting.update(other.waiting)

    def mend(self) -> None:
        """What cannot be read back whole is gone, so that it is made anew."""
        for path in _values_in(self.folder) if self.folder else ():
            with suppress(FileNotFoundError):  # another build is at work
                if not path.name.endswith(NEW) and not _is_whole(path.read_bytes()):
                    path.unlink()

    def put(self, key: str, value: object) -> None:
        path = self._path(key)
        if path is None:
            return
        body = _written(value)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}{NEW}")
        partial.write_bytes(_digest(body) + body)
        self.used[key] = path
        self.waiting[key] = partial

    def commit(self) -> None:
        for key, partial in self.waiting.items():
            with suppress(FileNotFoundError):  # another build may have tidied up
                partial.replace(self.used[key])
        self.waiting.clear()

    def forget(self) -> None:
        """What was put since the last `commit` was never put."""
        for partial in self.waiting.values():
            partial.unlink(missing_ok=True)
        self.waiting.clear()

    def kept(self, key: str, make: Callable[[], T]) -> T:
        """What is known under the key, or else what ``make`` makes, which is put there."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def beside(self, name: str) -> Path:
        """A folder for what others keep; one of another version, named alike, goes."""
        folder = (self.folder or Path()) / name
        for other in folder.parent.glob(f"{name.partition('-')[0]}-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def tidy(self) -> None:
        """Take away what this build did not use, where it is much."""
        if self.folder is None:
            return
        there = list(_values_in(self.folder))
        if len(there) > UNUSED * len(self.used):
            for path in set(there) - set(self.used.values()):
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path | None:
        return self.folder and self.folder / key[:PART] / key[PART:]


@dataclass(frozen=True, slots=True)
class Packed:
    """A value that takes the room of a value only while somebody asks for it."""

    body: bytes = field(repr=False)

    def __call__(self) -> Any:
        return pickle.loads(self.body)


def packed(value: object) -> Packed:
    return Packed(_written(value))


class _Writer(pickle.Pickler):
    """Frozen values are read back in a third of the time that they take by themselves."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if is_dataclass(kind) and "__slots__" in kind.__dict__:
            return _restored, (kind, *(getattr(value, name) for name in _names(kind)))
        return NotImplemented


def _written(value: object) -> bytes:
    out = io.BytesIO()
    _Writer(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def _names(kind: type[Any]) -> tuple[str, ...]:
    if kind not in NAMES:
        NAMES[kind] = tuple(one.name for one in fields(kind))
    return NAMES[kind]


NAMES: dict[type[Any], tuple[str, ...]] = {}
SETTERS: dict[type[Any], tuple[Callable[[Any, Any], None], ...]] = {}
"""Of the slots of a kind of value, in the order of its fields."""


def _restored(kind: type[Any], *values: object) -> Any:
    made = object.__new__(kind)
    if kind not in SETTERS:
        SETTERS[kind] = tuple(getattr(kind, name).__set__ for name in _names(kind))
    for put, value in zip(SETTERS[kind], values, strict=True):
        put(made, value)
    return made


def _digest(body: bytes | memoryview) -> bytes:
    return hashlib.blake2b(body, digest_size=DIGEST).digest()


def _is_whole(body: bytes) -> bool:
    return _digest(memoryview(body)[DIGEST:]) == body[:DIGEST]


def _values_in(folder: Path) -> Iterator[Path]:
    for part in folder.iterdir():
        if part.is_dir() and len(part.name) == PART:
            yield from part.iterdir()


NO_STORE = Store()
