"""The text of a report as data files: report.json, report.txt."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import (
    Anchored,
    Emendation,
    Entry,
    Heading,
    Paragraph,
    Report,
    Table,
    TitleLine,
    joined,
    text,
)
from .json_file import json_file

FORMAT = 1
"""Of report.json; rises when a field changes its meaning."""


def report_json(entry: Entry) -> bytes:
    report = entry.anchored.report
    matter = report.front_matter
    source = matter.source
    note = report.source.version_note
    emendations = report.proof.emendations if report.proof else ()
    return json_file(
        {
            "format": FORMAT,
            "path": report.path,
            "title": matter.title,
            "subtitle": matter.subtitle,
            "issuer": matter.issuer,
            "place": matter.place_name,
            "kind": matter.kind,
            "period": matter.period.text,
            "date": matter.date,
            "provenance": matter.provenance,
            "provenance_note": matter.provenance_note,
            "source": source
            and {
                "file": source.file,
                "sha256": source.sha256,
                "kind": source.kind,
                "pages": source.pages,
                "url": source.url,
                "is_rebuilt_from_text": report.is_verified,
            },
            "links": matter.links,
            "published": note and str(note.published),
            "changes": [
                {"id": one.id, "date": str(one.date), "what": one.what, "where": one.where}
                for one in (note.corrections if note else ())
            ],
            "emendations": [_emendation(one, entry) for one in emendations],
            "aliases": {alias.id: alias.target for alias in entry.anchored.aliases},
            "blocks": [_block(a, report) for a in entry.anchored.blocks],
        }
    )


def _emendation(one: Emendation, entry: Entry) -> dict[str, object]:
    """``text_start`` and ``text_end`` count in ``text`` of the block."""
    anchored = entry.anchored.blocks[one.block]
    proof = entry.anchored.report.proof
    stood = proof.order[one.at : one.at + len(one.before)] if proof else ()
    start = one.out - anchored.offset
    return {
        "block": anchored.id,
        "text_start": start,
        "text_end": start + len(one.after),
        "text": one.after,
        "source_start": stood[0] if stood else None,
        "source_end": stood[-1] + 1 if stood else None,
        "source_text": one.before,
    }


def _block(anchored: Anchored, report: Report) -> dict[str, object]:
    block, words = anchored.block, text(anchored.block)
    found: dict[str, object] = {"id": anchored.id, "type": _type(anchored), "text": words}
    match block:
        case Heading():
            found |= {"level": block.level, "number": block.number}
        case Paragraph():
            found["sentences"] = [
                {"id": s.id, "text": words[s.start : s.end]} for s in anchored.sentences
            ]
        case Table():
            rows = zip(anchored.row_ids, block.rows, strict=True)
            found["header"] = [joined(cell) for cell in block.header.cells]
            found["rows"] = [{"id": i, "cells": [joined(c) for c in r.cells]} for i, r in rows]
    found |= {"section": anchored.section or None, "page": anchored.page}
    if stands := report.in_source(anchored.offset, anchored.offset + len(words)):
        found |= {"source_start": stands[0], "source_end": stands[1]}
    return found


def _type(anchored: Anchored) -> str:
    match anchored.block:
        case TitleLine(role=role) | Paragraph(role=role):
            return {"body": "paragraph", "item": "list-item"}.get(role, role)
        case Heading():
            return "heading"
        case Table():
            return "table"


def report_txt(entry: Entry) -> bytes:
    return ("\n\n".join(_lines(entry)) + "\n").encode("utf-8")


def _lines(entry: Entry) -> Iterator[str]:
    """A block a line, a row a line with tabs between its cells."""
    for anchored in entry.anchored.blocks:
        block = anchored.block
        if isinstance(block, Table):
            yield joined(block.caption)
            for row in (block.header, *block.rows):
                yield "\t".join(joined(cell) for cell in row.cells).rstrip("\t")
            yield from (joined(note) for note in block.notes)
        else:
            yield text(block).replace("\n", " ")
