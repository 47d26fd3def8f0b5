"""The ledger as a stranger may have written it: refused with its line, never a traceback."""

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao import ledger
from gongbao.model import ContentError, Dropped, Kept, Ledger, Place

PLACE = Place("content/lin/2022/ledger.json", 1)
SOURCE = "甲 乙\n丙"
BODY = "丙\n甲乙\n"
GOOD = Ledger(
    source="source.txt",
    sha256=hashlib.sha256(SOURCE.encode()).hexdigest(),
    encoding="utf-8",
    chars=5,
    pages=(0, 4),
    segments=(
        Kept(0, 1, 2),
        Dropped(1, " ", "edge-space"),
        Kept(2, 1, 3),
        Dropped(3, "\n", "line-break"),
        Kept(4, 1, 0),
    ),
)

WRONG_HEADS: dict[str, list[object]] = {
    "version": [None, 0, 2, True, "1", 1.0],
    "source": [None, 1, "", "../source.txt", "source.txt\n", []],
    "sha256": [None, "", "0" * 63, "G" * 64, 0],
    "encoding": [None, "rot13", "base64", "utf-7", "idna", "x" * 99, 8],
    "chars": [None, -1, 1.5, True, "5", float("nan")],
    "pages": [None, 0, [1, 0], [-1], ["0"], [True], [0.5], {}],
    "segments": [None, 0, {}, ""],
}


def test_what_is_written_is_read() -> None:
    assert ledger.from_json(ledger.to_json(GOOD), PLACE) == GOOD


def test_the_proof_and_what_follows_from_it() -> None:
    assert ledger.is_proved(BODY, GOOD)
    assert ledger.rebuild(BODY, GOOD) == SOURCE
    assert ledger.kept_text(BODY, GOOD) == "丙甲乙"
    assert ledger.kept_offsets(GOOD) == (4, 0, 2)


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, values in WRONG_HEADS.items() for value in values],
)
def test_a_head_that_cannot_be_is_refused(key: str, value: object) -> None:
    data = json.loads(ledger.to_json(GOOD)) | {key: value}
    problem = refused(json.dumps(data))
    assert problem == f"{PLACE.path}:1: no ledger can be read from this file: {key!r}"


@pytest.mark.parametrize("key", ["version", "source", "encoding", "chars", "pages", "segments"])
def test_a_head_with_a_gap_is_refused(key: str) -> None:
    data = json.loads(ledger.to_json(GOOD))
    del data[key]
    assert refused(json.dumps(data)).endswith(f"{key!r} is missing")


@pytest.mark.parametrize(
    "row",
    [
        *("[]", "{}", "null", "1", '"k"', '["k"]', '["k",0,1]', '["k",0,1,0,0]', '["x",0,1,0]'),
        *('["k",-1,1,0]', '["k",0,-1,0]', '["k",0,1,-1]', '["k",0,true,0]', '["k",0,1.0,0]'),
        *('["k","0",1,0]', '["k",0,null,0]', '["d",0,1,"a"]', '["d",0,"a",null]', '["d",0,"a"]'),
        *(
            '["d",-1,"a","b"]',
            '["d",0,["a"],"b"]',
            '["d",0,"\\ud800","a"]',
            '["d",0,"a","\\udfff"]',
        ),
    ],
)
def test_a_segment_that_cannot_be_is_refused(row: str) -> None:
    lines = ledger.to_json(GOOD).split("\n")
    lines[3] = row + ","
    assert refused("\n".join(lines)).endswith("no ledger can be read from this file: segment 3")


def test_a_segment_is_refused_with_its_line() -> None:
    text = ledger.to_json(GOOD).replace('["k",2,1,3]', '["k",2,1]')
    assert refused(text).startswith(f"{PLACE.path}:4: ")
    on_one_line = text.replace("\n", "")
    assert refused(on_one_line).startswith(f"{PLACE.path}:1: ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '{"version": ' + "9" * 5000 + "}",
        '{"version": 1e999}',
        '{"a"\n:}',
    ],
)
def test_what_is_no_ledger_is_refused(text: str) -> None:
    assert refused(text).startswith(f"{PLACE.path}:")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_segments_are_ever_a_traceback(segments: object) -> None:
    data = json.loads(ledger.to_json(GOOD)) | {"segments": segments}
    try:
        found = ledger.from_json(json.dumps(data), PLACE)
    except ContentError:
        return
    assert not ledger.is_proved(BODY, found)


@pytest.mark.parametrize(
    "segments",
    [
        (Kept(0, 1_000_000_000, 0),),
        (Kept(0, 10**30, 10**30),),
        (Kept(0, 1, 0), Kept(1, 1_000_000_000_000, 1)),
        (Kept(0, 5, 2),),
        (Kept(1, 4, 0),),
        (Kept(0, 3, 0), Kept(3, 2, 2)),
        (Kept(0, 4, 0),),
        (),
    ],
)
@pytest.mark.parametrize("chars", [0, 5, 1_000_000_000])
def test_bounds_are_checked_before_anything_is_counted_out(
    segments: tuple[Kept, ...], chars: int
) -> None:
    assert not ledger.is_proved(BODY, replace(GOOD, segments=segments, chars=chars))


@pytest.mark.parametrize(
    ("source", "body", "segments"),
    [
        ("甲甲", "甲", (Kept(0, 1, 0), Kept(1, 1, 0))),
        ("甲乙乙丙", "甲乙丙", (Kept(0, 2, 0), Kept(2, 2, 1))),
        ("甲", "甲", (Kept(0, 1_000_000_000, 0),)),
        ("甲", "甲", (Kept(0, 1, 0), Kept(1, 1, 1))),
    ],
)
def test_no_character_is_used_twice_and_none_that_is_not_there(
    source: str, body: str, segments: tuple[Kept, ...]
) -> None:
    chars = sum(segment.length for segment in segments)
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    found = replace(GOOD, sha256=sha256, chars=chars, segments=segments)
    assert ledger.rebuild(body, found) == source
    assert not ledger.is_proved(body, found)


def test_a_text_that_the_encoding_cannot_hold_is_no_proof() -> None:
    assert not ledger.is_proved("\ud800\n甲乙\n", GOOD)
    assert not ledger.is_proved("\ud800\n甲乙\n", replace(GOOD, encoding="gb18030"))


def refused(text: str) -> str:
    with pytest.raises(ContentError) as error:
        ledger.from_json(text, PLACE)
    (problem,) = error.value.problems
    assert problem.place.line > 0
    return f"{problem.place}: {problem.message}"
