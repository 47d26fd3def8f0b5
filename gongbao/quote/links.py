"""A link of ours -> the place that it leads to, and whether words that it quotes stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ..model import Entry
from .address import Address
from .answer import Answer, Found, Site
from .folding import fold
from .reading import Piece, Reading
from .spots import spot
from .texts import Shelf, find_text

WHY = {
    "merged": "its text was joined with this one",
    "retired": "its text was taken out, and this stands nearest",
    "edited": "its text was rewritten, and this stands in its place",
}
"""Why an id is an alias, in the words of anchors.lock."""

OF_PAGES = ("", "top", "main", "text")
"""Fragments that mean a page as a whole."""


@dataclass(frozen=True, slots=True)
class _Resolved:
    """The stretch of a report that an id names; ``is_there`` where it is or was an id."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()
    is_there: bool = True


def find_address(given: Address, entries: Sequence[Entry], site: Site) -> Answer:
    entry = next((e for e in entries if e.anchored.report.path == given.report), None)
    if entry is None:
        return _elsewhere(given, site)
    shelf = Shelf(entry.anchored, site)
    report, text = shelf.report, shelf.reading
    if given.edition == "zh-Hant" and shelf.hant:
        report, text = shelf.hant
    resolved = _resolve(given.fragment, entry, text)
    place = spot(report, text, resolved.pieces or text.pieces[:1], site, given.edition)
    if not resolved.pieces:
        label = given.page or "the report as a whole"
        link = place.link.partition("#")[0]
        whole = replace(place, id="", label=label, section=(), text="", part="", link=link)
        place = replace(whole, page=None)
    quoted = [(words, find_text(words, (shelf,))) for words in given.quoted]
    shown = [
        answer.found[0]
        for words, answer in quoted
        if answer.found and fold(words).text not in fold(place.text).text
    ]
    return Answer(
        (Found((place,), "place"), *shown),
        (*given.notes, *resolved.notes, *(_verdict(words, answer) for words, answer in quoted)),
        is_good=resolved.is_there and all(_stands(answer) for _, answer in quoted),
    )


def _elsewhere(given: Address, site: Site) -> Answer:
    if given.report:
        note = "this report cannot be read: build.py check says why"
        return Answer((), (*given.notes, note))
    if given.page:
        return Answer((), (*given.notes, f"this is {given.page} of the site"), is_good=True)
    reports = f"reports are: {', '.join(site.paths[:SOME])}"
    more = f" and {len(site.paths) - SOME} more" if len(site.paths) > SOME else ""
    return Answer((), (*given.notes, "no page of this site has this address", reports + more))


SOME = 10


def _stands(answer: Answer) -> bool:
    """Also a part of a number: whoever made the link has only marked where to look."""
    return any(found.outcome in ("exact", "form") for found in answer.found[:1])


def _verdict(words: str, answer: Answer) -> str:
    if _stands(answer):
        return f"the link quotes words that stand in the report: {words[:60]}"
    return f"the link quotes words that do not stand in the report like this: {words[:60]}"


def _resolve(fragment: str, entry: Entry, text: Reading) -> _Resolved:
    if fragment in OF_PAGES:
        return _Resolved(())
    if held := _named(fragment, text):
        return _Resolved(held)
    for number in entry.observations:
        if number.id == fragment:
            note = f"{fragment} is the number {number.surface}"
            return _Resolved(_named(number.sentence, text), (note,))
    for alias in entry.anchored.aliases:
        if alias.id == fragment:
            why = WHY.get(alias.why, alias.why)
            note = f"{fragment} is an earlier id that leads to {alias.target}: {why}"
            return _Resolved(_named(alias.target, text), (note,))
    return _never(fragment, text)


def _named(own_id: str, text: Reading) -> tuple[Piece, ...]:
    """All of a block, or the sentence, row or note of this id."""
    return tuple(p for p in text.pieces if own_id and p.block.id == own_id) or tuple(
        p for p in text.pieces if own_id and p.id == own_id
    )


def _never(fragment: str, text: Reading) -> _Resolved:
    """The id of the block that a wrong id is made of, else the ones that look like it."""
    ids = tuple(dict.fromkeys(p.id for p in text.pieces if p.id))
    tried = fragment.lower()
    shorter = [tried, re.sub(r"(?<=[0-9])[a-z]+$", "", tried)]
    while "-" in tried:
        tried = tried.rpartition("-")[0]
        shorter.append(tried)
    for own_id in shorter:
        if held := _named(own_id, text):
            note = f"there never was an id {fragment!r} in this report; this is {own_id}"
            return _Resolved(held, (note,), is_there=False)
    alike = get_close_matches(shorter[0], ids, 3) if len(fragment) < 40 else []
    known = f"; like it are {', '.join(alike)}" if alike else ""
    last = _last_paragraph(ids)
    note = f"there never was an id {fragment[:40]!r} in this report{known}; it has p1 to {last}"
    return _Resolved((), (note,), is_there=False)


def _last_paragraph(ids: Sequence[str]) -> str:
    return next((one for one in reversed(ids) if re.fullmatch(r"p[0-9]+[a-z]*", one)), "none")
