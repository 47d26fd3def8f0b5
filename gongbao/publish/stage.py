"""Pages -> a folder that is not yet the site, on the disk before it can become it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ..model import Page
from .limits import Limits, refuse

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Whatever the umask of the editor: a web server must be able to read them."""


def write(pages: Iterable[Page], stage: Path, limits: Limits, old: Path) -> int:
    """The number of files; all of them, and the folders, are on the disk when it returns.

    A file that the ``old`` site has with the same bytes is linked: it is on the disk already, and
    to write it again takes ten times as long. No file of a site is ever written over.
    """
    stage.mkdir(parents=True)
    stage.chmod(FOLDER_MODE)
    written: list[Path] = []
    count = 0
    folders = {stage}
    size = 0
    for page in pages:
        size += len(page.body)
        count += 1
        refuse(page, count, size, limits)
        path = stage / page.path
        try:
            folders |= _made_for(page, stage)
            if not _linked(page, old / page.path, path):
                _write(page.body, path)
                written.append(path)
        except OSError as error:  # a full disk does not say which file it was
            raise OSError(error.errno, error.strerror, str(path)) from error
    # The bytes must be on the disk before the name points at them, or a power cut empties the
    # site. All are written first: the file system then brings them out together.
    for path in (*written, *sorted(folders)):
        fsync(path)
    return count


def _made_for(page: Page, stage: Path) -> set[Path]:
    """The folders that were made for it."""
    made = set()
    for folder in list(page.path.parents)[-2::-1]:  # never the stage itself: it must be there
        if not (stage / folder).is_dir():
            (stage / folder).mkdir()
            (stage / folder).chmod(FOLDER_MODE)
            made.add(stage / folder)
    return made


def _write(body: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(body)
    path.chmod(FILE_MODE)


def _linked(page: Page, old: Path, path: Path) -> bool:
    """Whether ``path`` is now a name of the ``old`` file, because that has the bytes of the page.

    Where it cannot be one, it is written: no file system must know links.
    """
    try:
        at = old.lstat()
        is_file = at.st_mode == stat.S_IFREG | FILE_MODE and at.st_nlink == 1
        if not is_file or at.st_size != len(page.body) or old.read_bytes() != page.body:
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
