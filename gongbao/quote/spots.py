"""An id or a stretch of a report -> the place as people name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import AnchoredReport, Heading, Paragraph, Table, TitleLine, text
from .answer import Site, Spot
from .reading import CELL, Piece, Reading

PART = re.compile(r"(?P<block>[pt][0-9]+[a-z]*)(?:-(?P<kind>[rgnm]?)(?P<number>[0-9]+[a-z]*))?")
PARTS = {"": "sentence", "r": "row", "g": "group", "n": "note", "m": "number"}


def spot(
    report: AnchoredReport, found: Reading, pieces: Sequence[Piece], site: Site, edition: str = ""
) -> Spot:
    """The place of pieces of one block. ``report`` and ``found`` may be those of any edition."""
    block = pieces[0].block
    ids = [piece.id for piece in pieces]
    own_id = ids[0] if len(set(ids)) == 1 else block.id or ""
    part = " ".join(found.text[p.start : p.end] for p in pieces)
    matter = report.report.front_matter
    prefix = dict(site.editions).get(edition, "")
    fragment = f"#{own_id}" if own_id else ""
    warning = "" if matter.provenance != "suspected-copy" else matter.provenance_note or "copy"
    return Spot(
        report=report.report.path,
        title=matter.title,
        issuer=matter.issuer,
        period=matter.period.text,
        warning=warning,
        section=_section(report, pieces[0]),
        id=own_id,
        label=label(own_id, block.block),
        page=block.page,
        text=_whole(found, pieces),
        part=_line(part) if own_id != block.id and not isinstance(block.block, Table) else "",
        link=f"{site.base_url}{prefix}{report.report.path}/{fragment}",
    )


def label(own_id: str, block: object) -> str:
    match = PART.fullmatch(own_id)
    if isinstance(block, TitleLine):
        return f"printed {block.role}"
    if isinstance(block, Heading):
        return "heading"
    if match is None:
        return "reference to an annex"
    name = "paragraph" if match["block"][0] == "p" else "table"
    words = f"{name} {match['block'][1:]}"
    return f"{words}, {PARTS[match['kind']]} {match['number']}" if match["number"] else words


def _whole(found: Reading, pieces: Sequence[Piece]) -> str:
    """All of a paragraph; of a table the rows in question under its head, or all of it."""
    block = pieces[0].block
    shown = [p for p in found.pieces if p.block is block]
    if isinstance(block.block, Table) and any(p.id != block.id for p in pieces):
        head = [p for p in shown if p.id == block.id][-1:]
        is_note = all(p.id.startswith(f"{block.id}-n") for p in pieces)
        shown = [*([] if is_note else head), *(p for p in pieces if p not in head)]
    between = "" if isinstance(block.block, Paragraph) else "\n"
    return between.join(_line(found.text[p.start : p.end]) for p in shown)


def _line(words: str) -> str:
    return words.replace(CELL, " | ").replace("\n", " ")


def _section(report: AnchoredReport, piece: Piece) -> tuple[str, ...]:
    """The headings over a block, the highest first; a heading does not stand under itself."""
    path: list[Heading] = []
    for one in report.blocks:
        if one.id == piece.block.id and type(one.block) is type(piece.block.block):
            break
        if isinstance(one.block, Heading):
            path = [h for h in path if h.level < one.block.level] + [one.block]
    own = piece.block.block
    level = own.level if isinstance(own, Heading) else 9
    return tuple(text(heading) for heading in path if heading.level < level)
