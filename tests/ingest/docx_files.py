"""DOCX files made of raw XML, part by part, as Word, WPS or an attacker would write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from gongbao.ingest import docx_numbering, review
from gongbao.ingest.draft import Draft, Places, draft
from gongbao.ingest.formats import read
from gongbao.ingest.reading import Reading
from gongbao.ledger import body_of
from gongbao.model import Place
from tests.ingest.support import PERIOD

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_ROOTS = {"footer": "ftr", "header": "hdr"}
PLACE = Place("a.docx")
BULLET = docx_numbering.BULLET


def document(
    body: str, *, main: str = "", links: Mapping[str, str] | None = None, **parts: str
) -> bytes:
    """A DOCX: ``body`` is what stands in ``w:body``, each part what stands in its root."""
    files = {
        "[Content_Types].xml": _types(main),
        "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml", False)]),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
    }
    rows = [(f"part-{kind}", kind, f"{kind}.xml", False) for kind in _KINDS if kind in parts]
    rows += [(key, "hyperlink", target, True) for key, target in (links or {}).items()]
    files["word/_rels/document.xml.rels"] = _relations(rows)
    for kind, inside in parts.items():
        files[f"word/{kind}.xml"] = root(_ROOTS.get(kind, kind), inside)
    return archive(files)


def _types(main: str) -> str:
    main = main or "wordprocessingml.document.main+xml"
    override = f'<Override PartName="/word/document.xml" ContentType="application/x.{main}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{override}</Types>'


def _relations(rows: list[tuple[str, str, str, bool]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if is_external else "/>")
        for key, kind, target, is_external in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def root(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inside}</w:{name}>'


def archive(files: Mapping[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# ---------------------------------------------------------------- elements


def p(inside: str = "", properties: str = "") -> str:
    """A paragraph; ``inside`` is text, or runs and whatever else may stand in one."""
    runs = inside if inside.startswith("<") else r(inside) if inside else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    inside = text if text.startswith("<") else f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def field(instruction: str, result: str) -> str:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}{result}{end}"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(inside: str = "", properties: str = "") -> str:
    paragraphs = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def abstract(levels: str, number: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{levels}</w:abstractNum>'


def level(n: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def num(number: int = 1, abstract_number: int = 0, overrides: str = "") -> str:
    inside = f'<w:abstractNumId w:val="{abstract_number}"/>{overrides}'
    return f'<w:num w:numId="{number}">{inside}</w:num>'


def style(style_id: str, name: str, properties: str = "", kind: str = "paragraph") -> str:
    inside = f'<w:name w:val="{name}"/>{properties}'
    return f'<w:style w:type="{kind}" w:styleId="{style_id}">{inside}</w:style>'


# ---------------------------------------------------------------- what becomes of them


def reading(data: bytes) -> Reading:
    return read(data, PLACE)


def lines(body: str, **parts: str) -> list[str]:
    """The lines of the text that is read from a body."""
    return reading(document(body, main="", links=None, **parts)).text.splitlines()


def drafted(data: bytes) -> Draft:
    places = Places(source=PLACE, review=Place("review.yaml"))
    return draft(data, review.read(PERIOD, "review.yaml"), places)


def blocks(data: bytes) -> list[str]:
    """The lines of the body of report.md that are not blank."""
    return [line for line in body_of(drafted(data).report).split("\n") if line]
