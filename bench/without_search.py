"""``build.py`` without its search: what programs that build none are to be compared with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from unittest.mock import patch

from gongbao import search
from gongbao.model import Page, Unit


def nothing(*_: object) -> Iterator[Page | Unit]:
    return iter(())


def little(_: object) -> str:
    """Is kept of a report."""
    return "nothing"


if __name__ == "__main__":
    with patch.multiple(
        search, search_units=nothing, index_pages=nothing, term_pages=nothing, prepared=little
    ):
        from gongbao.cli import main  # now: what it imports takes the function as it is

        sys.exit(main(sys.argv[1:]))
