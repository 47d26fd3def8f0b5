"""Every message an editor can see: files, and below ``----`` just what ingest says of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongbao.ingest import ingest
from gongbao.model import ContentError, Problem

FILES = sorted((Path(__file__).parent / "ingest" / "problems").glob("*.txt"))


def cases() -> Iterator[object]:
    for path in FILES:
        for case in re.split(r"^==== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            name, _, rest = case.partition("\n")
            files, _, messages = rest.partition("----\n")
            yield pytest.param(files, messages.strip(), id=f"{path.stem}: {name}")


@pytest.mark.parametrize(("files", "messages"), list(cases()))
def test_says(files: str, messages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in re.split(r"^>>>> ", files, flags=re.M)[1:]:
        name, _, text = file.partition("\n")
        Path(name).write_text(text, encoding="utf-8")
    source = next(tmp_path.glob("a.*"), tmp_path / "a.txt").name

    problems = said_by(Path(source), Path())

    assert "\n".join(map(str, problems)) == messages
    assert Path("report.md").exists() == all(not problem.fatal for problem in problems)


def said_by(file: Path, folder: Path) -> tuple[Problem, ...]:
    try:
        return ingest(file, folder).problems
    except ContentError as refused:
        return refused.problems


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    (problem,) = said_by(tmp_path, tmp_path)
    assert problem.message == "this is a folder"


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("某区2022年工作总结\n\n甲，乙。", encoding="utf-8")
    (problem,) = said_by(source, source)
    assert problem.message == "cannot be written: File exists"


def test_a_review_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某区2022年工作总结", encoding="utf-8")
    (tmp_path / "review.yaml").write_bytes(b"front_matter:\n  place: \xff\n")
    (problem,) = said_by(tmp_path / "a.txt", tmp_path)
    assert (problem.place.line, problem.message) == (2, "this is not UTF-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "review.yaml"]
