"""A web page to what it shows: the report, and the page around it, which is dropped by name.

The text is that of the page's tree, all of it that browsers show; selectors and trafilatura only
say where in it the report stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

import lxml
from lxml import etree
from lxml import html as lxml_html

from ..model import ContentError, Place, Problem
from . import html_body, html_facts, html_looks, page_chrome
from .doubts import Doubt, excerpt
from .drops import Drops, Reason
from .html_body import Body
from .html_encoding import decoded
from .html_lines import Element, Node, PageLine, Shown, shown
from .html_tables import tables
from .reading import Reading
from .zero_width import zero_width

_ROOT = re.compile(
    r"(?:\s|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<(?P<name>[\w:-]+)", re.S
)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)

_XML_KINDS = {"svg", "rss", "feed", "rdf:rdf", "urlset"}
_MOST_TAGS = 80_000
_MOST_CHARACTERS = 16_000_000
_MOST_SHOWN = 2_000_000
"""Pages of reports have up to 20,000 tags, 2 MB and 200,000 characters."""
_DEEPEST = "Excessive depth"
_TOO_LARGE = "Resource limit exceeded"


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` where no report can be read from the page."""
    source = decoded(data, place)
    if problems := tuple(_refused(source.text, place)):
        raise ContentError(*problems)
    root = _parsed(source.text, place)
    page = shown(root)
    if len(page.text) > _MOST_SHOWN:
        message = f"the page shows {len(page.text)} characters; no report has so many"
        raise ContentError(Problem(place, message, "save the page of the report itself"))
    body = html_body.found(page, partial(_guess, source.text))
    if body is None:
        raise ContentError(_without_report(page, root, source.text, place))
    return _reading(page, body, html_facts.told(root, source.text), place, (
        *source.problems, *_cut_off(source.text, place), *_hidden(page, body, place),
    ))  # fmt: skip


def _reading(
    page: Shown, body: Body, told: html_facts.Told, place: Place, problems: tuple[Problem, ...]
) -> Reading:
    own = html_looks.own_lines(page, body, told.titles)
    lines = tuple(line for line in page.lines if line.at not in own.dropped)
    looks, breaks = html_looks.looks(page, lines, own)
    chrome = tuple(line for line in page.lines if line.at in own.dropped)
    facts = html_facts.facts(told, own.page_title, (line.text for line in chrome))
    invisible = zero_width(page.text, place)
    lost = tuple(line for line in chrome if html_body.is_long(line) and not _is_known(line, body))
    return Reading(
        kind="html",
        text=page.text,
        extractor=_extractor(body),
        pages=(),
        looks=looks,
        tables=tables(page, lines),
        drops={**_dropped(page, own.dropped), **invisible.drops},
        generated=page.generated,
        suffix="html",
        facts=facts,
        links=_links(page, body, told.url),
        doubts=(*_doubts(lost, page.text), *breaks),
        problems=(*problems, *invisible.problems, *_unsure(page, body, lost, place)),
    )


def _is_known(line: PageLine, body: Body) -> bool:
    return body.holds(line) or page_chrome.is_chrome(line.text)


def _extractor(body: Body) -> str:
    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    name = f"lxml {lxml.__version__} (libxml2 {libxml2})"
    if not body.by_guess:
        return name
    import trafilatura

    return f"{name}, trafilatura {trafilatura.__version__}"


def _dropped(page: Shown, dropped: Mapping[int, Reason]) -> Drops:
    return {
        at: dropped[line.at]
        for line in page.lines
        if line.at in dropped
        for at in range(line.start, line.end)
    }


def _links(page: Shown, body: Body, url: str) -> tuple[str, ...]:
    """The addresses to which the report links, whole ones, each once."""
    nodes = (node for inside in body.ranges for node in page.nodes[inside.start : inside.stop])
    hrefs = ((node.element.get("href") or "").strip() for node in nodes if node.tag == "a")
    return tuple(dict.fromkeys(href for href in hrefs if html_facts.is_web(href) and href != url))


# ---------------------------------------------------------------- the tree


def _parsed(text: str, place: Place) -> Element:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, UnicodeEncodeError) as error:
        raise ContentError(Problem(place, "there is no text in this page")) from error
    said = " ".join(error.message for error in parser.error_log)
    if _DEEPEST in said:
        message = "the elements of the page nest deeper than 256: what is inside would be lost"
        raise ContentError(Problem(place, message, "copy the report into a text file"))
    if _TOO_LARGE in said:
        message = "one text or attribute of the page has more than 10 MB"
        raise ContentError(Problem(place, message, "copy the report into a text file"))
    return root


def _guess(text: str) -> str:
    import trafilatura

    return trafilatura.extract(text, include_comments=False, include_tables=True) or ""


# ---------------------------------------------------------------- what is refused


def _refused(text: str, place: Place) -> Iterator[Problem]:
    root = _ROOT.match(text[:65536])
    name = root["name"].lower() if root else "html"
    is_xml = text.lstrip().startswith("<?xml") or name in _XML_KINDS
    if is_xml and name != "html":
        hint = "find the page of the report itself, and save that"
        yield Problem(place, f"this is XML of the kind <{name}>, and no web page", hint)
    elif _ENTITY.search(text[:65536]):
        hint = "no page of a government does so: ask where the file is from"
        yield Problem(place, "the page defines entities of its own, which can hide text", hint)
    if "\0" in text:
        yield Problem(place, f"character {text.index(chr(0))} is NUL: the page is damaged")
    if len(text) > _MOST_CHARACTERS or text.count("<") > _MOST_TAGS:
        message = f"the page has {text.count('<')} tags and {len(text)} characters"
        hint = "no report has so many: copy it into a text file"
        yield Problem(place, message, hint)
    if text.rfind("<") > max(text.rfind(">"), len(text) - 2000) and re.search(
        r"<[/!a-z][^>]*\Z", text, re.I
    ):
        yield Problem(place, "the page breaks off inside a tag", "save it again from the browser")


def _without_report(page: Shown, root: Element, text: str, place: Place) -> Problem:
    count = html_body.han(page.text)
    title = "".join("".join(root.xpath("string(//title)")).split())[:40]
    named = f', under the title "{title}"' if title.isprintable() and title else ""
    hint = "look at it in the browser: save the page of the report itself, with its whole text"
    if count < html_body.LEAST and re.search(r"<script\b", text, re.IGNORECASE):
        hint = "a script may write its text: save it from the browser, or copy the text into a file"
    message = f"no report is found in this page: it shows {count} Chinese characters{named}"
    return Problem(place, message, hint)


def _cut_off(text: str, place: Place) -> Iterator[Problem]:
    if re.search(r"<html\b", text[:4096], re.I) and not re.search(
        r"</html\s*>", text[-65536:], re.I
    ):
        yield Problem(
            place,
            "the page has no </html> at its end: it may have been cut off",
            "compare the last paragraph with the page in the browser",
            fatal=False,
        )


# ---------------------------------------------------------------- what an editor has to look at


def _hidden(page: Shown, body: Body, place: Place) -> Iterator[Problem]:
    """What the page does not show is no part of the report, and not in its text."""
    inside = [page.nodes[n] for n in page.hidden if any(n in r for r in body.ranges)]
    texts = [text for node in inside if html_body.han(text := _text_of(node))]
    if texts:
        count = sum(html_body.han(text) for text in texts)
        yield Problem(
            place,
            f'the page hides {count} Chinese characters inside the report: "{texts[0][:20]}…"',
            "they were left out, as browsers do not show them",
            fatal=False,
        )


def _text_of(node: Node) -> str:
    return "".join("".join(node.element.itertext()).split())


def _doubts(lost: tuple[PageLine, ...], text: str) -> Iterator[Doubt]:
    return (Doubt(line.at, "chrome", excerpt(text, "chrome", line.at), "drop") for line in lost)


def _unsure(page: Shown, body: Body, lost: tuple[PageLine, ...], place: Place) -> Iterator[Problem]:
    inside = sum(html_body.han(line.text) for line in page.lines if body.holds(line))
    whole = html_body.han(page.text)
    if body.by_guess:
        yield Problem(
            place,
            f"the report was found by guess: {inside} of {whole} Chinese characters",
            "compare its first and last paragraph with the page",
            fatal=False,
        )
    if lost:
        words = "".join(lost[0].text.split())[:20]
        yield Problem(
            place,
            f'{len(lost)} paragraphs stand outside the report, the first: "{words}…"',
            "if one belongs to it, say keep in review.yaml",
            fatal=False,
        )
