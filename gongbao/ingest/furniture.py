"""What the layout put between and after the lines: pages, their numbers, link and outline dumps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model import Place, Problem
from .doubts import Doubt, Says, excerpt
from .drops import Drops, dropped, merged
from .lines import Line, on_page, squeezed
from .reading import Reading

PAGE_NUMBER = re.compile(
    r"[—–\-－]\s*(?P<dashed>\d{1,4})\s*[—–\-－]$|第\s*(?P<worded>\d{1,4})\s*页(?:\s*共\s*\d+\s*页)?$"
)
URL = re.compile(r"https?://\S+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """The lines that are the report's own. ``outline`` holds its entries without white space."""

    lines: tuple[Line, ...]
    pages: tuple[int, ...]
    links: tuple[str, ...]
    outline: tuple[str, ...]
    drops: Drops
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]


def clear(lines: tuple[Line, ...], reading: Reading, says: Says, place: Place) -> Cleared:
    """Take the furniture away and say where each page begins."""
    if reading.pages is not None:
        return _cleared_by_reader(lines, reading)
    source = reading.text
    rest, links = _parted(lines, _is_link)
    if rest and rest[-1].text[-1] in "：:":  # 详见：https://… is the report's own
        rest, links = lines, ()
    rest, entries = _parted(rest, _is_entry)
    if len(entries) < 2:  # one line that begins with a tab is no outline
        rest, entries = (*rest, *entries), ()
    lost = tuple(_lost_entries(rest, entries))
    kept = tuple(line for line in lost if says.get(("outline", line.start)) != "drop")
    gone = tuple(line for line in entries if line not in kept)
    paged = _paged((*rest, *kept))
    numbers = tuple(line for line in paged if PAGE_NUMBER.match(line.text))
    return Cleared(
        lines=tuple(line for line in paged if line not in numbers),
        pages=_page_starts(paged),
        links=tuple(line.text for line in links),
        outline=tuple(squeezed(line.text) for line in entries),
        drops=merged(
            (
                *(dropped(line.passage, "pdf-link-annotation") for line in links),
                *(dropped(line.passage, "pdf-outline") for line in gone),
                *(dropped(line.passage, "page-number") for line in numbers),
            )
        ),
        doubts=tuple(
            Doubt(line.start, "outline", excerpt(source, "outline", line.start), "keep")
            for line in lost
        ),
        problems=tuple(_miscounted(numbers, place)),
    )


def _cleared_by_reader(lines: tuple[Line, ...], reading: Reading) -> Cleared:
    """A reader that knows the pages has named the furniture as well."""
    pages = reading.pages or ()
    return Cleared(
        lines=tuple(on_page(line, max(1, bisect_right(pages, line.start))) for line in lines),
        pages=pages if len(pages) > 1 else (),
        links=reading.links,
        outline=tuple(map(squeezed, reading.outline)),
        drops={},
        doubts=(),
        problems=(),
    )


def _parted(
    lines: tuple[Line, ...], is_of: Callable[[Line], bool]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines before, and the lines at the end for all of which ``is_of`` holds."""
    end = len(lines)
    while end and is_of(lines[end - 1]):
        end -= 1
    return lines[:end], lines[end:]


def _is_link(line: Line) -> bool:
    return URL.match(line.text) is not None


def _is_entry(line: Line) -> bool:
    return line.lead.startswith("\t")


def _lost_entries(body: Iterable[Line], entries: Iterable[Line]) -> Iterator[Line]:
    flat = squeezed("".join(line.text for line in body))
    return (entry for entry in entries if squeezed(entry.text) not in flat)


def _paged(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Every line with its page; a page number stands on the page that it counts."""
    by_space = _pages_begin_with_space(lines)
    opens = [i > 0 and _opens_page(line, by_space) for i, line in enumerate(lines)] + [False]
    paged = []
    page = 1
    for i, line in enumerate(lines):
        printed = _printed_number(line)
        if i and printed is not None:
            opens[i : i + 2] = _around_number(printed, page, opens[i], opens[i + 1])
        page += opens[i]
        paged.append(on_page(line, page))
    return tuple(paged)


def _pages_begin_with_space(lines: tuple[Line, ...]) -> bool:
    """Lines with a single space before them are too rare to be an indent."""
    spaced = sum(_is_spaced(line) for line in lines[1:])
    return 5 * spaced <= len(lines)


def _is_spaced(line: Line) -> bool:
    """As Tika leaves the first line of a page of which somebody has removed the number."""
    return line.blanks == 0 and line.lead == " "


def _opens_page(line: Line, by_space: bool) -> bool:
    return line.feeds or line.blanks >= 3 or (by_space and _is_spaced(line))


def _printed_number(line: Line) -> int | None:
    match = PAGE_NUMBER.match(line.text)
    return int(match["dashed"] or match["worded"]) if match else None


def _around_number(printed: int, page: int, here: bool, below: bool) -> tuple[bool, bool]:
    """Whether a page begins with the line of a page number, or with the line below it."""
    if here and below:  # a footer with blank space above
        return False, True
    if here or below:
        return here, below
    # Alone between two lines the number is the only mark of the page's end.
    return printed == page + 1, printed != page + 1


def _page_starts(lines: tuple[Line, ...]) -> tuple[int, ...]:
    first: dict[int, int] = {}
    for line in lines:
        first.setdefault(line.page, line.start)
    return (0, *list(first.values())[1:]) if len(first) > 1 else ()


def _miscounted(numbers: tuple[Line, ...], place: Place) -> Iterator[Problem]:
    """Printed numbers may begin anywhere, but they count the pages."""
    ahead = [(_printed_number(line) or 0) - line.page for line in numbers]
    for line, steps in zip(numbers, ahead, strict=True):
        if steps != ahead[0]:
            yield Problem(
                place,
                f'the printed page number "{line.text}" stands where {line.page + ahead[0]} is due',
                "a page of the source may be missing or doubled",
                fatal=False,
            )
