"""markdown-it-py as reports need it: tables, spans, no raw HTML, emphasis beside Chinese.

What a report has no use for is turned off where it would swallow text: reference definitions
(``[注1]: …`` is a line of text) and headings by underlining (a dash under a line is a list).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin

from ..limits import paragraph_problem

NEST = 100
"""markdown-it drops in silence what is nested deeper; `limits` refuses it long before."""

Refuse = Callable[[int, str, str], None]
"""Line of the body from 0, message, hint."""


@cache
def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": NEST}).enable("table")
    md.disable(["reference", "lheading"])
    md.inline = _inline(md.inline)
    # Every address goes through, so that a bad one is reported and not left standing as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    attrs_plugin(md, after=(), spans=True, allowed=("class",))
    md.core.ruler.before("inline", "limits", _within_limits)
    return md


def tree(body: str, refuse: Refuse) -> SyntaxTreeNode:
    """Paragraphs that are too much to be read are refused and left empty."""
    return SyntaxTreeNode(parser().parse(body, {"refuse": refuse}))


def _within_limits(state: StateCore) -> None:
    """Of a paragraph only this rule knows where it ends, before its words are looked at."""
    for token in state.tokens:
        if token.type == "inline" and (problem := paragraph_problem(token.content)):
            state.env["refuse"](token.map[0] if token.map else 0, *problem)
            token.content = ""


class _ChineseState(StateInline):
    """`**稳中提质。**出台` is bold: beside a Chinese character no flanking rule applies.

    CommonMark looks for spaces, which Chinese does not have (commonmark-spec issue 650).
    Underscores stay text: 甲__年__月 has blanks to fill in.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        scanned = super().scanDelims(start, canSplitWord)
        if self.src[start] == "_":
            return Scanned(False, False, scanned.length)
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        if not (is_chinese(before) or is_chinese(after)):
            return scanned
        return Scanned(
            scanned.can_open or not after.isspace(),
            scanned.can_close or not before.isspace(),
            scanned.length,
        )


class _ChineseInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def is_chinese(char: str) -> bool:
    """Han characters, full-width marks (UAX 11: wide), and the quotes that Chinese uses."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"


def _inline(plain: ParserInline) -> ParserInline:
    chinese = _ChineseInline()
    chinese.ruler, chinese.ruler2 = plain.ruler, plain.ruler2
    return chinese
