"""``build.py`` without its search: what programs that build none are to be compared with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from unittest.mock import patch

from gongbao import pipeline
from gongbao.cli import main
from gongbao.model import Page


def no_pages(*_: object) -> Iterator[Page]:
    return iter(())


if __name__ == "__main__":
    with patch.object(pipeline, "search_pages", no_pages):
        sys.exit(main(sys.argv[1:]))
