"""What an editor reads when something is wrong: tests/problems/*.txt, compared word for word."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongbao.cli import main

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
SITE = """title: 公报
base_url: https://example.org/
publisher: 编辑部
licence: CC BY 4.0
"""
PART = re.compile(r"^=== (?P<name>.+?)(?: \((?P<encoding>[a-z0-9]+)\))?\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    files: dict[str, bytes]
    expected: str


def read(path: Path) -> Case:
    text = path.read_text("utf-8")
    starts = [*PART.finditer(text)]
    files, expected = {"content/site.yaml": SITE.encode()}, ""
    for start, end in zip(starts, [*(m.start() for m in starts[1:]), len(text)], strict=True):
        body = text[start.end() : end]
        if start["name"] == "expected":
            expected = body
        else:
            files[start["name"]] = body.removesuffix("\n").encode(start["encoding"] or "utf-8")
    return Case(files, expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read(path)
    for name, body in case.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    old = tmp_path / "site" / "sitemap.xml"
    old.parent.mkdir()
    old.write_text("old")
    monkeypatch.chdir(tmp_path)

    code = main(["build", "--content", "content", "--output", "site"])

    assert capsys.readouterr().err.split("nothing was published")[0] == case.expected
    is_fatal = ": error: " in case.expected
    assert code == (1 if is_fatal else 0)
    assert (old.read_text() == "old") is is_fatal
    assert not list(tmp_path.glob(".stage-*"))
