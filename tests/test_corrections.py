"""What an editor says in metrics.yaml is what page and data say; nothing else moves."""

import json
from pathlib import Path

import pytest

from gongbao.model import Library, Observation
from gongbao.pipeline import build, read
from tests.built_site import read_page

ROOT = Path(__file__).parent.parent
SITE = "title: 公报\nbase_url: https://example.org/\npublisher: 编辑部\nlicence: CC BY 4.0\n"
INDICATORS = """topics:
  economy: {zh-Hans: 经济, en: Economy}
indicators:
  gdp:
    name: {zh-Hans: 地区生产总值, en: Gross regional product}
    unit: CNY
    kind: flow
    topic: economy
"""
REPORT = """---
title: 甲区2025年工作总结
kind: work-summary
period: 2025
provenance: unknown
---

# 甲区2025年工作总结

## 一、工作

全年新增床位300张、学位300个，建成3家医院、3家学校。另建成公园12座，里程碑若干。

地区生产总值300亿元，增长5.0%。
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content/jia/2025"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text(REPORT, "utf-8")
    (folder / "changes.yaml").write_text("published: 2026-11-21\n", "utf-8")
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "content/indicators.yaml").write_text(INDICATORS, "utf-8")
    return tmp_path / "content"


def numbers(content: Path, corrections: str = "") -> dict[str, Observation]:
    if corrections:
        text = f"corrections:\n{corrections}"
        (content / "jia/2025/metrics.yaml").write_text(text, "utf-8")
    library, problems = read(content)
    assert problems == ()
    assert isinstance(library, Library)
    return {number.id: number for number in library.entries[0].observations}


def test_a_label_is_the_editors(content: Path) -> None:
    before = numbers(content)
    after = numbers(content, "  - {at: p1, number: 300张, label: 病床, reason: 床位指病床}\n")
    number = after.pop("p1-m1")
    assert (number.label, number.label_source) == ("病床", "editor")
    assert number.corrected
    assert (number.corrected.reason, number.corrected.was) == ("床位指病床", before["p1-m1"].label)
    assert after == {id: one for id, one in before.items() if id != "p1-m1"}


def test_an_indicator_brings_its_name(content: Path) -> None:
    found = numbers(content, "  - {at: p1-2, number: 12座, indicator: gdp, reason: 试}\n")
    number = found["p1-m5"]
    assert (number.label, number.label_source, number.indicator) == (
        "地区生产总值",
        "registry",
        "gdp",
    )


def test_an_id_tells_two_alike_apart(content: Path) -> None:
    found = numbers(content, "  - {id: p1-m4, number: 3家, label: 新建学校, reason: 句中有两处}\n")
    assert found["p1-m4"].label == "新建学校"
    assert found["p1-m3"].corrected is None


def test_what_is_dropped_is_gone_and_the_others_keep_their_ids(content: Path) -> None:
    before = numbers(content)
    after = numbers(content, "  - {at: p1, number: 300个, drop: yes, reason: 试}\n")
    assert after == {id: one for id, one in before.items() if id != "p1-m2"}


def test_what_is_added_stands_in_its_place_with_a_new_id(content: Path) -> None:
    before = numbers(content)
    add = "{value: 10, unit: 个, kind: target, period: 2026}"
    after = numbers(content, f"  - {{at: p1-2, number: 里程碑若干, add: {add}, reason: 试}}\n")
    number = after["p1-m6"]
    assert list(after) == [*list(before)[:5], "p1-m6", *list(before)[5:]]
    assert {id: after[id] for id in before} == before
    assert (number.surface, number.quote, number.sentence) == ("里程碑若干", "里程碑若干", "p1-2")
    assert (str(number.value), number.unit, number.period.text) == ("10", "个", "2026")
    assert (number.value_kind, number.obs_status, number.role) == ("target", "F", "level")
    assert number.corrected
    assert number.corrected.is_added


def test_page_and_data_say_what_was_corrected_and_why(content: Path, tmp_path: Path) -> None:
    numbers(
        content,
        "  - {at: p1, number: 300张, label: 病床, reason: 床位指病床}\n"
        "  - {at: p1, number: 300个, drop: yes, reason: 尚未建成}\n",
    )
    assert build(content, ROOT / "templates", tmp_path / "site").problems == ()
    for edition, corrected, dropped in (
        ("", "编者校正：床位指病床", "“300个”：尚未建成"),
        ("zh-hant/", "編者校正：牀位指病牀", "“300個”：尚未建成"),
    ):
        page = read_page(tmp_path / f"site/{edition}jia/2025/index.html")
        (section,) = page.find("section", id="numbers")
        assert corrected in section.text()
        assert dropped in section.text()
    data = json.loads((tmp_path / "site/jia/2025/metrics.json").read_text("utf-8"))
    first = data["observations"][0]
    assert (first["corrected"], first["correction_reason"]) == (True, "床位指病床")
    assert [(one["surface"], one["change"], one["reason"]) for one in data["corrections"]] == [
        ("300张", "name", "床位指病床"),
        ("300个", "drop", "尚未建成"),
    ]
    text = (tmp_path / "site/jia/2025/metrics.csv").read_text("utf-8-sig")
    assert ",true,床位指病床," in text
    assert "尚未建成" not in text
