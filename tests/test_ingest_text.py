"""Bytes to text: three encodings, and the reasons to refuse a file."""

import codecs

import pytest

from gongbao.ingest.draft import draft
from gongbao.ingest.formats import read as decode
from gongbao.ingest.lines import line_of
from gongbao.ingest.review import Review
from gongbao.ingest.text_file import damaged
from gongbao.model import ContentError, Dropped, Place
from tests.ingest.support import PLACES

PLACE = Place("a.txt")
PROSE = "福田区2022年，经济运行稳中有进。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PROSE.encode(), "utf-8"),
        (PROSE.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"), "utf-16-be"),
        ("一\r\n二\r三\n四\f五\t六\u3000七".encode(), "utf-8"),
    ],
)
def test_reads(data: bytes, encoding: str) -> None:
    decoded = decode(data, PLACE)
    assert decoded.encoding == encoding
    assert decoded.text.encode(encoding) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: error: the file is empty"),
        (b" \n\xe3\x80\x80\n", "a.txt: error: the file holds only white space"),
        (
            b"PK\x03\x04\x00",
            "a.txt: error: the file is cut off or damaged: it has no end",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "a.txt: error: the .doc is cut off or damaged"),
        (b"{\\rtf1\\ansi", "a.txt: error: this is an RTF"),
        (
            b"\n<!DOCTYPE html><p>",
            "a.txt: error: no report is found in this page: it shows 0 Chinese characters",
        ),
        (b"a\x00b", "a.txt: error: byte 1 is NUL: this is not a text file"),
        (b"a\n\xff", "a.txt:2: error: byte 0xFF at offset 2 is neither UTF-8 nor GB18030"),
        (
            # As GB18030 this would be read without an error, as 缁忔祹杩愯缁.
            "经济运行".encode() + "经".encode()[:2],
            "a.txt:1: error: byte 0xE7 at offset 12 is neither UTF-8 nor GB18030",
        ),
        (
            codecs.BOM_UTF16_LE + b"a",
            "a.txt: error: the file begins as UTF-16 and does not go on as it",
        ),
        (
            "甲\n乙\u202e丙\n\u202e".encode(),
            'a.txt:2: error: "U+202E" (right-to-left override) cannot be seen: lines 2, 3',
        ),
        (
            "甲\u2066".encode() * 6,
            'a.txt:1: error: "U+2066" (left-to-right isolate) cannot be seen: lines 1 and more',
        ),
        (
            "甲\x85乙".encode(),
            'a.txt:1: error: "U+0085" (a control character) cannot be seen: lines 1',
        ),
        (
            "本年度工作平穩推進，經濟運行總體向好，人民生活水平提高。".encode("big5"),
            "a.txt: error: the bytes read as Chinese in Big5, not in GB18030",
        ),
        (PROSE.encode("utf-16-le"), "a.txt: error: byte 7 is NUL: this is not a text file"),
        (
            # One byte lost: the pairs run on shifted to the end of the line, and break there.
            PROSE.encode("gb18030")[:-3] + "。\n".encode("gb18030"),
            "a.txt:1: error: byte 0xA3 at offset 30 is neither UTF-8 nor GB18030",
        ),
    ],
)
def test_refuses(data: bytes, message: str) -> None:
    with pytest.raises(ContentError) as refused:
        decode(data, PLACE)
    assert str(refused.value).splitlines()[0] == message


def test_what_no_reader_of_bytes_can_tell() -> None:
    """Another character in place of one is good GB18030; so are two lost bytes side by side."""
    assert decode(PROSE.replace("进", "退").encode("gb18030"), PLACE).encoding == "gb18030"
    assert decode(PROSE.replace("进", "").encode("gb18030"), PLACE).encoding == "gb18030"


def test_traditional_characters_in_gb18030_are_no_big5() -> None:
    text = "本年度工作平穩推進，經濟運行總體向好，人民生活水平提高。"
    assert decode(text.encode("gb18030"), PLACE).text == text


@pytest.mark.parametrize("char", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff"])
def test_characters_of_no_width_are_dropped_and_named(char: str) -> None:
    reading = decode(f"甲\n{char}乙{char}".encode(), PLACE)
    assert reading.drops == {2: "zero-width", 4: "zero-width"}
    (problem,) = reading.problems
    assert str(problem).splitlines()[0] == (
        f"a.txt:2: warning: dropped U+{ord(char):04X}: no width, no meaning: lines 2"
    )


def test_a_byte_order_mark_is_no_character_of_no_width() -> None:
    assert decode(codecs.BOM_UTF8 + PROSE.encode(), PLACE).drops == {0: "byte-order-mark"}


def test_every_invisible_character_is_named_at_once() -> None:
    with pytest.raises(ContentError) as refused:
        decode("甲\u2066乙\u2069".encode(), PLACE)
    assert len(refused.value.problems) == 2


def test_a_lost_character_is_a_warning() -> None:
    (problem,) = damaged("甲\n乙\ufffd", PLACE)
    assert str(problem).startswith('a.txt:2: warning: "U+FFFD" stands for a character')


@pytest.mark.parametrize(("at", "line"), [(0, 1), (1, 1), (3, 2), (4, 2), (5, 3), (6, 3)])
def test_lines_are_counted_as_editors_do(at: int, line: int) -> None:
    assert line_of("一\r\n二\r三", at) == line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", ["", " ", "\n"])
def test_a_byte_order_mark_is_no_part_of_the_title(before: str, encoding: str) -> None:
    text = f"\ufeff{before}某区2022年工作总结\n\n一、工作情况\n全年完成。\n"
    done = draft(text.encode(encoding), Review(), PLACES)
    assert "\ufeff" not in done.report
    assert done.ledger.segments[0] == Dropped(0, "\ufeff", "byte-order-mark")
