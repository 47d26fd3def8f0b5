"""A link that somebody gives -> which report, edition, id and words of ours it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from .answer import Site

FULL = re.compile(r"https?://\S+", re.IGNORECASE)
SITE_PAGES = {"": "the home page", "search": "the search page", "404.html": "the error page"}
ASCII = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Address:
    """``report`` is the path of one of ours, or empty; ``page`` says what else was meant.

    ``fragment`` is the id, ``quoted`` the words of a text fragment (``start……end``).
    """

    report: str
    edition: str
    page: str
    fragment: str
    quoted: tuple[str, ...]
    notes: tuple[str, ...]


def address(words: str, site: Site) -> Address | None:
    """None where ``words`` are none, but a text."""
    words = words.strip().strip("<>")
    try:
        parts = urlsplit(words if FULL.fullmatch(words) else "//-/" + words.lstrip("/"))
    except ValueError:
        return None
    is_full = FULL.fullmatch(words) is not None
    if not is_full and not ASCII.fullmatch(words.partition("#")[0]):
        return None
    fragment, _, directive = parts.fragment.partition(":~:")
    report, edition, page = _page(parts, site)
    if not is_full and not report and not words.startswith("/"):
        return None
    notes = _foreign(parts, site) if is_full else ()
    quoted = tuple(_quoted(directive))
    return Address(report, edition, page, unquote(fragment), quoted, notes)


def _foreign(parts: SplitResult, site: Site) -> tuple[str, ...]:
    ours = urlsplit(site.base_url)
    is_ours = parts.netloc.lower() == ours.netloc.lower()
    if is_ours and f"{parts.path}/".startswith(ours.path):
        return ()
    return (f"the address is not of this site, which stands at {site.base_url}",)


def _page(parts: SplitResult, site: Site) -> tuple[str, str, str]:
    """Report, edition and other page. Whatever stands before the path of a report is a base."""
    names = [name for name in unquote(parts.path).split("/") if name]
    if names and names[-1] == "index.html":
        names.pop()
    for first in range(len(names)):
        edition, rest = _edition("/".join(names[first:]), site)
        if rest in site.paths:
            return rest, edition, ""
        folder, _, file = rest.rpartition("/")
        if folder in site.paths and "." in file:
            return folder, edition, f"the file {file} of the report"
    base = [name for name in unquote(urlsplit(site.base_url).path).split("/") if name]
    own = names[len(base) :] if names[: len(base)] == base else names
    edition, rest = _edition("/".join(own), site)
    return "", edition, SITE_PAGES.get(rest, "")


def _edition(path: str, site: Site) -> tuple[str, str]:
    for lang, prefix in site.editions:
        if prefix and f"{path}/".startswith(prefix):
            return lang, path[len(prefix) :]
    return site.editions[0][0], path


def _quoted(directive: str) -> list[str]:
    """The words of ``text=before-,start,end,-after``, each directive of its own."""
    found = []
    for one in directive.split("&"):
        name, _, value = one.partition("=")
        parts = value.split(",") if name == "text" else []
        parts = parts[1:] if parts and parts[0].endswith("-") else parts
        parts = parts[:-1] if parts and parts[-1].startswith("-") else parts
        words = [unquote(part) for part in parts[:2] if part]
        if words:
            found.append("……".join(words))
    return found
