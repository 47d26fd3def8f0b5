"""Pages -> a folder that is not yet the site, on the disk before it can become it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..model import LongPage, Page
from .limits import DEFAULT_LIMITS, Limits, refuse, refuse_all
from .spare import (
    FILE_MODE,
    State,
    There,
    fsync,
    is_one_file,
    make_folder,
    remove,
    state_of,
    take,
)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a site grows, and the ``old`` one; any process may write to it.

    A file that the old site has with the same bytes is linked: it is on the disk already, and to
    write it again takes ten times as long. No file of a site is ever written over. ``has_spare``:
    some of them may be in the stage from the begin, see `spare`.
    """

    stage: Path
    old: Path
    limits: Limits = DEFAULT_LIMITS
    has_spare: bool = False

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

    def link(
        self,
        files: Iterable[tuple[str, int]],
        states: Mapping[str, State],
        there: Mapping[str, State],
    ) -> bool:
        """Take files of the old site as they are, if all are as ``states`` says; else none.

        Those that are ``there`` were as it says when the stage began, and need no second name.
        """
        names = [name for name, _ in files]
        if not all(
            (there.get(name) or state_of(f"{self.old}/{name}")) == states.get(name, ())
            for name in names
        ):
            return False
        missing = [name for name in names if name not in there]
        for folder in dict.fromkeys(map(_parent, missing)):
            self._make_folder(folder)
        for at, name in enumerate(missing):
            try:
                os.link(f"{self.old}/{name}", f"{self.stage}/{name}")
            except OSError:  # no file system must know links
                for done in missing[:at]:
                    (self.stage / done).unlink()
                return False
        return True

    def _put(self, page: Page | LongPage, path: Path) -> tuple[int, bool]:
        """Its bytes, and whether it was written."""
        parts = page.parts if isinstance(page, LongPage) else (page.body,)
        if isinstance(page, Page):
            refuse(page.path, len(page.body), self.limits)
        self._make_folder(_parent(page.path.as_posix()))
        if isinstance(page, Page) and self._is_taken(page, path):
            return len(page.body), False
        if self.has_spare:
            remove(path)
        size = _write(self._weighed(page.path, parts), path)
        return size, True

    def _is_taken(self, page: Page, path: Path) -> bool:
        """Whether ``path`` is a name of the old file now, as that has the bytes of the page."""
        old = self.old / page.path
        is_there = self.has_spare and is_one_file(path, old)
        return _has(old, page.body, names=2 if is_there else 1) and (is_there or _link(old, path))

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
        if self.has_spare and folder.is_file():  # in a site of other names
            with suppress(IsADirectoryError):  # by another process, meanwhile
                folder.unlink(missing_ok=True)
        make_folder(folder)


class Stage:
    """What one build has put there so far; what is ``there`` from a spare tree counts only then."""

    def __init__(self, folders: Folders, there: There) -> None:
        self.folders = folders
        self.there = there
        self.size = 0
        self.names: set[str] = set()
        self.within = {""}
        """The folders of those names; the site itself is one of them."""
        self.linked: dict[str, State] = {}

    @property
    def files(self) -> int:
        return len(self.names)

    def add(self, pages: Iterable[Page | LongPage]) -> None:
        for page in pages:
            self.count(self.folders.put([page]))

    def link(self, files: Sequence[tuple[str, int]], states: Mapping[str, State]) -> bool:
        """See `Folders.link`; they are still to be counted."""
        if not self.folders.link(files, states, self.there.files):
            return False
        self.linked.update((name, states[name]) for name, _ in files)
        return True

    def count(self, files: Iterable[tuple[str, int]]) -> None:
        """Files that were put there, by whomever."""
        for name, size in files:
            if name in self.names:
                path = str(self.folders.stage / name)
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
            self.names.add(name)
            _add_with_parents(self.within, _parent(name))
            self.size += size
            refuse_all(name, len(self.names), self.size, self.folders.limits)

    def settle(self) -> dict[str, State]:
        """The state of all that is there; of what was linked that of then."""
        self._sweep()
        stage = self.folders.stage
        found = {name: self.linked.get(name) or _state(stage / name) for name in self.names}
        return found | {name: _state(stage / name) for name in self.within if name}

    def finish(self) -> None:
        """Its folders are on the disk as well: those of a spare tree are, as far as they stayed."""
        self._sweep()
        same = self.there.files.keys() & self.linked.keys()
        changed = {""}
        for folder in self.there.touched | {_parent(name) for name in self.names - same}:
            _add_with_parents(changed, folder)
        for folder in sorted(changed & self.within):
            fsync(self.folders.stage / folder)

    def _sweep(self) -> None:
        """Of a spare tree nothing is left that was not put there again."""
        stage, there = self.folders.stage, self.there
        for both in self.names & self.within:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(stage / both))
        for name in there.files.keys() - self.names:
            if (stage / name).is_file():  # not a folder, nor below a file, that was put since
                (stage / name).unlink()
            del there.files[name]
            there.touched.add(_parent(name))
        for folder in sorted(there.folders - self.within, reverse=True):
            if (stage / folder).is_dir():
                (stage / folder).rmdir()
            there.folders.remove(folder)
            there.touched.add(_parent(folder))


def begin(stage: Path, old: Path, limits: Limits, *, has_spare: bool) -> Stage:
    stage.parent.mkdir(parents=True)
    if has_spare:
        return Stage(Folders(stage, old, limits, has_spare), take(stage, old))
    make_folder(stage)
    return Stage(Folders(stage, old, limits), There())


def _parent(name: str) -> str:
    """Of the path of a file in the site; empty for that of the site itself."""
    return name.rpartition("/")[0]


def _add_with_parents(folders: set[str], folder: str) -> None:
    """``folders`` hold the parents of each of them, and the site itself."""
    while folder not in folders:
        folders.add(folder)
        folder = _parent(folder)


def _state(path: Path) -> State:
    at = path.lstat()
    return at.st_size, at.st_mtime_ns, at.st_ino


def _write(parts: Iterable[bytes], path: Path) -> int:
    with path.open("xb") as file:
        size = sum(file.write(part) for part in parts)
    path.chmod(FILE_MODE)
    return size


def _link(old: Path, path: Path) -> bool:
    try:
        path.hardlink_to(old)
    except OSError:  # no file system must know links
        return False
    return True


def _has(old: Path, body: bytes, names: int) -> bool:
    state = state_of(str(old), names)
    try:
        return state is not None and state[0] == len(body) and old.read_bytes() == body
    except OSError:
        return False
