"""Where paragraphs begin: by the width of printed lines, or by sentences where none wraps."""

from itertools import accumulate
from pathlib import Path

import pytest

from gongbao.ingest.furniture import clear
from gongbao.ingest.lines import split, squeezed
from gongbao.ingest.paragraphs import grouped
from gongbao.ingest.reading import Reading
from gongbao.ingest.spacing import as_printed
from gongbao.ingest.title import title_block
from gongbao.ingest.width import extent, measured, unbreakable
from gongbao.model import Place
from tests.ingest.support import blocks_of, doubts_of

MARGIN = 0.001


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("全面建设社会", 6.0, 6.0),
        ("增长5.3", 3.5, 3.68),
        ("全面。", 2.0, 3.0),  # a mark at the end may hang
        ("“全面”，", 3.0, 5.0),  # two marks are squeezed together
        ("a b", 1.25, 1.37),
    ],
)
def test_extent(text: str, low: float, high: float) -> None:
    assert extent(text)[1] == pytest.approx(high, abs=MARGIN)
    assert extent(text)[0] == pytest.approx(low, abs=MARGIN)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("建设", 1.0), ("建，设", 1.5), ("2024年", 2.0), ("“十二五", 2.0), ("——建", 2.0),
        ("AI for", 1.0), ("5.3%，", 2.5), ("，", 1.0),
    ],
)  # fmt: skip
def test_unbreakable(text: str, width: float) -> None:
    assert unbreakable(text) == width


def test_a_document_can_change_its_width() -> None:
    wide, narrow = "建" * 28, "设" * 26
    lines = measured(split("\n".join([wide] * 40 + [narrow] * 40)))
    assert (lines[0].full, lines[-1].full) == (28, 26)


def test_lines_of_all_lengths_do_not_wrap() -> None:
    assert measured(split("\n".join("建" * n for n in range(15, 48)))) == ()


# ---------------------------------------------------------------- lines that wrap

FILLER = "\n".join(["建" * 26, *["设" * 28] * 8, "完。"])
"""A paragraph that shows the width: 28 em, with an indent of two."""


def paragraphs(*lines: str) -> list[str]:
    return blocks_of("\n".join(("一、总体", FILLER, *lines)))[2:]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The last line is full; the next has the indent (26) or has not (28).
        (("甲" * 26, "乙" * 27 + "。", "丙" * 26, "丁。"), [26 + 28, 28]),
        (("甲" * 26, "乙" * 27 + "。", "丙" * 28, "丁。"), [26 + 28 + 30]),
        # A sentence ends in the middle of the line: it was broken there, so a paragraph ends.
        (("甲" * 12 + "。", "丙" * 26, "丁。"), [13, 28]),
        # A mark that may not begin a line is a continuation, whatever stands above.
        (("甲" * 26, "，乙" + "丙" * 8 + "。"), [37]),
        (("甲" * 8 + "。", "”乙" + "丙" * 8 + "。"), [20]),
        # A colon ends a paragraph if there was room.
        (("甲" * 8 + "：", "——乙；", "——丙。"), [9, 4 + 2, 4 + 2]),
    ],
)
def test_wrapped_lines(lines: tuple[str, ...], expected: list[int]) -> None:
    assert list(map(len, paragraphs(*lines))) == expected


def test_a_short_line_without_a_stop_stands_alone() -> None:
    found = paragraphs("丙" * 26, "丁。", "2025年工作安排", "甲" * 26, "乙。")
    assert found[1] == "2025年工作安排"


def test_a_subtitle_that_wraps_into_a_sentence_is_a_paragraph() -> None:
    first, second = "某年某月某日在某市第十六届人民代表大会第三次会议上", "市长某某作政府工作报告。"
    source = "\n".join(("某市政府工作报告", first, second, FILLER))
    assert blocks_of(source)[:2] == ["# 某市政府工作报告", first + second]


def test_a_heading_wraps_and_ends_without_a_stop() -> None:
    heading = "（一）以" + "甲" * 22, "带动" + "乙" * 10
    found = paragraphs(*heading, "丙" * 26, "丁" * 5 + "。")
    assert found == [f"### {''.join(heading)}", "丙" * 26 + "丁" * 5 + "。"]


def test_a_full_line_before_a_short_last_one_is_a_doubt() -> None:
    source = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊。"))
    assert doubts_of(source) == [("boundary", "乙" * 15 + "。⏎丙丁戊。", "join")]


def test_an_editor_overrules() -> None:
    source = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊。"))
    at = source.index("丙")
    said = f"decisions: [{{at: {at}, kind: boundary, text: 。⏎丙丁戊。, say: break}}]"
    assert blocks_of(source, said)[-1] == "丙丁戊。"


def test_the_outline_knows_where_a_paragraph_begins() -> None:
    body = "\n".join(("一、总体", FILLER, "甲" * 26, "乙" * 27 + "。", "丙丁戊己。"))
    source = f"{body}\n\n\t一、总体\n\t丙丁戊己。"
    assert blocks_of(source)[-1] == "丙丁戊己。"
    assert doubts_of(source) == []


# ---------------------------------------------------------------- one line a paragraph


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("一、总体\n甲乙。\n丙丁。", ["## 一、总体", "甲乙。", "丙丁。"]),
        ("一、总体\n指挥部会同\n\n攻坚克难。", ["## 一、总体", "指挥部会同攻坚克难。"]),
        ("一、总体\n甲“群雁”\n齐飞。", ["## 一、总体", "甲“群雁”齐飞。"]),
        ("一、总体\n甲，\n（一）乙", ["## 一、总体", "甲，", "### （一）乙"]),
        ("一、总体\n甲乙\n\u3000\u3000丙丁。", ["## 一、总体", "甲乙", "丙丁。"]),
        ("（一）总体\n甲，乙。", ["# （一）总体", "甲，乙。"]),
    ],
)  # fmt: skip
def test_sentences(source: str, expected: list[str]) -> None:
    assert blocks_of(source) == expected


def test_an_editor_overrules_sentences() -> None:
    said = "decisions: [{at: 8, kind: boundary, text: ⏎丙丁, say: break}]"
    assert blocks_of("一、总体\n甲乙\n丙丁。", said)[1:] == ["甲乙", "丙丁。"]


def test_a_join_without_a_stop_is_a_doubt() -> None:
    source = "一、总体\n指挥部会同有关单位\n\n攻坚克难。"
    assert doubts_of(source) == [("boundary", "一、总体指挥部会同有关单位⏎攻坚克难。", "join")]


# ---------------------------------------------------------------- real reports


def ends(texts: list[str]) -> set[int]:
    """After how many characters, white space not counted, a paragraph ends."""
    return set(accumulate(len(squeezed(text)) for text in texts))


def found_ends(source: str) -> set[int]:
    cleared = clear(split(source), Reading(kind="text", text=source), {}, Place("a.txt"))
    title = title_block(as_printed(cleared.lines, source, {}).lines, source, {})
    printed = grouped(title.lines, cleared.outline, source, {})
    texts = [block.text for block in title.blocks]
    return ends(texts + ["".join(line.text for line in p) for p in printed.paragraphs])


def test_boundaries_of_reports_from_elsewhere(shared: Path) -> None:
    """Reports that were typeset and extracted; one of them differs in a hyphen and is left out."""
    right = wrong = missed = 0
    for file in sorted((shared / "corpus" / "pairs" / "raw").glob("*.txt"))[::3]:
        truth = (shared / "corpus" / "pairs" / "truth" / file.name).read_bytes().decode()
        due, found = ends(truth.split("\n")), found_ends(file.read_bytes().decode())
        if max(due) == max(found):
            right += len(due & found)
            wrong += len(found - due)
            missed += len(due - found)
    f1 = 2 * right / (2 * right + wrong + missed)
    assert right > 600
    assert f1 > 0.99
