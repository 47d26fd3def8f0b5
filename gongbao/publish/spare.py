"""A tree that was the site before: the next stage is that, brought up to date.

To make, link, sync and remove thousands of folders takes ten times as long as to look at them.
What is the same in both trees is one file with two names. Of a spare tree nothing is known but
that: it may be of any age, half made or half removed. The folder of a builder's own, it is never
served.
"""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

State = tuple[int, int, int]
"""Of a file: its size, when it was written, its number on the disk. Another one is another file."""

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Whatever the umask of the editor: a web server must be able to read them."""


class There:
    """What a stage still has of a spare tree: ``files`` are those of the old site.

    ``touched``: folders that are not as they were. They are named as in the site, which itself is
    empty.
    """

    def __init__(self) -> None:
        self.files: dict[str, State] = {}
        self.folders: set[str] = set()
        self.touched: set[str] = set()


def spare_of(site: Path) -> Path:
    return site.with_name(f".spare-{site.name}")


def take(stage: Path, old: Path) -> There:
    """``stage``, which is not there yet, is there, with nothing in it but files of the old site."""
    spare = spare_of(old)
    if spare.is_dir() and not spare.is_symlink():
        try:
            spare.rename(stage)
            return _swept(stage, old)
        except OSError:  # it would only have saved time
            remove(stage)
    elif spare.is_symlink() or spare.exists():
        remove(spare)
    make_folder(stage)
    return There()


def keep(tree: Path, site: Path, *, is_on_disk: bool) -> None:
    """``tree`` is the spare one; after the first build it is made, of links. Where it cannot be,
    none is: that costs time only.

    ``is_on_disk``: all its folders are, so that the next build need not see to those it leaves.
    """
    spare = spare_of(site)
    try:
        if site.is_symlink() or not site.exists():
            return
        if not tree.is_dir():
            shutil.copytree(site, tree, copy_function=os.link, symlinks=True)
            is_on_disk = False
        for folder, _, _ in () if is_on_disk else os.walk(tree):
            fsync(Path(folder))
        tree.rename(spare)
    except OSError:
        shutil.rmtree(spare, ignore_errors=True)


def make_folder(path: Path) -> None:
    path.mkdir(exist_ok=True)  # by another process, meanwhile
    path.chmod(FOLDER_MODE)


def fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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
        if stat.S_IMODE((stage / folder).stat().st_mode) != FOLDER_MODE:
            (stage / folder).chmod(FOLDER_MODE)
            there.touched.add(folder)
        for name, entry in _entries(stage, folder):
            at = f"{old}/{name}"
            if entry.is_dir(follow_symlinks=False) and _is_folder(at):
                waiting.append(name)
            elif (state := state_of(at, names=2)) and state[2] == entry.inode():
                there.files[name] = state
            else:
                remove(stage / name)
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
