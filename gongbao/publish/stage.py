"""Pages -> a folder that is not yet the site, on the disk before it can become it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..model import LongPage, Page
from .limits import DEFAULT_LIMITS, Limits, refuse, refuse_all

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Whatever the umask of the editor: a web server must be able to read them."""

State = tuple[int, int, int]
"""Of a file: its size, when it was written, its number on the disk. Another one is another file."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a site grows, and the ``old`` one; any process may write to it.

    A file that the old site has with the same bytes is linked: it is on the disk already, and to
    write it again takes ten times as long. No file of a site is ever written over.
    """

    stage: Path
    old: Path
    limits: Limits = DEFAULT_LIMITS

    def put(self, pages: Iterable[Page | LongPage]) -> tuple[tuple[str, int], ...]:
        """The path of each file, with its bytes; what was written is on the disk."""
        found: list[tuple[str, int]] = []
        written: list[Path] = []
        for page in pages:
            path = self.stage / page.path
            try:
                size, is_new = self._put(page, path)
            except OSError as error:  # a full disk does not say which file it was
                raise OSError(error.errno, error.strerror, str(path)) from error
            found.append((page.path.as_posix(), size))
            if is_new:
                written.append(path)
        # The bytes must be on the disk before the name points at them, or a power cut empties the
        # site. All are written first: the file system then brings them out together.
        for path in written:
            fsync(path)
        return tuple(found)

    def read(self, path: str) -> bytes:
        """Of the site that grows."""
        return (self.stage / path).read_bytes()

    def link(self, files: Iterable[tuple[str, int]], states: Mapping[str, State]) -> bool:
        """Take files of the old site as they are, if all are as ``states`` says; else none."""
        names = [name for name, _ in files]
        if not all(state_of(f"{self.old}/{name}") == states.get(name, ()) for name in names):
            return False
        for folder in dict.fromkeys(map(_parent, names)):
            self._make_folder(folder)
        for at, name in enumerate(names):
            try:
                os.link(f"{self.old}/{name}", f"{self.stage}/{name}")
            except OSError:  # no file system must know links
                for done in names[:at]:
                    (self.stage / done).unlink()
                return False
        return True

    def _put(self, page: Page | LongPage, path: Path) -> tuple[int, bool]:
        """Its bytes, and whether it was written."""
        parts = page.parts if isinstance(page, LongPage) else (page.body,)
        if isinstance(page, Page):
            refuse(page.path, len(page.body), self.limits)
        self._make_folder(_parent(page.path.as_posix()))
        if isinstance(page, Page) and _linked(page, self.old / page.path, path):
            return len(page.body), False
        size = _write(self._weighed(page.path, parts), path)
        return size, True

    def _weighed(self, path: PurePosixPath, parts: Iterable[bytes]) -> Iterator[bytes]:
        size = 0
        for part in parts:
            size += len(part)
            refuse(path, size, self.limits)
            yield part

    def _make_folder(self, name: str) -> None:
        """Never the stage itself: it must be there."""
        folder = self.stage / name
        if not name or folder.is_dir():
            return
        self._make_folder(_parent(name))
        folder.mkdir(exist_ok=True)  # by another process, meanwhile
        folder.chmod(FOLDER_MODE)


class Stage:
    """What one build has put there so far."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.files = 0
        self.size = 0
        self.parents: set[str] = set()

    def add(self, pages: Iterable[Page | LongPage]) -> None:
        for page in pages:
            self.count(self.folders.put([page]))

    def count(self, files: Iterable[tuple[str, int]]) -> None:
        """Files that were put there, by whomever."""
        for name, size in files:
            self.files += 1
            self.size += size
            self.parents.add(_parent(name))
            refuse_all(name, self.files, self.size, self.folders.limits)

    def finish(self) -> None:
        """Its folders are on the disk as well."""
        names = {parent for name in self.parents for parent in _with_parents(name)}
        for name in sorted(names | {""}):
            fsync(self.folders.stage / name)


def begin(stage: Path, old: Path, limits: Limits) -> Stage:
    stage.mkdir(parents=True)
    stage.chmod(FOLDER_MODE)
    return Stage(Folders(stage, old, limits))


def state_of(path: str) -> State | None:
    """None for what no site has: no file, or one that others have a name of or may not read."""
    try:
        at = os.lstat(path)
    except OSError:
        return None
    if at.st_mode != stat.S_IFREG | FILE_MODE or at.st_nlink != 1:
        return None
    return at.st_size, at.st_mtime_ns, at.st_ino


def _parent(name: str) -> str:
    """Of the path of a file in the site; empty for that of the site itself."""
    return name.rpartition("/")[0]


def _with_parents(name: str) -> Iterator[str]:
    while name:
        yield name
        name = _parent(name)


def _write(parts: Iterable[bytes], path: Path) -> int:
    with path.open("xb") as file:
        size = sum(file.write(part) for part in parts)
    path.chmod(FILE_MODE)
    return size


def _linked(page: Page, old: Path, path: Path) -> bool:
    """Whether ``path`` is now a name of the ``old`` file, because that has the bytes of the page.

    Where it cannot be one, it is written.
    """
    state = state_of(str(old))
    try:
        if state is None or state[0] != len(page.body) or old.read_bytes() != page.body:
            return False
        path.hardlink_to(old)
    except OSError:
        return False
    return True


def fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)
