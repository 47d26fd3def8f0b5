"""The tree of the site before the last one: the next stage is that, brought up to date.

To make, link, sync and remove thousands of folders takes ten times as long as to look at them.
What is the same in both trees is one file with two names. Nothing is known of a spare tree but
that: it may be of any age, of another site, or half removed.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

State = tuple[int, int, int]
"""Of a file: its size, when it was written, its number on the disk. Another one is another file."""

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Whatever the umask of the editor: a web server must be able to read them."""


@dataclass(frozen=True, slots=True)
class There:
    """What a stage has of a spare tree: ``files`` are those of the old site; ``touched`` lost some.

    Folders are named as in the site, which itself is empty.
    """

    files: dict[str, State] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)


def take(spare: Path | None, stage: Path, old: Path) -> There:
    """``stage``, which is not there yet, is there, with nothing in it but files of the old site."""
    if spare and spare.is_dir() and not spare.is_symlink():
        try:
            spare.rename(stage)
            return _swept(stage, old)
        except OSError:  # of another disk, or of somebody else: it would only have saved time
            shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    stage.chmod(FOLDER_MODE)
    return There()


def keep(tree: Path, spare: Path, site: Path) -> None:
    """``tree``, the site before, is the spare one; a first site is linked. It need not be there."""
    with suppress(OSError):
        is_of_others = spare.is_symlink() or spare.exists()
        if is_of_others or spare.parent.stat().st_dev != site.parent.stat().st_dev:
            return
        if tree.is_dir():
            tree.rename(spare)
        elif not site.is_symlink():
            shutil.copytree(site, spare, copy_function=os.link, symlinks=True)


def state_of(path: str, names: int = 1) -> State | None:
    """None for what no site has: no file, or one that others have a name of or may not read.

    ``names``: how many it has.
    """
    try:
        at = os.lstat(path)
    except OSError:
        return None
    if at.st_mode != stat.S_IFREG | FILE_MODE or at.st_nlink != names:
        return None
    return at.st_size, at.st_mtime_ns, at.st_ino


def is_one_file(path: Path, other: Path) -> bool:
    """Whether they are names of one file, which is no link to another."""
    try:
        return os.path.samestat(path.lstat(), other.lstat())
    except OSError:
        return False


def _swept(stage: Path, old: Path) -> There:
    there, waiting = There(), [""]
    while waiting:
        folder = waiting.pop()
        there.folders.add(folder)
        _open_to_all(stage / folder)
        for name, entry in _entries(stage, folder):
            at = f"{old}/{name}"
            if entry.is_dir(follow_symlinks=False) and _is_folder(at):
                waiting.append(name)
            elif (state := state_of(at, names=2)) and state[2] == entry.inode():
                there.files[name] = state
            else:
                _remove(stage / name)
                there.touched.add(folder)
    return there


def _entries(stage: Path, folder: str) -> list[tuple[str, os.DirEntry[str]]]:
    """By their names in the site."""
    shown = folder and f"{folder}/"
    with os.scandir(stage / folder) as found:
        return [(shown + entry.name, entry) for entry in found]


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def _open_to_all(folder: Path) -> None:
    if stat.S_IMODE(folder.stat().st_mode) != FOLDER_MODE:
        folder.chmod(FOLDER_MODE)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
