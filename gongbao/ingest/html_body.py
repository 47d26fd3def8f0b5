"""Where on a web page the report stands: by what content systems call it, else by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from .html_lines import Node, PageLine, Shown
from .lines import squeezed

KNOWN: tuple[tuple[str, str], ...] = (
    ("#UCAP-CONTENT", "www.gov.cn and sites on its platform"),
    (".TRS_UEDITOR", "TRS WCM 8 and its editor: Beijing, Hubei and many others"),
    (".trs_editor_view", "TRS WCM, newer templates"),
    (".TRS_Editor", "TRS WCM 5 to 7: ministries, most provinces until 2020"),
    ("#ivs_content", "www.shanghai.gov.cn"),
    ("#zoom", "Jiangsu, Zhejiang, Tianjin, Shandong: the part that 字号 enlarges"),
    ("#fontzoom", "the same in other templates"),
    ("#Zoom", "the same in other templates"),
    (".pages_content", "www.gov.cn before 2023, Guangxi"),
    ("#contentText", "provinces on Dahan JCMS"),
    ("#vbs_content", "Dahan JCMS: Linyi and other cities of Shandong"),
    ("#vsb_content", "VSB (博达) sites"),
    ("#js_content", "a notice reprinted from WeChat"),
    (".zoomTY", "Kaifeng"),
    ("#mainText", "Beijing: commissions"),
    ("#div_zhengwen", "Beijing: districts"),
    ("#xlrllt", "Tianjin"),
    (".easysite-news-text", "EasySite: Ningbo and others"),
    (".xxgk-content", "sections 信息公开 of many sites"),
    (".wzcon", "Jiangxi and others"),
    (".article-content", "Guangdong, Shenzhen"),
    (".article_content", "Fujian, Hainan"),
    (".news_cont_d_wrap", "Shenzhen: districts"),
    (".xl_content", "Beijing: commissions"),
    (".artCon", "Kaifeng and others"),
    (".common-content", "Tianjin"),
    (".detail-content", "no system of its own"),
    (".detailContent", "no system of its own"),
    (".view", "what TRS calls the text of a document; others a list"),
    ("#Content", "Nanping and others; others the whole page"),
    ("#content", "no system of its own"),
    (".content", "no system of its own"),
    ("article", "HTML 5"),
    (".article", "no system of its own"),
)
"""Selectors in the order in which they are believed, and where each is from."""

_SELECTORS = {selector for selector, _ in KNOWN}

LEAST = 200
"""Chinese characters: no report is shorter."""
_HALF = 0.5
_MOST_GUESSED = 12_000
"""Elements; trafilatura takes a second for so many, and knows no limit."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LONG = 40
"""Chinese characters from which a line is a paragraph that must not be lost."""
_SENTENCE = 15
"""Chinese characters from which a line with a stop is no label or link."""


@dataclass(frozen=True, slots=True)
class Body:
    """``ranges`` of nodes hold the report. ``by_guess``: no selector knew the page."""

    ranges: tuple[range, ...]
    by_guess: bool = False

    def holds(self, line: PageLine) -> bool:
        return any(line.node in inside for inside in self.ranges)


def han(text: str) -> int:
    return len(_HAN.findall(text))


def is_long(line: PageLine, least: int = _LONG) -> bool:
    """A paragraph, not a list of links."""
    is_links = 2 * line.linked > len(line.text)
    return not is_links and han(line.text) >= least and any(c in line.text for c in "。，；")


def found(page: Shown, guess: Callable[[], str]) -> Body | None:
    """The body; ``guess`` gives the text that trafilatura takes for it, and is slow."""
    weigh = _Weights.of(page)
    named = _named(page.nodes)
    for selector, _ in KNOWN:
        matches = _outermost(named.get(selector, ()))
        bodies = tuple(node.inside for node in matches if weigh.long(node.inside))
        bodies = bodies or tuple(node.inside for node in matches[:1])
        if weigh.is_report(bodies):
            return Body(bodies)
    can_guess = weigh.all_han >= LEAST and len(page.nodes) <= _MOST_GUESSED
    node = _guessed(page, guess()) if can_guess else None
    if node is not None and weigh.all_of((node.inside,)) >= LEAST:
        return Body((node.inside,), by_guess=True)
    return None


@dataclass(frozen=True, slots=True)
class _Weights:
    """Chinese characters before each node: of all lines, and of those that are sentences."""

    han: tuple[int, ...]
    paragraphs: tuple[int, ...]

    @classmethod
    def of(cls, page: Shown) -> _Weights:
        everything, paragraphs = [0] * len(page.nodes), [0] * len(page.nodes)
        for line in page.lines:
            weight = han(line.text)
            everything[line.node] += weight
            paragraphs[line.node] += weight * is_long(line, _SENTENCE)
        return cls((0, *accumulate(everything)), (0, *accumulate(paragraphs)))

    @property
    def all_han(self) -> int:
        return self.han[-1]

    def all_of(self, ranges: Iterable[range]) -> int:
        return sum(self.han[r.stop] - self.han[r.start] for r in ranges)

    def long(self, inside: range) -> int:
        return self.paragraphs[inside.stop] - self.paragraphs[inside.start]

    def is_report(self, ranges: tuple[range, ...]) -> bool:
        """It is long enough, and most paragraphs of the page stand in it."""
        paragraphs = sum(map(self.long, ranges))
        return self.all_of(ranges) >= LEAST and paragraphs >= _HALF * self.paragraphs[-1]


def _named(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """The nodes by the selectors that match them."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        get = node.element.get
        classes = (f".{name}" for name in (get("class") or "").split())
        for selector in (node.tag, f"#{get('id')}", *classes):
            if selector in _SELECTORS:
                found.setdefault(selector, []).append(node)
    return found


def _outermost(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes that do not stand in another of them; they come in the order of the page."""
    outer: list[Node] = []
    for node in nodes:
        if not outer or node.number >= outer[-1].end:
            outer.append(node)
    return tuple(outer)


def _guessed(page: Shown, text: str) -> Node | None:
    """The innermost element that holds nearly all lines of ``text``."""
    wanted = {squeezed(line).lstrip("-•|") for line in text.splitlines()}
    weights = [0] * len(page.nodes)
    for line in page.lines:
        if squeezed(line.text) in wanted:
            weights[line.node] += han(line.text)
    before = (0, *accumulate(weights))
    if not before[-1]:
        return None
    holding = [n for n in page.nodes if before[n.end] - before[n.number] >= 0.95 * before[-1]]
    return holding[-1]
