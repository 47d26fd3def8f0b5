"""The staged folder takes the place of ``site`` in one step; what builds left is removed.

``site`` and the new folder change places by renameat2(RENAME_EXCHANGE). Where a file system cannot
do that, ``site`` becomes a symbolic link to ``.tree-site-1`` or ``.tree-site-2``, and a new link is
renamed over it. Only where a folder must become a link is there a moment without ``site``: once
for a site that was made elsewhere, never for one that was first built there.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

from .spare import fsync

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""linux/fs.h: renameat2(2) lets two folders change places in one step."""

CANNOT_EXCHANGE = (errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.ENOTSUP)

NEW, OLD, LINK = "new", "old", "link"
"""In the stage: the site that grows; the folder that a link replaces; that link."""


def stage_of(site: Path) -> Path:
    return site.with_name(f".stage-{site.name}")


def swap(site: Path) -> None:
    """What stands in the stage becomes ``site``; on the disk when it returns."""
    new = stage_of(site) / NEW
    if is_own_link(site) or not _can_exchange(stage_of(site)):
        _link(new, site)
    elif site.exists():
        exchange(new, site)
    else:
        new.rename(site)
    fsync(site.parent)


def tidy_up(site: Path) -> None:
    """Put the old site back where a build stopped between two renames; then remove the rest."""
    stage = stage_of(site)
    old = stage / OLD
    if old.exists() and (not site.exists() or is_empty(site)):
        old.rename(site)
    shutil.rmtree(stage, ignore_errors=True)
    for tree in _trees(site):
        if not (site.is_symlink() and site.readlink() == Path(tree.name)):
            shutil.rmtree(tree, ignore_errors=True)


def is_empty(site: Path) -> bool:
    return site.is_dir() and not any(site.iterdir())


def is_own_link(site: Path) -> bool:
    return site.is_symlink() and site.readlink() in [Path(tree.name) for tree in _trees(site)]


def _trees(site: Path) -> tuple[Path, Path]:
    """What ``site`` may be a link to; while a build is at work both may be there."""
    return site.with_name(f".tree-{site.name}-1"), site.with_name(f".tree-{site.name}-2")


def _link(new: Path, site: Path) -> None:
    one, other = _trees(site)
    tree = other if site.is_symlink() and site.readlink() == Path(one.name) else one
    new.rename(tree)
    link = stage_of(site) / LINK
    link.symlink_to(tree.name)
    if site.exists() and not site.is_symlink():
        site.rename(stage_of(site) / OLD)
    link.rename(site)


def _can_exchange(stage: Path) -> bool:
    """Tried on two folders of our own before the site is touched."""
    one, other = stage / "one", stage / "other"
    one.mkdir()
    other.mkdir()
    try:
        exchange(one, other)
    except OSError as error:
        if error.errno not in CANNOT_EXCHANGE:
            raise
        return False
    return True


def exchange(one: Path, other: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(other))
    done = libc.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
