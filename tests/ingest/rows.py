"""A row of the table that `tests/ingest_corpus.py` prints: what was asked, what was measured."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    name: str
    asked: str
    measured: str
    passed: bool

    @classmethod
    def share(cls, name: str, asked: str, part: int, whole: int) -> Row:
        """``asked`` is "100 %" or ">= 99 %"; nothing of nothing is no success."""
        least = float(asked.removeprefix(">=").removesuffix("%"))
        measured = f"{100 * part / whole:.2f} % ({part} of {whole})" if whole else "nothing found"
        return cls(name, asked, measured, whole > 0 and 100 * part >= least * whole)
