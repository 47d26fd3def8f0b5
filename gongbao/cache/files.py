"""Files and folders -> what says whether they are as they were."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

WEIGHED = 1 << 27
"""Bytes of a file that is read to know it: more than any stage reads."""
UNREADABLE = "unreadable"
"""That may change without any file: who runs the build may be allowed more."""
TICK = 2_000_000_000
"""Nanoseconds: within them a file may be written twice and show one time, as on FAT, which is the
coarsest. Git calls such files racily clean."""


def hash_of(path: str) -> str:
    """Who reads it later says what is wrong; nothing is kept of what cannot be read.

    What no stage would read for its size is not read here.
    """
    try:
        with Path(path).open("rb") as file:
            at = os.fstat(file.fileno())
            if at.st_size > WEIGHED:
                return f"{at.st_size} bytes {at.st_mtime_ns} {at.st_ino}"
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"{UNREADABLE}: {error.errno}"


def files_in(
    folder: Path, left_out: tuple[str, ...] = (), hashed: Callable[[str], str] = hash_of
) -> dict[str, str]:
    """Path -> the hash of what stands there, of files, folders and links alike."""
    found: dict[str, str] = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, shown = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except OSError as error:
            found[shown] = f"{UNREADABLE}: {error.errno}"
            continue
        for entry in entries:
            name = shown + entry.name
            if entry.name in left_out:
                continue
            if entry.is_symlink():
                at = hashed(entry.path) if entry.is_file() else ""
                found[name] = f"link {Path(entry.path).readlink()} {at}"
            elif entry.is_dir():
                found[name] = "folder"
                waiting.append((entry.path, name + "/"))
            elif entry.is_file():
                found[name] = hashed(entry.path)
            else:
                found[name] = "neither file nor folder"
    return found


class Seen(NamedTuple):
    """A file as it was read; ``changed`` is the time that nobody can set."""

    size: int
    written: int
    changed: int
    number: int
    hash: str


class Reading:
    """The hash of each file; one that is as it was when it was ``known`` is not read again."""

    def __init__(self, known: Mapping[str, Seen]) -> None:
        self.known = known
        self.seen: dict[str, Seen] = {}
        self.latest = time.time_ns() - TICK

    def __call__(self, path: str) -> str:
        try:
            at = os.stat(path)  # noqa: PTH116 - of thousands of files
        except OSError:
            return hash_of(path)
        state = at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino
        known = self.known.get(path)
        found = known if known and known[:4] == state else Seen(*state, hash_of(path))
        if found.changed < self.latest and not found.hash.startswith(UNREADABLE):
            self.seen[path] = found
        return found.hash


def states_in(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Path -> size, time and number of all that stands there: nothing is read.

    They change when a file is written, added or taken away.
    """
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, shown = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                name = shown + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, name + "/"))
                at = entry.stat(follow_symlinks=False)
                found[name] = (at.st_size, at.st_mtime_ns, at.st_ino)
    return found


def by_folder(files: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folder -> what stands in it itself, of all ``files`` as `files_in` has them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, at in files.items():
        found.setdefault(name.rpartition("/")[0], []).append((name, at))
    return {folder: tuple(sorted(own)) for folder, own in found.items()}
