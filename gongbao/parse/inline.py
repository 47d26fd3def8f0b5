"""The inline tokens of a block -> runs of text in one style each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from ..model import Place, Problem, Run

LINK = re.compile(r"(?:https?://|mailto:)[^\s]+|#[a-z][a-z0-9-]*|/(?!/)[a-z0-9/-]*(?:#[a-z0-9-]+)?")
LINE_CLASSES = ("issuer", "date", "subtitle", "annex-ref", "caption", "note")
ID_LINE = re.compile(r"\{#(?P<id>[^\s{}]+)\}")
HINTS = {
    "em_open": r"write '\*' for an asterisk that is text, '**' around words for bold",
    "code_inline": r"write '\`' for a backquote that is text",
    "image": r"reports have no pictures yet: write '\[' for a bracket that is text",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of a block; ``role`` where all of it stands in ``[…]{.role}``.

    ``own_id`` is the id of a first line ``{#p12b}``, which is no text.
    """

    runs: tuple[Run, ...]
    role: str = ""
    own_id: str | None = None


def line(tokens: Sequence[Token], place: Place, problems: list[Problem]) -> Line:
    """``problems`` receives what a report cannot contain."""
    own_id, children = _cut_id(tokens)
    role = _whole_span(children)
    runs: list[Run] = []
    style = Run("")
    for index, token in enumerate(children):
        style = _style(token, style, problems, place)
        if token.type == "span_open" and role != _class(token):
            problems += _span_problems(token, place)
        elif token.type in ("text", "text_special"):
            _add(runs, replace(style, text=token.content))
        elif token.type in ("softbreak", "hardbreak"):
            _add(runs, replace(style, text=_joint(children, index)))
        elif token.type in HINTS:
            problems.append(
                Problem(place, f"{_shown(token)!r} is not used here", HINTS[token.type])
            )
    return Line(tuple(runs), role, own_id)


def _cut_id(tokens: Sequence[Token]) -> tuple[str | None, Sequence[Token]]:
    first = tokens[0].content if tokens and tokens[0].type == "text" else ""
    match = ID_LINE.fullmatch(first)
    if not match or (len(tokens) > 1 and tokens[1].type != "softbreak"):
        return None, tokens
    return match["id"], tokens[2:]


def _whole_span(children: Sequence[Token]) -> str:
    """The class of a span that holds all of the block."""
    if not children or children[0].type != "span_open" or children[-1].type != "span_close":
        return ""
    if any(t.type == "span_close" for t in children[:-1]):
        return ""
    name = _class(children[0])
    return name if name in LINE_CLASSES else ""


def _style(token: Token, style: Run, problems: list[Problem], place: Place) -> Run:
    match token.type:
        case "strong_open" | "strong_close":
            return replace(style, strong=token.nesting == 1)
        case "link_open":
            href = str(token.attrs.get("href", ""))
            if not LINK.fullmatch(href):
                problems.append(_bad_link(href, place))
            return replace(style, href=href)
        case "link_close":
            return replace(style, href=None)
        case "span_open":
            return replace(style, lead=_class(token) == "lead")
        case "span_close":
            return replace(style, lead=False)
    return style


def _class(token: Token) -> str:
    return str(token.attrs.get("class", ""))


def _bad_link(href: str, place: Place) -> Problem:
    return Problem(
        place,
        f"a link to {href!r} is not allowed",
        "link to https://…, http://…, mailto:…, #p12, or /futian/2022-plan/#p12",
    )


def _span_problems(token: Token, place: Place) -> list[Problem]:
    """A span is a lead; any other class holds for a whole paragraph."""
    name = _class(token)
    if token.meta.get("insecure_attrs"):
        return [Problem(place, "a span has a class and nothing else", "write […]{.lead}")]
    if name in LINE_CLASSES:
        return [
            Problem(
                place,
                f"[…]{{.{name}}} is a part of this line",
                "put it around all of a paragraph of its own",
            )
        ]
    if name != "lead":
        classes = ", ".join(f".{c}" for c in ("lead", *LINE_CLASSES))
        return [Problem(place, f"[…]{{.{name}}} is not known", f"known: {classes}")]
    return []


def _joint(children: Sequence[Token], index: int) -> str:
    """A line break in the file parts two Western words, never two Chinese characters."""
    before = children[index - 1].content[-1:] if index else ""
    after = children[index + 1].content[:1] if index + 1 < len(children) else ""
    is_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return "\n" if is_word else ""


def _add(runs: list[Run], run: Run) -> None:
    if not run.text:
        return
    if runs and replace(runs[-1], text="") == replace(run, text=""):
        runs[-1] = replace(run, text=runs[-1].text + run.text)
    else:
        runs.append(run)


def _shown(token: Token) -> str:
    return {"em_open": "*…*", "image": "![…](…)"}.get(token.type, f"`{token.content}`")


def without_prefix(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """The runs without the first ``length`` characters of their text."""
    rest = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            rest.append(replace(run, text=run.text[cut:]))
    return tuple(rest)
