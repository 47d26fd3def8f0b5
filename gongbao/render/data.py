"""A report as data files: report.json, report.txt, metrics.json, metrics.csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

from ..model import (
    Anchored,
    Emendation,
    Entry,
    Heading,
    Observation,
    Paragraph,
    Rank,
    Report,
    Table,
    TitleLine,
    joined,
    text,
)

FORMAT = 1
"""Of report.json and metrics.json; rises when a field changes its meaning."""


def report_json(entry: Entry) -> bytes:
    report = entry.anchored.report
    matter = report.front_matter
    source = matter.source
    note = report.source.version_note
    emendations = report.proof.emendations if report.proof else ()
    return _json(
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


# ---------------------------------------------------------------- observations


def metrics_json(entry: Entry) -> bytes:
    return _json(
        {
            "format": FORMAT,
            "report": entry.anchored.report.path,
            "provenance": entry.anchored.report.front_matter.provenance,
            "observations": list(_observations(entry)),
        }
    )


def metrics_csv(entry: Entry) -> bytes:
    """UTF-8 with a byte order mark: without it Excel reads Chinese as GBK."""
    out = io.StringIO(newline="")
    rows = [{key: _csv_value(value) for key, value in row.items()} for row in _observations(entry)]
    writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


COLUMNS = (
    "id",
    "report",
    "section",
    "sentence",
    "quote",
    "surface",
    "label",
    "label_source",
    "indicator",
    "role",
    "value",
    "min",
    "max",
    "min_inclusive",
    "max_inclusive",
    "qualifier",
    "qualifier_text",
    "unit",
    "unit_text",
    "unit_mult",
    "unit_denominator",
    "decimals",
    "direction",
    "basis",
    "basis_period",
    "of",
    "whole",
    "rank",
    "period",
    "period_kind",
    "value_kind",
    "obs_status",
    "target_type",
    "rule",
    "source_start",
    "source_end",
)
"""The fields of an observation in the order of design.md §7, then its place in the source."""

ATTRIBUTES = {"min": "minimum", "max": "maximum"}


def _observations(entry: Entry) -> Iterator[dict[str, object]]:
    offsets = {a.id: a.offset for a in entry.anchored.blocks}
    report = entry.anchored.report
    for observation in entry.observations:
        start = offsets[observation.block] + observation.start
        end = offsets[observation.block] + observation.end
        row = {key: _field(observation, key) for key in COLUMNS[:-2]}
        row["source_start"], row["source_end"] = report.in_source(start, end) or (None, None)
        yield row


def _field(observation: Observation, key: str) -> object:
    value = getattr(observation, ATTRIBUTES.get(key, key))
    if isinstance(value, Decimal):
        return format(value, "f")
    if key == "rank":
        return [_rank(rank) for rank in value]
    return value.text if key in ("period", "basis_period") and value else value


def _rank(rank: Rank) -> dict[str, object]:
    return {"scope": rank.scope, "position": rank.position, "verbatim": rank.verbatim}


def _csv_value(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(rank["verbatim"] for rank in value)
    return value


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
