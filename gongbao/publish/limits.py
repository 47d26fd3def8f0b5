"""What a site may hold at most, and how its files may be called: nothing else is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import ContentError, Page, Place, Problem

MIB = 1024 * 1024
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[. ]$')
"""What a name may not hold on some system that a site is copied to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Far above what any library of reports needs: a build that meets one runs wild."""

    files: int = 2_000_000
    file_bytes: int = 512 * MIB
    site_bytes: int = 65_536 * MIB
    name_bytes: int = 255
    path_bytes: int = 1024
    """Longest name of a file on Linux; longest key of an object store."""


DEFAULT_LIMITS = Limits()


def refuse(page: Page, files: int, size: int, limits: Limits) -> None:
    """Raise `ContentError` for a page that is not to be written as file ``files``.

    ``size``: bytes of the site with it.
    """
    if wrong := _wrong(page, files, size, limits):
        place = Place(f"site/{page.path}")
        raise ContentError(Problem(place, wrong, "see gongbao/publish/limits.py"))


def _wrong(page: Page, files: int, size: int, limits: Limits) -> str:
    parts = page.path.parts
    if not parts or page.path.is_absolute() or ".." in parts:
        return "a file of the site must lie in the site"
    if any(NOT_IN_NAMES.search(part) for part in parts):
        return "this name cannot be copied to every system"
    if max(len(part.encode()) for part in parts) > limits.name_bytes:
        return f"a name has more than {limits.name_bytes} bytes"
    if len(str(page.path).encode()) > limits.path_bytes:
        return f"the path has more than {limits.path_bytes} bytes"
    if len(page.body) > limits.file_bytes:
        return f"the file has more than {limits.file_bytes} bytes"
    if files > limits.files:
        return f"the site has more than {limits.files} files"
    if size > limits.site_bytes:
        return f"the site has more than {limits.site_bytes} bytes"
    return ""
