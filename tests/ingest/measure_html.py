"""How web pages fare: each report of the corpus in each kind of page, against the report itself.

The corpus holds what was copied from web pages (``web``) and the same reports cleaned (``clean``),
not the pages: these are made around the texts, as the content systems make them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongbao.ingest import page_chrome, review
from gongbao.ingest.draft import Draft, draft
from gongbao.ingest.lines import squeezed
from gongbao.ledger import body_of, is_proved, rebuild
from gongbao.model import Dropped, Kept
from tests.ingest.rows import Row
from tests.ingest.support import PLACES
from tests.ingest.web_pages import PAGES

_SET_APART = ("2.5", "主要目标", "主要预期目标")
"""Words in bold or set low (PM2.5) that copying has put on lines of their own (广东 2026)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """``lost`` and ``added``: printed paragraphs of the report, and such as it does not have.

    ``other_headings``: those that only the page or only the same text as a text file gives.
    """

    file: str
    page: str
    paragraphs: int
    headings: int
    lost: tuple[str, ...]
    added: tuple[str, ...]
    other_headings: tuple[str, ...]
    is_proved: bool

    @property
    def is_right(self) -> bool:
        """All paragraphs are there, no page chrome is, and the page is rebuilt from the proof."""
        return self.is_proved and not self.lost and not self.added


def measure(corpus: Path) -> tuple[Row, ...]:
    done = compared(corpus)
    paragraphs, lost = sum(d.paragraphs for d in done), sum(len(d.lost) for d in done)
    right, pages = sum(d.is_right for d in done), len(done)
    name = "web pages made around reports"
    return (
        Row.share(f"{name}: paragraphs not lost", "100 %", paragraphs - lost, paragraphs),
        Row.share(f"{name}: no page chrome left, proved", "100 %", right, pages),
    )


def compared(corpus: Path) -> tuple[Compared, ...]:
    """A row for each report and page, and one of the copied text itself: ``text``."""
    return tuple(row for file in _files(corpus) for row in _rows(file))


def own_paragraphs(text: str, *, is_page: bool = True) -> list[str]:
    """The lines of a copied page that are the report's; all, where nothing shows that it is one."""
    lines = [line.strip() for line in _visible(text).split("\n") if line.strip()]
    is_page = is_page or sum(map(page_chrome.is_button, lines)) > 1
    gone = set(page_chrome.around(lines)) if is_page else set[int]()
    paragraphs = [""]
    for line in (line for i, line in enumerate(lines) if i not in gone):
        above = paragraphs[-1]
        is_cut = line in _SET_APART or above.endswith(_SET_APART) or _is_cut_subtitle(above)
        paragraphs[-1 if is_cut else len(paragraphs) :] = [above + line if is_cut else line]
    return paragraphs[1:]


def _is_cut_subtitle(line: str) -> bool:
    return line.startswith("——") and line.endswith("届")


def _files(corpus: Path) -> Iterator[Path]:
    for folder in ("web", "clean"):
        yield from sorted((corpus / folder).glob("*.txt"))


def _rows(file: Path) -> Iterator[Compared]:
    name, text = f"{file.parent.name}/{file.stem}", _visible(file.read_bytes().decode())
    own = own_paragraphs(text)
    as_text = drafted(text.encode())
    yield _row(name, "text", own_paragraphs(text, is_page=False), as_text, as_text)
    for page in PAGES:
        yield _row(name, page.__name__, own, drafted(page(own[0], own[1:])), as_text)


def _row(name: str, page: str, own: list[str], done: Draft, as_text: Draft) -> Compared:
    wanted, found = [squeezed(line) for line in own], printed_paragraphs(done)
    heads, others = headings(done), headings(as_text)
    return Compared(
        file=name,
        page=page,
        paragraphs=len(wanted),
        headings=len(heads),
        lost=tuple(p for p in wanted if p not in {*found, *_repeated_titles(done)}),
        added=tuple(p for p in found if p not in set(wanted)),
        other_headings=tuple(sorted(set(heads) ^ set(others))),
        is_proved=is_proved(body_of(done.report), done.ledger),
    )


def _repeated_titles(done: Draft) -> Iterator[str]:
    for segment in done.ledger.segments:
        if isinstance(segment, Dropped) and segment.reason == "repeated-title":
            yield squeezed(segment.text)


def drafted(data: bytes) -> Draft:
    said = review.read("front_matter: {period: 2024, kind: other}\n", "review.yaml")
    return draft(data, said, PLACES)


def headings(done: Draft) -> list[str]:
    blocks = body_of(done.report).split("\n")
    return [squeezed(block) for block in blocks if block.startswith("#")]


def printed_paragraphs(done: Draft) -> list[str]:
    """Without white space, in the order of the source; a run-in heading is of its paragraph."""
    body = body_of(done.report)
    source = rebuild(body, done.ledger)
    out = {
        segment.start + i: segment.out + i
        for segment in done.ledger.segments
        if isinstance(segment, Kept)
        for i in range(segment.length)
    }
    paragraphs: list[str] = []
    above: int | None = None
    for at in sorted(out):
        is_parted = above is None or (
            "\n" in source[above:at] and "\n" in body[out[above] + 1 : out[at]]
        )
        if is_parted:
            paragraphs.append("")
        paragraphs[-1] += source[at].strip()
        above = at
    return paragraphs


def _visible(text: str) -> str:
    """A text file with invisible characters is refused; some copies have them."""
    return "".join(char for char in text if char not in "\u200b\u200c\u200d\ufeff\u00ad\u2060")
