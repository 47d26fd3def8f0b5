"""`build.py build --keep-going`: one bad report among many stops no other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from gongbao.cli import main
from tests.built_site import read_page
from tests.test_build import checksums

SITE = "title: 公报\nbase_url: https://example.org/\npublisher: 编辑部\nlicence: CC BY 4.0\n"
INDICATORS = (Path(__file__).parent.parent / "content/indicators.yaml").read_text("utf-8")
HEAD = "---\ntitle: {title}\nkind: work-summary\nperiod: {year}\nprovenance: unknown\n---\n"
BAD = HEAD.format(title="坏", year="2023") + "\n<br>见[此](javascript:alert(1))。\n"


def write(content: Path, path: str, body: str) -> None:
    folder = content / path
    folder.mkdir(parents=True, exist_ok=True)
    year = path.rpartition("/")[2]
    text = HEAD.format(title=f"{path}工作总结", year=year) + body
    (folder / "report.md").write_text(text, "utf-8")
    (folder / "changes.yaml").write_text("published: 2026-11-21\n", "utf-8")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SITE, "utf-8")
    (content / "indicators.yaml").write_text(INDICATORS, "utf-8")
    write(content, "lin/2022", "\n地区生产总值5515亿元，增长3.0%。\n")
    write(content, "lin/2023", "\n见[上年](/lin/2022/#p1)。一般公共预算收入300亿元。\n")
    write(content, "lin/2024", "\n完成。\n")
    return content


def build(*arguments: str) -> int:
    return main(["build", "--content", "content", "--output", "site", *arguments])


@pytest.fixture
def changed(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Published once; then one report goes bad, and the others and the style change."""
    assert build() == 0
    (content / "lin/2023/report.md").write_text(BAD, "utf-8")
    write(content, "lin/2022", "\n地区生产总值5515亿元，增长3.1%。\n")
    write(content, "lin/2024", "\n完成。\n\n见[上年](/lin/2023/#p1)。\n")
    templates = content.parent / "templates"
    shutil.copytree(Path(__file__).parent.parent / "templates", templates)
    with (templates / "assets/site.css").open("a") as style:
        style.write("i{color:red}\n")
    monkeypatch.setattr("gongbao.cli.ROOT", content.parent)
    capsys.readouterr()
    return content.parent / "site"


def test_without_it_nothing_is_published(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = checksums(changed)
    assert build() == 1
    assert "nothing was published" in capsys.readouterr().err
    assert checksums(changed) == before


@pytest.mark.slow
def test_good_reports_go_on_and_bad_ones_stay_as_they_were(
    changed: Path, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, lock = checksums(changed), (content / "lin/2023/anchors.lock").read_bytes()
    assert build("--keep-going") == 1
    said = capsys.readouterr()
    assert "content/lin/2023/report.md:8: error: a link to 'javascript:alert(1)'" in said.err
    assert said.out.startswith("2 reports, 1 held back as they were, ")
    after = checksums(changed)
    held = {name: value for name, value in before.items() if "lin/2023/" in name}
    assert len(held) == 12
    assert {name: after.get(name) for name in held} == held
    assert after["lin/2022/index.html"] != before["lin/2022/index.html"]
    assert (content / "lin/2023/anchors.lock").read_bytes() == lock
    assert build("--keep-going") == 1
    assert checksums(changed) == after


@pytest.mark.slow
def test_the_site_is_whole_and_names_what_was_held_back(changed: Path) -> None:
    assert build("--keep-going") == 1
    assert links_to_nothing(changed) == []
    assert len(list(changed.glob("assets/site.*.css"))) == 2  # the old page keeps the old style
    quality = (changed / "quality/index.html").read_text("utf-8")
    assert '<a href="../lin/2023/">lin/2023工作总结</a>' in quality
    assert "https://example.org/zh-hant/lin/2023/" in (changed / "sitemap.xml").read_text()


def links_to_nothing(site: Path) -> list[str]:
    """By another reading than the build's: every file that a page names is there."""
    found = []
    for page in sorted(site.rglob("index.html")):
        for node in read_page(page).walk():
            for name in ("href", "src"):
                link = node.attributes.get(name, "").partition("#")[0].partition("?")[0]
                if not link or re.match(r"[a-z]+:", link):
                    continue
                target = page.parent / link
                if not (target / "index.html" if link.endswith("/") else target).is_file():
                    found.append(f"{page}: {link}")
    return found


def test_a_report_that_was_never_published_holds_back_those_that_link_to_it(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(content, "lin/2021", "\n坏的<!-- -->[此](ftp://x/)。\n")
    write(content, "lin/2022", "\n见[上年](/lin/2021/#p1)。\n")
    assert build("--keep-going") == 1
    said = capsys.readouterr()
    # 2023 links to 2022, which links to 2021.
    assert "1 reports, 3 held back" in said.out
    assert (
        "content/lin/2022/report.md:8: error: a link to '/lin/2021/#p1', but there is" in said.err
    )
    assert not (tmp_path / "site/lin/2022").exists()
    quality = (tmp_path / "site/quality/index.html").read_text("utf-8")
    assert "<li>lin/2021<p>尚未发布。</p></li>" in quality
    (content / "lin/2021/report.md").unlink()
    shutil.rmtree(content / "lin/2021")
    write(content, "lin/2022", "\n完成。\n")
    assert build("--keep-going") == 0


@pytest.mark.parametrize("file", ["site.yaml", "indicators.yaml"])
def test_what_all_reports_share_stops_all(file: str, content: Path, tmp_path: Path) -> None:
    (content / file).write_text("a: &a [*a]\n", "utf-8")
    assert build("--keep-going") == 1
    assert not (tmp_path / "site").exists()


def test_when_all_are_bad_the_site_says_so(content: Path, tmp_path: Path) -> None:
    assert build() == 0
    for year in (2022, 2023, 2024):
        (content / f"lin/{year}/report.md").write_text(BAD, "utf-8")
    assert build("--keep-going") == 1
    assert links_to_nothing(tmp_path / "site") == []
    assert (tmp_path / "site/lin/2022/index.html").is_file()
