"""``build.py`` without its search: what programs that build none are to be compared with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from unittest.mock import patch

from gongbao import search
from gongbao.model import Page


def no_pages(*_: object) -> Iterator[Page]:
    return iter(())


if __name__ == "__main__":
    with patch.object(search, "search_pages", no_pages):
        from gongbao.cli import main  # now: what it imports takes the function as it is

        sys.exit(main(sys.argv[1:]))
