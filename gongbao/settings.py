"""site.yaml -> SiteSettings: the name, the address and the languages of the site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from . import fields
from .fields import Fields, Items, Scalar
from .model import ContentError, EnglishNames, Place, Problem, Publisher, SiteSettings

KEYS = ("title", "base_url", "languages", "publisher", "licence", "bodies", "english")
ENGLISH_KEYS = ("title", "publisher", "licence", "bodies")
REQUIRED = ("title", "base_url", "publisher", "licence")
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
USUAL = LANGUAGES[:2]
WEB_ADDRESS = re.compile(
    r"https?://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?P<port>:\d{1,5})?"
    r"(?P<path>/[A-Za-z0-9._~!$&()*+,;=:@%/-]*)?(?P<more>[?#][A-Za-z0-9._~!$&()*+,;=:@%/?#-]*)?"
)
"""RFC 3986 without a user, a password and quotes: a link goes into pages, data and feeds."""
ADDRESS_HINT = "write it like https://example.org/, in ASCII, without a user, quotes or spaces"


def settings(text: str, file: str, base_url: str = "") -> tuple[SiteSettings, tuple[Problem, ...]]:
    """The settings and the warnings. A given ``base_url`` stands in the place of the file's.

    Raise `ContentError` with everything that has to be put right.
    """
    found = fields.read(text, file)
    problems = list(fields.unknown_keys(found, KEYS))
    problems += (
        Problem(Place(file, 1), f"{key!r} is missing", f"add a line '{key}: …'")
        for key in REQUIRED
        if found.get(key) is None
    )
    own_url = _base_url(found, problems)
    made = SiteSettings(
        title=_word(found, "title", problems),
        base_url=_with_slash(base_url) if base_url else own_url,
        languages=_languages(found, problems),
        publisher=_publisher(found, problems),
        licence=_word(found, "licence", problems),
        bodies=_bodies(found, problems),
        place=Place(file, 1),
        english=_english(found, problems),
    )
    if problems:
        raise ContentError(*problems)
    return made, () if base_url else _example(found, own_url)


def is_web_address(url: str) -> bool:
    return WEB_ADDRESS.fullmatch(url) is not None


def is_base_url(url: str) -> bool:
    """A web address that paths can be added to."""
    match = WEB_ADDRESS.fullmatch(url)
    return match is not None and not match["more"]


def _with_slash(url: str) -> str:
    return url.rstrip("/") + "/"


def _base_url(found: Fields, problems: list[Problem]) -> str:
    url = _word(found, "base_url", problems)
    node = found.get("base_url")
    if node and url and not is_base_url(url):
        problems.append(Problem(node.place, f"'base_url' cannot be {url!r}", ADDRESS_HINT))
    return _with_slash(url)


def _example(found: Fields, url: str) -> tuple[Problem, ...]:
    """RFC 2606: no site can ever stand at an address that ends in .example."""
    node = found.get("base_url")
    host = urlsplit(url).hostname or ""
    if node is None or not f".{host}".endswith(".example"):
        return ()
    problem = Problem(
        node.place,
        f"'base_url' is {url}, an example: links that readers copy lead there",
        "write the address of your site, or give it by --base-url",
        fatal=False,
    )
    return (problem,)


def _word(found: Fields, key: str, problems: list[Problem]) -> str:
    node = found.get(key)
    if node is None:
        return ""
    if not isinstance(node, Scalar) or not (node.text or "").strip():
        problems.append(Problem(node.place, f"{key!r} must be one value", f"write '{key}: …'"))
        return ""
    return node.text or ""


def _languages(found: Fields, problems: list[Problem]) -> tuple[str, ...]:
    node = found.get("languages")
    if node is None:
        return USUAL
    items = node.items if isinstance(node, Items) else ()
    names = tuple(item.text if isinstance(item, Scalar) else None for item in items)
    for count in range(1, len(LANGUAGES) + 1):
        if names == LANGUAGES[:count]:
            return LANGUAGES[:count]
    allowed = ", ".join(LANGUAGES)
    problems.append(
        Problem(node.place, "'languages' is not right", f"a list, zh-Hans first; of {allowed}")
    )
    return USUAL


def _english(found: Fields, problems: list[Problem]) -> EnglishNames:
    node = found.get("english")
    if node is None:
        return EnglishNames()
    if not isinstance(node, Fields):
        problems.append(Problem(node.place, "'english' must have keys", "title: Reports"))
        return EnglishNames()
    problems += fields.unknown_keys(node, ENGLISH_KEYS)
    title, publisher, licence = (_word(node, key, problems) for key in ENGLISH_KEYS[:3])
    bodies = _bodies(node, problems)
    return EnglishNames(title=title, publisher=publisher, licence=licence, bodies=bodies)


def _publisher(found: Fields, problems: list[Problem]) -> Publisher:
    node = found.get("publisher")
    if not isinstance(node, Fields):
        return Publisher(_word(found, "publisher", problems))
    problems += fields.unknown_keys(node, ("name", "url"))
    if node.get("name") is None:
        problems.append(Problem(node.place, "'publisher' has no name", "add 'name: …' under it"))
    publisher = Publisher(_word(node, "name", problems), _word(node, "url", problems))
    url = node.get("url")
    if url and publisher.url and not is_web_address(publisher.url):
        problems.append(Problem(url.place, f"'url' cannot be {publisher.url!r}", ADDRESS_HINT))
    return publisher


def _bodies(found: Fields, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    node = found.get("bodies")
    if node is None:
        return ()
    if not isinstance(node, Fields):
        problems.append(Problem(node.place, "'bodies' must have keys", "futian: 深圳市福田区"))
        return ()
    return tuple((key, _word(node, key, problems)) for key, _ in node.entries)
