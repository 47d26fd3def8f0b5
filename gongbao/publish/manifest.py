"""Which files a site has and what is in them: of a folder, or of a list made by sha256sum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..model import Page
from ..problem import ContentError, Place, Problem
from .plan import Sums

LINE = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?:\./)?(?P<path>[^/\n][^\n]*)")


def pages_of(site: Path) -> Iterator[Page]:
    """The files of a site that was built, by path."""
    if not site.is_dir():
        raise ContentError(Problem(Place(str(site)), "there is no site here", "build it first"))
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        yield Page(PurePosixPath(path.relative_to(site).as_posix()), path.read_bytes())


def sums_of(site_or_list: Path) -> Sums:
    """Of a folder: of its files; of a file: what its lines say."""
    if site_or_list.is_file():
        return _read(site_or_list)
    return {page.path.as_posix(): sum_of(page) for page in pages_of(site_or_list)}


def sum_of(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()


def as_text(sums: Sums) -> str:
    """What ``sha256sum --check`` in the folder of the site reads, and `sums_of`."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def _read(file: Path) -> Sums:
    sums: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
        match = LINE.fullmatch(line)
        if match and ".." not in PurePosixPath(match["path"]).parts:
            sums[match["path"]] = match["sum"]
        else:
            place = Place(str(file), number)
            problems.append(
                Problem(place, "not a checksum and a path", "make it by publish-plan --manifest")
            )
    if problems:
        raise ContentError(*problems)
    return sums
