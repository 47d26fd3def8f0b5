"""What an editor is told of a PDF: codes that were read as others, things out of the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from ..model import Place, Problem
from . import pdf_text
from .doubts import Doubt, excerpt
from .drops import Reason
from .lines import squeezed
from .pdf_furniture import Leaf, Spot, printed_number
from .pdf_glyph_codes import ZERO_WIDTH, meant
from .pdf_leaves import named
from .pdf_lines import Printed
from .pdf_second_reading import difference
from .pdf_sheets import Sheet
from .pdf_tables import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """``gone`` are the spots that are not the report's; ``own`` are the lines that are.

    ``asides``: lines that run across the page's text. ``lost``: entries of a printed table of
    contents that the report does not repeat.
    """

    leaves: tuple[Leaf, ...]
    asides: Mapping[Spot, Printed]
    gone: Mapping[Spot, Reason]
    own: Mapping[Spot, Printed]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Where the second reading is another."""

    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]


def remarks(
    sheets: tuple[Sheet, ...], layout: Layout, outline: tuple[str, ...], place: Place
) -> Iterator[Problem]:
    yield from _codes(sheets, place)
    yield from _pages(sheets, layout, place)
    yield from _miscounted(layout, place)
    yield from _unrepeated(layout, outline, place)


def compared(
    second: tuple[str | None, ...], layout: Layout, written: pdf_text.Text, place: Place
) -> Compared:
    """Page by page; on one with a table, columns or turned text only what there is, not where."""
    doubts, problems, unread = [], [], []
    aside = {page for page, _ in layout.asides}
    for page, other in zip_longest(range(len(layout.leaves)), second[: len(layout.leaves)]):
        if other is None:
            unread.append(page + 1)
            continue
        one, other = _without_furniture(layout, page, other)
        leaf = layout.leaves[page]
        is_order_free = page in aside or any(isinstance(item, Table) for item in leaf.items)
        at = difference(one, other, is_order_free)
        if at is not None:
            place_of = _offset(written, page, one, at)
            doubts.append(
                Doubt(place_of, "reading", excerpt(written.text, "reading", place_of), "first")
            )
            problems.append(_differs(page, one[at : at + 12], other[at : at + 12], place))
    if unread:
        problems.append(
            _warning(place, f"{named(unread)}: pypdf cannot read this, so nothing confirms it")
        )
    return Compared(tuple(doubts), tuple(problems))


def _without_furniture(layout: Layout, page: int, other: str) -> tuple[str, str]:
    """Both readings less what is not the report's: programs put heads and feet in other places."""
    leaf = layout.leaves[page]
    kept = Leaf(
        leaf.number,
        leaf.box,
        tuple(item for i, item in enumerate(leaf.items) if (page, i) not in layout.gone),
    )
    extra = [leaf.items[i] for p, i in layout.gone if p == page and i < len(leaf.items)]
    for item in (*extra, *(line for (p, _), line in layout.asides.items() if p == page)):
        words = pdf_text.raw(Leaf(0, leaf.box, (item,)))
        start = other.rfind(words) if other.endswith(words) else other.find(words)
        if start >= 0:
            other = other[:start] + other[start + len(words) :]
        else:
            kept = Leaf(0, leaf.box, (*kept.items, item))
    return pdf_text.raw(kept), other


def _offset(written: pdf_text.Text, page: int, one: str, at: int) -> int:
    """Where in the text the ``at``-th character of a page's own lines stands, or its first."""
    end = (*written.pages, len(written.text))[page + 1]
    own = [
        i
        for i in range(written.pages[page], end)
        if not written.text[i].isspace()
        and i not in written.generated
        and written.drops.get(i) in (None, "zero-width", "glyph-code")
    ]
    return own[min(at, len(own) - 1)] if own else written.pages[page]


def _differs(page: int, one: str, other: str, place: Place) -> Problem:
    return Problem(
        place,
        f'page {page + 1}: pypdf reads "{other}" where pypdfium2 reads "{one}"',
        "compare both with the printed page; what pypdfium2 reads was taken",
        fatal=False,
    )


def _warning(place: Place, message: str, hint: str = "compare it with the printed page") -> Problem:
    return Problem(place, message, hint, fatal=False)


# ---------------------------------------------------------------- characters


def _codes(sheets: tuple[Sheet, ...], place: Place) -> Iterator[Problem]:
    read_as: dict[tuple[str, str], list[int]] = {}
    invisible: dict[str, list[int]] = {}
    for sheet in sheets:
        for char, font in {(glyph.char, glyph.face.font) for glyph in sheet.glyphs}:
            if char in ZERO_WIDTH:
                invisible.setdefault(char, []).append(sheet.number)
            elif other := meant(char, font):
                read_as.setdefault((char, other), []).append(sheet.number)
            elif "\u2e80" <= char <= "\u2fdf":
                read_as.setdefault((char, ""), []).append(sheet.number)
    for (char, other), pages in sorted(read_as.items()):
        code = f'{named(pages)}: "{char}" (U+{ord(char):04X})'
        yield _warning(
            place,
            f'{code} is the code of a shape: "{other}" was put in its place'
            if other
            else f"{code} is a radical and no character; it was left, and nobody will find it",
        )
    for char, pages in sorted(invisible.items()):
        yield _warning(
            place,
            f"{named(pages)}: U+{ord(char):04X} has no width and was dropped",
            "nothing is printed there",
        )


# ---------------------------------------------------------------- pages


def _pages(sheets: tuple[Sheet, ...], layout: Layout, place: Place) -> Iterator[Problem]:
    kept = sorted({page + 1 for page, i in layout.asides if (page, i) not in layout.gone})
    found = (
        (kept, "text that runs across the rest was put at the end of the report"),
        (_with_columns(layout), "two columns were read one after the other"),
        (_with_spans(layout), "a table has cells that span several; their text is in the first"),
        (_hidden(sheets), "the text lies unseen under a picture: a program recognised it"),
        (_empty(sheets), "nothing stands here"),
    )
    for pages, what in found:
        if pages:
            yield _warning(place, f"{named(pages)}: {what}")


def _with_columns(layout: Layout) -> list[int]:
    return [leaf.number for leaf in layout.leaves if leaf.has_columns]


def _with_spans(layout: Layout) -> list[int]:
    return [
        leaf.number
        for leaf in layout.leaves
        if any(isinstance(item, Table) and item.spans for item in leaf.items)
    ]


def _hidden(sheets: tuple[Sheet, ...]) -> list[int]:
    return [s.number for s in sheets if any(glyph.face.is_hidden for glyph in s.glyphs)]


def _empty(sheets: tuple[Sheet, ...]) -> list[int]:
    return [s.number for s in sheets if all(glyph.char.isspace() for glyph in s.glyphs)]


def _miscounted(layout: Layout, place: Place) -> Iterator[Problem]:
    """Printed numbers may begin anywhere, but they count the pages."""
    lines = {
        page: item
        for (page, i), reason in layout.gone.items()
        if reason == "page-number" and isinstance(item := layout.leaves[page].items[i], Printed)
    }
    numbers = {page: number for page, line in lines.items() if (number := printed_number(line))}
    ahead = Counter(number - page for page, number in numbers.items())
    if not ahead:
        return
    usual = ahead.most_common(1)[0][0]
    for page, number in sorted(numbers.items()):
        if number - page != usual:
            yield _warning(
                place,
                f'page {page + 1}: the printed number "{lines[page].text.strip()}" stands '
                f"where {page + usual} is due",
                "a page of the source may be missing or doubled",
            )


def _unrepeated(layout: Layout, outline: tuple[str, ...], place: Place) -> Iterator[Problem]:
    flat = squeezed("".join(line.text for line in layout.own.values()))
    flat += "".join(
        cell
        for leaf in layout.leaves
        for item in leaf.items
        if isinstance(item, Table)
        for row in item.rows
        for cell in (squeezed("".join(line.text for line in lines)) for lines in row)
    )
    for entry in outline:
        if squeezed(entry) not in flat:
            yield _warning(place, f'the outline says "{entry}", which no page does', "compare both")
    for title in layout.lost:
        yield _warning(
            place,
            f'the table of contents says "{title}", which no page repeats; it was kept whole',
            "drop it by hand if it is of no use",
        )
