"""What an editor reads when something is wrong: tests/problems/*.txt, compared word for word."""

import errno
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongbao import fields, publish
from gongbao.cli import main
from gongbao.ledger import to_json
from gongbao.load import load
from gongbao.model import ContentError, Ledger, Place
from gongbao.settings import is_base_url

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))
SITE = """title: 公报
base_url: https://example.org/
publisher: 编辑部
licence: CC BY 4.0
"""
PUBLISHED = b"published: 2026-11-21\n"
HEAD = """---
title: 甲区2022年工作总结
kind: work-summary
period: 2022
provenance: unknown
---
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
    if path.stem != "not_dated":  # else each case would have to date its reports
        reports = [name for name in files if name.endswith("/report.md")]
        files = {n.replace("report.md", "changes.yaml"): PUBLISHED for n in reports} | files
    return Case(files, expected)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_messages(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = read(path)
    for name, body in case.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    old = tmp_path / "site" / "index.html"
    old.parent.mkdir()
    old.write_bytes(publish.MARK)
    monkeypatch.chdir(tmp_path)

    code = main(["build", "--content", "content", "--output", "site"])

    assert capsys.readouterr().err.split("nothing was published")[0] == case.expected
    is_fatal = ": error: " in case.expected
    assert code == (1 if is_fatal else 0)
    assert (old.read_bytes() == publish.MARK) is is_fatal
    assert not list(tmp_path.glob(".stage-*"))


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One good report, seen from the folder above ``content/``."""
    monkeypatch.chdir(tmp_path)
    report = tmp_path / "content/lin/2022/report.md"
    report.parent.mkdir(parents=True)
    report.write_text(HEAD + "文。\n", "utf-8")
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    return tmp_path / "content"


def said(content: Path) -> list[str]:
    return [str(problem).split("\n")[0] for problem in load(content)[1]]


def test_a_good_report_has_no_problems(content: Path) -> None:
    assert said(content) == []


def test_a_place_can_be_opened_from_where_the_command_runs(
    content: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (content / "lin/2022/report.md").unlink()
    (content / "lin/2022/source.txt").write_text("文。")
    for here, shown in (
        (tmp_path, "content/lin/2022/report.md"),
        (content / "lin", "2022/report.md"),
        (Path(__file__).parent, f"{content}/lin/2022/report.md"),
    ):
        monkeypatch.chdir(here)
        assert said(content) == [f"{shown}: error: the file is missing"]


def test_links_are_named(content: Path) -> None:
    (content / "lin/2021").symlink_to("2022")
    (content / "lin/2022/ledger.json").symlink_to("nowhere")
    (content / "lin/2022/.#report.md").symlink_to("somebody@somewhere")
    message = "this is a link, and links are not followed"
    assert [line for line in said(content) if message in line] == [
        f"content/lin/2021: error: {message}",
        f"content/lin/2022/ledger.json: error: {message}",
    ]


def test_folders_in_the_place_of_files_are_named(content: Path) -> None:
    (content / "lin/2023/report.md").mkdir(parents=True)
    (content / "lin/2022/source.d").mkdir()
    assert said(content)[:2] == [
        "content/lin/2023/report.md: error: this is not a file",
        "content/lin/2022/source.d: error: this is not a file",
    ]


def test_a_folder_that_waits_for_its_report_is_only_a_warning(content: Path) -> None:
    (content / "lin/2023").mkdir()
    assert said(content) == ["content/lin/2023: warning: there is no report in this folder"]


def test_what_tools_leave_is_no_concern(content: Path) -> None:
    (content / ".git/refs/heads").mkdir(parents=True)
    (content / ".git/HEAD").write_text("ref")
    (content / "lin/2022/report.md~").write_text("old")
    (content / "README.md").write_text("how we work")
    assert said(content) == []


def test_a_folder_that_cannot_be_read_is_named(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "lin/2023").mkdir()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "2023":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert said(content) == ["content/lin/2023: error: cannot be read: Permission denied"]


def test_a_file_that_cannot_be_read_is_named(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "report.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said(content) == ["content/lin/2022/report.md: error: cannot be read: Permission denied"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("source.pdf",), "source.pdf"),
        (("source.docx", "ledger.json:source.docx"), "source.docx"),
        (("source.docx", "source.txt", "ledger.json:source.txt"), "source.txt"),
        (
            ("source.docx", "source.txt"),
            "no ledger says which is the source: source.docx, source.txt",
        ),
        (("source.txt", "ledger.json:source.pdf"), "the ledger is that of 'source.pdf'"),
        (("ledger.json:source.pdf",), None),
        ((), None),
    ],
)
def test_the_source_is_the_one_of_the_ledger(
    files: tuple[str, ...], expected: str | None, content: Path
) -> None:
    for file in files:
        name, _, source = file.partition(":")
        found = Ledger(
            source=source, sha256="0" * 64, encoding="utf-8", chars=0, pages=(), segments=()
        )
        (content / "lin/2022" / name).write_text(to_json(found) if source else name)
    sources, problems = load(content)
    assert sources
    if problems:
        assert expected
        assert expected in problems[0].message
    else:
        original = sources.reports[0].original
        assert (original.name if original else None) == expected


@pytest.mark.parametrize("suffix", ["htm", "svg", "xhtml", "mhtml", "TXT", "", "tar.gz"])
def test_no_other_source_is_published(suffix: str, content: Path) -> None:
    (content / f"lin/2022/source.{suffix}").write_text("<script>")
    sources, problems = load(content)
    assert sources
    assert sources.reports == ()
    assert problems[0].fatal


def test_front_matter_may_end_with_the_file(content: Path) -> None:
    (content / "lin/2022/report.md").write_bytes(HEAD.strip().replace("\n", "\r\n").encode())
    sources, _ = load(content)
    assert sources
    assert sources.reports[0].text == HEAD


@pytest.mark.parametrize(
    ("url", "is_good"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/reports/", True),
        ("https://xn--fiq228c.example.org/%E5%85%AC/", True),
        ("http://localhost/~me/", True),
        ("ftp://example.org/", False),
        ("https://", False),
        ("https://example.org/?a=1", False),
        ("https://example.org/#a", False),
        ("https://me:word@example.org/", False),
        ('https://example.org/"onload="x', False),
        ("https://example.org/'", False),
        ("https://example.org/<b>", False),
        ("https://example.org/ a", False),
        ("https://公报.example.org/", False),
        ("https://example.org/\n", False),
    ],
)
def test_addresses_of_a_site(url: str, is_good: bool) -> None:
    assert is_base_url(url) is is_good


def test_an_address_of_an_example_is_a_warning_unless_another_is_given(content: Path) -> None:
    words = SITE.replace("example.org", "gongbao.example")
    (content / "site.yaml").write_text(words, "utf-8")
    assert said(content) == [
        "content/site.yaml:2: warning: 'base_url' is https://gongbao.example/, an example: "
        "links that readers copy lead there"
    ]
    sources, problems = load(content, "https://example.org/reports")
    assert sources
    assert (sources.settings.base_url, problems) == ("https://example.org/reports/", ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("languages: [zh-Hans]", None),
        ("languages: [zh-Hans, zh-Hant]", None),
        ("languages: [zh-Hant, zh-Hans]", "'languages' is not right"),
        ("languages: [zh-Hans, [en]]", "'languages' is not right"),
        ("languages: [zh-Hans, null]", "'languages' is not right"),
        ("languages: [zh-Hans, zh-Hans]", "'languages' is not right"),
        ("languages: []", "'languages' is not right"),
        ("languages: zh-Hans", "'languages' is not right"),
        ("publisher: {name: 甲, url: 'https://example.org/?a#b'}", None),
        ("publisher: {name: 甲, url: 'javascript:alert(1)'}", "'url' cannot be"),
        ("publisher: {url: 'https://example.org/'}", "'publisher' has no name"),
        ("publisher: {name: [甲]}", "'name' must be one value"),
        ("publisher:", "'publisher' must be one value"),
    ],
)
def test_settings(line: str, message: str | None, content: Path) -> None:
    key = line.split(":")[0]
    kept = "".join(row + "\n" for row in SITE.splitlines() if not row.startswith(key))
    (content / "site.yaml").write_text(f"{kept}{line}\n", "utf-8")
    problems = load(content)[1]
    if message is None:
        assert problems == ()
    else:
        assert message in problems[0].message
        assert problems[0].place.line == len(kept.splitlines()) + 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('a: b\nc: "\\ud800"', 2, "U+D800 (a control character) cannot be seen"),
        ('a: "\\x07"', 1, "U+0007 (a control character) cannot be seen"),
        ('a: "\\x85"', 1, "U+0085 (a control character) cannot be seen"),
        ('a: b\n"\\u202e": c', 2, "U+202E (right-to-left override) cannot be seen"),
        ("a: b\nc: d\u2028e", 2, "U+2028 (line separator) cannot be seen"),
        ("a: b\nc: d\u2029e", 2, "U+2029 (paragraph separator) cannot be seen"),
        ("a: b\nc: \x07", 2, "U+0007 (a control character) cannot be seen"),
        ("a: b\nc: \uffff", 2, "U+FFFF (a control character) cannot be seen"),
        ('a: "\\UFFFFFFFF"', 1, "this is not YAML: "),
        ("a: b\n[c]: d", 2, "a key must be one word"),
    ],
)
def test_values_that_nobody_can_see(text: str, line: int, message: str) -> None:
    with pytest.raises(ContentError) as refused:
        fields.read(text, "site.yaml")
    (problem,) = refused.value.problems
    assert problem.place == Place("site.yaml", line)
    assert problem.message.startswith(message)


def test_line_ends_of_other_systems_are_no_control_characters() -> None:
    found = fields.read("\ufeffa: b\r\nc: |\r\n  d\r\n  e\r\n", "review.yaml")
    assert found.get("c") == fields.Scalar("d\ne\n", Place("review.yaml", 2))
