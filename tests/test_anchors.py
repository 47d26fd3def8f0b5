"""A link to a paragraph, once published, leads there for good: what editors do to a text, and more.

The edits are those of which no generator survives all: a heading inserted near the top, a paragraph
deleted and one split, figures corrected, width changed, words changed at random.
"""

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gongbao import promises
from gongbao.anchors import anchor
from gongbao.cli import main
from gongbao.match import Item, pairs
from gongbao.model import (
    AnchoredReport,
    Block,
    ContentError,
    Heading,
    Lock,
    Paragraph,
    Place,
    Report,
    Run,
    Source,
    TitleLine,
    joined,
)
from gongbao.parse import parse
from gongbao.pipeline import read

CONTENT = Path(__file__).parent.parent / "content"
PATHS = [path.parent.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("report.md")]
HEAD = "---\ntitle: 题\nkind: other\nperiod: 2022\nprovenance: unknown\n---\n"
HERE = Place("report.md", 1)


@dataclass(frozen=True)
class Marked:
    """A block of the edited text, and which block of the published one it is (None: new)."""

    block: Block
    was: int | None


def parsed(body: str, lock: Lock | None = None) -> Report:
    return parse(
        Source(
            path="a",
            place=HERE,
            text=HEAD + body,
            ledger=None,
            original=None,
            lock=lock or Lock(),
        )
    )


def published(report: Report) -> tuple[AnchoredReport, Lock]:
    first = anchor(report)
    return first, promises.lock_of(first)


def again(
    report: Report, lock: Lock, blocks: tuple[Block, ...], retire: str = ""
) -> AnchoredReport:
    source = replace(report.source, lock=lock)
    edited = replace(report, blocks=blocks, source=source, proof=None)
    return anchor(edited, frozenset(retire.split()))


def real(path: str) -> Report:
    text = (CONTENT / path / "report.md").read_text("utf-8")
    source = Source(path=path, place=HERE, text=text, ledger=None, original=None)
    return parse(source)


# ---------------------------------------------------------------- single edits, by hand

BODY = """## 一、甲事

甲事办得很好，全年完成投资五亿元。随后又开工三个项目。

乙事也办得不错，新增学位一千个。

### （一）丙事

丙事按计划推进，年底可以完工。

## 二、丁事

丁事还在准备之中，明年开工建设。
"""


@pytest.mark.parametrize(
    ("was", "now", "ids"),
    [
        ("", "", "s1 p1 p2 s1-1 p3 s2 p4"),
        ("投资五亿元", "投资五点二亿元", "s1 p1 p2 s1-1 p3 s2 p4"),
        ("### （一）丙事", "### （一）新事\n\n新事已经开头。\n\n### （二）丙事",
         "s1 p1 p2 s1-1a p2a s1-1 p3 s2 p4"),
        ("## 二、丁事", "## 二、新事\n\n新事已经开头。\n\n## 三、丁事",
         "s1 p1 p2 s1-1 p3 s2a p3a s2 p4"),
        ("## 一、甲事", "前言在此。\n\n## 一、甲事", "p0a s1 p1 p2 s1-1 p3 s2 p4"),
        ("明年开工建设。", "明年开工建设。\n\n最后一段是新的。", "s1 p1 p2 s1-1 p3 s2 p4 p5"),
        ("完成投资五亿元。随后", "完成投资五亿元。\n\n随后", "s1 p1 p1a p2 s1-1 p3 s2 p4"),
        ("## 二、丁事", "## 三、丁事", "s1 p1 p2 s1-1 p3 s2 p4"),
    ],
)  # fmt: skip
def test_ids_after_an_edit(was: str, now: str, ids: str) -> None:
    _, lock = published(parsed(BODY))
    edited = anchor(parsed(BODY.replace(was, now) if was else BODY, lock))
    assert " ".join(one.id or "-" for one in edited.blocks) == ids


def test_a_merged_paragraph_leaves_an_alias() -> None:
    _, lock = published(parsed(BODY))
    merged = BODY.replace("三个项目。\n\n乙事", "三个项目。乙事")
    edited = anchor(parsed(merged, lock))
    assert [(a.id, a.target, a.why) for a in edited.aliases] == [("p2", "p1", "merged")]
    assert [c.id for c in edited.changes if c.outcome == "merged"] == ["p2"]
    # Published again, the alias stays, and the id is never given to another paragraph.
    later = merged.replace("## 二、", "新的一段，与前面无关。\n\n## 二、")
    once_more = anchor(parsed(later, promises.lock_of(edited)))
    assert [(a.id, a.target) for a in once_more.aliases] == [("p2", "p1")]
    assert "p2" not in [one.id for one in once_more.blocks]


def test_an_id_is_lost_only_when_an_editor_says_so() -> None:
    _, lock = published(parsed(BODY))
    shorter = BODY.replace("丙事按计划推进，年底可以完工。\n\n", "")
    with pytest.raises(ContentError) as raised:
        anchor(parsed(shorter, lock))
    (problem,) = raised.value.problems
    assert "the id 'p3' would be lost: '丙事按计划推进" in problem.message
    assert "--retire a#p3" in problem.hint
    edited = anchor(parsed(shorter, lock), frozenset({"p3"}))
    assert [(a.id, a.target, a.why) for a in edited.aliases] == [("p3", "s1-1", "retired")]


def test_sentences_keep_their_ids() -> None:
    _, lock = published(parsed("甲句说明情况。乙句说明原因。丙句说明结果。"))
    edited = anchor(parsed("甲句说明情况。新句插在中间。乙句说明原因。丙句说明结果如何。", lock))
    assert [s.id for s in edited.blocks[0].sentences] == ["p1", "p1-1a", "p1-2", "p1-3"]
    shorter = anchor(parsed("甲句说明情况。丙句说明结果。", lock))
    assert [s.id for s in shorter.blocks[0].sentences] == ["p1", "p1-3"]
    assert [(a.id, a.target) for a in shorter.aliases] == [("p1-2", "p1")]


def test_rows_keep_their_ids() -> None:
    table = "| 指标 | 值 |\n| --- | --- |\n| 1．生产总值 | 6.0% |\n| 2．固定投资 | 5.0% |\n"
    _, lock = published(parsed(table))
    more = table.replace("| 2．固定", "| 2．进出口额 | 3.0% |\n| 3．固定")
    assert anchor(parsed(more, lock)).blocks[0].row_ids == ("t1-r1", "t1-r1a", "t1-r2")


def test_one_sentence_is_one_line_of_the_lock() -> None:
    _, lock = published(parsed(BODY))
    edited = anchor(parsed(BODY.replace("开工三个项目", "开工四个项目"), lock))
    before = promises.to_json(lock).splitlines()
    after = promises.to_json(promises.lock_of(edited)).splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
    assert promises.from_json("\n".join(before), HERE) == lock


# ---------------------------------------------------------------- many edits, on real reports


def insert(marked: list[Marked], r: random.Random) -> list[Marked]:
    """A heading and a paragraph at a fifth of the text; the siblings after it get new numbers."""
    at = len(marked) // 5
    at = next(i for i in range(at, len(marked)) if isinstance(marked[i].block, Heading))
    heading = marked[at].block
    assert isinstance(heading, Heading)
    new = [
        Marked(replace(heading, runs=(Run("全新插入的一个部分"),)), None),
        Marked(Paragraph("body", (Run("这一段是新写的，与其他各段都不相同。"),), HERE), None),
    ]
    return [*marked[:at], *new, *map(renumbered, marked[at:])]


def renumbered(one: Marked) -> Marked:
    if not isinstance(one.block, Heading):
        return one
    digits = "一二三四五六七八九十"
    number = "".join(
        digits[(digits.index(c) + 1) % 10] if c in digits else c for c in one.block.number
    )
    return Marked(replace(one.block, number=number), one.was)


def figures(marked: list[Marked], r: random.Random) -> list[Marked]:
    chosen = r.sample([i for i, one in enumerate(marked) if has_figure(one)], 1)
    return [
        changed(o, lambda t: t.replace("1", "7")) if i in chosen else o
        for i, o in enumerate(marked)
    ]


def has_figure(one: Marked) -> bool:
    return isinstance(one.block, Paragraph) and "1" in joined(one.block.runs)


def widths(marked: list[Marked], r: random.Random) -> list[Marked]:
    table = str.maketrans("，；（）：%0123456789", ",;():％０１２３４５６７８９")
    return [changed(one, lambda t: t.translate(table)) for one in marked]


def words(share: float) -> Callable[[list[Marked], random.Random], list[Marked]]:
    def edit(marked: list[Marked], r: random.Random) -> list[Marked]:
        return [
            changed(one, lambda t: touched(t, r)) if r.random() < share else one for one in marked
        ]

    return edit


def touched(text: str, r: random.Random) -> str:
    at = r.randrange(len(text) + 1)
    if r.random() < 0.5:
        return text[:at] + "另有补充说明一句" + text[at:]
    end = at + max(1, len(text) // 5)
    return text[:at] + text[end:] or text


def changed(one: Marked, change: Callable[[str], str]) -> Marked:
    if not isinstance(one.block, Paragraph):
        return one
    return Marked(replace(one.block, runs=(Run(change(joined(one.block.runs))),)), one.was)


EDITS = {
    "insert": (insert, 1.0),
    "figures": (figures, 1.0),
    "widths": (widths, 1.0),
    "words 10 %": (words(0.1), 0.999),
    "words 20 %": (words(0.2), 0.997),
    "words 40 %": (words(0.4), 0.99),
}


@pytest.mark.parametrize("name", EDITS)
def test_links_survive_on_our_reports(name: str) -> None:
    edit, wanted = EDITS[name]
    check(edit, wanted, [real(path) for path in PATHS])


@pytest.mark.parametrize("name", EDITS)
def test_links_survive_on_reports_from_elsewhere(name: str, shared: Path) -> None:
    edit, wanted = EDITS[name]
    reports = []
    for path in sorted((shared / "corpus" / "clean").glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        blocks = tuple(as_block(line) for line in lines)
        reports.append(replace(parsed("文。"), blocks=blocks))
    check(edit, wanted, reports)


def as_block(line: str) -> Block:
    """Unnumbered, so that numbers printed twice elsewhere are no matter of this test."""
    if len(line) < 30 and not line.endswith("。"):
        return Heading(2, "", (Run(line),), HERE)
    return Paragraph("body", (Run(line),), HERE)


def check(
    edit: Callable[[list[Marked], random.Random], list[Marked]],
    wanted: float,
    reports: list[Report],
) -> None:
    right = wrong = total = 0
    for seed, report in enumerate(reports):
        first, lock = published(report)
        marked = [Marked(block, index) for index, block in enumerate(report.blocks)]
        edited = edit(marked, random.Random(seed))
        retire = " ".join(one.id for one in first.blocks if one.id)
        then = again(report, lock, tuple(one.block for one in edited), retire)
        now = {one.id: mark.was for one, mark in zip(then.blocks, edited, strict=True)}
        led = {alias.id: alias.target for alias in then.aliases}
        for index, one in enumerate(first.blocks):
            if one.id is None or isinstance(one.block, TitleLine):
                continue
            total += 1
            right += now.get(one.id) == index
            wrong += one.id in now and now[one.id] != index
            assert one.id in now or one.id in led
    assert wrong == 0
    assert right >= wanted * total, f"{right} of {total}"


def test_a_thousand_paragraphs_in_a_tenth_of_a_second() -> None:
    r = random.Random(1)
    texts = [
        "".join(r.choice("发展改革建设推进完成全年企业项目服务") for _ in range(120))
        for _ in range(1000)
    ]
    new = [touched(text, r) if i % 10 == 0 else text for i, text in enumerate(texts)]
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        found = pairs([Item("p", t) for t in texts], [Item("p", t) for t in new])
        best = min(best, time.perf_counter() - start)
    assert len(found) == 1000
    assert best < 0.5  # 0.06–0.1 s on a quiet machine; room for a busy one


def test_check_says_what_became_of_each_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT.parent / "tests/golden/two-periods/content", content)
    report = content / "lin/2024-summary/report.md"
    words = report.read_text("utf-8")
    edited = words.replace("新增学位1200个", "新增学位1300个")
    assert edited != words
    report.write_text(edited.replace("[改善民生。]", "另有一段新话。\n\n[改善民生。]"), "utf-8")

    assert main(["check", "--anchors", "--content", str(content)]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("edited   lin/2024-summary#p2  ")
    assert said[1].startswith("inserted lin/2024-summary#p2a  ")
    assert said[2].startswith("1 edited, 1 inserted, ")


@pytest.mark.parametrize(
    ("retire", "is_lost"),
    [("lin/2023#p2", False), ("p2", False), ("lin/2024#p2", True), ("p3", True), ("", True)],
)
def test_retire_names_an_id_with_its_report_or_alone(
    retire: str, is_lost: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "lin/2023"
    folder.mkdir(parents=True)
    site = "title: 公报\nbase_url: https://example.org/\npublisher: 编辑部\nlicence: CC BY 4.0\n"
    (tmp_path / "site.yaml").write_text(site, "utf-8")
    (folder / "report.md").write_text(HEAD + "第一段的文字在这里。\n", "utf-8")
    _, lock = published(parsed("第一段的文字在这里。\n\n第二段已经不在了，却曾经发布过。"))
    (folder / "anchors.lock").write_text(promises.to_json(lock), "utf-8")
    _, problems = read(tmp_path, retire=frozenset(filter(None, [retire])))
    assert any("would be lost" in problem.message for problem in problems) is is_lost
