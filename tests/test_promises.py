"""What an editor, a merge or a slip may do to ids and their lock, and what is said to it."""

from dataclasses import replace
from pathlib import Path

import pytest

from gongbao import promises
from gongbao.anchors import anchor
from gongbao.cli import main
from gongbao.model import ContentError, Lock
from tests.test_anchors import HEAD, HERE, parsed, published

SITE = "title: 公报\nbase_url: https://example.org/\npublisher: 编辑部\nlicence: CC BY 4.0\n"
FIRST, SECOND, THIRD = (
    "第一段的文字在这里，说的是开头的事情。",
    "第二段讲的是另外一件事，与前文没有关系。",
    "末尾一段收束全篇，交代后续的安排如何进行。",
)
THREE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"


def lived(*bodies: str) -> list[str]:
    """The ids of the last of a row of builds; what is gone is retired."""
    lock = Lock()
    ids: list[str] = []
    for body in bodies:
        report = parsed(body, lock)
        anchored = anchor(report, frozenset(p.id for p in lock.promises))
        lock = promises.lock_of(anchored)
        ids = [one.id or "-" for one in anchored.blocks]
    return ids


@pytest.mark.parametrize(
    ("bodies", "ids"),
    [
        # A letter after the last one given, though it stands before it.
        ((THREE, f"{FIRST}\n\n甲新写的一段话。\n\n{SECOND}\n\n{THIRD}\n",
          f"{FIRST}\n\n乙又添了几句别的。\n\n甲新写的一段话。\n\n{SECOND}\n\n{THIRD}\n"),
         "p1 p1b p1a p2 p3"),
        # p1a is not given again.
        ((THREE, f"{FIRST}\n\n甲新写的一段话。\n\n{SECOND}\n\n{THIRD}\n", THREE,
          f"{FIRST}\n\n乙又添了几句别的。\n\n{SECOND}\n\n{THIRD}\n"), "p1 p1b p2 p3"),
        # Nor is the last number.
        ((THREE, f"{FIRST}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}\n\n乙又添了几句别的。\n"),
         "p1 p2 p4"),
        # Paragraphs change places, and keep their ids; a list item is a paragraph too.
        ((THREE, f"{THIRD}\n\n{FIRST}\n\n- {SECOND}\n"), "p3 p1 p2"),
        # Two that are the same: the one that is gone is the one whose neighbour is gone.
        ((f"## 一、甲\n\n### 主要措施\n\n{FIRST}\n\n## 二、乙\n\n### 主要措施\n\n{SECOND}\n",
          f"## 一、乙\n\n### 主要措施\n\n{SECOND}\n"), "s2 s2-u1 p2"),
        # A whole is cut in five, and five are joined: the longest keeps, none is lost.
        (("甲句说明情况。乙句说明原因何在。丙句说明结果。丁句说明办法。戊句说明日期。\n",
          "甲句说明情况。\n\n乙句说明原因何在。\n\n丙句说明结果。\n\n丁句说明办法。\n\n戊句说明日期。\n"),
         "p0a p1 p2 p3 p4"),
        # The level of a heading, and what follows it under a number of its own.
        (("## 一、甲事\n\n### （一）乙事\n", "## 一、甲事\n\n## 二、乙事\n\n### （一）丙事\n"),
         "s1 s1-1 s1-1a"),
        # An importer that sees an annex where it saw a paragraph.
        ((f"{FIRST}\n\n附件：甲表\n", f"{FIRST}\n\n[附件：甲表]{{.annex-ref}}\n"), "p1 p2"),
    ],
)  # fmt: skip
def test_a_row_of_builds(bodies: tuple[str, ...], ids: str) -> None:
    assert " ".join(lived(*bodies)) == ids


def test_thirty_at_one_place() -> None:
    signs = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕"
    many = "\n\n".join(f"{c}{n}号文件另有规定，{c * 5}从其规定。" for n, c in enumerate(signs))
    ids = lived(THREE, f"{FIRST}\n\n{many}\n\n{SECOND}\n\n{THIRD}\n")
    assert ids[:4] == ["p1", "p1a", "p1b", "p1c"]
    assert ids[26:] == ["p1z", "p1za", "p1zb", "p1zc", "p1zd", "p2", "p3"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        # Given to a new text while its own stands below.
        (f"{FIRST}\n\n{{#p2}}\n全新的一段，放在这里。\n\n{SECOND}\n\n{THIRD}\n",
         "the id 'p2' was published for the text in line 12"),
        # Given to a text that has another.
        (f"{FIRST}\n\n{{#p9}}\n{SECOND}\n\n{THIRD}\n",
         "'p9' is given to a block that was published as 'p2'"),
        # No id at all, before a new block: no traceback.
        (f"{{#x1}}\n{FIRST}\n\n新写的一段话。\n\n{SECOND}\n\n{THIRD}\n",
         "'x1' cannot be the id of a paragraph"),
    ],
)  # fmt: skip
def test_an_id_stays_with_its_text(body: str, message: str) -> None:
    _, lock = published(parsed(THREE))
    with pytest.raises(ContentError) as raised:
        anchor(parsed(body, lock))
    assert message in [problem.message for problem in raised.value.problems]


def test_an_editor_says_which_text_is_the_one_that_was_rewritten() -> None:
    _, lock = published(parsed(THREE))
    anchored = anchor(parsed(f"{FIRST}\n\n{{#p2}}\n从头写过的话，字字不同。\n\n{THIRD}\n", lock))
    assert [one.id for one in anchored.blocks] == ["p1", "p2", "p3"]
    assert [c.outcome for c in anchored.changes] == ["kept", "edited", "kept"]


def test_an_id_that_is_gone_is_not_given_by_hand() -> None:
    _, lock = published(parsed(THREE))
    shorter = anchor(parsed(f"{FIRST}\n\n{THIRD}\n", lock), frozenset({"p2"}))
    with pytest.raises(ContentError) as raised:
        anchor(
            parsed(f"{FIRST}\n\n{{#p2}}\n新写的一段话。\n\n{THIRD}\n", promises.lock_of(shorter))
        )
    assert "published for a text that is gone" in raised.value.problems[0].message


def test_sentences_and_rows_that_went_elsewhere_are_followed() -> None:
    sentences = "甲句说明情况如何。", "乙句交代原因何在。", "丙句给出最终结果。"
    _, lock = published(parsed("".join(sentences) + f"\n\n{THIRD}\n"))
    anchored = anchor(parsed(f"{sentences[0]}{sentences[1]}\n\n{sentences[2]}\n\n{THIRD}\n", lock))
    assert [(a.id, a.target, a.why) for a in anchored.aliases] == [("p1-3", "p1a", "merged")]
    # New sentences are named after the one before, whatever was put in earlier.
    _, lock = published(parsed("".join(sentences)))
    for middle, ids in (
        ("子新句。", "p1 p1-1a p1-2 p1-3"),
        ("子新句。丑新语。", "p1 p1-1a p1-1b p1-2 p1-3"),
    ):
        then = anchor(parsed(f"{sentences[0]}{middle}{sentences[1]}{sentences[2]}", lock))
        lock = promises.lock_of(then)
        assert " ".join(s.id for s in then.blocks[0].sentences) == ids


TABLE = "| 指标 | 值 |\n| --- | --- |\n"
ROWS = "| 1．生产总值 | 6.0% |\n", "| 2．固定资产 | 5.0% |\n", "| 3．零售总额 | 4.0% |\n"


def test_rows_that_change_places_keep_their_ids() -> None:
    _, lock = published(parsed(TABLE + "".join(ROWS)))
    other = "| 1．零售总额 | 4.1% |\n| 2．生产总值 | 6.0% |\n| 3．固定资产 | 5.2% |\n"
    (table,) = anchor(parsed(TABLE + other, lock)).blocks
    assert table.row_ids == ("t1-r3", "t1-r1", "t1-r2")


def test_a_table_that_is_split_takes_its_rows_along() -> None:
    rows = [f"| {n}．{word}指标 | {n}.0% |\n" for n, word in enumerate("甲乙丙丁戊己庚", 1)]
    _, lock = published(parsed(TABLE + "".join(rows)))
    then = anchor(
        parsed(f"{TABLE}{''.join(rows[:5])}\n两表之间的话。\n\n{TABLE}{''.join(rows[5:])}", lock)
    )
    assert [one.id for one in then.blocks] == ["t1", "p1", "t2"]
    assert {(a.id, a.target) for a in then.aliases} == {("t1-r6", "t2"), ("t1-r7", "t2")}


def test_notes_keep_their_ids() -> None:
    notes = "[注：甲项为初步核算数。]{.note}\n", "[注：乙项按现价计算。]{.note}\n"
    _, lock = published(parsed(TABLE + "".join(ROWS) + "\n" + "\n".join(notes)))
    new = "\n[说明：本表不含其他各区。]{.note}\n"
    then = anchor(parsed(TABLE + "".join(ROWS) + new + "\n" + "\n".join(notes), lock))
    assert then.blocks[0].note_ids == ("t1-n0a", "t1-n1", "t1-n2")


def test_of_two_that_are_the_same_the_deleted_one_is_lost_aloud() -> None:
    _, lock = published(parsed(f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{THIRD}\n"))
    with pytest.raises(ContentError, match="the id 'p3' would be lost"):
        anchor(parsed(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n", lock))


def test_the_lock_of_another_report_is_told_once() -> None:
    _, lock = published(parsed(THREE))
    other = "甲区的话，与上文不同。\n\n乙镇的事，也另有说法。\n\n丙村的路，刚刚修通。\n"
    with pytest.raises(ContentError) as raised:
        anchor(parsed(other, lock))
    (problem,) = raised.value.problems
    assert problem.message.startswith("none of the 3 texts")
    anchored = anchor(parsed(other, lock), frozenset({"p1", "p2", "p3"}))
    assert {(a.id, a.target) for a in anchored.aliases} == {(f"p{n}", "p4") for n in (1, 2, 3)}


def test_a_heading_that_is_only_mentioned_is_lost_aloud() -> None:
    body = "## 一、科技创新\n\n今年在科技创新上取得了新的进展，数量增长。\n"
    _, lock = published(parsed(body))
    with pytest.raises(ContentError, match="the id 's1' would be lost"):
        anchor(parsed(body.split("\n\n")[1] + "补一句。\n", lock))


# ---------------------------------------------------------------- the file


LOCK = promises.to_json(published(parsed(THREE))[1])


@pytest.mark.parametrize(
    ("was", "now", "line", "message"),
    [
        ('["p2",', '<<<<<<< HEAD\n["p2",', 3, "git left a mark of a merge: '<<<<<<< HEAD'"),
        ('["p2",', '["p1",', 3, "the id 'p1' is promised 2 times"),
        ('"version":1', '"version":2', 0, "its version is 2, not 1"),
        ('"aliases":[\n', '"aliases":[\n["p7","p8","merged"]', 6,
         "'p7' leads to 'p8', which is no block"),
        ('"p2","paragraph"', '"p2","chapter"', 3, "'chapter' stands for nothing here"),
        ('"p2"', "2", 0, "2 is no text"),
    ],
)  # fmt: skip
def test_a_lock_with_two_meanings_is_refused(was: str, now: str, line: int, message: str) -> None:
    assert was in LOCK
    with pytest.raises(ContentError) as raised:
        promises.from_json(LOCK.replace(was, now), HERE)
    (problem,) = raised.value.problems
    assert message in problem.message
    assert problem.place == replace(HERE, line=line)


# ---------------------------------------------------------------- --retire


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """p2 is gone from lin/2022; lin/2023 is as it was."""
    (tmp_path / "site.yaml").write_text(SITE, "utf-8")
    for year, body in (("2022", f"{FIRST}\n\n{THIRD}\n"), ("2023", THREE)):
        folder = tmp_path / "lin" / year
        folder.mkdir(parents=True)
        (folder / "report.md").write_text(HEAD.replace("2022", year) + body, "utf-8")
        (folder / "anchors.lock").write_text(LOCK, "utf-8")
        (folder / "changes.yaml").write_text("published: 2026-01-02\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("retire", "said"),
    [
        ("lin/2022#p2", ""),
        ("p2", ""),
        ("", "the id 'p2' would be lost"),
        ("lin/2023#p2", "error: 'p2' still stands in lin/2023"),
        ("lin/2022#p3", "error: 'p3' still stands in lin/2022"),
        ("lin/222#p2", "error: there is no report 'lin/222'\n    did you mean 'lin/2022'?"),
        ("lin/2022#p20", "error: no id 'p20' was published\n    did you mean 'p2'?"),
    ],
)
def test_only_what_is_gone_can_be_retired(
    retire: str, said: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--retire", retire] if retire else []
    if "still stands" in said and "2023" not in said:
        options += ["--retire", "lin/2022#p2"]
    code = main(["check", "--content", str(content), *options])
    errors = capsys.readouterr().err
    assert code == bool(said)
    assert (said in errors) if said else not errors


def test_what_is_retired_is_shown_and_need_not_be_again(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--content", str(content), "--retire", "lin/2022#p2"]
    assert main(["check", "--anchors", *options]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "lin/2022",
        "  - p2       retired  -> p1        第二段讲的是另外一件事，与前文没有关系。",
        "5 kept, 0 edited, 0 moved, 0 split, 0 merged, 0 inserted, 1 retired",
    ]
    assert main(["build", *options, "--output", str(content.parent / "site")]) == 0
    capsys.readouterr()
    assert main(["check", *options]) == 0
    assert "warning: 'p2' is gone already: links to it lead to 'p1'" in capsys.readouterr().err
