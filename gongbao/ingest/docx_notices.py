"""What an editor must know of a DOCX: what is not carried over, and what is not as it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..model import Place, Problem
from .doubts import excerpt
from .drops import Reason
from .lines import squeezed

_CLEAN = "accept or reject them in Word and save, if the old words are not to be kept"
_LOOK = "compare them with the file as Word or WPS shows it"

_WARNINGS: Mapping[str, tuple[str, str]] = {
    "insertion": ("tracked insertions, read as accepted", ""),
    "deletion": ("tracked deletions; the words are dropped, and kept in ledger.json", _CLEAN),
    "hidden-text": (
        "passages of hidden text; the words are dropped, and kept in ledger.json",
        "ask the issuer whether they belong to the report",
    ),
    "comment": ("comments, which are no part of the text", ""),
    "picture": ("pictures or charts, which are not carried over", "say what they show"),
    "text box": ("text boxes, read after the paragraph at which they stand", _LOOK),
    "formula": ("formulas, of which only the characters are carried over", _LOOK),
    "phonetic guide": ("phonetic guides (拼音指南), left out", ""),
    "nested table": ("tables inside a table, read as text of its cell", _LOOK),
    "picture font": ("passages in a font of pictures, where a letter shows a sign", _LOOK),
    "broken field": ("fields that do not begin or end, read as text", _LOOK),
    "drawn field": ("EQ fields, which draw signs that stand in no text", _LOOK),
    "lost note": ("marks of notes that the file does not hold", "ask for a better copy"),
    "number form": ("automatic numbers in a form that is not known, written as 1, 2, 3", _LOOK),
    "zero-width": ("characters without width, left by an editor program", ""),
}
_REFUSALS: Mapping[str, str] = {
    "altChunk": "another file is embedded in the text (altChunk)",
    "subDoc": "parts of the text stand in other files (subDoc)",
}


def refusals(seen: Iterable[tuple[str, int]], place: Place) -> Iterator[Problem]:
    """What cannot be read at all."""
    kinds = {what for what, _ in seen}
    for what, message in _REFUSALS.items():
        if what in kinds:
            hint = "open it in Word or WPS, save it as DOCX, and ingest that"
            yield Problem(place, message, hint)


def warnings(seen: Iterable[tuple[str, int]], text: str, place: Place) -> Iterator[Problem]:
    """How many there are of each, and what stands at the first of them."""
    places: dict[str, list[int]] = {}
    for what, at in seen:
        places.setdefault(what, []).append(at)
    for what, (message, hint) in _WARNINGS.items():
        if what in places:
            found = places[what]
            near = dict.fromkeys(f'"{_near(text, at)}"' for at in found[:3])
            more = ", …" if len(found) > 3 else ""
            said = f"{len(found)} × {message}: near {', '.join(near)}{more}"
            yield Problem(place, said, hint, fatal=False)


def _near(text: str, at: int) -> str:
    after = excerpt(text, "heading", at)[:12] or squeezed(text[max(0, at - 40) : at])[-12:]
    return "".join(char for char in after if char.isprintable())


def hidden(drops: Mapping[int, Reason]) -> Iterator[tuple[str, int]]:
    """Where each passage of hidden text begins."""
    for at, reason in drops.items():
        if reason == "hidden-text" and drops.get(at - 1) != reason:
            yield "hidden-text", at


def furniture(texts: Iterable[str], text: str, place: Place) -> Iterator[Problem]:
    """A header or footer that says more than the page and the report's own words."""
    body = squeezed(text)
    for line in dict.fromkeys(squeezed(line) for line in texts):
        rest = line.strip("0123456789—–-－第页共/· ")
        if rest and rest not in body:
            message = f'the header or footer says "{line[:40]}", which is not carried over'
            yield Problem(place, message, fatal=False)
