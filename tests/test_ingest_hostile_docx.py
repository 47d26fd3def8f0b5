"""Archives and compound files that are no report: refused by name, quickly, in little memory."""

import random
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from gongbao.ingest import docx, ole
from gongbao.ingest.formats import read
from gongbao.model import ContentError
from tests.ingest.docx_files import PLACE, W, archive, cell, document, p, r, root, table

PROSE = p("坚持稳中求进，加快发展。")
GOOD = document(PROSE)
SCRIPTED = '<!DOCTYPE a [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


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
    """The directory says that the main part has 100 bytes more than it has."""
    data = bytearray(GOOD)
    at = [m.start() for m in re.finditer(rb"PK\x01\x02", GOOD)][2]
    size = struct.unpack_from("<I", data, at + 24)[0]
    struct.pack_into("<I", data, at + 24, size + 100)
    return bytes(data)


def broken() -> bytes:
    data = bytearray(GOOD)
    at = data.index(b"word/document.xml") + 40
    data[at] ^= 0xFF
    return bytes(data)


def cases() -> Iterator[object]:
    deep = f"<w:body>{'<w:sdt>' * 300}{'</w:sdt>' * 300}</w:body>"
    entity = (
        SCRIPTED.format("甲" * 1000)
        + f'<w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'
    )
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}">&x;</w:document>'
    sparse = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    table_of_cells = table(*[cell("甲") * 60] * 3000)
    yield "truncated", GOOD[: len(GOOD) // 2], "the file is cut off or damaged: it has no end"
    yield "four bytes", b"PK\x03\x04", "the file is cut off or damaged: it has no end"
    yield "an empty archive", archive({}), "this is a ZIP archive, not a DOCX; it holds nothing"
    yield "XLSX", archive({"xl/workbook.xml": "a"}), "this is an Excel workbook (XLSX), not a DOCX"
    yield (
        "PPTX",
        archive({"ppt/a.xml": "a"}),
        "this is a PowerPoint presentation (PPTX), not a DOCX",
    )
    yield (
        "ODT",
        archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "this is an OpenDocument file (text)",
    )
    yield "OFD", archive({"OFD.xml": "a"}), "this is an OFD, not a DOCX"
    yield "EPUB", archive({"META-INF/container.xml": "a"}), "this is an EPUB book, not a DOCX"
    yield (
        "ZIP",
        archive({"报告.pdf": "a"}),
        'this is a ZIP archive, not a DOCX; it holds "报告.pdf"',
    )
    yield "no document", archive({"[Content_Types].xml": sparse}), "the DOCX holds no document"
    yield "another root", with_document("<a/>"), "the DOCX holds no document"
    yield "two documents", twice(), 'the archive holds "word/document.xml" 2 times'
    yield "many files", many(), "the archive holds more than 5000 files"
    yield "locked", locked(), "the archive is locked with a password"
    yield "a false size", lying(), '"word/document.xml" in the archive is damaged'
    yield "a broken part", broken(), '"word/document.xml" in the archive is damaged'
    yield (
        "a bomb",
        archive({"word/media/a": b"\0" * 8_000_000}),
        'the archive unpacks to 7 MB: "word/media/a" alone is packed too densely',
    )
    yield (
        "a large part",
        with_document(random.Random(1).randbytes(25 << 20)),
        '"word/document.xml" in the archive unpacks to more than 24 MB',
    )
    yield (
        "entities",
        with_document(entity),
        '"word/document.xml" has a DOCTYPE, which no office program writes and which can hide text',
    )
    yield (
        "a file of ours",
        with_document(outside),
        '"word/document.xml" has a DOCTYPE, which no office program writes and which can hide text',
    )
    yield (
        "UTF-16",
        with_document(root("document", "<w:body/>").encode("utf-16")),
        '"word/document.xml" is not UTF-8, as every office program writes it',
    )
    yield (
        "GBK",
        with_document(root("document", "<w:body/>").replace("UTF-8", "GBK")),
        '"word/document.xml" is not UTF-8, as every office program writes it',
    )
    yield (
        "nesting",
        with_document(root("document", deep)),
        '"word/document.xml" is damaged: Excessive depth in document: 256 use XML_PARSE_HUGE option, line 2, column 2024',
    )
    yield (
        "many elements",
        document("<w:p/>" * 900_000),
        '"word/document.xml" has more than 800,000 marks of XML',
    )
    yield (
        "many letters",
        document(p("甲" * 1_000_001)),
        "the document has more than 1,000,000 characters",
    )
    yield (
        "no end tag",
        with_document(f'<w:document xmlns:w="{W}"><w:body>'),
        '"word/document.xml" is damaged: ',
    )
    yield "nothing shown", document(p(r("密", "<w:vanish/>"))), "the file holds only white space"
    yield "no words", document(p()), "the file holds only white space"
    yield "bidi", document(p("甲\u202e乙")), '"U+202E" (right-to-left override) cannot be seen'
    yield "wide cells", document(table_of_cells), ""


CASES = {name: (data, message) for name, data, message in cases()}  # type: ignore[misc]


@pytest.mark.parametrize("name", CASES)
def test_is_refused_by_name_in_two_seconds(name: str) -> None:
    data, message = CASES[name]
    start = time.monotonic()
    try:
        read(data, PLACE)
        said = ""
    except ContentError as error:
        said = re.sub(r"^a\.docx(:\d+)?: error: ", "", str(error).splitlines()[0])
    assert said.startswith(message)
    assert bool(said) == bool(message)
    assert time.monotonic() - start < 2


def test_damage_anywhere_is_a_problem_and_no_traceback() -> None:
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice((len(data), chance.randrange(len(data))))
        try:
            docx.read(bytes(data[:cut]), PLACE)
        except ContentError as error:
            assert error.problems


MEASURED = """
import resource, sys
from gongbao.ingest.formats import read
from gongbao.model import ContentError, Place
data = open(sys.argv[1], "rb").read()
try:
    read(data, Place("a"))
except ContentError:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


@pytest.mark.parametrize("name", ["many elements", "many letters", "a large part", "wide cells"])
def test_takes_no_more_than_300_mb(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(CASES[name][0])
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
