"""A second program reads the PDF: where the two disagree, somebody has to look."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from .lines import squeezed

_MOST_BYTES = 4 * 1024 * 1024
"""Of the description of a page; it takes pypdf seconds to read more."""


def second_reading(data: bytes, pages: int) -> Iterator[str | None]:
    """The text of each page without white space, None where pypdf cannot read it."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd, we report
    try:
        document = pypdf.PdfReader(BytesIO(data))
        found = len(document.pages)
    except _FAILURES:
        yield from [None] * pages
        return
    for index in range(pages):
        yield _page(document, index) if index < found else None


def difference(first: str, second: str, is_order_free: bool) -> int | None:
    """Where ``first`` begins to differ from ``second``, None if they are the same."""
    if first == second or (is_order_free and Counter(first) == Counter(second)):
        return None
    pairs = zip(first, second, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def _page(document: pypdf.PdfReader, index: int) -> str | None:
    try:
        page = document.pages[index]
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _MOST_BYTES:
            return None
        return squeezed(page.extract_text())
    except _FAILURES:
        return None


_FAILURES = (
    PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError,
    NotImplementedError, OSError, RecursionError, TypeError, ValueError, MemoryError,
)  # fmt: skip
"""Whatever pypdf raises on a damaged file: then there is no second opinion."""
