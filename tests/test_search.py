"""Tokens, the characters that are one, and an index that is read back as it was written."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.model import Digest, Entry, Place, Unit
from gongbao.pipeline import read
from gongbao.script import hans_characters, hant_edition
from gongbao.search import pagefind, prepared, search_units
from gongbao.search.contents import content_of, indexed
from gongbao.search.texts import BODY, HEADING, Line, lines
from gongbao.search.tokens import CUT_AS_HAN, Folding, tokens
from gongbao.search.variants import variants
from gongbao.search.written import Written

ROOT = Path(__file__).parent.parent

VECTORS = json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))
HERE = Place("report.md", 1)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["text"])
def test_tokens(vector: dict[str, Any]) -> None:
    folding = Folding({"國": "国", "際": "际"})
    assert tokens(vector["text"], folding) == vector["index"]
    assert tokens(vector["text"], folding, is_query=True) == vector["query"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tokens_are_words_for_pagefind(words: str) -> None:
    """No white space or punctuation is left in a token: Pagefind would cut or strip it."""
    for token in tokens(words, Folding({})):
        assert token
        assert token.isalnum() or not token.isascii()
        assert len(token.split()) == 1


def test_the_best_places_come_first_and_characters_last() -> None:
    lines = (
        Line("p1", BODY, "经济向好。就业增", HERE, lead=5),
        Line("s1", HEADING, "一、经济", HERE),
    )
    content = content_of(lines)
    assert indexed(content, {}) == (
        "一经 经济 济 0x 经济 济向 向好 好 0x "
        "经济 济向 向好 好就 就业 业增 增 0x 经 济 向 好 就 业 增 一"
    )
    assert content.ends == (0, 4, 9)


def test_characters_may_be_made_one_after_a_text_was_cut() -> None:
    """So that what is kept of a report does not depend on the characters of others."""
    library, _ = read(ROOT / "content")
    assert library
    table = variants(
        {pair for one in library.digests for pair in zip(*one.characters, strict=True)}
    )
    assert len(table) > 500
    of_opencc = ((chr(code), form) for code, form in hans_characters().items())
    assert all(CUT_AS_HAN.fullmatch(char) for pair in of_opencc for char in pair)
    folding, codes = Folding(table), str.maketrans(table)
    has_lead = False
    for entry in library.entries:
        for line in lines(Entry(hant_edition(entry.anchored), ())):
            lead = line.text[: line.lead].translate(folding)
            folded = replace(line, text=line.text.translate(folding), lead=len(lead))
            found = content_of([line])
            assert indexed(found, codes) == indexed(content_of([folded]), {}), line
            has_lead = has_lead or line.lead > 0
    assert has_lead


def test_characters_that_stand_for_each_other_in_two_editions_are_one() -> None:
    found = variants([*zip("干部乾坤", "幹部乾坤", strict=True), ("甲", "乙")])
    assert (found["幹"], found.get("部", "部")) == ("干", "部")
    folding = Folding(found)
    assert "幹部".translate(folding) == "干部".translate(folding)
    assert "甲".translate(folding) == "乙".translate(folding)
    assert "龘" not in found


def test_what_pagefind_wrote_is_read_back() -> None:
    """The reader of its files, on which the promise of search rests."""
    records = [
        ("0", "28d5 亿 亿元 元 0x 香蜜 蜜湖 湖"),
        ("1", "香蜜 0x 蜜湖 湖 亿元 baidu"),
        ("2", " ".join(f"w{n}" for n in range(20_000))),  # several files
    ]
    made = pagefind.index(records, "s0")
    written = Written(made.files)
    names = made.names
    assert written.holding(["香蜜", "蜜湖"]) == {names["0"]}
    assert written.holding(["香蜜"]) == {names["0"], names["1"]}
    assert written.holding(["28d5", "亿"]) == {names["0"]}
    assert written.holding(["28d5", "元"]) == set()
    assert written.holding(["无此"]) == set()
    assert written.holding(["ai"]) == set()
    assert written.holding(["baidu"]) == {names["1"]}
    assert all(written.holding([f"w{n}"]) == {names["2"]} for n in range(0, 20_000, 777))
    assert sum(path.endswith(".pf_index") for path in made.files) > 3


def test_a_report_more_leaves_the_other_shards_as_they_are() -> None:
    found, _ = read(ROOT / "content")
    assert found
    one = found.digests[0]
    digests = tuple(
        replace(one, path=f"lin/r{number}", identity=str(number), length=12_000)
        for number in range(400)
    )
    added = replace(one, path="lin/new", identity="new", length=12_000)

    def shards(some: tuple[Digest, ...]) -> list[object]:
        library = replace(found, digests=some)
        units = search_units(library, lambda path: lambda: prepared({}))
        return [unit.about for unit in units if isinstance(unit, Unit)]

    before, after = shards(digests), shards((added, *digests))
    assert len(before) > 4
    assert len(set(map(repr, after)) - set(map(repr, before))) <= 2
    assert after[-1] == before[-1]
