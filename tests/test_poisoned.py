"""One bad report among many: each is named with its file and line, and stops no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongbao.cli import main
from tests.attack.poison import poisons
from tests.test_problems import HEAD, SITE

GOOD = 20


def folders(content: Path, count: int) -> list[Path]:
    """Good reports, to be spoiled or not."""
    content.mkdir()
    (content / "site.yaml").write_text(SITE, "utf-8")
    made = [content / f"lin{number}" / "2022" for number in range(count)]
    for folder in made:
        folder.mkdir(parents=True)
        (folder / "report.md").write_text(f"{HEAD}\n地区生产总值5515亿元。\n", "utf-8")
        (folder / "changes.yaml").write_text("published: 2026-11-21\n", "utf-8")
    return made


@pytest.mark.slow
def test_each_bad_report_is_named_and_the_good_ones_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = poisons()
    assert len(kinds) >= 40
    made = folders(Path("content").absolute(), GOOD + len(kinds))
    for folder, poison in zip(made, kinds, strict=False):
        poison.spoil(folder)
    assert main(["build", "--content", "content", "--output", "site"]) == 1
    assert not Path("site").exists()
    assert unnamed(capsys.readouterr().err, made) == []
    assert main(["build", "--content", "content", "--output", "site", "--keep-going"]) == 1
    said = capsys.readouterr()
    assert unnamed(said.err, made) == []
    assert said.out.startswith(f"{GOOD} reports, {len(kinds)} held back as they were, ")
    assert all((Path("site") / f.parent.name / "2022/index.html").is_file() for f in made[-GOOD:])


def unnamed(said: str, made: list[Path]) -> list[str]:
    """The poisons that no error names, with a line wherever the file has any."""
    missing = []
    for folder, poison in zip(made, poisons(), strict=False):
        line = r":\d+" if poison.has_line else r"(?::\d+)?"
        name = re.escape(f"content/{folder.parent.name}/2022/{poison.file}")
        if not re.search(rf"^{name}{line}: error: ", said, re.MULTILINE):
            missing.append(f"{folder}: {poison.file}")
    return missing
