"""Blocks to Markdown: what is escaped, and where each kept character stands."""

import pytest

from gongbao.ingest.blocks import Block, Grid, Role
from gongbao.ingest.drops import REASONS, Drops, reason_for
from gongbao.ingest.markdown import body, segments
from gongbao.model import Dropped, Kept
from tests.ingest.support import passage, rendered_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*片区与*新金融", r"\*片区与\*新金融"),
        ("福[+]计划", r"福\[+\]计划"),
        ("a_b `c` \\d", r"a\_b \`c\` \\d"),
        ("<甲> & &amp; AT&T", r"\<甲> & \&amp; AT&T"),
        ("约3~5家~~删~~", r"约3~5家\~\~删\~\~"),
        ("1. 甲", r"1\. 甲"),
        ("1.甲", "1.甲"),
        ("2) 甲", r"2\) 甲"),
        ("# 甲", r"\# 甲"),
        ("#甲", "#甲"),
        ("> 甲", r"\> 甲"),
        ("- 甲", r"\- 甲"),
        ("+ 甲", r"\+ 甲"),
        ("-11.6%", "-11.6%"),
        ("---", r"\---"),
        ("甲{.lead}", r"甲\{.lead}"),
        ("甲 | 乙", "甲 | 乙"),
        ("——增长3%", "——增长3%"),
        ("City\n1. of", "City\n1\\. of"),
    ],
)
def test_paragraph(text: str, written: str) -> None:
    found = body([Block("paragraph", passage(text))])
    assert found.text == f"\n{written}\n"
    assert rendered_text(found.text) == text


@pytest.mark.parametrize(
    ("role", "written"),
    [
        ("title", "# 甲#"), ("heading", "### 甲#"), ("item", "- 甲#"), ("note", "[甲#]{.note}"),
        ("issuer", "[甲#]{.issuer}"), ("annex-ref", "[甲#]{.annex-ref}"), ("paragraph", "甲#"),
    ],
)  # fmt: skip
def test_roles(role: Role, written: str) -> None:
    text = body([Block(role, passage("甲#"), level=3)]).text.strip()
    assert text.replace("\\", "") == written
    assert rendered_text(text) == "甲#"


def test_a_heading_keeps_its_last_hashes() -> None:
    found = body([Block("heading", passage("甲 ##"), level=3)]).text
    assert found == "\n### 甲 #\\#\n"
    assert rendered_text(found) == "甲 ##"


def test_a_lead_is_a_span() -> None:
    block = Block("paragraph", passage("经济稳。{出台}"), lead=4)
    assert body([block]).text == "\n[经济稳。]{.lead}\\{出台}\n"


def test_table() -> None:
    rows = (("名|称", "值"), ("一、", ""), ("`a`", "5%"))
    grid = Grid(tuple(tuple(map(passage, row)) for row in rows))
    assert body([grid]).text == "\n| 名\\|称 | 值 |\n| --- | --- |\n| 一、 | |\n| \\`a\\` | 5% |\n"


def test_blank_lines_between_blocks_but_not_between_items() -> None:
    roles: tuple[Role, ...] = ("item", "item", "paragraph")
    blocks = [Block(role, passage("甲")) for role in roles]
    assert body(blocks).text == "\n- 甲\n- 甲\n\n甲\n"


def test_a_soft_break_in_an_item_is_indented() -> None:
    assert body([Block("item", passage("C\nC"))]).text == "\n- C\n  C\n"


def test_segments_tile_the_source() -> None:
    source = "甲 乙\n— 1 —\n丙"
    out = {0: 1, 2: 2, 10: 5}
    drops: Drops = dict.fromkeys(range(4, 9), "page-number")
    assert segments(source, out, drops) == (
        Kept(0, 1, 1), Dropped(1, " ", "edge-space"), Kept(2, 1, 2), Dropped(3, "\n", "line-break"),
        Dropped(4, "— 1 —", "page-number"), Dropped(9, "\n", "line-break"), Kept(10, 1, 5),
    )  # fmt: skip


def test_a_character_without_a_reason_is_an_error_of_ours() -> None:
    with pytest.raises(AssertionError, match="neither kept nor dropped"):
        reason_for("甲", 3, {})


def test_every_reason_is_explained() -> None:
    assert all(REASONS.values())
