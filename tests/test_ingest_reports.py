"""The five reports: what they hold, that nothing of them is lost, and that tampering is seen."""

import shutil
import string
from pathlib import Path

import pytest

from gongbao.ingest import ingest
from gongbao.ingest.drops import REASONS
from gongbao.ingest.review import read
from gongbao.ledger import body_of, from_json, is_proved, kept_text
from gongbao.model import Dropped, Kept, Place
from tests.ingest.support import rendered_text

CONTENT = Path(__file__).parent.parent / "content"
RAW = {
    "futian/2024h1-plan": "003_1996ccd9fe3de636.txt",
    "futian/2022-plan": "004_592e8dd1bbfed73d.txt",
    "xiangmihu/2022-summary": "000_9b8f2a482825d998.txt",
    "xiangmihu/2021-summary": "001_606ba204346c43bb.txt",
    "unknown/2022-summary-masked": "002_7923e67f51b1887a.txt",
}
FILES = ("ledger.json", "report.md", "review.yaml", "source.txt")
pytestmark = pytest.mark.parametrize("path", RAW)

# Counted by hand: 一、 （一） 1. / body paragraphs / list items / rows of tables without groups.
COUNTED = {
    "futian/2024h1-plan": ((2, 13, 24), 59, 0, 0),
    "futian/2022-plan": ((3, 16, 16), 44, 20, 10),
    "xiangmihu/2022-summary": ((2, 9, 0), 11, 0, 0),
    "xiangmihu/2021-summary": ((2, 11, 0), 14, 0, 0),
    "unknown/2022-summary-masked": ((2, 11, 0), 13, 0, 0),
}
PRINTED_PAGES = {
    "futian/2024h1-plan": (23, {"— 4 —": 4, "— 7 —": 7, "— 23 —": 23}),
    "futian/2022-plan": (21, {"— 14 —": 14}),
    "xiangmihu/2022-summary": (4, {}),
    "xiangmihu/2021-summary": (0, {}),
    "unknown/2022-summary-masked": (0, {}),
}


def body(path: str) -> str:
    return body_of((CONTENT / path / "report.md").read_bytes().decode())


def test_ingest_again_changes_no_byte(path: str, tmp_path: Path) -> None:
    shutil.copy(CONTENT / path / "review.yaml", tmp_path)
    for _ in range(2):
        done = ingest(CONTENT / path / "source.txt", tmp_path)
        assert (done.problems, done.open) == ((), ())
        assert sorted(file.name for file in tmp_path.iterdir()) == list(FILES)
        for name in FILES:
            assert (tmp_path / name).read_bytes() == (CONTENT / path / name).read_bytes()


def test_every_doubt_is_decided_and_nothing_else(path: str, tmp_path: Path) -> None:
    decided = read((CONTENT / path / "review.yaml").read_text("utf-8"), "review.yaml")
    period = "front_matter: {period: 2022, kind: other}\n"
    (tmp_path / "review.yaml").write_text(period, encoding="utf-8")
    found = ingest(CONTENT / path / "source.txt", tmp_path).open
    assert [(d.at, d.kind) for d in found] == [(d.at, d.kind) for d in decided.decisions]


def test_the_source_is_the_raw_report(path: str, shared: Path) -> None:
    raw = shared / "reports" / RAW[path]
    assert (CONTENT / path / "source.txt").read_bytes() == raw.read_bytes()


def test_structure_as_counted_by_hand(path: str) -> None:
    blocks = [block for block in body(path).split("\n") if block and block != "## 附件"]
    rows = [
        b for b in blocks if b.startswith("| ") and "| --- |" not in b and not b.endswith("| |")
    ]
    plain = [b for b in body(path).split("\n\n") if is_body_paragraph(b.strip())]
    sections = tuple(sum(b.startswith("#" * n + " ") for b in blocks) for n in (2, 3, 4))
    items = sum(b.startswith("- ") for b in blocks)
    assert (sections, len(plain), items, max(0, len(rows) - 1)) == COUNTED[path]


def is_body_paragraph(block: str) -> bool:
    is_marked = block.startswith(("#", "- ", "| ")) or (block[:1] == "[" and block[-1:] == "}")
    return bool(block) and not is_marked


def test_what_is_shown_is_what_was_kept(path: str) -> None:
    ledger = from_json((CONTENT / path / "ledger.json").read_text("utf-8"), Place("ledger.json"))
    assert is_proved(body(path), ledger)
    assert rendered_text(body(path)) == kept_text(body(path), ledger)


def test_only_what_has_a_reason_is_dropped(path: str) -> None:
    ledger = from_json((CONTENT / path / "ledger.json").read_text("utf-8"), Place("ledger.json"))
    dropped = [s for s in ledger.segments if isinstance(s, Dropped)]
    assert {s.reason for s in dropped} <= set(REASONS)
    readable = {s.reason for s in dropped if s.text.strip()}
    assert readable <= {"page-number", "pdf-outline", "pdf-link-annotation", "markdown-bold"}


def test_tampering_with_any_character_is_seen(path: str) -> None:
    ledger = from_json((CONTENT / path / "ledger.json").read_text("utf-8"), Place("ledger.json"))
    text = body(path)
    kept = [s for s in ledger.segments if isinstance(s, Kept)]
    at = sorted(s.out + i for s in kept for i in (0, s.length // 2, s.length - 1))
    for i in at[:: max(1, len(at) // 60)]:
        assert not is_proved(f"{text[:i]}囧{text[i + 1 :]}", ledger)
        assert not is_proved(text[:i] + text[i + 1 :], ledger)
        assert not is_proved(f"{text[:i]}囧{text[i:]}", ledger)


def test_nothing_readable_is_added(path: str) -> None:
    ledger = from_json((CONTENT / path / "ledger.json").read_text("utf-8"), Place("ledger.json"))
    kept = {s.out + i for s in ledger.segments if isinstance(s, Kept) for i in range(s.length)}
    added = {char for i, char in enumerate(body(path)) if i not in kept}
    assert added <= set("#-|[]{}. \n\\" + string.ascii_lowercase)


def test_printed_page_numbers_check_the_count(path: str) -> None:
    ledger = from_json((CONTENT / path / "ledger.json").read_text("utf-8"), Place("ledger.json"))
    count, printed = PRINTED_PAGES[path]
    source = (CONTENT / path / "source.txt").read_bytes().decode()
    found = {text: sum(at <= source.index(text) for at in ledger.pages) for text in printed}
    assert (len(ledger.pages), found) == (count, printed)
