"""Folders of content/ that ingest has made of small sources, in every format that needs no library.

`LAID_OUT` is a format of the tests' own: its reader stands for those that take the text out of a
file by a library, with a version that can change.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from gongbao import pipeline
from gongbao.ingest import ingest
from gongbao.ingest.reading import Reading
from gongbao.model import Place

ROOT = Path(__file__).parent.parent
MARK = b"%LAID-OUT%"
TEXT = """\
 某区2022年工作总结

一、工作情况
    全年完成投资 28.5 亿元，同比增长3.0%，其中重点
项目12个。二是推进 City Walk
Park 建设，市民满意。
    ——一般公共预算收入194亿元；
— 1 —
\f（一）存在问题
    个别项目进展较慢，还需努力。
"""
ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with CRLF": TEXT.replace("\n", "\r\n").encode(),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "laid out": MARK + TEXT.encode(),
}


def laid_out(version: str = "1.0", read: Callable[[str], str] = str) -> Callable[..., Reading]:
    """A reader that is `formats._reader(data)(data, place)`; ``read`` is what it makes of it."""

    def reader(data: bytes, place: Place) -> Reading:
        words = read(data.removeprefix(MARK).decode())
        ones = frozenset(i for i, char in enumerate(words) if char == "一" and i < 20)
        return Reading(
            kind="pdf",
            text=words,
            extractor=f"layout {version}",
            generated=ones,
            suffix="pdf",
        )

    return reader


def folder_of(data: bytes, at: Path) -> Path:
    """``at/content``, with the report ``lin/2022`` that ingest makes of the bytes, all decided."""
    content = at / "content"
    content.mkdir()
    shutil.copy(ROOT / "tests/golden/hostile/content/site.yaml", content)
    (at / "file").write_bytes(data)
    ingest(at / "file", content / "lin/2022")
    review = content / "lin/2022/review.yaml"
    said = re.sub(
        r"chose: (\w+)\n    say: open", r"chose: \1\n    say: \1", review.read_text("utf-8")
    )
    review.write_text(said, "utf-8")
    ingest(at / "file", content / "lin/2022")
    (content / "lin/2022/changes.yaml").write_text("published: 2026-11-21\n", "utf-8")
    return content


def checked(content: Path) -> list[str]:
    """What `build.py check` says, a line each."""
    library, problems = pipeline.read(content)
    more = pipeline.verify(library) if library else ()
    return [
        f"{problem.place.path.rpartition('content/')[2]}:{problem.place.line}: {problem.message}"
        for problem in (*problems, *more)
    ]
