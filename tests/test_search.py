"""Tokens, and an index that a plain substring search agrees with."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.search.tokens import content_of, tokens

VECTORS = json.loads((Path(__file__).parent / "tokens.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["text"])
def test_tokens(vector: dict[str, Any]) -> None:
    assert tokens(vector["text"]) == vector["index"]


def test_each_han_character_can_be_looked_up_alone() -> None:
    assert content_of("香蜜湖湖").split() == ["香蜜", "蜜湖", "湖湖", "湖", "香", "蜜", "湖"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tokens_are_words_for_pagefind(words: str) -> None:
    """No white space or punctuation is left in a token: Pagefind would cut or strip it."""
    for token in tokens(words):
        assert token
        assert token.isalnum() or not token.isascii()
        assert len(token.split()) == 1
