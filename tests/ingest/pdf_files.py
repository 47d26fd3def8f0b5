"""Small PDFs made by hand, and hostile ones."""

import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO

import pypdf

FONT = "/Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    "/FontDescriptor 6 0 R >>"
)
DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 800] "
    "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
)
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
{chars}
endcmap end end"""
"""Codes of the font Song are those of Unicode, and it says so unless asked to lie."""

LEFT, TOP, SIZE, PITCH = 80, 760, 16, 28

Line = tuple[float, float, str]
"""Where a line begins, from the left and from below, and what it says."""


def file(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d %b >>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    if packed:
        data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
    head = f"<< /Length {len(data)} {entries} >>".encode()
    return head + b"\nstream\n" + data + b"\nendstream"


def typeset(
    pages: Iterable[Iterable[Line]],
    *,
    drawn: bytes = b"",
    means: dict[str, str] | None = None,
    has_map: bool = True,
    page: str = "",
) -> bytes:
    """A page for each list of lines. ``means``: what the font says instead of a character."""
    pages = [list(lines) for lines in pages]
    used = {char for lines in pages for _, _, text in lines for char in text}
    drawings = [drawn + b"".join(_shown(*line) for line in lines) for lines in pages]
    kids = " ".join(f"{7 + 2 * i} 0 R" for i in range(len(drawings)))
    to_unicode = " /ToUnicode 5 0 R" if has_map else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(drawings)} /Kids [{kids}] >>".encode(),
        f"<< {FONT}{to_unicode} >>".encode(),
        DESCENDANT.encode(),
        stream(CMAP.format(chars=_chars(means or {}, used)).encode()),
        DESCRIPTOR.encode(),
    ]
    for i, drawing in enumerate(drawings):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {8 + 2 * i} 0 R >>".encode(),
            stream(drawing),
        ]
    return file(objects)


def flowing(*texts: str, width: int = 28) -> list[Line]:
    """Paragraphs as an office sets them: two characters in, the rest at the left edge."""
    lines: list[Line] = []
    for text in texts:
        first, rest = text[: width - 2], text[width - 2 :]
        parts = [first, *(rest[i : i + width] for i in range(0, len(rest), width))]
        for i, part in enumerate(parts):
            x = LEFT if i else LEFT + 2 * SIZE
            lines.append((x, TOP - PITCH * len(lines), part))
    return lines


def centred(text: str, y: float) -> Line:
    return LEFT + SIZE * (28 - len(text)) / 2, y, text


def locked(data: bytes, password: str) -> bytes:
    out = BytesIO()
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def page_of(drawing: bytes, resources: str = "", *more: bytes) -> bytes:
    """One page with a description as it is; ``drawing`` is a whole stream."""
    return file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << {resources} >> /Contents 4 0 R >>".encode(),
            drawing,
            *more,
        ]
    )


def _shown(x: float, y: float, text: str) -> bytes:
    return f"BT /F {SIZE} Tf {x} {y} Td <{_hex(text)}> Tj ET\n".encode()


def _chars(means: dict[str, str], used: set[str]) -> str:
    pairs = [(char, means.get(char, char)) for char in sorted(used)]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    return "\n".join(
        f"{len(block)} beginbfchar\n"
        + "\n".join(f"<{_hex(code)}> <{_hex(char)}>" for code, char in block)
        + "\nendbfchar"
        for block in blocks
    )


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()
