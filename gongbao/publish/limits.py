"""What a site may hold at most, and how its files may be called: nothing else is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..problem import ContentError, Place, Problem

MIB = 1024 * 1024
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[. ]$')
"""What a name may not hold on some system that a site is copied to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Far above what any library of reports needs: a build that meets one runs wild."""

    files: int = 40_000_000
    file_bytes: int = 16_384 * MIB
    site_bytes: int = 4_194_304 * MIB
    name_bytes: int = 255
    path_bytes: int = 1024
    """Longest name of a file on Linux; longest key of an object store."""


DEFAULT_LIMITS = Limits()


def refuse(path: PurePosixPath, size: int, limits: Limits) -> None:
    """Raise `ContentError` for a file that no site should hold, of ``size`` bytes so far."""
    if wrong := _wrong(path, size, limits):
        raise _refusal(str(path), wrong)


def refuse_all(name: str, files: int, size: int, limits: Limits) -> None:
    """Raise `ContentError` where the site is too much with the file of that name.

    ``size``: bytes of the site with it.
    """
    if files > limits.files:
        raise _refusal(name, f"the site has more than {limits.files} files")
    if size > limits.site_bytes:
        raise _refusal(name, f"the site has more than {limits.site_bytes} bytes")


def _refusal(name: str, wrong: str) -> ContentError:
    hint = "see gongbao/publish/limits.py"
    return ContentError(Problem(Place(f"site/{name}"), wrong, hint))


def _wrong(path: PurePosixPath, size: int, limits: Limits) -> str:
    parts = path.parts
    if not parts or path.is_absolute() or ".." in parts:
        return "a file of the site must lie in the site"
    if any(NOT_IN_NAMES.search(part) for part in parts):
        return "this name cannot be copied to every system"
    if max(len(part.encode()) for part in parts) > limits.name_bytes:
        return f"a name has more than {limits.name_bytes} bytes"
    if len(str(path).encode()) > limits.path_bytes:
        return f"the path has more than {limits.path_bytes} bytes"
    if size > limits.file_bytes:
        return f"the file has more than {limits.file_bytes} bytes"
    return ""
