"""Every internal link and fragment of the site resolves: pages -> outlines -> problems.

The net under `check`: it sees what readers get, whichever template, stage or file a link is from.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import unquote, urljoin, urlsplit

from ..model import ContentError, Entry, Library, Page, Place, Problem, ids_of

TAG = re.compile(
    rb"<(?:!--.*?-->|[A-Za-z][^\s/>]*+"
    rb"(?P<attributes>[\s/][^\"'>]*+(?:\"[^\"]*+\"[^\"'>]*+|'[^']*+'[^\"'>]*+)*+)>)",
    re.DOTALL,
)
"""A start tag that may have attributes; what looks like one in text is escaped on pages of ours."""

ATTRIBUTE = re.compile(
    rb"(?P<name>[^\s\"'>/=]+)"
    rb"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)
LINKING = {b"href", b"src", b"action", b"formaction", b"poster", b"data", b"cite", b"xlink:href"}
NAMING = {b"id"}
HOLDING = {b"srcset", b"content", b"data-canonical"}
MARKED = (".html", ".svg", ".xml")
IN_TEXT = {
    ".css": re.compile(rb"url\(\s*[\"']?(?P<link>[^\"')]+)"),
    ".js": re.compile(rb"(?:\bfrom|\bimport)\s*\(?\s*[\"'](?P<link>\.{1,2}/[^\"']+)[\"']"),
    ".json": re.compile(rb"\"(?:href|url|link)\": ?\"(?P<link>[^\"]*)\""),
}
"""Links that stand in no attribute; ``.js`` holds for scripts of ours, under assets/."""

BEFORE = frozenset((b">", b'"', b" ", b"\t", b"\n", b"\r", b"\f", b"\v"))
"""What stands before a full address in a text, so that it begins there."""

REFRESH = re.compile(rb"[0-9.\s;,]*url\s*=\s*['\"]?(?P<link>[^'\"]*)['\"]?", re.IGNORECASE)

PLAIN = re.compile(
    r"(?P<up>(?:\.\./)*+)(?P<down>(?:[\w-][\w.-]*+/)*+(?:[\w-][\w.-]*+)?)(?:#(?P<fragment>[\w.-]*+))?",
    re.ASCII,
)
"""A link without a host, a query, a quotation or an escape."""

ANYWHERE = "http://anywhere/site/"
"""The site works in any folder: where relative links leave it here, they do so for some host."""


@dataclass(frozen=True, slots=True)
class _Link:
    """``href`` as it stands in a line of a page; ``under`` is the last id before it."""

    href: str
    line: int
    under: str


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the site and the part of it; ``path`` is None where a link leads out of it."""

    path: str | None
    fragment: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What is on a page that others may link to, and its links.

    ``ids`` is one text, an id a line; ``links`` has each target of other pages once.
    """

    path: str
    ids: str
    links: tuple[tuple[Target, _Link], ...]


def checked(pages: Iterable[Page], library: Library) -> Iterator[Page]:
    """The same pages. After the last one raise `ContentError` where a link leads to nothing."""
    outlines: dict[str, Outline] = {}
    for page in pages:
        outlines[page.path.as_posix()] = outline(page, library.settings.base_url)
        yield page
    entries = {entry.anchored.report.path: entry for entry in library.entries}
    if found := tuple(problems(outlines, library, entries.get)):
        raise ContentError(*found)


def pages_named_by_id(page: Page) -> frozenset[str]:
    """The files of which the page names an id, by a link that holds wherever the site stands."""
    targets = outline(page, ANYWHERE).links
    return frozenset(target.path for target, _ in targets if target.path and target.fragment)


def files_linked(page: Page) -> frozenset[str]:
    """The files of the site that ``page`` links to, by relative links."""
    found = outline(page, ANYWHERE)
    return frozenset(target.path for target, _ in found.links if target.path)


def elsewhere(library: Library) -> Iterator[str]:
    """Addresses of others, which may stand on our host: that of the publisher, of a source."""
    settings = library.settings
    yield from filter(None, (settings.publisher.url, settings.licence))
    for digest in library.digests:
        matter = digest.front_matter
        yield from matter.links
        if matter.source and matter.source.url:
            yield matter.source.url


def outline(page: Page, base_url: str) -> Outline:
    ids: list[str] = []
    links: dict[str, _Link] = {}
    path = page.path.as_posix()
    for kind, value, line in _marks(page, base_url.encode()):
        if kind in NAMING:
            ids.append(value)
        elif value not in links:
            links[value] = _Link(value, line, ids[-1] if ids else "")
    own = set(ids)
    targets: dict[tuple[Target, str], _Link] = {}
    for href, link in links.items():
        if href.startswith("#") and unquote(href[1:]) in own:
            continue
        target = _target(href, path, base_url)
        if target and not (target.path == path and _is_there(target.fragment, own)):
            # A full address may be one of others, which only the library knows.
            targets.setdefault((target, href if "//" in href else ""), link)
    found = tuple((target, link) for (target, _), link in targets.items())
    return Outline(path, "\n".join(("", *ids, "")), found)


def _is_there(fragment: str, ids: set[str]) -> bool:
    return fragment in ids or fragment in ("", "top")


# ---------------------------------------------------------------- what stands on a page


def _marks(page: Page, base_url: bytes) -> Iterator[tuple[bytes, str, int]]:
    """Each id (kind ``id``) and each link (another kind) with its line, in the order of a page."""
    at, line = 0, 1
    for kind, value, offset in sorted(_found(page, base_url), key=itemgetter(2)):
        line += page.body.count(b"\n", at, offset)
        at = offset
        words = value.decode("utf-8", "replace").strip()
        yield kind, html.unescape(words) if "&" in words else words, line


def _found(page: Page, base_url: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    suffix = page.path.suffix
    if suffix in MARKED:
        yield from _in_tags(page.body, base_url)
    if suffix in IN_TEXT and (suffix != ".js" or page.path.parts[0] == "assets"):
        for match in IN_TEXT[suffix].finditer(page.body):
            yield b"href", match["link"], match.start()
    if suffix in (".xml", ".json") or page.path.name == "robots.txt":
        # What stands before is looked at last: a pattern that begins with its words is found fast.
        for match in re.finditer(re.escape(base_url) + rb"[^<>\"\s]*", page.body):
            if page.body[match.start() - 1 : match.start()] in BEFORE:
                yield b"href", match[0], match.start()


def _in_tags(body: bytes, base_url: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    for tag in TAG.finditer(body):
        attributes = tag["attributes"]
        if not attributes or b"=" not in attributes:
            continue
        # A tuple of groups, not a match: there are ten thousand attributes on a page.
        for name, double, single, bare in ATTRIBUTE.findall(attributes):
            if name in NAMING or name in LINKING:
                yield name, double or single or bare, tag.start()
            elif name in HOLDING:
                for link in _held(name, double or single or bare, base_url):
                    yield name, link, tag.start()


def _held(name: bytes, value: bytes, base_url: bytes) -> Iterator[bytes]:
    """The links in a value that is none itself: pictures, a refresh, an address of ours."""
    refresh = REFRESH.fullmatch(value)
    if name == b"srcset":
        yield from (candidate.split()[0] for candidate in value.split(b",") if candidate.strip())
    elif value.startswith(base_url):
        yield value
    elif refresh:
        yield refresh["link"]


# ---------------------------------------------------------------- where a link leads


def _target(href: str, path: str, base_url: str) -> Target | None:
    """As a browser resolves it; None for what is not of this site."""
    is_ours = href.startswith(base_url)
    plain = PLAIN.fullmatch(href.removeprefix(base_url))
    if plain and not (is_ours and plain["up"]):
        return _plain_target(plain, "" if is_ours else path)
    scheme, colon, _ = href.partition(":")
    has_scheme = bool(colon) and scheme.isalpha()
    if has_scheme and scheme.lower() not in ("http", "https"):
        return None
    is_full = has_scheme or href.startswith("//")
    base = base_url if is_full or href.startswith("/") else ANYWHERE
    try:
        top, whole = urlsplit(base), urlsplit(urljoin(base + path, href))
    except ValueError:
        return Target(None, "")
    if whole.netloc == top.netloc and whole.path.startswith(top.path):
        name = unquote(whole.path[len(top.path) :])
        file = name + "index.html" if not name or name.endswith("/") else name
        return Target(file, unquote(whole.fragment.partition(":~:")[0]))
    return None if is_full else Target(None, "")


def _plain_target(plain: re.Match[str], path: str) -> Target:
    """As `urljoin` has it, for a link that only goes up and down: nearly all do."""
    folders, ups = path.split("/")[:-1], plain["up"].count("../")
    if ups > len(folders):
        return Target(None, "")
    down = plain["down"] or ("" if plain["up"] or not path else path.rpartition("/")[2])
    name = "/".join([*folders[: len(folders) - ups], down])
    file = name + "index.html" if not name or name.endswith("/") else name
    return Target(file, plain["fragment"] or "")


def problems(
    outlines: Mapping[str, Outline],
    library: Library,
    entry_of: Callable[[str], Entry | None] = lambda path: None,
) -> Iterator[Problem]:
    """One for each target that is not there: the first page, and how many more link to it.

    ``entry_of``: the report at a path, for the place of a link in its text.
    """
    of_others = frozenset(elsewhere(library))
    broken: dict[Target, dict[str, _Link]] = {}
    for path in sorted(outlines):
        for target, link in outlines[path].links:
            if link.href not in of_others and wrong(target, outlines):
                broken.setdefault(target, {}).setdefault(path, link)
    for target, places in broken.items():
        (path, link), *others = places.items()
        more = f" (and on {len(others)} more pages)" if others else ""
        yield Problem(
            Place(f"site/{path}", link.line),
            f"a link to {link.href!r}, but {wrong(target, outlines)}{more}",
            _origin(path, link, library, entry_of),
        )


def wrong(target: Target, outlines: Mapping[str, Outline]) -> str:
    """What is wrong with a link that leads there; empty where nothing is."""
    if target.path is None:
        return "that leads out of the site"
    found = outlines.get(target.path)
    if found is None:
        is_folder = f"{target.path}/index.html" in outlines
        return f"there is no file {target.path!r}" + (": a '/' is missing" if is_folder else "")
    is_named = target.fragment in ("", "top") or f"\n{target.fragment}\n" in found.ids
    if target.path.endswith(MARKED) and not is_named:
        return f"{target.path!r} has no id {target.fragment!r}"
    return ""


def _origin(
    path: str, link: _Link, library: Library, entry_of: Callable[[str], Entry | None]
) -> str:
    """The block of content/ that the link stands in, or after; templates may have added it."""
    for digest in library.digests:
        if f"/{path}".endswith(f"/{digest.path}/index.html"):
            entry = entry_of(digest.path)
            for anchored in entry.anchored.blocks if entry else ():
                if link.under in ids_of(anchored):
                    return f"it stands at or after {link.under}, which is {anchored.block.place}"
            return f"the page is made from {digest.place} and templates/report.html"
    return "it is made by a template: templates/"
