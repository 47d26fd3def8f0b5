"""A report -> the texts that cite it: GB/T 7714, BibTeX, CSL-JSON.

A build knows no clock: the day of access is the reader's. GB/T 7714-2015 asks for it and has
`ACCESSED` in its place, the others do without.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

ACCESSED = "[引用日期]"

TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # not \{: BibTeX counts braces and knows no escapes
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
} | {char: "\\" + char for char in "&%#_$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a citation is made of, in the words and at the address of one edition.

    ``title`` is without a mark where the editors supplied it. ``date`` is 2023, 2023-01 or
    2023-01-16. ``warning``: what a suspected copy is called, empty for all other reports.
    """

    key: str
    title: str
    is_title_supplied: bool
    subtitle: str | None
    issuer: str | None
    issuer_unknown: str
    kind: str
    date: str | None
    lang: str
    url: str
    warning: str
    note: str


@dataclass(frozen=True, slots=True)
class Citation:
    """``gbt7714`` is as the edition in force has it, that of 2025."""

    gbt7714: str
    gbt7714_2015: str
    bibtex: str
    csl_json: str
    """An array with one item, as CSL-JSON is exchanged."""


def cite(work: Work) -> Citation:
    return Citation(_gbt7714(work), _gbt7714_2015(work), _bibtex(work), _csl_json(work))


def full_title(work: Work) -> str:
    """Title and other title information; in square brackets what the editors supplied.

    GB/T 7714-2015, 7.2: “[ ]”用于…自拟的信息. The subtitle follows a colon, full-width as in the
    Chinese examples of 8.2.4; it stands for the dash with which subtitles are printed. A warning
    is part of the title because most styles show no note.
    """
    whole, colon = work.title, ": " if work.lang == "en" else "："
    if work.subtitle:
        whole += colon + work.subtitle.lstrip("—―－- ")
    if work.is_title_supplied:
        return f"[{whole}{colon}{work.warning}]" if work.warning else f"[{whole}]"
    return f"{whole}{colon}[{work.warning}]" if work.warning else whole


def _gbt7714(work: Work) -> str:
    """责任者. 题名：其他题名信息[R/OL]. 发布日期. 获取和访问路径. GB/T 7714-2025, 8.8.3.

    In force since 2026-07-01. What is not known is left out or said as in the edition before.
    """
    issuer = work.issuer or work.issuer_unknown
    date = f"{work.date}. " if work.date else ""
    return f"{issuer}. {full_title(work)}[R/OL]. {date}{work.url}."


def _gbt7714_2015(work: Work) -> str:
    """The form that many journals still ask for.

    主要责任者. 题名：其他题名信息[R/OL]. (更新或修改日期)[引用日期]. 获取和访问路径.

    4.6.2 and 8.4.4. Place, publisher and year are left out, as 8.4.1.3 and 8.4.2.3 allow for
    electronic resources. An unknown date is left out too: the year of which a report tells is not
    that of its publication, not even as the bracketed estimate of 8.4.3.3. An unknown issuer is
    said in a word that corresponds to 佚名 (8.1.3), which would mean that nobody signed it.
    """
    issuer = work.issuer or work.issuer_unknown
    date = f"({work.date})" if work.date else ""
    return f"{issuer}. {full_title(work)}[R/OL]. {date}{ACCESSED}. {work.url}."


def _bibtex(work: Work) -> str:
    """@techreport: BibTeX knows it, biblatex takes it for @report, Zotero reads a report.

    BibTeX does not know @report, and @misc would no longer be a report. No ``institution``, though
    BibTeX warns of it: a style would print the issuer twice. Titles and issuers are in two pairs
    of braces, so that no style changes letters or takes an issuer apart at an “and”.
    """
    lines = [f"@techreport{{{work.key},"]
    lines += [f"  {name} = {{{value}}}," for name, value in _bibtex_fields(work)]
    return "\n".join([*lines, "}"])


def _bibtex_fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.issuer:
        yield "author", f"{{{_tex(work.issuer)}}}"
    yield "title", f"{{{_tex(full_title(work))}}}"
    yield "type", _tex(work.kind)
    if work.date:
        yield "year", work.date[:4]  # for BibTeX
        yield "date", work.date  # for biblatex
    yield "url", work.url
    if work.note:
        yield "note", _tex(work.note)


def _tex(words: str) -> str:
    return "".join(TEX.get(char, char) for char in words)


def _csl_json(work: Work) -> str:
    item: dict[str, object] = {"id": work.key, "type": "report", "title": full_title(work)}
    if work.issuer:
        item["author"] = [{"literal": work.issuer}]
    item["genre"] = work.kind
    if work.date:
        item["issued"] = {"date-parts": [[int(part) for part in work.date.split("-")]]}
    item |= {"URL": work.url, "language": work.lang}
    if work.note:
        item["note"] = work.note
    return json.dumps([item], ensure_ascii=False, indent=1)
