"""review.yaml: doubts are written, decisions are kept, and both outlive a re-ingest."""

import pytest

from gongbao.ingest import review
from gongbao.ingest.blocks import Block
from gongbao.ingest.doubts import Doubt, excerpt, fits
from gongbao.ingest.front_matter import DATE, PERIOD, printed
from gongbao.ingest.review import Review
from tests.ingest.support import passage

SOURCE = "一、总体\n指挥部会同有关单位\n\n攻坚克难。"
DOUBT = Doubt(16, "boundary", excerpt(SOURCE, "boundary", 16), "join", 0.2)
DECIDED = """\
# Decisions at ingest, replayed each time that the source is ingested again.
# Put a decision in place of "open"; `why` is for the reader after you. Comments are not kept.

front_matter:
  place:
    say: 某区
    why: 标题所印
    by: editor
  period:
    say: 2022
    by: editor

decisions:
  - at: 5  # line 2 of the source
    kind: split
    text: 总体│指挥部
    say: whole
    by: 某人
  - at: 16  # line 4 of the source
    kind: boundary
    text: 有关单位⏎攻坚
    chose: join
    margin: 0.2
    say: break
    why: 读来如此
    by: editor
"""


def test_a_decided_review_is_written_as_it_was_read() -> None:
    full = review.merged(review.read(DECIDED, "review.yaml"), [DOUBT], "review.yaml")
    assert review.to_yaml(full, SOURCE) == DECIDED
    assert full.open == ()


def test_a_new_doubt_is_open() -> None:
    full = review.merged(Review(), [DOUBT], "review.yaml")
    assert len(full.open) == 1
    assert review.to_yaml(full, SOURCE).split("\n\n")[1] == (
        "decisions:\n  - at: 16  # line 4 of the source\n    kind: boundary\n"
        "    text: 一、总体指挥部会同有关单位⏎攻坚克难。\n    chose: join\n    margin: 0.2\n"
        "    say: open\n"
    )


def test_an_open_entry_goes_when_the_doubt_has_gone() -> None:
    text = (
        "decisions:\n- {at: 16, kind: boundary, text: ⏎攻坚}\n"
        "- {at: 5, kind: split, text: 指, why: 查}"
    )
    full = review.merged(review.read(text, "review.yaml"), [], "review.yaml")
    assert [(d.kind, d.why) for d in full.decisions] == [("split", "查")]


@pytest.mark.parametrize("text", ["", "# 无\n", "decisions:\n", "front_matter:\ndecisions: []\n"])
def test_an_empty_review(text: str) -> None:
    assert review.read(text, "review.yaml") == Review()


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("攻坚克难", True), ("有关单位⏎攻坚", True), ("有关 单位 ⏎", True), ("单位│攻", True),
        ("⏎", True), ("有关⏎攻坚", False), ("攻坚⏎克难", False), ("克难", False),
    ],
)  # fmt: skip
def test_fits(text: str, is_there: bool) -> None:
    assert fits(text, SOURCE, 16) == is_there


def test_an_excerpt_fits_even_around_its_own_mark() -> None:
    source = "甲⏎乙│丙⏎丁\n戊│己⏎庚"
    for at in range(len(source)):
        assert fits(excerpt(source, "boundary", at), source, at)
        assert fits(excerpt(source, "title", at), source, at)


@pytest.mark.parametrize(
    ("title", "kind", "period"),
    [
        ("某区2022年国民经济和社会发展计划执行情况与2023年计划", "plan-report", "2022"),
        ("某区2024年上半年国民经济和社会发展计划执行情况报告", "plan-report", "2024-H1"),
        ("某区2024年下半年工作报告", "work-report", "2024-H2"),
        ("某区2024年第三季度工作总结", "work-summary", "2024-Q3"),
        ("某中心2021年工作总结和2022年工作计划", "work-summary", "2021"),
        ("某市政府工作报告", "work-report", None),
        ("某市2025年要点", None, "2025"),
    ],
)
def test_what_the_title_says(title: str, kind: str | None, period: str | None) -> None:
    found = printed((Block("title", passage(title)),))
    assert (found.get("kind"), found.get("period")) == (kind, period)


@pytest.mark.parametrize(
    ("text", "is_period"),
    [
        ("2022", True), ("2024-H1", True), ("2024-Q4", True), ("2024-09", True),
        ("2024-H3", False), ("2024-13", False), ("24", False), ("2024-9", False),
    ],
)  # fmt: skip
def test_period(text: str, is_period: bool) -> None:
    assert bool(PERIOD.fullmatch(text)) == is_period


@pytest.mark.parametrize(
    ("text", "is_date"), [("2023", True), ("2023-01", True), ("2023-01-16", True), ("1月", False)]
)
def test_date(text: str, is_date: bool) -> None:
    assert bool(DATE.fullmatch(text)) == is_date
