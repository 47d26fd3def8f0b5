"""Words of the reports that are offered where nothing is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..model import Entry, Heading, joined

MOST = 1500
"""Terms: 15 kB, which only a search that finds nothing loads."""

JOINT = re.compile(r"[^\w]+|[和与與及、]|的(?=\w\w)")


def terms(entries: Iterable[Entry]) -> list[str]:
    """Names of bodies and places, what numbers measure, parts of headings; the commonest first."""
    found: Counter[str] = Counter()
    for entry in entries:
        matter = entry.anchored.report.front_matter
        found.update(filter(None, (matter.issuer, matter.place_name)))
        found.update({one.label for one in entry.observations if one.label})
        for anchored in entry.anchored.blocks:
            if isinstance(anchored.block, Heading):
                found.update(JOINT.split(joined(anchored.block.runs)))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [term for term, _ in ranked if 2 <= len(term) <= 24][:MOST]
