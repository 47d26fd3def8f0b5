"""Pages -> a folder that is not yet the site, on the disk before it can become it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..model import Page
from .limits import Limits, refuse

FOLDER_MODE, FILE_MODE = 0o755, 0o644
"""Whatever the umask of the editor: a web server must be able to read them."""


def write(pages: Iterable[Page], stage: Path, limits: Limits) -> int:
    """The number of files; all of them, and the folders, are on the disk when it returns."""
    stage.mkdir(parents=True)
    stage.chmod(FOLDER_MODE)
    files: list[Path] = []
    folders = {stage}
    size = 0
    for page in pages:
        size += len(page.body)
        refuse(page, len(files) + 1, size, limits)
        path = stage / page.path
        try:
            folders |= _write_page(page, stage)
        except OSError as error:  # a full disk does not say which file it was
            raise OSError(error.errno, error.strerror, str(path)) from error
        files.append(path)
    # The bytes must be on the disk before the name points at them, or a power cut empties the
    # site. All are written first: the file system then brings them out together.
    for path in (*files, *sorted(folders)):
        fsync(path)
    return len(files)


def _write_page(page: Page, stage: Path) -> set[Path]:
    """The folders that were made for it."""
    made = set()
    for folder in list(page.path.parents)[-2::-1]:  # never the stage itself: it must be there
        if not (stage / folder).is_dir():
            (stage / folder).mkdir()
            (stage / folder).chmod(FOLDER_MODE)
            made.add(stage / folder)
    path = stage / page.path
    with path.open("xb") as file:
        file.write(page.body)
    path.chmod(FILE_MODE)
    return made


def fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)
