"""Pages -> site/, whole or not at all. The only writer of ``site/``.

Beside ``site`` stand ``.site.lock`` and, while a build is at work, ``.stage-site/``: in it ``new``
grows, and ``old`` waits where a file system cannot exchange two folders in one step.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .model import ContentError, Page, Place, Problem

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fs.h: renameat2(2) lets two folders change places in one step."""

MARK = b'<meta name="generator" content="gongbao">'
"""In the head of each page of ours; a folder whose home page has none is another's work."""


class SiteIsLocked(Exception):
    """Another build is writing this site."""


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Held by one build at a time; a build that is killed frees it, and the next one tidies up."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with (site.parent / f".{site.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SiteIsLocked(str(site)) from error
        _tidy_up(site)
        yield


def publish(pages: Iterable[Page], site: Path) -> int:
    """Write ``pages`` into a new folder and put it in the place of ``site``; the number of files.

    Call it under the `lock`. Raise `ContentError` where ``site`` is something that a build must
    not replace.
    """
    _refuse_foreign_folder(site)
    try:
        count = _write(pages, _stage(site) / "new")
        _swap(_stage(site), site)
    finally:
        _tidy_up(site)
    return count


def _stage(site: Path) -> Path:
    return site.with_name(f".stage-{site.name}")


def _tidy_up(site: Path) -> None:
    """Put the old site back where a build stopped between two renames; then remove the stage."""
    old = _stage(site) / "old"
    if old.exists() and (not site.exists() or _is_empty(site)):
        old.rename(site)
    shutil.rmtree(_stage(site), ignore_errors=True)


def _refuse_foreign_folder(site: Path) -> None:
    if site.is_symlink() or (site.exists() and not (_is_empty(site) or _is_ours(site))):
        raise ContentError(
            Problem(
                Place(str(site)),
                "this is not a site that gongbao made, and a build would replace it whole",
                "give another folder by --output, or remove this one",
            )
        )


def _is_empty(site: Path) -> bool:
    return site.is_dir() and not any(site.iterdir())


def _is_ours(site: Path) -> bool:
    home = site / "index.html"
    return home.is_file() and MARK in home.read_bytes().partition(b"<body")[0]


def _write(pages: Iterable[Page], stage: Path) -> int:
    stage.mkdir(parents=True)
    stage.chmod(0o755)
    count = 0
    for page in pages:
        path = stage / page.path
        try:
            _write_page(page, stage)
        except OSError as error:  # a full disk does not say which file it was
            raise OSError(error.errno, error.strerror, str(path)) from error
        count += 1
    # The bytes must be on the disk before the name points at them, or a power cut empties the site.
    os.sync()
    return count


def _write_page(page: Page, stage: Path) -> None:
    for folder in list(page.path.parents)[-2::-1]:  # never the stage itself: it must be there
        if not (stage / folder).is_dir():
            (stage / folder).mkdir()
            (stage / folder).chmod(0o755)
    path = stage / page.path
    with path.open("xb") as file:
        file.write(page.body)
    path.chmod(0o644)


def _swap(stage: Path, site: Path) -> None:
    if not site.exists():
        (stage / "new").rename(site)
        return
    try:
        _exchange(stage / "new", site)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.EXDEV):
            raise
        # This file system cannot exchange: for an instant there is no site, but never a mixed one.
        site.rename(stage / "old")
        (stage / "new").rename(site)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    done = libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
