"""Words of the reports that are offered where nothing is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..model import Digest, Entry, Heading, joined

MOST = 1500
"""Terms: 15 kB, which only a search that finds nothing loads."""

JOINT = re.compile(r"[^\w]+|[和与與及、]|的(?=\w\w)")


def terms_of(entry: Entry) -> tuple[str, ...]:
    """Names of the body and its place, what its numbers measure, parts of its headings."""
    matter = entry.anchored.report.front_matter
    found = [*filter(None, (matter.issuer, matter.place_name))]
    found += {one.label for one in entry.observations if one.label}
    for anchored in entry.anchored.blocks:
        if isinstance(anchored.block, Heading):
            found += JOINT.split(joined(anchored.block.runs))
    return tuple(sorted(term for term in found if 2 <= len(term) <= 24))


def terms(digests: Iterable[Digest]) -> list[str]:
    """Those of all reports, the commonest first."""
    found = Counter(term for digest in digests for term in digest.terms)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [term for term, _ in ranked][:MOST]
