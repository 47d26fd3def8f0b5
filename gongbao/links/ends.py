"""What is remembered of each page of a site, so that links can be checked without reading one."""

from __future__ import annotations

from collections.abc import Iterable

from . import MARKED, Outline, Target, wrong

Ends = tuple[str, str, str]
"""A path, its ids and the targets of its links, an id and a target a line.

A target is a path, a fragment and, of a full address, the link; an empty path leads nowhere. There
are a quarter of a million targets in a site of a thousand reports.
"""


def ends_of(outlines: Iterable[Outline]) -> tuple[Ends, ...]:
    """Of pages made together, without the links from one to another that lead somewhere.

    Of those that lead elsewhere it has each once, on one of its pages.
    """
    known = {one.path: one for one in outlines}
    texts: dict[str, str] = {}  # the pages of a report have the same ids: that text is there once
    seen: set[str] = set()
    found = []
    for one in known.values():
        own = (
            _line(to, link.href)
            for to, link in one.links
            if to.path not in known or wrong(to, known)
        )
        new = [line for line in dict.fromkeys(own) if line not in seen]
        seen.update(new)
        found.append((one.path, texts.setdefault(one.ids, one.ids), "\n".join(new)))
    return tuple(found)


def all_meet(ends: Iterable[Ends], elsewhere: Iterable[str]) -> bool:
    """Whether each target is there; if not, a page may still be right: see `links.problems`.

    ``elsewhere``: addresses of others, which may be full ones of our host.
    """
    ids: dict[str, str] = {}
    lines: set[str] = set()
    for path, own, targets in ends:
        ids[path] = own
        lines.update(targets.split("\n") if targets else ())
    others = frozenset(elsewhere)
    wanted: dict[str, set[str]] = {}
    for line in lines:
        path, fragment, href = line.split("\t")
        if not href or href not in others:
            wanted.setdefault(path, set()).add(fragment)
    return all(
        path in ids and (not path.endswith(MARKED) or named <= {"", "top", *ids[path].split("\n")})
        for path, named in wanted.items()
    )


def _line(target: Target, href: str) -> str:
    """No file of ours has a name with a separator, nor any id: such a target is looked at again."""
    path, fragment = target.path or "", target.fragment
    full = href if "//" in href else ""
    if any(separator in one for one in (path, fragment, full) for separator in "\t\n"):
        return "\t\t"
    return f"{path}\t{fragment}\t{full}"
