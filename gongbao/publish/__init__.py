"""Pages -> site/, whole or not at all. The only writer of ``site/``.

Beside ``site`` stand ``.site.lock`` and, while a build is at work, ``.stage-site/``, where the new
site grows. Whatever moment a build is killed at, ``site`` is wholly old or wholly new, and the
next build under the lock removes what was left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model import ContentError, Page, Place, Problem
from . import manifest, plan, stage, swap
from .limits import DEFAULT_LIMITS, Limits
from .locking import SiteIsLocked, held

__all__ = ["MARK", "SiteIsLocked", "lock", "manifest", "plan", "publish"]

MARK = b'<meta name="generator" content="gongbao">'
"""In the head of each page of ours; a folder whose home page has none is another's work."""


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Held by one build at a time; a build that is killed frees it, and the next one tidies up."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with held(site.with_name(f".{site.name}.lock"), site):
        swap.tidy_up(site)
        yield


def publish(pages: Iterable[Page], site: Path, limits: Limits = DEFAULT_LIMITS) -> int:
    """Write ``pages`` into a new folder and put it in the place of ``site``; the number of files.

    Call it under the `lock`. Raise `ContentError` where ``site`` is something that a build must
    not replace, or a page is one that no site should hold.
    """
    _refuse_foreign_folder(site)
    try:
        count = stage.write(pages, swap.stage_of(site) / swap.NEW, limits, site)
        swap.swap(site)
    finally:
        swap.tidy_up(site)
    return count


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
