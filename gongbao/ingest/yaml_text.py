"""YAML as people write it: keys in order, no line folded, nothing quoted that need not be."""

from __future__ import annotations

import re

import yaml

_NUMBER = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.\d)?", re.ASCII)


class _Dumper(yaml.SafeDumper):
    """Lists are indented, and nothing becomes an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def dumped(data: object) -> str:
    """Keys in the order given, no line folded, characters as they are."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def number_or_text(text: str) -> int | float | str:
    """So that ``2022`` and ``0.2`` are written without quotes; they are read as text anyway."""
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
