"""A value as a JSON file: one form for all of them, so that files can be compared line by line."""

from __future__ import annotations

import json


def json_file(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
