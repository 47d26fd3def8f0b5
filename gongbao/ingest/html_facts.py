"""What a web page says of itself: meta elements, and the labels that it prints over the report.

The names are those of the guideline of the State Council's office for government websites
(国办发〔2017〕47号, annex on page labels): ArticleTitle, PubDate, ContentSource, SiteName, Url.
The others are of Dublin Core and Open Graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import front_matter
from .lines import squeezed

_TITLES = ("articletitle", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DATES = (
    "pubdate", "publishdate", "article:published_time", "dc.date", "dcterms.issued",
    "dcterms.date", "dc.date.issued",
)  # fmt: skip
_SOURCES = ("contentsource", "dc.source")
_ADDRESSES = ("url", "og:url", "dc.identifier")

_ISO = re.compile(r"\s*(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})")
_WEB = re.compile(r"https?://[!#-;=?-Z_a-z~]+")
"""An address that can stand in the front matter as it is."""
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+?)\s*-->")
"""What browsers write into a page that is saved."""
_ORGAN = re.compile(r"(?:发\s?文\s?机\s?关|发文机构|制发机关)\s*[：:]\s*(?P<name>[^\s：:]{0,40})")
_NAME = re.compile(r"[\w（）·]{3,40}")
_SOURCE = re.compile(r"(?:信息|文章|稿件)?来源\s*[：:]\s*(?P<name>[^\s：:【】\[\]]{2,40})")
_PARTS = re.compile(r"[_\-|—–>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """``titles`` without white space; ``published`` is the day on which the page was, as ISO."""

    titles: tuple[str, ...]
    published: str
    source: str
    url: str


def told(root: Any, text: str) -> Told:
    """What the head of the page says; ``text`` is its source."""
    meta = _metas(root)
    titles = [meta[name] for name in _TITLES if meta.get(name)]
    for element in root.iter("title"):
        whole = "".join(element.itertext())
        titles += [whole, _PARTS.split(whole)[0]]
    return Told(
        titles=tuple(dict.fromkeys(filter(None, map(squeezed, titles)))),
        published=next(filter(None, (_iso(meta.get(name, "")) for name in _DATES)), ""),
        source=next((meta[name].strip() for name in _SOURCES if meta.get(name, "").strip()), ""),
        url=_address(root, meta, text),
    )


def facts(told: Told, title: str, chrome: Iterable[str]) -> Mapping[str, str]:
    """By the keys of the front matter, of which the report's own print overrules each.

    ``title`` is what the page prints over the report, ``chrome`` the lines around it. ContentSource
    is often a newspaper: it is a note on provenance, never the issuer.
    """
    lines = tuple(chrome)
    known = dict(front_matter.told_by_title(title))
    if issuer := _issuer(lines):
        known["issuer"] = issuer
    if told.url:
        known["url"] = told.url
    if told.published:
        known["date"] = told.published
    printed = (match["name"] for line in lines if (match := _SOURCE.search(line)))
    if source := told.source or next(printed, ""):
        known["provenance_note"] = f"网页注明来源：{source}"
    return known


def _metas(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = element.get("content") or ""
        if name and content.isprintable() and len(content) <= 500:
            found.setdefault(name, content)
    return found


def _iso(text: str) -> str:
    match = _ISO.match(text)
    if not match:
        return ""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    is_day = year >= 1990 and 1 <= month <= 12 and 1 <= day <= 31
    return f"{year:04d}-{month:02d}-{day:02d}" if is_day else ""


def _address(root: Any, meta: Mapping[str, str], text: str) -> str:
    canonical = [
        element.get("href") or ""
        for element in root.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    saved = _SAVED.search(text[:4096])
    named = [meta.get(name, "") for name in _ADDRESSES]
    candidates = (*canonical, *named, saved["url"] if saved else "")
    return next((url.strip() for url in candidates if is_web(url.strip())), "")


def is_web(url: str) -> bool:
    return _WEB.fullmatch(url) is not None


def _issuer(lines: tuple[str, ...]) -> str:
    """发文机关 says who issued the document; its value may stand in a cell of its own."""
    for i, line in enumerate(lines):
        match = _ORGAN.search(line)
        if match:
            below = lines[i + 1].strip() if i + 1 < len(lines) else ""
            name = match["name"] or (below if _NAME.fullmatch(below) else "")
            if _NAME.fullmatch(name):
                return name
    return ""
