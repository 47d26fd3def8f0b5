"""What a PDF costs, from the command line to the folder: processor seconds, peak of memory."""

from __future__ import annotations

import tempfile
from io import BytesIO
from itertools import islice
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from tests.ingest.costs import cost
from tests.ingest.rows import Row

_LIMITS = ((24, 1.0), (200, 8.0))
_MOST_MEGABYTES = 300


def measure(corpus: Path) -> tuple[Row, ...]:
    return tuple(_row(corpus, pages, seconds) for pages, seconds in _LIMITS)


def _row(corpus: Path, count: int, limit: float) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        file.write_bytes(_pages(corpus, count))
        tries = [cost(file, Path(folder) / f"out{turn}") for turn in range(3)]
    best = min(tries, key=lambda one: one.seconds)
    told = f"{best.seconds:.2f} s, {best.megabytes} MB"
    is_good = best.status == 0 and best.seconds <= limit and best.megabytes <= _MOST_MEGABYTES
    return Row(f"a PDF of {count} pages", f"<= {limit} s, <= {_MOST_MEGABYTES} MB", told, is_good)


def _pages(corpus: Path, count: int) -> bytes:
    files = sorted((corpus / "pairs" / "pdf").glob("*.pdf"), key=lambda f: f.name)
    found = (page for file in files for page in PdfReader(file).pages)
    writer, out = PdfWriter(), BytesIO()
    for page in islice(found, count):
        writer.add_page(page)
    writer.write(out)
    return out.getvalue()
