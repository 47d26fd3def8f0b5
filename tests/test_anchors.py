"""A link to a paragraph, once published, leads there for good: what editors do to a text, and more.

The edits are those of which no generator survives all: a heading inserted near the top, a paragraph
deleted and one split, figures corrected, width changed, words changed at random.
"""

import gc
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

import pytest

from gongbao import promises
from gongbao.anchors import anchor
from gongbao.cli import main
from gongbao.match import folded
from gongbao.model import (
    AnchoredReport,
    Block,
    ContentError,
    Heading,
    Lock,
    Paragraph,
    Place,
    Report,
    Row,
    Run,
    Source,
    Table,
    ids_of,
    joined,
    text,
)
from gongbao.parse import parse
from gongbao.script import hant_edition

CONTENT = Path(__file__).parent.parent / "content"
PATHS = [path.parent.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("report.md")]
HEAD = "---\ntitle: 题\nkind: other\nperiod: 2022\nprovenance: unknown\n---\n"
HERE = Place("report.md", 1)


@dataclass(frozen=True)
class Marked:
    """A block of the edited text, and how many characters it has of which published block."""

    block: Block
    was: dict[int, int]


Edit = Callable[[list[Marked], random.Random], list[Marked]]


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
    words = (CONTENT / path / "report.md").read_text("utf-8")
    source = Source(path=path, place=HERE, text=words, ledger=None, original=None)
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
         "s1 p1 p2 s1-0a p2a s1-1 p3 s2 p4"),
        ("## 二、丁事", "## 二、新事\n\n新事已经开头。\n\n## 三、丁事",
         "s1 p1 p2 s1-1 p3 s1a p3a s2 p4"),
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


def as_published(report: Report) -> list[Marked]:
    return [Marked(b, {i: len(text(b))}) for i, b in enumerate(report.blocks)]


def insert(marked: list[Marked], r: random.Random) -> list[Marked]:
    """A heading and a paragraph at a fifth of the text; the siblings after it get new numbers."""
    at = len(marked) // 5
    at = next(i for i in range(at, len(marked)) if isinstance(marked[i].block, Heading))
    heading = marked[at].block
    assert isinstance(heading, Heading)
    new = [
        Marked(replace(heading, runs=(Run("全新插入的一个部分"),)), {}),
        Marked(Paragraph("body", (Run("这一段是新写的，与其他各段都不相同。"),), HERE), {}),
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


def delete_and_split(marked: list[Marked], r: random.Random) -> list[Marked]:
    gone, whole = r.sample([i for i, one in enumerate(marked) if len(ends(one)) > 1], 2)
    parts = split(marked[whole], r.choice(ends(marked[whole])[:-1]))
    edited = {gone: [], whole: parts}
    return [one for i, old in enumerate(marked) for one in edited.get(i, [old])]


def other_breaks(marked: list[Marked], r: random.Random) -> list[Marked]:
    """The importer got better: a fifth of the paragraphs is split, a fifth joined to the next."""
    new: list[Marked] = []
    joins = False
    for one in marked:
        if joins and isinstance(one.block, Paragraph):
            new[-1] = merged(new[-1], one)
        elif len(ends(one)) > 1 and r.random() < 0.2:
            new += split(one, r.choice(ends(one)[:-1]))
        else:
            new.append(one)
        joins = isinstance(one.block, Paragraph) and r.random() < 0.2
    return new


def ends(one: Marked) -> list[int]:
    if not isinstance(one.block, Paragraph):
        return []
    return [match.end() for match in re.finditer("[。！？]", joined(one.block.runs))]


def split(one: Marked, at: int) -> list[Marked]:
    assert isinstance(one.block, Paragraph)
    (own,), words = one.was, joined(one.block.runs)
    return [
        Marked(replace(one.block, runs=(Run(part),)), {own: len(part)})
        for part in (words[:at], words[at:])
    ]


def merged(one: Marked, other: Marked) -> Marked:
    assert isinstance(one.block, Paragraph)
    assert isinstance(other.block, Paragraph)
    return Marked(
        replace(one.block, runs=(*one.block.runs, *other.block.runs)), one.was | other.was
    )


def figures(marked: list[Marked], r: random.Random) -> list[Marked]:
    with_figure = [i for i, one in enumerate(marked) if has_figure(one)]
    chosen = r.sample(with_figure, min(3, len(with_figure)))
    return [
        changed(o, lambda t: t.replace("1", "7")) if i in chosen else o
        for i, o in enumerate(marked)
    ]


def has_figure(one: Marked) -> bool:
    return isinstance(one.block, Paragraph) and "1" in joined(one.block.runs)


def rows(marked: list[Marked], r: random.Random) -> list[Marked]:
    """In each table a row is new, one is corrected and one is gone."""
    return [Marked(with_rows(one.block, r), one.was) for one in marked]


def with_rows(block: Block, r: random.Random) -> Block:
    if not isinstance(block, Table):
        return block
    kept = [row for row in block.rows if not row.is_group]
    gone, wrong, after = r.sample(kept, 3)
    new = replace(after, cells=((Run("9．新增的一项指标"),), *[(Run("1%"),)] * 3))
    made: list[Row] = []
    for row in block.rows:
        if row is wrong:
            row = replace(row, cells=(*row.cells[:-1], (Run("更正为5.0%"),)))
        made += [] if row is gone else [row, new] if row is after else [row]
    return replace(block, rows=tuple(made))


def widths(marked: list[Marked], r: random.Random) -> list[Marked]:
    table = str.maketrans("，；（）：%0123456789", ",;():％０１２３４５６７８９")
    return [changed(one, lambda t: t.translate(table)) for one in marked]


def words(share: float) -> Edit:
    def edit(marked: list[Marked], r: random.Random) -> list[Marked]:
        return [
            changed(one, lambda t: touched(t, r)) if r.random() < share else one for one in marked
        ]

    return edit


def touched(words: str, r: random.Random) -> str:
    at = r.randrange(len(words) + 1)
    if r.random() < 0.5:
        return words[:at] + "另有补充说明一句" + words[at:]
    end = at + max(1, len(words) // 5)
    return words[:at] + words[end:] or words


def changed(one: Marked, change: Callable[[str], str]) -> Marked:
    if not isinstance(one.block, Paragraph):
        return one
    return Marked(replace(one.block, runs=(Run(change(joined(one.block.runs))),)), one.was)


EDITS: dict[str, tuple[Edit, float]] = {
    "insert": (insert, 1.0),
    "delete and split": (delete_and_split, 0.999),
    "figures": (figures, 1.0),
    "rows": (rows, 1.0),
    "widths": (widths, 1.0),
    "other breaks": (other_breaks, 0.99),
    "words 10 %": (words(0.1), 0.999),
    "words 20 %": (words(0.2), 0.997),
    "words 40 %": (words(0.4), 0.99),
}
SEEDS = 3


@pytest.mark.parametrize("name", EDITS)
def test_links_survive_on_our_reports(name: str) -> None:
    edit, wanted = EDITS[name]
    check(measured(edit, [real(path) for path in PATHS]), wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_links_survive_on_reports_from_elsewhere(name: str, shared: Path) -> None:
    edit, wanted = EDITS[name]
    check(measured(edit, from_elsewhere(shared)), wanted)


def from_elsewhere(shared: Path) -> list[Report]:
    folder = shared / "corpus" / "clean"
    if not folder.is_dir():
        pytest.skip("needs ../shared/corpus, which is not here")
    reports = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        reports.append(replace(parsed("文。"), blocks=tuple(map(as_block, lines))))
    return reports


def as_block(line: str) -> Block:
    """Unnumbered, so that numbers printed twice elsewhere are no matter of this test."""
    if len(line) < 30 and not line.endswith("。"):
        return Heading(2, "", (Run(line),), HERE)
    return Paragraph("body", (Run(line),), HERE)


def check(counts: Counter[str], wanted: float) -> None:
    assert counts["wrong"] == 0, counts
    assert counts["heading right"] == counts["heading"], counts
    assert counts["paragraph right"] >= wanted * counts["paragraph"], counts
    assert counts["table right"] == counts["table"], counts
    assert counts["part right"] == counts["part"], counts


def measured(edit: Edit, reports: list[Report]) -> Counter[str]:
    """How many ids of each kind were published, and how many of them lead right after ``edit``."""
    counts: Counter[str] = Counter()
    for report in reports:
        first, lock = published(report)
        retire = " ".join(one.id for one in first.blocks if one.id)
        for seed in range(SEEDS):
            edited = edit(as_published(report), random.Random(seed))
            then = again(report, lock, tuple(one.block for one in edited), retire)
            ids = Counter(own_id for one in then.blocks for own_id in ids_of(one))
            assert max((ids + Counter(a.id for a in then.aliases)).values()) == 1
            counts += of_blocks(first, then, edited) + of_parts(lock, then)
    return counts


def of_blocks(first: AnchoredReport, then: AnchoredReport, edited: list[Marked]) -> Counter[str]:
    """Right: the link leads to the block that holds most of the text; wrong: to none of it."""
    counts: Counter[str] = Counter()
    holds = {one.id: mark.was for one, mark in zip(then.blocks, edited, strict=True) if one.id}
    led = {alias.id: alias for alias in then.aliases}
    for index, one in enumerate(first.blocks):
        most = max(was.get(index, 0) for was in holds.values())
        if one.id is None or not most:
            continue
        kind = one.block.kind
        alias = led.get(one.id)
        there = holds[alias.target if alias else one.id].get(index, 0)
        says = "right" if there == most else "in part" if there else "wrong"
        if alias and alias.why == "retired":
            says = "lost"
        counts += Counter([kind, f"{kind} right" if says == "right" else says])
    return counts


def of_parts(lock: Lock, then: AnchoredReport) -> Counter[str]:
    """Sentences and rows that stand once before and after, as they were: each keeps its id."""
    counts: Counter[str] = Counter()
    led = {alias.id: alias.target for alias in then.aliases}
    whole = {one.id: text(one.block) for one in then.blocks if one.id}
    now = {p.id: p.text for p in promises.lock_of(then).promises}
    once_before, once_now = Counter(p.text for p in lock.promises), Counter(now.values())
    for part in lock.promises:
        if part.kind not in promises.PARTS or once_before[part.text] > 1:
            continue
        if once_now[part.text] == 1:
            right = now.get(part.id) == part.text or (
                part.id in led and part.text.replace(" | ", "") in whole[led[part.id]]
            )
            counts += Counter(["part", "part right" if right else "part not right"])
            counts["wrong"] += part.id in now and not right
    return counts


@pytest.mark.parametrize("path", PATHS)
def test_every_edition_has_the_same_ids(path: str) -> None:
    anchored = anchor(real(path))
    hant = hant_edition(anchored)
    assert [[*ids_of(one)] for one in hant.blocks] == [[*ids_of(one)] for one in anchored.blocks]


@pytest.mark.parametrize("path", PATHS)
def test_a_change_of_one_thing_is_one_line_of_a_real_lock(path: str) -> None:
    report = real(path)
    _, lock = published(report)
    for at, block in enumerate(report.blocks):
        for edited in one_thing_changed(block):
            blocks = (*report.blocks[:at], edited, *report.blocks[at + 1 :])
            then = promises.to_json(promises.lock_of(again(report, lock, blocks)))
            diff = [*unified_diff(promises.to_json(lock).splitlines(), then.splitlines(), n=0)][2:]
            assert [line[0] for line in diff] == ["@", "-", "+"], diff


def one_thing_changed(block: Block) -> Iterator[Block]:
    """A sentence, the title of a heading, the number of a heading, a cell."""
    match block:
        case Heading() if block.runs:
            yield replace(block, runs=(*block.runs, Run("等")))
            yield replace(block, number=f"{block.number}之")
        case Paragraph():
            words = joined(block.runs)
            cut = max(len(words) // 2, 1)
            yield replace(block, runs=(Run(words[:cut] + "等" + words[cut:]),))
        case Table():
            cells = block.rows[-1].cells
            last = replace(block.rows[-1], cells=(*cells[:-1], (Run("更正"),)))
            yield replace(block, rows=(*block.rows[:-1], last))


@pytest.mark.timed
def test_a_thousand_paragraphs_in_a_tenth_of_a_second() -> None:
    """Of a quiet machine; a busy one takes longer for pieces of the same text as well."""
    r = random.Random(1)
    bodies = [b for path in PATHS for b in real(path).blocks if isinstance(b, Paragraph)]
    chars = [c for b in bodies for c in joined(b.runs)]
    old = ["".join(r.choice(chars) for _ in range(120)) + "。" for _ in range(1000)]
    report = replace(parsed("文。"), blocks=tuple(Paragraph("body", (Run(t),), HERE) for t in old))
    _, lock = published(report)
    best = pieces = 9.0
    for _ in range(20):
        if best < max(0.1, 4 * pieces):
            break
        new = [touched(words, r) if i % 10 == 0 else words for i, words in enumerate(old)]
        blocks = tuple(Paragraph("body", (Run(t),), HERE) for t in new)
        folded.cache_clear()
        with without_collecting():
            start = time.process_time()
            then = again(report, lock, blocks)
            best = min(best, time.process_time() - start)
            start = time.process_time()
            [{t[i : i + size] for i in range(len(t))} for t in old for size in (2, 3)]
            pieces = min(pieces, time.process_time() - start)
        assert [one.id for one in then.blocks] == [f"p{n}" for n in range(1, 1001)]
    assert best < max(0.1, 4 * pieces)


@contextmanager
def without_collecting() -> Iterator[None]:
    """What other tests have left is not looked through."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


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
    assert said[:3] == [
        "lin/2024-summary",
        "  ~ p2       edited                …服务。新增学位1[-2-]{+3+}00个。",
        "  + p2a      inserted after s2     另有一段新话。",
    ]
    assert said[3].endswith("1 edited, 0 moved, 0 split, 0 merged, 1 inserted, 0 retired")
