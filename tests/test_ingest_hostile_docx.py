"""Archives and compound files that are no report: refused by name, quickly, in little memory."""

import random
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from gongbao.ingest import docx, ole
from gongbao.ingest.formats import read
from gongbao.model import ContentError
from tests.ingest.docx_files import PLACE, W, archive, cell, document, p, r, root, table

PROSE = p("坚持稳中求进，加快发展。")
GOOD = document(PROSE)


def with_document(xml: str | bytes) -> bytes:
    """A DOCX whose main part is ``xml``."""
    with zipfile.ZipFile(BytesIO(GOOD)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    return archive(parts | {"word/document.xml": xml})


def twice() -> bytes:
    packed = BytesIO(GOOD)
    with zipfile.ZipFile(packed, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("word/document.xml", root("document", f"<w:body>{p('另一')}</w:body>"))
    return packed.getvalue()


def many() -> bytes:
    return archive({f"f{n}": b"" for n in range(5001)})


def locked() -> bytes:
    """Bit 0 of the flags of each entry: encrypted as ZIP archives are."""
    data = bytearray(GOOD)
    for match in re.finditer(rb"PK\x01\x02", GOOD):
        data[match.start() + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """The directory says that the main part is shorter than it is."""
    data = bytearray(GOOD)
    at = [m.start() for m in re.finditer(rb"PK\x01\x02", GOOD)][2]
    size = struct.unpack_from("<I", data, at + 24)[0]
    struct.pack_into("<I", data, at + 24, size - 10)
    return bytes(data)


def broken() -> bytes:
    """One byte of the main part is another."""
    data = bytearray(GOOD)
    at = data.index(b"word/document.xml") + 40
    data[at] ^= 0xFF
    return bytes(data)


def nested() -> bytes:
    return with_document(root("document", "<w:body>" + "<w:sdt>" * 300 + "</w:sdt>" * 300))


def entities() -> bytes:
    """A billion laughs, as far as a test needs them."""
    laughs = f'<!ENTITY a "{"甲" * 1000}"><!ENTITY b "{"&a;" * 1000}">'
    return with_document(f"<!DOCTYPE a [{laughs}]>{EMPTY.format('&b;')}")


def outside() -> bytes:
    """A file of the machine as an entity."""
    system = '<!ENTITY x SYSTEM "file:///etc/hostname">'
    return with_document(f"<!DOCTYPE a [{system}]>{EMPTY.format('&x;')}")


def elements() -> bytes:
    return document("".join(f'<w:p w:rsid="{n * n}"/>' for n in range(450_000)))


def cells() -> bytes:
    rows = ("".join(cell(f"{n * n * k}") for k in range(60)) for n in range(100))
    return document(table(*rows))


def part(name: str) -> bytes:
    return archive({name: "a"})


EMPTY = f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>'
ODT = {"mimetype": "application/vnd.oasis.opendocument.text"}
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CUT_OFF = "the file is cut off or damaged: it has no end"
MAIN = '"word/document.xml"'
DOCTYPE = f"{MAIN} has a DOCTYPE, which no office program writes and which can hide text"
NOT_UTF8 = f"{MAIN} is not UTF-8, as every office program writes it"

CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated": (lambda: GOOD[: len(GOOD) // 2], CUT_OFF),
    "four bytes": (lambda: b"PK\x03\x04", CUT_OFF),
    "an empty archive": (
        lambda: archive({}),
        "this is a ZIP archive, not a DOCX; it holds nothing",
    ),
    "XLSX": (lambda: part("xl/workbook.xml"), "this is an Excel workbook (XLSX), not a DOCX"),
    "PPTX": (lambda: part("ppt/a.xml"), "this is a PowerPoint presentation (PPTX), not a DOCX"),
    "ODT": (lambda: archive(ODT), "this is an OpenDocument file (text)"),
    "OFD": (lambda: part("OFD.xml"), "this is an OFD, not a DOCX"),
    "EPUB": (lambda: part("META-INF/container.xml"), "this is an EPUB book, not a DOCX"),
    "Pages": (lambda: part("Index/Document.iwa"), "this is a Pages document, not a DOCX"),
    "ZIP": (lambda: part("a.pdf"), 'this is a ZIP archive, not a DOCX; it holds "a.pdf"'),
    "no document": (lambda: archive({"[Content_Types].xml": TYPES}), "the DOCX holds no document"),
    "another root": (lambda: with_document("<a/>"), "the DOCX holds no document"),
    "two documents": (twice, 'the archive holds "word/document.xml" 2 times'),
    "many files": (many, "the archive holds more than 5000 files"),
    "locked": (locked, "the archive is locked with a password"),
    "a false size": (lying, f"{MAIN} in the archive is damaged"),
    "a broken part": (broken, f"{MAIN} in the archive is damaged"),
    "a bomb": (
        lambda: archive({"word/media/a": b"\0" * 8_000_000}),
        'the archive unpacks to 7 MB: "word/media/a" alone is packed too densely',
    ),
    "a large part": (
        lambda: with_document(random.Random(1).randbytes(25 << 20)),
        f"{MAIN} in the archive unpacks to more than 24 MB",
    ),
    "entities": (entities, DOCTYPE),
    "a file of the machine": (outside, DOCTYPE),
    "UTF-16": (lambda: with_document(EMPTY.encode("utf-16")), NOT_UTF8),
    "GBK": (lambda: with_document(root("document", "").replace("UTF-8", "GBK")), NOT_UTF8),
    "nesting": (nested, f"{MAIN} is damaged: Excessive depth in document"),
    "no end tag": (lambda: with_document(EMPTY[:-20]), f"{MAIN} is damaged: "),
    "many elements": (elements, f"{MAIN} has more than 800,000 marks of XML"),
    "many letters": (
        lambda: document(p("甲" * 1_000_001)),
        "the document has more than 1,000,000 characters",
    ),
    "one long line": (
        lambda: document(p(random.Random(1).randbytes(6_000_000).hex())),
        f"{MAIN} is damaged: ",
    ),
    "nothing shown": (
        lambda: document(p(r("密", "<w:vanish/>"))),
        "the file shows no text: all that it holds is dropped",
    ),
    "a break outside": (
        lambda: document("<w:br/>"),
        "the file is damaged: it has words or breaks outside of any paragraph",
    ),
    "words in no paragraph": (
        lambda: document(p("甲") + r("乙")),
        "the file is damaged: it has words or breaks outside of any paragraph",
    ),
    "no words": (lambda: document(p()), "the file holds only white space"),
    "bidi": (lambda: document(p("甲\u202e乙")), '"U+202E" (right-to-left override) cannot be seen'),
}


@pytest.mark.parametrize("name", CASES)
def test_is_refused_by_name_in_two_seconds(name: str) -> None:
    make, message = CASES[name]
    data = make()
    start = time.monotonic()
    with pytest.raises(ContentError) as refused:
        read(data, PLACE)
    assert time.monotonic() - start < 2
    said = re.sub(r"^a\.docx(:\d+)?: error: ", "", str(refused.value).splitlines()[0])
    assert said.startswith(message)


def test_damage_anywhere_is_a_problem_and_no_traceback() -> None:
    chance = random.Random(7)
    refused = 0
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice((len(data), chance.randrange(len(data))))
        try:
            docx.read(bytes(data[:cut]), PLACE)
        except ContentError:
            refused += 1
    assert refused > 200


# ru_maxrss would count what the process was forked from.
MEASURED = r"""
import re, sys
from gongbao.ingest.formats import read
from gongbao.model import ContentError, Place
data = open(sys.argv[1], "rb").read()
try:
    read(data, Place("a"))
except ContentError:
    pass
status = open("/proc/self/status").read()
print(int(re.search(r"VmHWM:\s*(\d+)", status)[1]) >> 10)
"""


@pytest.mark.parametrize("name", ["many elements", "many letters", "a large part", "cells"])
def test_takes_no_more_than_300_mb(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(cells() if name == "cells" else CASES[name][0]())
    command = (sys.executable, "-c", MEASURED, str(file))
    said = subprocess.run(command, capture_output=True, check=True, text=True)
    assert int(said.stdout) < 300


# ---------------------------------------------------------------- compound files


def compound(*streams: str, flags: int = 0) -> bytes:
    """A compound file with empty streams of these names; the first sector of all is the same."""
    header = bytearray(512)
    header[:8] = ole.MAGIC
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)  # the directory begins in sector 1
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, 2 + (len(streams) + 4) // 4 - 1), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    entries = b"".join(entry(name) for name in ("Root Entry", *streams))
    directory = entries.ljust(512 * (len(chain) - 1), b"\0")
    word = struct.pack("<HHIHH", 0xA5EC, 0xC1, 0, 0, flags).ljust(512, b"\0")
    return bytes(header) + fat + directory + word * 4


def entry(name: str) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    kind = 5 if name == "Root Entry" else 2
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head.ljust(116, b"\xff") + struct.pack("<IQ", 4, 4096)


@pytest.mark.parametrize(
    ("streams", "message"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "this file is locked with a password"),
        (("Workbook",), "this is an Excel workbook (.xls)"),
        (("Book",), "this is an Excel workbook (.xls)"),
        (("Current User", "PowerPoint Document"), "this is a PowerPoint presentation (.ppt)"),
        (("HwpSummaryInformation", "FileHeader"), "this is a Hangul document (.hwp)"),
        (("CONTENTS", "MatOST"), "this is a document of Microsoft Works (.wps)"),
        (("甲", "乙", "丙", "丁", "戊"), 'this is no .doc; it holds "甲", "乙", "丙"'),
        ((), "the .doc is cut off or damaged"),
    ],
)
def test_a_compound_file_that_is_no_doc_is_named(streams: tuple[str, ...], message: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(compound(*streams), PLACE)
    assert str(refused.value).splitlines()[0] == f"a.docx: error: {message}"


def test_a_doc_with_a_password_is_named() -> None:
    with pytest.raises(ContentError, match=r"this \.doc is locked with a password"):
        read(compound("WordDocument", "1Table", flags=0x0100), PLACE)


def test_a_damaged_compound_file_is_a_problem_and_no_traceback() -> None:
    whole, chance = compound("EncryptedPackage", *"abcdefg"), random.Random(7)
    assert ole.compound(whole) is not None
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(24, len(data))] = chance.choice((0, 1, 0xFE, 0xFF))
        found = ole.compound(bytes(data[: chance.randrange(8, len(data))]))
        assert found is None or found.streams


def test_a_directory_that_goes_round_in_a_circle_ends() -> None:
    data = bytearray(compound("a", "b", "c", "d", "e"))
    struct.pack_into("<I", data, 512 + 8, 1)
    found = ole.compound(bytes(data))
    assert found is not None
    assert set(found.streams) == {"a", "b", "c", "d", "e"}
