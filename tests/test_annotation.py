"""The annotated numbers of other governments' reports agree with the text they point into."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "extract"
MAGNITUDE = {"": 0, "万": 4, "亿": 8, "万亿": 12}
NUMBER = re.compile(r"(\d+(?:\.\d+)?)[余多]?(万亿|万|亿)?")


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def span(row: dict[str, str], start: str = "start", end: str = "end") -> tuple[int, int]:
    return int(row[start]), int(row[end])


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    corpus = shared / "corpus" / "clean"
    names = {row["file"] for row in rows("annotated_ranges.tsv")}
    return {name: (corpus / name).read_bytes().decode("utf-8") for name in names}


def test_every_span_is_whole_and_inside_a_stretch(texts: dict[str, str]) -> None:
    stretches = [(row["file"], *span(row)) for row in rows("annotated_ranges.tsv")]
    marked = [(r["file"], *span(r)) for r in rows("annotated.tsv") + rows("annotated_neutral.tsv")]
    for file, start, end in marked:
        assert any(file == f and a <= start < end <= b for f, a, b in stretches)
        around = texts[file][start - 1 : start + 1], texts[file][end - 1 : end + 1]
        assert not any(re.fullmatch(r"[\d.]{2}", two) for two in around), (file, start)
    for (file, _, end), (following, start, _) in zip(
        sorted(marked), sorted(marked)[1:], strict=False
    ):
        assert file != following or end <= start, (file, start)


def test_values_are_the_printed_digits(texts: dict[str, str]) -> None:
    checked = 0
    for row in rows("annotated.tsv"):
        start, end = span(row)
        surface = texts[row["file"]][start:end]
        if row["role"] == "rank" or re.search(
            "[/∶破清]", surface.replace("/立", "").replace("/千", "")
        ):
            continue
        found = NUMBER.search(surface)
        assert found, (row["file"], start)
        digits = Decimal(found[1]).scaleb(MAGNITUDE[found[2] or ""])
        assert Decimal(row["value"]) == digits, (row["file"], start)
        assert not row["unit_text"] or row["unit_text"] in surface.replace("余", "").replace(
            "多", ""
        )
        checked += 1
    assert checked > 550


def test_labels_and_ranks_stand_in_the_paragraph_of_their_number(texts: dict[str, str]) -> None:
    for row in rows("annotated.tsv"):
        for kind in ("label", "head", "rank"):
            if row[f"{kind}_start"]:
                first, last = sorted((span(row), span(row, f"{kind}_start", f"{kind}_end")))
                assert "\n" not in texts[row["file"]][first[0] : last[1]], (row["file"], first)
