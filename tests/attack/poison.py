"""Ways in which one report goes bad: what is in its folder, and where that must be named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.test_limits import BOMBS
from tests.test_problems import HEAD


class Poison(NamedTuple):
    """``spoil`` makes the report in a folder bad; ``file`` is named, with a line where one is."""

    spoil: Callable[[Path], None]
    file: str
    has_line: bool = True


def poisons() -> list[Poison]:
    """Each kind once: bombs, and what hides, lies, is cut short or is of another kind."""
    bombs = [(file, text) for file, text, _ in BOMBS.values() if text and "/" in file]
    return [_written(file.rpartition("/")[2], _report(file, text)) for file, text in bombs] + [
        _body("工作\u202e总结。"),
        _body("工作\u200b总结。"),
        _body("见[此](javascript:alert(1))。"),
        _body("见[此](/no/where/#p1)。"),
        _body("![图](x.png)"),
        _body("# 另一题名\n\n# 又一题名"),
        _body("| 甲 | 乙 |\n| --- | --- |\n| 一 |"),
        _body("```\n甲\n```"),
        _written("report.md", b"---\ntitle: \xed\xa0\x80\n---\n"),
        _written("report.md", HEAD.encode("utf-16")),
        _written("report.md", b""),
        _written("report.md", "无头的文本。\n".encode()),
        _written("report.md", HEAD.replace("period: 2022", "period: 22").encode() + b"\nx\n"),
        _written("report.md", HEAD.replace("kind:", "kinds:").encode() + b"\nx\n"),
        _written("changes.yaml", b"published: 2026-02-30\n"),
        _written("changes.yaml", b"published: [\n"),
        _written("metrics.yaml", b"corrections: 1\n"),
        _written("ledger.json", b'{"version": 9}'),
        _written("anchors.lock", b"<<<<<<< HEAD\n"),
        _written("anchors.lock", b'{"version":1,"promises":[["p1","paragraph"'),
        Poison(_as_folder, "report.md", has_line=False),
        Poison(_as_link, "report.md", has_line=False),
    ]


def _report(file: str, text: str) -> bytes:
    is_body = file.endswith("report.md") and not text.startswith("---")
    return (f"{HEAD}\n{text}\n" if is_body else text).encode()


def _body(words: str) -> Poison:
    return _written("report.md", f"{HEAD}\n{words}\n".encode())


def _written(file: str, data: bytes) -> Poison:
    def spoil(folder: Path) -> None:
        (folder / file).write_bytes(data)

    has_line = not data.startswith((b" " * 100, "甲\n甲\n".encode())) and len(data) < 1_900_000
    return Poison(spoil, file, has_line)


def _as_folder(folder: Path) -> None:
    (folder / "report.md").unlink()
    (folder / "report.md").mkdir()


def _as_link(folder: Path) -> None:
    (folder / "report.md").unlink()
    (folder / "report.md").symlink_to("/etc/passwd")
