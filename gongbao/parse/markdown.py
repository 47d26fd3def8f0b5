"""markdown-it-py as reports need it: tables, spans, no raw HTML, emphasis beside Chinese.

What a report has no use for is turned off where it would swallow text: reference definitions
(``[注1]: …`` is a line of text) and headings by underlining (a dash under a line is a list).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin

NEST = 1000
"""markdown-it drops what is nested deeper than 20; deep lists are reported by us, not lost."""


@cache
def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": NEST}).enable("table")
    md.disable(["reference", "lheading"])
    md.inline = _inline(md.inline)
    # Every address goes through, so that a bad one is reported and not left standing as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    attrs_plugin(md, after=(), spans=True, allowed=("class",))
    return md


def tree(body: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(parser().parse(body))


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
