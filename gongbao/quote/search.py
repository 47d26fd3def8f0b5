"""A quotation in a report: word for word, the same but for form, or the nearest there is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .difference import Compared, compare
from .folding import Folded, fold

GAP = re.compile(r"\s*[\[(（〔【]?\s*(?:…+|\.{3,}|⋯+)\s*[\])）〕】]?\s*")
"""An ellipsis of the one who quotes: 〔……〕, (...), …"""

ENCLOSED = re.compile(r"\s*(?P<open>[“\"「『‘'])(?P<words>.*)[”\"」』’']\s*", re.DOTALL)
SOURCE = re.compile(r"(?<=[”\"」』。！？\n])\s*(?:——|—|--)\s*[^\n。！？]{1,80}\s*$")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

NEAR = 0.5
"""Share of common characters from which words are an edit of others, as in match.ALIKE."""

SHORTEST, LONGEST = 4, 2000
"""Characters of a quotation that is looked for by likeness."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the parts of a quotation stand in a text: start and end of each, in their order."""

    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def cleaned(words: str) -> str:
    """What a person can have meant: nothing that would steer a terminal."""
    return UNSEEN.sub(" ", words).strip()


def variants(words: str) -> tuple[str, ...]:
    """The quotation as given, and without a source after it; each also without marks around it."""
    given = (words, SOURCE.sub("", words).strip())
    return tuple(dict.fromkeys(form for one in given for form in (one, unenclosed(one)) if form))


def unenclosed(words: str) -> str:
    match = ENCLOSED.fullmatch(words)
    return match["words"].strip() if match and match["open"] not in match["words"] else words


def left_out(words: str, quoted: str) -> tuple[str, ...]:
    """A note where a part of what was given was taken for the name of its source."""
    source = SOURCE.search(words)
    if source is None or source[0].strip() in quoted:
        return ()
    return (f"taken as the name of the source: {source[0].strip()}",)


def pieces(words: str) -> tuple[str, ...]:
    """What stands between the ellipses of a quotation."""
    return tuple(piece for piece in GAP.split(words) if fold(piece).text)


def exact(words: str, text: str) -> Iterator[Stretch]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield Stretch(((at, at + len(words)),))
        at = text.find(words, at + 1)


def folded(parts: Sequence[Folded], text: Folded) -> Iterator[Stretch]:
    """The parts in their order, each as near to the one before as can be."""
    if not parts or not parts[0].text:
        return
    first = parts[0].text
    at = text.text.find(first)
    while at >= 0:
        following = text.text.find(first, at + 1)
        chain = _chain(parts, text.text, at)
        if chain and not (len(parts) > 1 and 0 <= following <= chain[1][0] - len(first)):
            yield Stretch(tuple((text.at[a], text.at[b - 1] + 1) for a, b in chain))
        at = following


def _chain(parts: Sequence[Folded], text: str, at: int) -> list[tuple[int, int]]:
    chain = [(at, at + len(parts[0].text))]
    for part in parts[1:]:
        start = text.find(part.text, chain[-1][1])
        if start < 0:
            return []
        chain.append((start, start + len(part.text)))
    return chain


def with_marks(words: str, span: tuple[int, int], text: str) -> tuple[int, int]:
    """The span with the marks at both ends of the quotation, where they are printed there too."""
    start, end = span
    at = fold(words).at
    head, tail = words[: at[0]].lstrip(), words[at[-1] + 1 :].rstrip()
    if head and _same_width(text[max(0, start - len(head)) : start], head):
        start -= len(head)
    if tail and _same_width(text[end : end + len(tail)], tail):
        end += len(tail)
    return start, end


def _same_width(one: str, other: str) -> bool:
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


def nearest(words: str, text: str, shape: Folded) -> tuple[Stretch, Compared] | None:
    """The stretch of ``text`` with the most of the quotation's character pairs."""
    quoted = fold(words).text
    if not SHORTEST <= len(quoted) <= LONGEST:
        return None
    anchor = _anchor(quoted, shape.text)
    if anchor is None:
        return None
    slack = max(6, len(quoted) // 6)
    first, last = max(0, anchor - slack), min(len(shape.at), anchor + len(quoted) + slack)
    start, end = shape.at[first], shape.at[last - 1] + 1
    found = compare(text[start:end], words)
    if found.difference.score < NEAR:
        return None
    return Stretch(((start + found.start, start + found.end),)), found


def _anchor(quoted: str, text: str) -> int | None:
    """Where ``quoted`` would begin: the place that most of its character pairs speak for."""
    places: dict[str, list[int]] = {}
    for index, pair in enumerate(map("".join, pairwise(quoted))):
        places.setdefault(pair, []).append(index)
    votes: Counter[int] = Counter()
    for at, pair in enumerate(map("".join, pairwise(text))):
        for index in places.get(pair, ()):
            votes[at - index] += 1
    if not votes:
        return None
    width = max(3, len(quoted) // 12)
    # Words that were added or left out move the rest a little: neighbours vote together.
    near = Counter[int]()
    for place, count in votes.items():
        near[place // width] += count
    best = max(near, key=lambda b: (near[b] + near.get(b + 1, 0), -b))
    shares = {p: n for p, n in votes.items() if best <= p // width <= best + 1}
    return max(shares, key=lambda p: (shares[p], -p))
