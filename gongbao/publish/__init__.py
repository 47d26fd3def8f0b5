"""Pages -> site/, whole or not at all. The only writer of ``site/``.

Beside ``site`` stand ``.site.lock``, ``.spare-site/`` (see `spare`) and, while a build is at work,
``.stage-site/``, where the new site grows. Whatever moment a build is killed at, ``site`` is wholly
old or wholly new, and the next build under the lock removes what was left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..problem import ContentError, Place, Problem
from . import spare, swap
from .limits import DEFAULT_LIMITS, Limits
from .locking import SiteIsLocked, held

if TYPE_CHECKING:
    from ..model import Page
    from .stage import Stage

__all__ = [
    "MARK",
    "SiteIsLocked",
    "lock",
    "publish",
    "scratch",
    "staged",
]

MARK = b'<meta name="generator" content="gongbao">'
"""In the head of each page of ours; a folder whose home page has none is another's work."""


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Held by one build at a time; a build that is killed frees it, and the next one tidies up."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with held(site.with_name(f".{site.name}.lock"), site):
        swap.tidy_up(site)
        shutil.rmtree(_scratch(site), ignore_errors=True)
        yield


@contextmanager
def scratch(site: Path) -> Iterator[Path]:
    """A folder beside ``site`` for what nobody needs after the block. Call it under the `lock`."""
    try:
        yield _scratch(site)
    finally:
        shutil.rmtree(_scratch(site), ignore_errors=True)


def _scratch(site: Path) -> Path:
    return site.with_name(f".made-{site.name}")


def publish(
    pages: Iterable[Page], site: Path, limits: Limits = DEFAULT_LIMITS, *, has_spare: bool = False
) -> int:
    """Write ``pages`` into a new folder and put it in the place of ``site``; the number of files.

    Raise `ContentError` also where a page is one that no site should hold.
    """
    with staged(site, limits, has_spare=has_spare) as new:
        new.add(pages)
    return new.files


@contextmanager
def staged(
    site: Path, limits: Limits = DEFAULT_LIMITS, *, has_spare: bool = False
) -> Iterator[Stage]:
    """What is put into the stage becomes ``site``, unless an error ends the block.

    Call it under the `lock`. Raise `ContentError` where ``site`` is something that a build must
    not replace. ``has_spare``: to save time a second tree stays beside ``site``, see `spare`.
    """
    from .stage import begin  # an unchanged site does not need it

    _refuse_foreign_folder(site)
    tree, is_wanted, is_on_disk = swap.stage_of(site) / swap.NEW, has_spare, False
    try:
        new = begin(tree, site, limits, has_spare=has_spare)
        yield new
        new.finish()
        swap.swap(site)
        is_on_disk = True
    except OSError:  # the disk may be full
        is_wanted = False
        raise
    finally:
        if is_wanted:
            spare.keep(tree, site, is_on_disk=is_on_disk)
        swap.tidy_up(site)


def _refuse_foreign_folder(site: Path) -> None:
    is_link = site.is_symlink() and not swap.is_own_link(site)
    if is_link or (site.exists() and not (swap.is_empty(site) or _is_ours(site))):
        raise ContentError(
            Problem(
                Place(str(site)),
                "this is not a site that gongbao made, and a build would replace it whole",
                "give another folder by --output, or remove this one",
            )
        )


def _is_ours(site: Path) -> bool:
    home = site / "index.html"
    return home.is_file() and MARK in home.read_bytes().partition(b"<body")[0]
