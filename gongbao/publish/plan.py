"""Two states of a site -> the order in which an object store gets from one to the other.

Such a store has no swap. But after each step of the order no link of a page that a reader can come
to leads to nothing: what is new is there before anything names it, and what goes is removed when
nothing names it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ASSETS = ("assets/", "search/pagefind/")
LISTS = ("feed.xml", "sitemap.xml", "robots.txt")

Sums = Mapping[str, str]
"""Path of each file of a site -> checksum."""


@dataclass(frozen=True, slots=True)
class Step:
    """``action``: put or delete."""

    action: str
    path: str

    def __str__(self) -> str:
        return f"{self.action}\t{self.path}"


def steps(old: Sums, new: Sums, fragments: Mapping[str, frozenset[str]]) -> tuple[Step, ...]:
    """``fragments``: page -> the pages of which it names an id, both of the new site.

    1. New files, styles and scripts first: nothing names them yet.
    2. Changed files, a page after those of which it names an id, since that may be new as well;
       what lists others comes last. Only where two pages name new ids of each other one of them
       leads for a moment to the other's begin instead of the id.
    3. Deletions, pages before their styles and scripts.
    """
    added = sorted(new.keys() - old.keys(), key=_rank)
    changed = [path for path in new if path in old and new[path] != old[path]]
    removed = sorted(old.keys() - new.keys(), key=_rank, reverse=True)
    return (
        *(Step("put", path) for path in added),
        *(Step("put", path) for path in _in_order(changed, fragments)),
        *(Step("delete", path) for path in removed),
    )


def _rank(path: str) -> tuple[int, str]:
    """Assets, data, pages, lists, the program of the search: what names others after them."""
    name = path.rpartition("/")[2]
    if path.startswith("search/") and name.endswith(".json"):
        return 4, path
    if path.startswith(ASSETS):
        return 0, path
    if name in LISTS:
        return 3, path
    if path.endswith(".html"):
        # A page that is nearer to the home page lists those below it.
        return 2, f"{1000 - path.count('/'):04} {path}"
    return 1, path


def _in_order(paths: Iterable[str], fragments: Mapping[str, frozenset[str]]) -> list[str]:
    """By rank, but each after those that it needs, wherever they do not need each other."""
    wanted = sorted(paths, key=_rank)
    waiting = set(wanted)
    order: list[str] = []
    stack = list(reversed(wanted))
    open_paths: set[str] = set()
    while stack:
        path = stack[-1]
        needs = fragments.get(path, frozenset()) & waiting - open_paths - {path}
        if path in waiting and needs:
            open_paths.add(path)
            stack += sorted(needs, key=_rank, reverse=True)
            continue
        stack.pop()
        if path in waiting:
            waiting.remove(path)
            order.append(path)
    return order
