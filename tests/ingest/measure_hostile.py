"""Files that are no report, or an attack: each refused by `build.py ingest`, with its message."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.ingest.costs import Cost, cost
from tests.ingest.rows import Row
from tests.test_ingest_hostile_docx import CASES as ARCHIVES
from tests.test_ingest_html import HOSTILE as PAGES
from tests.test_ingest_pdf import HOSTILE as PDFS

_MOST_SECONDS = 2
_MOST_MEGABYTES = 300
_LEAST_FILES = 30
TEXTS: dict[str, tuple[bytes, str]] = {
    "zero bytes": (b"", "the file is empty"),
    "white space": ("\u3000\n \n".encode(), "only white space"),
    "NUL": ("某区工作总结\0".encode(), "NUL"),
    "10 MB in a line": ("甲".encode() * 3_500_000, ""),
    "bidi": ("某区工作\u202e总结\n一、情况\n完成。".encode(), "U+202E"),
    "surrogates": (b"\xed\xa0\x80\xed\xb0\x80" * 9, ""),
    "broken UTF-8": ("坚持稳中求进，加快发展。".encode() + b"\xff\xfe\xff", "byte 0x"),
    "half of UTF-16": (codecs.BOM_UTF16_LE + "某区工作".encode("utf-16-le")[:-1], ""),
    "UTF-32": ("某区工作总结".encode("utf-32"), ""),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""),
    "RTF": (b"{\\rtf1\\ansi}", "this is an RTF"),
    "Big5": ("我們堅持穩中求進的工作總基調，全年經濟運行。".encode("big5") * 9, "Big5"),
}


def cases() -> Iterator[tuple[str, str, bytes, str]]:
    """Suffix, name, bytes, and a part of the message that is due."""
    yield from ((".txt", name, data, part) for name, (data, part) in TEXTS.items())
    yield from ((".docx", name, make(), part) for name, (make, part) in ARCHIVES.items())
    yield from ((".pdf", name, make(), part) for name, (make, part) in PDFS.items())
    for name, (page, part) in PAGES.items():
        yield ".html", name, page if isinstance(page, bytes) else page.encode(), part


def measure(corpus: Path) -> tuple[Row, ...]:
    """The corpus has no part in it."""
    found = [(suffix, name, part, *_refused(suffix, data)) for suffix, name, data, part in cases()]
    wrong = [
        f"{suffix} {name}: {done.said.strip()[-300:]}"
        for suffix, name, part, done, is_clean in found
        if not is_clean
        or done.status != 1
        or part not in done.said
        or f"a{suffix}" not in done.said
    ]
    slowest = max(done.seconds for *_, done, _ in found)
    largest = max(done.megabytes for *_, done, _ in found)
    is_light = slowest < _MOST_SECONDS and largest < _MOST_MEGABYTES
    told = f"{len(found) - len(wrong)} of {len(found)}" + "".join(f"; {one}" for one in wrong)
    is_many = len(found) >= _LEAST_FILES
    return (
        Row(
            "hostile files: refused by name, nothing written",
            ">= 30, all",
            told,
            is_many and not wrong,
        ),
        Row(
            "the slowest, the largest of them",
            "< 2 s, < 300 MB",
            f"{slowest:.2f} s, {largest} MB",
            is_light,
        ),
    )


def _refused(suffix: str, data: bytes) -> tuple[Cost, bool]:
    """What was said, and whether nothing was written."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a{suffix}"
        file.write_bytes(data)
        return cost(file, Path(folder) / "out", has_period=False), not (
            Path(folder) / "out"
        ).exists()
