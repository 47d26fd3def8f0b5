"""The inline tokens of a block -> runs of text in one style each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markdown_it.token import Token

from ..model import Place, Problem, Run

LINK = re.compile(r"(?:https?://|mailto:)[^\s]+|#[a-z][a-z0-9-]*|/(?!/)[a-z0-9/-]*(?:#[a-z0-9-]+)?")
LINE_CLASSES = ("issuer", "date", "subtitle", "annex-ref", "caption", "note")
HINTS = {
    "em_open": r"write '\*' for an asterisk that is text, '**' around words for bold",
    "code_inline": r"write '\`' for a backquote that is text",
    "image": r"reports have no pictures yet: write '\[' for a bracket that is text",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of a block; ``role`` where all of it stands in ``[…]{.role}``."""

    runs: tuple[Run, ...]
    role: str = ""


def line(children: list[Token], place: Place, problems: list[Problem]) -> Line:
    """``problems`` receives what a report cannot contain."""
    role = _whole_span(children)
    runs: list[Run] = []
    style = Run("")
    for index, token in enumerate(children):
        style = _style(token, style, problems, place)
        if token.type in ("text", "text_special"):
            _add(runs, replace(style, text=token.content))
        elif token.type in ("softbreak", "hardbreak"):
            _add(runs, replace(style, text=_joint(children, index)))
        elif token.type in HINTS:
            problems.append(
                Problem(place, f"{_shown(token)!r} is not used here", HINTS[token.type])
            )
    if role:
        return Line(tuple(replace(run, lead=False) for run in runs), role)
    return Line(tuple(runs))


def _whole_span(children: list[Token]) -> str:
    """The class of a span that holds all of the block, but for a lead."""
    if not children or children[0].type != "span_open" or children[-1].type != "span_close":
        return ""
    if any(t.type == "span_close" for t in children[:-1]):
        return ""
    name = str(children[0].attrs.get("class", ""))
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
            name = str(token.attrs.get("class", ""))
            if name not in (*LINE_CLASSES, "lead") or token.meta.get("insecure_attrs"):
                problems.append(_bad_span(name, place))
            return replace(style, lead=name == "lead")
        case "span_close":
            return replace(style, lead=False)
    return style


def _bad_link(href: str, place: Place) -> Problem:
    return Problem(
        place,
        f"a link to {href!r} is not allowed",
        "link to https://…, http://…, mailto:…, #p12, or /futian/2022-plan/#p12",
    )


def _bad_span(name: str, place: Place) -> Problem:
    classes = ", ".join(f".{c}" for c in ("lead", *LINE_CLASSES))
    return Problem(place, f"[…]{{.{name}}} is not known", f"known: {classes}")


def _joint(children: list[Token], index: int) -> str:
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
