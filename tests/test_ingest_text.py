"""Bytes to text: three encodings, and the reasons to refuse a file."""

import codecs

import pytest

from gongbao.ingest.formats import read as decode
from gongbao.ingest.lines import line_of
from gongbao.ingest.text_file import damaged
from gongbao.model import ContentError, Place

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
        (b"%PDF-1.7 \x00", "a.txt: error: this is a PDF"),
        (b"PK\x03\x04\x00", "a.txt: error: this is a DOCX or another ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "a.txt: error: this is a .doc or .wps"),
        (b"\n<!DOCTYPE html><p>", "a.txt: error: this is an HTML or XML file"),
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
            "甲\u200b".encode() * 6,
            'a.txt:1: error: "U+200B" (zero width space) cannot be seen: lines 1 and more',
        ),
        (
            "甲\x85乙".encode(),
            'a.txt:1: error: "U+0085" (a control character) cannot be seen: lines 1',
        ),
        (
            "甲\ufeff乙".encode(),
            'a.txt:1: error: "U+FEFF" (zero width no-break space) cannot be seen: lines 1',
        ),
    ],
)
def test_refuses(data: bytes, message: str) -> None:
    with pytest.raises(ContentError) as refused:
        decode(data, PLACE)
    assert str(refused.value).splitlines()[0] == message


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
    done = draft(text.encode(encoding), Review(), Places(source=Place("a"), review=Place("b")))
    assert "\ufeff" not in done.report
    assert done.ledger.segments[0] == Dropped(0, "\ufeff", "byte-order-mark")
