"""How a quotation differs from what is printed: marked, counted, numbers first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .answer import Difference
from .folding import QUOTES, fold

DIGITS = r"[0-9０-９]"
HAN = "〇零一二三四五六七八九十百千万亿两点"
NUMBER = (
    rf"(?:[-−]|(?<!\S))?{DIGITS}+(?:[.．,]{DIGITS}+)*(?:\s*[%％‰])?[万亿]*"
    rf"|百分之[{HAN}]+|第[{HAN}]+"
    rf"|[{HAN}]+(?=[年月日个个项家条次名人倍成元座所件万])"
)
TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<word>[A-Za-z]+)|(?P<space>\s+)|(?P<char>.)", re.S)
NUMBER_OF_DIGITS = re.compile(rf"{DIGITS}+(?:[.．,]{DIGITS}+)*(?:\s*[%％‰])?[万亿]*")
LONG = 60
"""Characters of an unchanged or missing stretch from which only its ends are shown."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A number, word or character; two are the same where their keys are."""

    text: str
    key: str
    is_number: bool
    at: int


@dataclass(frozen=True, slots=True)
class Compared:
    """``start``–``end`` of the printed words are what the quotation is of."""

    start: int
    end: int
    difference: Difference


def compare(printed: str, quoted: str) -> Compared:
    """``printed`` may go on before and after what was quoted; that is no difference."""
    olds, news = _tokens(printed), _tokens(quoted)
    keys = [t.key for t in olds], [t.key for t in news]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    codes = _trimmed(_without_strays(matcher.get_opcodes()))
    first, last = (codes[0][1], codes[-1][2]) if codes else (0, 0)
    start = olds[first].at if first < len(olds) else 0
    end = olds[last - 1].at + len(olds[last - 1].text) if last else start
    difference = Difference(
        score=_likeness(printed[start:end], quoted),
        marked="".join(_marked(codes, olds, news)),
        numbers=tuple(_numbers(codes, olds, news)),
    )
    return Compared(start, end, difference)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one).text, fold(other).text, autojunk=False).ratio()


Code = tuple[str, int, int, int, int]


def _without_strays(codes: Iterable[Code]) -> list[Code]:
    """A character or two far before or after the rest are the same by chance only."""
    found = list(codes)
    for end, step in ((0, 1), (-1, -1)):
        if len(found) > 2 and found[end][0] == "equal":
            _, a, b, c, d = found[end]
            _, e, f, g, h = found[end + step]
            if b - a <= 2 and f - e >= 4:
                found[end + step] = ("replace", min(a, e), max(b, f), min(c, g), max(d, h))
                found.pop(end)
    return found


def _trimmed(codes: Sequence[Code]) -> list[Code]:
    """What stands before and after is cut off; a changed end keeps as many tokens as it has."""
    found = list(codes)
    for end in (0, -1):
        if not found:
            break
        tag, a, b, c, d = found[end]
        if tag == "delete":
            found.pop(end)
        elif tag == "replace":
            a, b = (max(a, b - (d - c)), b) if end == 0 else (a, min(b, a + (d - c)))
            found[end] = (tag, a, b, c, d)
    return found


def _tokens(words: str) -> list[_Token]:
    return [
        _Token(match[0], _key(match), match.lastgroup == "number", match.start())
        for match in TOKEN.finditer(words)
        if match.lastgroup != "space"
    ]


def _key(match: re.Match[str]) -> str:
    words = match[0]
    return fold(words).text or ('"' if words in QUOTES else _plain(words))


def _plain(mark: str) -> str:
    return {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}.get(mark, mark)


def _marked(codes: Sequence[Code], olds: list[_Token], news: list[_Token]) -> Iterator[str]:
    for index, (tag, a, b, c, d) in enumerate(codes):
        old, new = _words(olds[a:b]), _words(news[c:d])
        if tag == "equal":
            yield _shortened(old, bool(index), index + 1 < len(codes))
            continue
        yield f"[-{_shortened(old, True, True)}-]" if old else ""
        yield f"{{+{_shortened(new, True, True)}+}}" if new else ""


def _words(tokens: Sequence[_Token]) -> str:
    return "".join(token.text for token in tokens)


def _shortened(words: str, keeps_start: bool, keeps_end: bool) -> str:
    if len(words) <= LONG:
        return words
    start, end = words[:20] if keeps_start else "", words[-20:] if keeps_end else ""
    return f"{start}…{end}" if start or end else words


def _numbers(
    codes: Sequence[Code], olds: list[_Token], news: list[_Token]
) -> Iterator[tuple[str, str]]:
    """Numbers that were changed, each beside the one in its place, with what is counted."""
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        old = [_with_unit(olds, i) for i in range(a, b) if olds[i].is_number]
        new = [_with_unit(news, i) for i in range(c, d) if news[i].is_number]
        for index in range(max(len(old), len(new))):
            yield "".join(old[index : index + 1]), "".join(new[index : index + 1])


def _with_unit(tokens: list[_Token], index: int) -> str:
    """``5515亿`` with the character after it: 元."""
    after = tokens[index + 1 : index + 2]
    return _words([tokens[index], *(token for token in after if token.text.isalpha())])
