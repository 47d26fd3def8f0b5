"""The package of an Office Open XML file: its parts, how they refer to each other, their XML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from ..model import ContentError, Problem
from .archive import Archive

Element = Any
"""An element of lxml, which comes without types."""

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    _OPEN + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _OPEN + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _OPEN + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _OPEN + "package/2006/relationships": "p",
    _OPEN + "package/2006/content-types": "t",
    _OPEN + "markup-compatibility/2006": "mc",
}
_SPACES = {
    prefix: tuple(space for space, p in _PREFIXES.items() if p == prefix) for prefix in "wmr"
}
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?P<name>[^\"']*)")
_MOST_MARKS = 800_000
"""Of ``<`` and ``=`` in a part: each element and attribute takes 100 bytes of memory or more."""

_ASK_AGAIN = "open it in Word or WPS, save it as DOCX, and ingest that"


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of its type; ``target`` the name of a part, or an address."""

    kind: str
    target: str
    is_external: bool


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, '?')}:{name}"


def name(element: Element) -> str:
    """``w:p`` whatever the prefix in the file, and in both dialects; ``?:x`` for a foreign one."""
    return _short(element.tag)


def attribute(element: Element, key: str) -> str:
    """The value of ``w:val``; empty if it is not there."""
    prefix, _, local = key.partition(":")
    for space in _SPACES[prefix]:
        value = element.get(f"{{{space}}}{local}")
        if value is not None:
            return str(value)
    return ""


def child(element: Element, *path: str) -> Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for step in path:
        element = next((e for e in element if name(e) == step), None)
        if element is None:
            return None
    return element


def value(element: Element | None, *path: str) -> str:
    """``w:val`` of what `child` finds; empty if there is none."""
    found = None if element is None else child(element, *path)
    return "" if found is None else attribute(found, "w:val")


def descendants(element: Element, *names: str) -> Iterator[Element]:
    return (e for e in element.iter() if name(e) in names)


def tree(archive: Archive, part: str) -> Element | None:
    """The XML of a part, None if there is no such part; `ContentError` if it is not plain XML."""
    data = archive.part(part)
    if data is None:
        return None
    if refused := _refused(data):
        raise ContentError(Problem(archive.place, f'"{part}" {refused}', _ASK_AGAIN))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f'"{part}" is damaged: {error.msg}'
        raise ContentError(Problem(archive.place, message, _ASK_AGAIN)) from error


def _refused(data: bytes) -> str:
    declared = _DECLARED.match(data[:400].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in data or (declared and declared["name"].lower() not in (b"utf-8", b"us-ascii")):
        return "is not UTF-8, as every office program writes it"
    if b"<!DOCTYPE" in data:
        return "has a DOCTYPE, which no office program writes and which can hide text"
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        return f"has more than {_MOST_MARKS:,} marks of XML"
    return ""


def main_part(archive: Archive) -> str:
    """The part that holds the document itself; empty if the archive names none."""
    kinds = relations(archive, "").values()
    return next((r.target for r in kinds if r.kind == "officeDocument" and not r.is_external), "")


def content_type(archive: Archive, part: str) -> str:
    types = tree(archive, "[Content_Types].xml")
    for entry in () if types is None else types:
        if name(entry) == "t:Override" and entry.get("PartName", "").lstrip("/") == part:
            return str(entry.get("ContentType", ""))
    return ""


def relations(archive: Archive, part: str) -> Mapping[str, Relation]:
    """To what a part refers, by id; the package itself is the part with the empty name."""
    folder, file = posixpath.split(part)
    found = tree(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    entries = () if found is None else [e for e in found if name(e) == "p:Relationship"]
    return {entry.get("Id", ""): _relation(entry, folder) for entry in entries}


def _relation(entry: Element, folder: str) -> Relation:
    kind = str(entry.get("Type", "")).rpartition("/")[2]
    target = str(entry.get("Target", ""))
    if entry.get("TargetMode") == "External":
        return Relation(kind, target, True)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, target))[1:], False)


def related(archive: Archive, part: str, kind: str) -> Element | None:
    """The XML of the first part of this kind to which a part refers."""
    for relation in relations(archive, part).values():
        if relation.kind == kind and not relation.is_external:
            return tree(archive, relation.target)
    return None


def wrong_format(archive: Archive) -> Problem:
    """What an archive is that is no DOCX."""
    for mark, what, hint in _OTHERS:
        if any(entry.startswith(mark) for entry in archive.entries):
            return Problem(archive.place, f"this is {what}, not a DOCX", hint)
    mimetype = (archive.part("mimetype") or b"")[:80].decode("ascii", "replace")
    if "opendocument" in mimetype:
        kind = mimetype.rpartition(".")[2]
        return Problem(archive.place, f"this is an OpenDocument file ({kind})", _ASK_AGAIN)
    if "[content_types].xml" in archive.entries:
        return Problem(archive.place, "the DOCX holds no document", _ASK_AGAIN)
    names = ", ".join(f'"{entry.filename}"' for entry in list(archive.entries.values())[:3])
    message = f"this is a ZIP archive, not a DOCX; it holds {names or 'nothing'}"
    return Problem(archive.place, message, "unpack it and ingest the report that is in it")


_PRINT = "save the report as DOCX or PDF, and ingest that"
_OTHERS = (
    ("xl/", "an Excel workbook (XLSX)", _PRINT),
    ("ppt/", "a PowerPoint presentation (PPTX)", _PRINT),
    ("ofd.xml", "an OFD", "open it in an OFD reader, save it as PDF, and ingest that"),
    ("meta-inf/container.xml", "an EPUB book", _PRINT),
    ("index/document.iwa", "a Pages document", _PRINT),
)
"""The first letters of an entry that only this format has."""
