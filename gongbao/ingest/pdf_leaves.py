"""The pages of a PDF in reading order, and why some of them cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from ..model import Place, Problem
from .lines import squeezed
from .pdf_columns import gutter, in_order
from .pdf_furniture import Leaf, Spot
from .pdf_glyph_codes import is_unreadable
from .pdf_lines import Printed, printed
from .pdf_sheets import MOST_ON_A_PAGE, Glyph, Sheet
from .pdf_tables import Table, tables

_LEAST_FALLING = 20


def leaf(sheet: Sheet) -> Leaf:
    """Tables stand at their height between the lines."""
    found, rest = tables(sheet)
    lines = printed(rest)
    middle = gutter(lines)
    ordered: list[Printed | Table] = list(in_order(lines, middle))
    for table in found:
        below = (i for i, item in enumerate(ordered) if item.base < table.base)
        ordered.insert(next(below, len(ordered)), table)
    return Leaf(sheet.number, sheet.box, tuple(ordered), middle is not None)


def turned(sheet: Sheet) -> tuple[Printed, ...]:
    """The lines that do not run as the page's text does."""
    aside = sorted((g for g in sheet.glyphs if g.face.turn), key=lambda g: g.face.turn)
    groups = groupby(aside, key=lambda glyph: glyph.face.turn)
    return tuple(line for _, group in groups for line in in_order(printed(group), None))


def watermarks(asides: Mapping[Spot, Printed], pages: int) -> frozenset[Spot]:
    """Turned lines that say the same on many pages."""
    said = Counter(squeezed(line.text) for line in asides.values())
    least = max(2, pages / 3)
    return frozenset(spot for spot, line in asides.items() if said[squeezed(line.text)] >= least)


# ---------------------------------------------------------------- what cannot be read


def unreadable(sheets: tuple[Sheet, ...], place: Place) -> Iterator[Problem]:
    """Each kind of trouble once, with the pages on which it is."""
    yield from _told(
        [s.number for s in sheets if s.count > MOST_ON_A_PAGE],
        place,
        f"more than {MOST_ON_A_PAGE} characters on one page",
        "no report is printed like that: ask for another copy",
    )
    yield from scanned([s.number for s in sheets if not s.count and s.pictures], place)
    yield from _told(
        [s.number for s in sheets if any(_is_bad(glyph) for glyph in s.glyphs)],
        place,
        "characters whose codes the PDF does not tell",
        "its fonts do not say which character a shape is: "
        "ask for the DOCX, or save the original as PDF again with its fonts embedded",
    )
    yield from _told(
        [s.number for s in sheets if _falls(s)],
        place,
        "text that runs from top to bottom",
        "vertical text is not read: save it as text and ingest that",
    )


def scanned(pages: list[int], place: Place) -> Iterator[Problem]:
    return _told(
        pages,
        place,
        "a picture and no characters",
        "it is a scan: recognise its text with another program, proof-read that, "
        "and ingest the text; or ask the issuer for the original file",
    )


def _told(pages: list[int], place: Place, what: str, hint: str) -> Iterator[Problem]:
    if pages:
        yield Problem(place, f"{named(pages)}: {what}", hint)


def named(pages: Iterable[int]) -> str:
    """``page 3``, ``pages 1, 4-7``; long lists are cut short."""
    spans: list[list[int]] = []
    for page in sorted(set(pages)):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    parts = [str(a) if a == b else f"{a}-{b}" for a, b in spans]
    more = f" and {len(parts) - 12} more places" if len(parts) > 12 else ""
    is_one = len(spans) == 1 and spans[0][0] == spans[0][1]
    return f"page{'' if is_one else 's'} {', '.join(parts[:12])}{more}"


def _is_bad(glyph: Glyph) -> bool:
    return is_unreadable(glyph.char, glyph.face.font)


def _falls(sheet: Sheet) -> bool:
    """Most characters stand right below the one before."""
    glyphs = [g for g in sheet.glyphs if not g.char.isspace() and not g.face.turn]
    falling = sum(
        abs(a.left - b.left) < 0.3 * a.face.size and 0.7 < (a.base - b.base) / a.face.size < 1.6
        for a, b in pairwise(glyphs)
    )
    return falling >= _LEAST_FALLING and falling > len(glyphs) / 2
