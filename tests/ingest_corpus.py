"""What ingest was asked to do with real reports, and what it does, as one table.

``python tests/ingest_corpus.py ../shared/corpus`` runs every ``tests/ingest/measure_*.py``. Exit
status 1 if a row has not passed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.ingest.rows import Row  # noqa: E402 (a script finds the packages beside it first)


def rows(corpus: Path) -> tuple[Row, ...]:
    files = sorted((ROOT / "tests" / "ingest").glob("measure_*.py"))
    modules = [import_module(f"tests.ingest.{file.stem}") for file in files]
    return tuple(row for module in modules for row in module.measure(corpus))


def table(rows: tuple[Row, ...]) -> str:
    """A line a row under a header; it is a table of Markdown as well."""
    cells = [("what", "asked", "measured", "passed")]
    cells += [(name, asked, told, "yes" if passed else "NO") for name, asked, told, passed in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write(f"{__doc__}")
        return 2
    found = rows(Path(arguments[0]))
    sys.stdout.write(table(found))
    return 0 if all(row[-1] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
