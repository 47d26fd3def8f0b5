"""The English edition: the same ids, every passage translated or said to be not, numbers."""

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongbao.model import Observation, Period
from gongbao.pipeline import build, read
from gongbao.translation import mark_of, source_texts, untranslated
from gongbao.translation.numbers import said
from gongbao.translation.reading import translation
from tests.built_site import article, ids, read_page

ROOT = Path(__file__).parent.parent
TRANSLATED = "xiangmihu/2022-summary"
GOLDEN = ROOT / "tests" / "golden" / "two-periods"
REPORTS = sorted(
    path.parent.relative_to(ROOT / "content").as_posix()
    for path in (ROOT / "content").rglob("report.md")
)


@pytest.mark.parametrize("path", REPORTS)
def test_ids_are_the_same_in_every_edition(path: str, site: Path) -> None:
    own = ids(article(site / "en" / path / "index.html"))
    assert sorted(own) == sorted(ids(article(site / path / "index.html")))


def test_every_page_knows_its_three_editions(site: Path) -> None:
    for path in ("", "search/", "data/", "quality/", *(f"{path}/" for path in REPORTS)):
        for prefix in ("", "zh-hant/", "en/"):
            page = read_page(site / prefix / path / "index.html")
            links = [n.attributes for n in page.find("link", rel="alternate")]
            found = {one["hreflang"]: one["href"] for one in links if "hreflang" in one}
            home = "https://gongbao.example/"
            assert found == {
                "zh-Hans": home + path,
                "zh-Hant": f"{home}zh-hant/{path}",
                "en": f"{home}en/{path}",
                "x-default": home + path,
            }


def test_the_text_of_the_article_is_the_translation(site: Path) -> None:
    file = ROOT / "content" / TRANSLATED / "report.en.md"
    found = translation(file.read_text("utf-8"), file.name)
    passages = [one for one in found.passages if one.id != "issuer"]  # printed in the title
    shown = article(site / "en" / TRANSLATED / "index.html").text()
    assert shown == "".join(passage.text for passage in passages)


def test_the_first_translation_is_complete_and_of_today() -> None:
    library, problems = read(ROOT / "content", base_url="https://example.org/")
    assert library is not None
    assert problems == ()
    assert list(untranslated(library)) == []
    (entry,) = [e for e in library.entries if e.anchored.report.path == TRANSLATED]
    found = entry.anchored.report.source.translation
    assert found is not None
    texts = source_texts(entry.anchored)
    assert {one.id: one.mark for one in found.passages} == {
        own_id: mark_of(words) for own_id, words in texts.items()
    }
    sentences = [s.id for one in entry.anchored.blocks for s in one.sentences]
    marked = {stretch.id for one in found.passages for stretch in one.stretches}
    assert [own_id for own_id in sentences if own_id not in marked] == []


def test_numbers_of_the_translation_are_those_of_the_report() -> None:
    """All but the points (一是, 二是) and counts that English says in words."""
    library, _ = read(ROOT / "content", base_url="https://example.org/")
    assert library is not None
    (entry,) = [e for e in library.entries if e.anchored.report.path == TRANSLATED]
    found = entry.anchored.report.source.translation
    assert found is not None
    english = " ".join(one.text for one in found.passages)
    for number in entry.observations:
        assert said(number).removeprefix("about ") in english, number.surface


def test_what_is_not_translated_says_so() -> None:
    page = article(GOLDEN / "site" / "en" / "lin" / "2024-summary" / "index.html")
    shown = {n.attributes["id"]: n for n in page.walk() if "id" in n.attributes}
    for own_id in ("p1", "s2", "p3"):
        (badge,) = shown[own_id].find("span", class_="badge untranslated")
        assert "".join(map(str, badge.children)) == "Not translated"
        assert shown[own_id].attributes["lang"] == "zh-Hans"
    for own_id in ("s1", "p2"):
        assert not list(shown[own_id].find("span", class_="badge untranslated"))
        assert "lang" not in shown[own_id].attributes
    assert shown["p1"].text() == "现将2024年工作总结如下："
    assert shown["p2"].text().startswith("First, growth was kept stable. Investment in fixed")


def test_what_is_measured_is_defined_in_english(site: Path) -> None:
    for path, words in [
        ("data/gdp/", "The final result"),
        ("data/commercial-entities/", "no line"),
    ]:
        (main,) = read_page(site / "en" / path / "index.html").find("main")
        assert words in main.text()
        own = [node for node in main.walk() if words in node.text() and node.tag in ("p", "dd")]
        assert all("lang" not in node.attributes for node in own)


def test_a_report_without_a_translation_says_so_once(site: Path) -> None:
    page = (site / "en" / "futian" / "2022-plan" / "index.html").read_text("utf-8")
    assert page.count("This report has not been translated.") == 1
    assert "untranslated" not in page
    assert 'lang="zh-Hans"><a class="pn"' in page


def test_a_passage_whose_chinese_has_changed_says_so(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GOLDEN / "content", content)
    report = content / "lin" / "2024-summary" / "report.md"
    text = report.read_text("utf-8")
    report.write_text(text.replace("新增学位1200个", "新增学位1300个"), "utf-8")
    outcome = build(content, ROOT / "templates", tmp_path / "site")
    (problem,) = outcome.problems
    assert problem.message == "the text of 'p2' has changed since it was translated"
    assert not problem.fatal
    page = (tmp_path / "site" / "en" / "lin" / "2024-summary" / "index.html").read_text("utf-8")
    assert page.count("The Chinese has changed since this was translated") == 1
    page = (tmp_path / "site" / "lin" / "2024-summary" / "index.html").read_text("utf-8")
    assert "since" not in page


def test_an_editor_is_told_what_is_left_to_translate() -> None:
    library, _ = read(GOLDEN / "content")
    assert library is not None
    (problem,) = untranslated(library)
    assert problem.message == "not translated: 4 passages"
    assert re.fullmatch(r"(\{#(date|p1|s2|p3) [0-9a-f]{8}\}(, )?){4}", problem.hint)


NUMBER = Observation(
    id="p1-m1",
    report="a/2022",
    block="p1",
    section="s1",
    sentence="p1",
    start=0,
    end=0,
    quote="",
    surface="28.5亿元",
    label=None,
    label_source="none",
    indicator=None,
    role="level",
    value=Decimal(2_850_000_000),
    unit="CNY",
    unit_text="亿元",
    decimals=-7,
    period=Period("2022"),
    value_kind="actual",
    obs_status="A",
    rule="",
)


NUMBERS = """
28.5亿元 | 2850000000 | CNY -7 level exact | RMB 2.85 billion
5500亿元 | 550000000000 | CNY -8 level gt | over RMB 550 billion
3029万元 | 30290000 | CNY -4 level exact | RMB 30.29 million
1.2万亿元 | 1200000000000 | CNY -11 level exact | RMB 1.2 trillion
14.2亿美元 | 1420000000 | USD -7 level exact | USD 1.42 billion
3.0% | 3.0 | percent 1 rate exact | 3.0%
增长3.0% | 3.0 | percent 1 change exact up | up 3.0%
下降3.5% | 3.5 | percent 1 change exact down | down 3.5%
2.0%以内 | 2.0 | percent 1 rate le | at most 2.0%
2.5万家 | 25000 | 家 -3 level approx | about 25,000
增长4倍 | 4 | times 0 change exact up |
第一 | 1 | - 0 rank exact |
"""


@pytest.mark.parametrize("line", NUMBERS.strip().splitlines())
def test_numbers_in_english(line: str) -> None:
    surface, value, about, words = (part.strip() for part in line.split("|"))
    unit, decimals, role, qualifier, *direction = about.split()
    values: dict[str, Any] = {"unit": unit.strip("-"), "decimals": int(decimals), "role": role}
    values |= {"qualifier": qualifier, "direction": direction[0] if direction else None}
    assert said(replace(NUMBER, surface=surface, value=Decimal(value), **values)) == words


def test_so_much_for_each_is_left_to_the_words_of_the_report() -> None:
    assert said(replace(NUMBER, unit_denominator="KMK")) == ""
