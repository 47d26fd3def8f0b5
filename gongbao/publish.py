"""Pages -> site/, whole or not at all. The only writer of ``site/``."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .model import ContentError, Page, Place, Problem

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fs.h: renameat2(2) lets two folders change places in one step."""

STAGE = ".stage-"


class SiteIsLocked(Exception):
    """Another build is writing this site."""


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Held by one build at a time; a build that is killed frees it."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with (site.parent / f".{site.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SiteIsLocked(str(site)) from error
        yield


def publish(pages: Iterable[Page], site: Path) -> int:
    """Write ``pages`` into a new folder and put it in the place of ``site``; the number of files.

    Raise `ContentError` where ``site`` is something that a build must not replace.
    """
    _refuse_foreign_folder(site)
    _sweep(site)
    stage = Path(tempfile.mkdtemp(prefix=f"{STAGE}{site.name}-", dir=site.parent))
    try:
        count = _write(pages, stage)
        _swap(stage, site)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return count


def _refuse_foreign_folder(site: Path) -> None:
    is_ours = not site.exists() or not any(site.iterdir()) or (site / "sitemap.xml").is_file()
    if site.is_symlink() or (site.exists() and not site.is_dir()) or not is_ours:
        raise ContentError(
            Problem(
                Place(str(site)),
                "this is not a site that gongbao made, and a build would replace it whole",
                "give another folder by --output, or remove this one",
            )
        )


def _sweep(site: Path) -> None:
    """What a killed build left beside the site."""
    for left in site.parent.glob(f"{STAGE}{site.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _write(pages: Iterable[Page], stage: Path) -> int:
    stage.chmod(0o755)
    count = 0
    for page in pages:
        path = stage / page.path
        for folder in reversed(path.relative_to(stage).parents):
            if not (stage / folder).is_dir():
                (stage / folder).mkdir()
                (stage / folder).chmod(0o755)
        with path.open("xb") as file:
            file.write(page.body)
        path.chmod(0o644)
        count += 1
    # The bytes must be on the disk before the name points at them, or a power cut empties the site.
    os.sync()
    return count


def _swap(stage: Path, site: Path) -> None:
    if not site.exists():
        stage.rename(site)
        return
    try:
        _exchange(stage, site)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.EXDEV):
            raise
        # This file system cannot exchange: for an instant there is no site, but never a mixed one.
        old = stage.with_name(stage.name + "-old")
        site.rename(old)
        stage.rename(site)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, "renameat2")
    done = libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done != 0:
        raise OSError(ctypes.get_errno(), "renameat2", str(one))
