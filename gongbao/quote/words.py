"""An answer as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from .answer import Answer, Found, Spot

MANY = 4
"""Blocks of one quotation that are described; of more the first and the last."""

EDITIONS = {"zh-Hant": "繁體"}


def lines(answer: Answer) -> Iterator[str]:
    for index, found in enumerate(answer.found):
        if index:
            yield ""
        yield from _found(found)
    if answer.found and (answer.notes or answer.more):
        yield ""
    if answer.more:
        yield f"and {answer.more} more places"
    yield from answer.notes


def _found(found: Found) -> Iterator[str]:
    spots = found.spots
    yield from _report(spots[0])
    shown = spots if len(spots) <= MANY else (spots[0], spots[-1])
    for index, spot in enumerate(shown):
        if index and len(spots) > MANY:
            yield _line("…", f"{len(spots) - 2} more")
        yield from _block(spot)
    yield from _verdict(found)


def _report(spot: Spot) -> Iterator[str]:
    yield _line("report", spot.title or f"{spot.report} (the source prints no title)")
    yield _line("issuer", f"{spot.issuer or '责任者不详'} · {spot.period}")
    if spot.warning:
        yield _line("warning", f"suspected copy: {spot.warning}")


def _block(spot: Spot) -> Iterator[str]:
    page = f", page {spot.page} of the source" if spot.page else ""
    own_id = f" ({spot.id})" if spot.id else ""
    if spot.section:
        yield _line("section", " › ".join(spot.section))
    yield _line("place", f"{spot.label}{own_id}{page}")
    for index, words in enumerate(spot.text.splitlines()):
        yield _line("" if index else "text", words)
    if spot.part and spot.part != spot.text:
        yield _line("part", spot.part)
    yield _line("link", spot.link)


def _verdict(found: Found) -> Iterator[str]:
    edition = f" in the edition {EDITIONS[found.edition]}" if found.edition else ""
    if found.difference:
        yield _line("differs", f"{found.difference.score:.0%} alike")
        for printed, quoted in found.difference.numbers:
            yield _line("number", f"printed {printed or 'none'}, quoted {quoted or 'none'}")
        yield _line("", found.difference.marked)
    elif found.outcome == "form":
        yield _line("same", f"but for {' and '.join(found.forms)}{edition}")
    elif found.outcome == "exact":
        yield _line("exact", f"word for word{edition}")
    if found.omitted:
        yield _line("gaps", f"the quotation leaves out {found.omitted} characters")
    if found.cut_number:
        yield _line("number", f"the quotation cuts a number: printed {found.cut_number}")


def _line(name: str, words: str) -> str:
    return f"{name:<9}{words}".rstrip()
