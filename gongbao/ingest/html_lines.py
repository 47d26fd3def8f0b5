"""What a web page shows, line by line: the text of its tree, white space collapsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from .html_lists import Markers

Element = Any
"""lxml has no types."""

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
    *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
    *("footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
    *("hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p"),
    *("pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot"),
    *("th", "thead", "tr", "ul"),
}
"""Elements that begin and end a line in browsers (HTML §15.3)."""
_NOT_SHOWN = {
    *("script", "style", "head", "title", "template", "noscript", "iframe", "object"),
    *("audio", "video", "canvas", "map", "datalist", "noframes", "noembed", "textarea"),
}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = {"b", "strong", "th", *_HEADINGS}
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?P<weight>[\w-]+)", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")
"""White space that collapses; the wide spaces of Chinese type do not."""

Break = Literal["block", "br", "blank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element: the nodes ``number`` to ``end`` (exclusive) are itself and all inside it."""

    number: int
    end: int
    parent: int
    element: Element

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def inside(self) -> range:
        return range(self.number, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line at ``start`` of the page's text, its first visible character is at ``at``.

    ``node`` is the element of its first character, ``block`` the block in which the line stands.
    ``after``: what ended the line above: another block, a line break, or an empty line.
    ``linked`` counts the visible characters that are links. ``heading`` is 1 to 6 in h1 to h6.
    """

    start: int
    at: int
    text: str
    node: int
    block: int
    after: Break
    is_bold: bool
    linked: int
    heading: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """``hidden`` are nodes whose text the page does not show."""

    text: str
    lines: tuple[PageLine, ...]
    nodes: tuple[Node, ...]
    generated: frozenset[int]
    hidden: tuple[int, ...]


def shown(root: Element) -> Shown:
    flow = _Flow()
    for event, element in _walked(root, flow):
        if event == "start":
            flow.enter(element)
        else:
            flow.leave(element)
    flow.end_line("block")
    return Shown(
        text="".join(flow.texts),
        lines=tuple(flow.lines),
        nodes=tuple(flow.nodes),
        generated=frozenset(flow.generated),
        hidden=tuple(flow.hidden),
    )


def _walked(root: Element, flow: _Flow) -> Iterator[tuple[str, Element]]:
    """Every shown element at its start and its end, without recursion."""
    yield "start", root
    stack = [(root, iter(root))]
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", parent
            if stack:
                flow.add(parent.tail)
        elif child.tag in _NOT_SHOWN or _is_hidden(child):
            flow.pass_over(child)
            flow.add(child.tail)
        else:
            yield "start", child
            stack.append((child, iter(child)))


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDING.search(element.get("style", "")))


class _Flow:
    """The lines as they grow; the only thing here that changes."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[PageLine] = []
        self.nodes: list[Node] = []
        self.generated: set[int] = set()
        self.hidden: list[int] = []
        self.markers = Markers()
        self.stack: list[int] = []
        self.blocks: list[int] = []
        self.headings: list[int] = []
        self.bold: list[bool] = []
        self.links = self.pres = 0
        self.after: Break = "block"
        self.start = 0
        self._begin_line()

    def _begin_line(self) -> None:
        self.parts: list[str] = []
        self.begun: tuple[int, int, int] | None = None
        self.is_bold = True
        self.linked = 0

    def enter(self, element: Element) -> None:
        tag = element.tag
        number = self._numbered(element)
        self.stack.append(number)
        self.bold.append(_is_bold(element, bool(self.bold) and self.bold[-1]))
        if tag in _BLOCKS:
            self.end_line("block")
            self.blocks.append(number)
        if tag in _HEADINGS:
            self.headings.append(_HEADINGS[tag])
        self.links += tag == "a"
        self.pres += tag == "pre"
        self.markers.enter(element)
        if tag == "br":
            self.end_line("br")
        self.add(element.text)

    def leave(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.end_line("block")
            self.blocks.pop()
        if tag in _HEADINGS:
            self.headings.pop()
        self.links -= tag == "a"
        self.pres -= tag == "pre"
        self.markers.leave(element)
        self.bold.pop()
        number = self.stack.pop()
        node = self.nodes[number]
        self.nodes[number] = Node(
            number=number, end=len(self.nodes), parent=node.parent, element=element
        )

    def pass_over(self, element: Element) -> None:
        number = self._numbered(element)
        if element.tag not in _NOT_SHOWN:
            self.hidden.append(number)

    def add(self, text: str | None) -> None:
        if not text:
            return
        if not self.pres:
            self._chunk(_WHITE.sub(" ", text))
            return
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._chunk(first)
        for line in rest:
            self.end_line("br")
            self._chunk(line)

    def end_line(self, by: Break) -> None:
        text = "".join(self.parts).rstrip(" \t\r\f")
        if self.begun and text.strip():
            node, block, heading = self.begun
            self.lines.append(
                PageLine(
                    start=self.start,
                    at=self.start + len(text) - len(text.lstrip()),
                    text=text,
                    node=node,
                    block=block,
                    after=self.after,
                    is_bold=self.is_bold,
                    linked=self.linked,
                    heading=heading,
                )
            )
            self.texts.append(text + "\n")
            self.start += len(text) + 1
            self.after = by
        elif by == "block" or self.after == "block":
            self.after = "block"
        else:
            self.after = "blank"
        self._begin_line()

    def _chunk(self, text: str) -> None:
        if not self.pres and (not self.parts or self.parts[-1].endswith(" ")):
            text = text.lstrip(" ")
        visible = text.strip()
        if visible and not self.begun:
            heading = self.headings[-1] if self.headings else 0
            self.begun = (self.stack[-1], self.blocks[-1] if self.blocks else 0, heading)
            if marker := self.markers.taken():
                at = self.start + sum(map(len, self.parts))
                self.generated.update(range(at, at + len(marker)))
                self.parts.append(marker)
        if visible and not self.bold[-1]:
            self.is_bold = False
        self.linked += len(visible) if self.links else 0
        if text:
            self.parts.append(text)

    def _numbered(self, element: Element) -> int:
        number = len(self.nodes)
        parent = self.stack[-1] if self.stack else -1
        self.nodes.append(Node(number=number, end=number + 1, parent=parent, element=element))
        return number


def _is_bold(element: Element, inherited: bool) -> bool:
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        said = weight["weight"].lower()
        return said.startswith("bold") or (said.isdigit() and int(said) >= 600)
    return inherited or element.tag in _BOLD
