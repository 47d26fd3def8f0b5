"""Reading a built site as a stranger would: from its files, by an HTML parser that is not ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "input", "br", "hr", "img"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def find(self, tag: str, **attributes: str) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                wanted = all(child.attributes.get(k.strip("_")) == v for k, v in attributes.items())
                if child.tag == tag and wanted:
                    yield child
                yield from child.find(tag, **attributes)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def text(self) -> str:
        """All text but that of elements with ``data-added``."""
        return "".join(
            child if isinstance(child, str) else child.text()
            for child in self.children
            if isinstance(child, str) or "data-added" not in child.attributes
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(path: Path) -> Node:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    assert reader.open == [reader.root], f"{path}: elements left open"
    return reader.root


def article(path: Path) -> Node:
    (found,) = read_page(path).find("article", class_="report")
    return found


def ids(node: Node) -> list[str]:
    return [n.attributes["id"] for n in node.walk() if "id" in n.attributes]


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))
