"""How much there is to draw on each page, forms within forms included: told before PDFium draws."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pypdf.generic import DictionaryObject, IndirectObject, PdfObject, StreamObject

MOST_ON_A_PAGE, MOST_IN_ALL = 2 << 20, 16 << 20
"""Bytes that describe a page: one of text has 30,000, a map half a million."""

_DO = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_EACH = 50
"""To begin a form costs as much as these bytes."""

Weights = dict[tuple[int, int], int]


def weight(described: bytes, resources: PdfObject | None, known: Weights) -> int:
    """The bytes that are run through; more than `MOST_ON_A_PAGE` where a form holds itself."""
    total = len(described)
    forms = dictionary(dictionary(resources).get("/XObject"))
    for match in _DO.finditer(described):
        total += _EACH + _of_form("/" + match[1].decode("latin-1"), forms, resources, known)
        if total > MOST_ON_A_PAGE:
            break
    return total


def _of_form(
    name: str, forms: Mapping[str, PdfObject], outer: PdfObject | None, known: Weights
) -> int:
    entry = forms.raw_get(name) if isinstance(forms, DictionaryObject) and name in forms else None
    if not isinstance(entry, IndirectObject):
        return 0
    key = (entry.idnum, entry.generation)
    if key not in known:
        form = entry.get_object()
        known[key] = 0
        if isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
            known[key] = MOST_ON_A_PAGE + 1  # what a form weighs that holds itself
            known[key] = weight(form.get_data(), form.get("/Resources", outer), known)
    return known[key]


def dictionary(entry: PdfObject | None) -> DictionaryObject:
    """What an entry leads to; an empty one where that is no dictionary."""
    found = entry.get_object() if entry is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
