"""The bench: reports made up, whole builds counted, and the page of ratios. Peers are not run."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import corpus, install, trial
from bench.peers import HERE, HUGO, PEERS, Peer
from bench.sites import ROOT, Site, listing
from bench.table import document
from bench.trial import TOO_LONG, Round, Row, trials
from gongbao import pipeline

ROUND = Round(20, 3, "a machine", "d1")


# ---------------------------------------------------------------- reports


def test_the_first_reports_of_more_are_the_same() -> None:
    assert list(corpus.reports(12))[:5] == list(corpus.reports(5))


def test_a_body_has_a_report_of_each_period_and_none_twice() -> None:
    reports = list(corpus.reports(20))
    assert len({report.path for report in reports}) == 20
    assert {report.period for report in reports[:8]} == set(corpus.PERIODS)
    assert {report.place for report in reports[:8]} != {report.place for report in reports[8:16]}


def test_reports_have_about_twelve_thousand_characters() -> None:
    sizes = [len(report.plain()) for report in corpus.reports(30)]
    assert all(11_000 < size < 13_500 for size in sizes)
    assert 11_700 < sum(sizes) / len(sizes) < 12_500


def test_the_vocabulary_grows_with_the_number_of_reports() -> None:
    texts = [report.body for report in corpus.reports(64)]
    seen = [len(pairs_of(texts[:count])) for count in (16, 32, 64)]
    assert seen[0] * 1.1 < seen[1] < seen[2] / 1.05


def pairs_of(texts: list[str]) -> set[str]:
    return {text[at : at + 2] for text in texts for at in range(len(text) - 1)}


def test_gongbao_reads_them_without_a_problem(tmp_path: Path) -> None:
    corpus.write_content(10, tmp_path)
    library, problems = pipeline.read(tmp_path)
    assert problems == ()
    assert library
    assert len(library.entries) == 10
    assert library.settings.languages == ("zh-Hans", "zh-Hant")
    assert all(len(entry.observations) > 100 for entry in library.entries)


def test_other_programs_get_the_same_words(tmp_path: Path) -> None:
    corpus.write_plain(1, tmp_path, first="[TOC]")
    (report,) = corpus.reports(1)
    text = (tmp_path / "b00000/2018-plan.md").read_text("utf-8")
    head, contents, body = text.split("\n\n", 2)
    assert contents == "[TOC]"
    assert head.splitlines()[1:3] == [f"title: {report.title}", f"date: {report.date}"]
    assert bare(body) == bare(report.body)
    assert re.search(r"^\*\*[^*]+\*\*。", body, re.MULTILINE)


def bare(text: str) -> str:
    return re.sub(r"\*\*|[\[\]]|\{\.lead\}", "", text)


def test_a_list_of_all_reports_leads_to_each() -> None:
    paths = re.findall(r"\]\((.+?)\.md\)", listing(9))
    assert sorted(paths) == sorted(report.path for report in corpus.reports(9))


# ---------------------------------------------------------------- builds

BUILDER = """
import pathlib, sys
out = pathlib.Path("out")
out.mkdir(exist_ok=True)
for file in pathlib.Path("src").glob("*.md"):
    page = out / (file.stem + ".html")
    if not page.exists() or page.read_text() != file.read_text():
        page.write_text(file.read_text())
pathlib.Path("kept").touch()
sys.exit("unwell" in file.read_text())
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Of a program that copies what has changed."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/a.md").write_text("甲。\n", "utf-8")
    (tmp_path / "src/b.md").write_text("乙。\n", "utf-8")
    command = (sys.executable, "-X", "utf8", "-c", BUILDER)
    return Site(
        name="copier",
        title="Copier",
        version="copier 1",
        folder=tmp_path,
        started_in=tmp_path,
        command=command,
        again=command,
        output="out",
        made=("out", "kept"),
        report="src/a.md",
        page="out/a.html",
        remark="",
    )


def test_a_round_is_cold_changed_unchanged_and_leaves_the_report_as_it_was(site: Site) -> None:
    for _ in range(2):  # the second begins as cold as the first
        rows = list(trials(site, ROUND))
        assert [(row.mode, row.written, row.is_right) for row in rows] == [
            ("cold", 2, True),
            ("changed", 1, True),
            ("unchanged", 0, True),
        ]
        assert next((row.pages, row.files, row.bytes) for row in rows) == (2, 2, 14)
        assert (site.folder / "src/a.md").read_text("utf-8") == "甲。\n"


def test_a_change_that_readers_do_not_see_is_told(site: Site) -> None:
    lazy = replace(site, again=(sys.executable, "-c", "pass"))
    assert [row.is_right for row in trials(lazy, ROUND)] == [True, False, True]


def test_after_a_build_that_failed_there_is_no_other(site: Site) -> None:
    (site.folder / "src/a.md").write_text("unwell", "utf-8")
    (site.folder / "src/b.md").unlink()
    assert [(row.mode, row.code) for row in trials(site, ROUND)] == [("cold", 1)]


def test_a_build_without_end_is_ended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "TIME_LIMIT", 0.3)
    endless = replace(site, command=(sys.executable, "-c", "import time; time.sleep(60)"))
    assert [row.code for row in trials(endless, ROUND)] == [TOO_LONG]


def test_processes_left_behind_are_counted(tmp_path: Path) -> None:
    busy = f"{sys.executable} -c 'sum(range(8_000_000))'"
    counted = {
        command: json.loads(
            subprocess.run(
                [sys.executable, "-I", "-S", trial.PROCESS, tmp_path / "log", "sh", "-c", command],
                capture_output=True,
                check=True,
            ).stdout
        )
        for command in (f"{busy} & exit 3", ":")
    }
    left, nothing = counted.values()
    assert (left["code"], nothing["code"]) == (3, 0)
    assert left["cpu"] > nothing["cpu"] + 0.05
    assert nothing["memory"] < 16


@pytest.mark.slow
def test_without_search_there_is_all_but_its_index(tmp_path: Path) -> None:
    corpus.write_content(2, tmp_path / "content")
    for program in (["build.py"], ["-m", "bench.without_search"]):
        site = tmp_path / program[-1]
        command = [sys.executable, *program, "build", "--content", str(tmp_path / "content")]
        subprocess.run([*command, "--output", str(site)], cwd=ROOT, check=True)
    whole, less = (
        {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
        for site in (tmp_path / "build.py", tmp_path / "bench.without_search")
    )
    assert less < whole
    assert {name.split("/")[1] for name in whole - less} == {"data", "pagefind"}


# ---------------------------------------------------------------- peers


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_is_pinned_and_has_a_site(peer: Peer) -> None:
    assert all(re.fullmatch(r"\d+(\.\d+)+", version) for version in peer.pins.values())
    assert any((HERE / peer.name / "site").iterdir())
    assert set(PEERS) > {HUGO}


def test_why_a_peer_does_not_install_is_told_without_addresses(tmp_path: Path) -> None:
    said = "print('ERROR: no x==1 at https://a.example/b in /c/d', file=sys.stderr); sys.exit(1)"
    reason = install.run((sys.executable, "-c", f"import sys; {said}"), tmp_path)
    assert reason == "no x==1 at … in …"
    assert install.run((sys.executable, "-c", "import sys; sys.exit(4)"), tmp_path).endswith("4")
    assert install.run(("no-such-program",), tmp_path) == "there is no no-such-program here"
    assert install.run((sys.executable, "-c", ""), tmp_path) == ""


# ---------------------------------------------------------------- the page


def row(name: str, number: int, mode: str, wall: float, **more: object) -> Row:
    made = Row(
        name=name,
        title=name.title(),
        version=f"{name} 1.0",
        remark="nothing",
        count=100,
        round=number,
        mode=mode,
        wall=wall,
        cpu=2 * wall,
        memory=50.0,
        others=0.1,
        code=0,
        pages=101,
        files=102,
        bytes=4_000_000,
        written=102,
        is_right=True,
        day="2026-11-21",
        machine="a machine, 2 processors",
        corpus="d1",
    )
    return replace(made, **more)  # type: ignore[arg-type]


ROWS = [
    row("hugo", 0, "cold", 1.0),
    row("hugo", 0, "changed", 1.0),
    row("slow", 0, "cold", 3.0),
    row("slow", 0, "changed", 0.5, written=1, is_right=False),
    row("hugo", 1, "cold", 2.0),
    row("slow", 1, "cold", 8.0),
    row("hugo", 2, "cold", 1.0),
    row("broken", 2, "cold", 9.0, code=1),
    row("endless", 2, "cold", 3600.0, code=TOO_LONG),
]


def lines_of(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def test_ratios_are_taken_within_a_round() -> None:
    """Slow has 3 and 4 times Hugo's seconds; of medians it would be 5.5 times."""
    speed, output = lines_of(document(ROWS, {}), "| Slow | ")[1:]
    assert speed == (
        "| Slow | 2 | 5.50 | 3.50 | 11.0 | 3.50 | 0.50 | 0.50 | 1.00 | 0.50 | – | – | – | – |"
    )
    assert output == "| Slow | 101 | 102 | 4.0 | 109 | 3.50 | 50 | 1 | – | **no** |"


def test_the_page_is_the_same_in_whatever_order_programs_were_run() -> None:
    rows = [replace(one, name=one.name.replace("slow", "mkdocs")) for one in ROWS]
    text = document(rows, {})
    assert document(rows[::-1], {}) == text
    titles = [line.split(" | ")[0] for line in lines_of(text.split("## 100")[1], "| ")]
    assert titles[2:6] == ["| Hugo", "| Slow", "| Broken", "| Endless"]


def test_what_failed_is_in_the_table() -> None:
    text = document(ROWS, {"Nikola": "it is not in the registry"})
    assert lines_of(text, "| Broken | 1 ")[0].startswith("| Broken | 1 | failed (1) | – |")
    assert lines_of(text, "| Endless | 1 ")[0].startswith("| Endless | 1 | none in 3600 s | – |")
    assert lines_of(text, "- ")[:3] == [
        "- Eleventy: it was not asked for",
        "- MkDocs: it was not asked for",
        "- Pelican: it was not asked for",
    ]
    assert "- Nikola: it is not in the registry" in text
    assert "- Hugo" not in text


def test_every_table_has_as_many_cells_in_each_line() -> None:
    larger = [replace(one, count=1000, wall=one.wall * 11) for one in ROWS]
    for block in document([*ROWS, *larger], {}).split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1, block


def test_growth_is_told_of_two_sizes() -> None:
    larger = [replace(one, count=1000, wall=one.wall * 11, memory=60.0) for one in ROWS]
    text = document([*ROWS, *larger], {}).split("## Growth")[1]
    assert lines_of(text, "| Slow") == ["| Slow | 11.0 × | 1.00 × | 50 → 60 |"]


def test_rows_come_back_as_they_were_kept(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    assert trial.read_rows(file) == []
    for one in ROWS:
        trial.keep_row(file, one)
    assert trial.read_rows(file) == ROWS
