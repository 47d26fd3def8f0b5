"""What the open data promise: JSON Schema, CSVW and Frictionless metadata, all from `COLUMNS`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from ..model import Kind, Library, Provenance, SiteSettings
from .columns import COLUMNS, Column
from .json_file import json_file
from .metrics import FORMAT, SCHEMA

Json = dict[str, object]

PERIOD = r"^(?:19|20)[0-9]{2}(?:-(?:H[12]|Q[1-4]|[01][0-9]))?$"
DECIMAL = r"^-?[0-9]+(?:\.[0-9]+)?$"
PERIODS = ("period", "basis_period")
URL = re.compile(r"https?://\S+")

JSON_TYPES = {"text": "string", "address": "string", "decimal": "string"}
CSVW_TYPES = {"text": "string", "ranks": "string", "address": "anyURI"}
PACKAGE_TYPES = {"text": "string", "ranks": "string", "address": "string", "decimal": "number"}

ESCAPE = (
    "In metrics.csv a text that a spreadsheet would take for a formula (=, +, -, @, a tab or line "
    "end first, or their full-width forms) has an apostrophe before it; numbers never have one."
)


def metrics_schema(settings: SiteSettings) -> bytes:
    """JSON Schema, draft 2020-12."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": settings.base_url + SCHEMA,
        "title": "gongbao metrics.json",
        "description": "The numbers that reports state, each at its place.",
        **_object(
            {
                "format": {"const": FORMAT},
                "schema": {"type": "string"},
                "licence": {"type": "string"},
                "reports": {"type": "array", "items": _report()},
                "corrections": {"type": "array", "items": _correction()},
                "observations": {"type": "array", "items": {"$ref": "#/$defs/observation"}},
            }
        ),
        "$defs": {"observation": _object({c.name: _property(c) for c in COLUMNS})},
    }
    return json_file(schema)


def _object(properties: Mapping[str, object]) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(column: Column) -> Json:
    about: Json = {"title": column.title, "description": column.description}
    if column.type == "ranks":
        rank = {
            "scope": {"type": "string"},
            "position": {"type": "integer"},
            "verbatim": {"type": "string"},
        }
        return {**about, "type": "array", "items": _object(rank)}
    kind = JSON_TYPES.get(column.type, column.type)
    about["type"] = kind if column.required else [kind, "null"]
    if column.allowed:
        about["enum"] = [*column.allowed, *(() if column.required else (None,))]
    if pattern := _pattern(column):
        about["pattern"] = pattern
    return about


def _pattern(column: Column) -> str:
    if column.name in PERIODS:
        return PERIOD
    return DECIMAL if column.type == "decimal" else ""


def _report() -> Json:
    return _object(
        {
            "path": {"type": "string"},
            "url": {"type": "string"},
            **{name: {"type": ["string", "null"]} for name in ("title", "issuer", "place")},
            "kind": {"enum": list(get_args(Kind))},
            "period": {"type": "string", "pattern": PERIOD},
            "provenance": {"enum": list(get_args(Provenance))},
            "provenance_note": {"type": ["string", "null"]},
        }
    )


def _correction() -> Json:
    free = ("id", "at", "surface", "label", "indicator")
    return _object(
        {
            "report": {"type": "string"},
            "change": {"enum": ["name", "drop", "add"]},
            **{name: {"type": ["string", "null"]} for name in free},
            "reason": {"type": "string", "minLength": 1},
        }
    )


# ---------------------------------------------------------------- of the CSV


def csvw_metadata(settings: SiteSettings, title: str) -> bytes:
    """CSV on the Web, beside each metrics.csv."""
    return json_file(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
            "url": "metrics.csv",
            "dc:title": title,
            "dc:description": {"@value": ESCAPE, "@language": "en"},
            "dc:license": settings.licence,
            "dc:publisher": settings.publisher.name,
            "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
            "tableSchema": {
                "columns": [_csvw_column(column) for column in COLUMNS],
                "primaryKey": ["report", "id"],
            },
        }
    )


def _csvw_column(column: Column) -> Json:
    datatype: Json = {"base": CSVW_TYPES.get(column.type, column.type)}
    if column.allowed:
        datatype["format"] = "|".join(column.allowed)
    elif column.name in PERIODS:
        datatype["format"] = PERIOD.strip("^$")
    return {
        "name": column.name,
        "titles": {"und": [column.name], "zh": [column.title]},
        "dc:description": {"@value": column.description, "@language": "en"},
        "datatype": datatype,
        "required": column.required,
        **({"separator": "; "} if column.type == "ranks" else {}),
    }


def datapackage(library: Library) -> bytes:
    """Frictionless Data Package of /data/: all numbers, and the reports they are from."""
    settings = library.settings
    return json_file(
        {
            "name": "gongbao-metrics",
            "title": settings.title,
            "description": f"The numbers that reports state, each at its place. {ESCAPE}",
            "homepage": settings.base_url,
            "version": str(FORMAT),
            "licenses": [_licence(settings.licence)],
            "sources": [
                {
                    "title": digest.front_matter.title or digest.path,
                    "path": f"{settings.base_url}{digest.path}/",
                }
                for digest in library.digests
            ],
            "contributors": [{"title": settings.publisher.name, "role": "publisher"}],
            "resources": [
                {
                    "name": "metrics",
                    "path": "metrics.csv",
                    "profile": "tabular-data-resource",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8-sig",
                    "dialect": {"lineTerminator": "\r\n"},
                    "schema": {
                        "fields": [_package_field(column) for column in COLUMNS],
                        "primaryKey": ["report", "id"],
                        "missingValues": [""],
                    },
                }
            ],
        }
    )


def _licence(licence: str) -> Json:
    name = re.sub(r"[^A-Za-z0-9.]+", "-", licence).strip("-") or "other"
    is_address = URL.fullmatch(licence)
    return {"path": licence, "title": licence} if is_address else {"name": name, "title": licence}


def _package_field(column: Column) -> Json:
    limits: Json = {"required": True} if column.required else {}
    if column.allowed:
        limits["enum"] = list(column.allowed)
    if column.name in PERIODS:
        limits["pattern"] = PERIOD
    return {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        "type": PACKAGE_TYPES.get(column.type, column.type),
        **({"format": "uri"} if column.type == "address" else {}),
        **({"constraints": limits} if limits else {}),
    }
