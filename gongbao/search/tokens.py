"""Text -> the tokens that Pagefind indexes. templates/assets/tokens.js follows the same rules."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
IGNORED = r"\s\"'\u2018\u2019\u201c\u201d\u300c-\u300f"
"""White space and quotation marks: readers type others than the report has, or none."""

TOKEN = re.compile(
    rf"(?P<han>[{HAN}])"
    r"|(?P<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)"
    r"|(?P<word>[a-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]+)"
    r"|(?P<sign>[%‰+℃#&°])"
    rf"|(?P<ignored>[{IGNORED}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
SIGNS = {
    "%": "pct",
    "‰": "pml",
    "+": "plus",
    "℃": "degc",
    "#": "hash",
    "&": "amp",
    "°": "deg",
}
"""Pagefind strips signs; spelled out they can be searched: 3.0% is not 3.0."""


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: str
    text: str


def fold(words: str) -> str:
    """Width and case folded. The full-width comma goes first: it must not join 5，000."""
    return unicodedata.normalize("NFKC", words.replace("，", "、")).lower()


def content_of(words: str) -> str:
    """What Pagefind indexes: the tokens, then each Han character once for one-character queries."""
    single = dict.fromkeys(a.text for a in _atoms(words) if a.kind == "han")
    return " ".join([*tokens(words), *single])


def tokens(words: str) -> list[str]:
    """Bigrams of Han characters; whole numbers; words. The last of a run stands alone as well."""
    atoms = _atoms(words)
    found: list[str] = []
    for index, atom in enumerate(atoms):
        after = atoms[index + 1] if index + 1 < len(atoms) else None
        before = atoms[index - 1] if index else None
        if atom.kind != "han":
            found += _spelled(atom)
        elif after and after.kind == "han":
            # After a number the unit stands alone as well, so that 5515亿 finds 5515亿元.
            found += [atom.text] if before and _spelled(before) and before.kind != "han" else []
            found.append(atom.text + after.text)
        else:
            found.append(atom.text)
    return found


def _spelled(atom: _Atom) -> list[str]:
    match atom.kind:
        case "number":
            return [atom.text.replace(",", "").replace(".", "d")]
        case "word":
            return [atom.text]
        case "sign":
            return [SIGNS[atom.text]]
    return []


def _atoms(words: str) -> list[_Atom]:
    matches = TOKEN.finditer(fold(words))
    return [_Atom(m.lastgroup or "", m[0]) for m in matches if m.lastgroup != "ignored"]
