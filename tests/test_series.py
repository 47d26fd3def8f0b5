"""Numbers of several reports next to each other: what is joined, paired, contradicted, left out."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from gongbao.anchors import anchor
from gongbao.collect import collect
from gongbao.digest import digests_of
from gongbao.extract import observations
from gongbao.model import (
    Entry,
    Library,
    Place,
    Publisher,
    Ref,
    SiteSettings,
    Source,
    Tracking,
)
from gongbao.parse import parse
from gongbao.render.plots import Plot, bound_of, plots
from gongbao.series import exclusions, track
from tests.extract.reports import FRONT_MATTER, REGISTRY

RESULTS = "## 一、2022年计划执行情况\n\n"
TARGETS = "## 一、2023年主要目标\n\n"
SETTINGS = SiteSettings(
    title="公报",
    base_url="https://example.org/",
    languages=("zh-Hans",),
    publisher=Publisher("编辑部"),
    licence="CC BY 4.0",
    bodies=(),
    place=Place("content/site.yaml"),
)


def library(*reports: tuple[str, str, str]) -> Library:
    """Of reports given as path, period and Markdown."""
    made = []
    for path, period, markdown in reports:
        front = FRONT_MATTER.format(period=period)
        if path.startswith("copy/"):
            front = front.replace("provenance: unknown", "provenance: suspected-copy")
        place = Place(f"content/{path}/report.md")
        text = front + markdown + "\n"
        source = Source(path=path, place=place, text=text, ledger=None, original=None)
        anchored = anchor(parse(source))
        made.append(Entry(anchored, observations(anchored, REGISTRY)))
    digests = (digests_of({"zh-Hans": entry}, REGISTRY)["zh-Hans"] for entry in made)
    found = collect(SETTINGS, digests)
    tracking = track(found.digests, exclusions(found.digests))
    return replace(found, entries=tuple(made), registry=REGISTRY, tracking=tracking)


def tracked(*reports: tuple[str, str, str]) -> Tracking:
    return library(*reports).tracking


def said(found: Library) -> dict[Ref, str]:
    numbers = (number for entry in found.entries for number in entry.observations)
    return {Ref(n.report, n.id): f"{n.report} {n.surface}" for n in numbers}


def series_of(found: Library) -> list[list[str]]:
    words = said(found)
    return [[words[ref] for ref in one.figures] for one in found.tracking.series]


def test_the_same_indicator_of_one_body_is_one_series_by_time() -> None:
    found = library(
        ("lin/2022", "2022", "全年地区生产总值515亿元。"),
        ("lin/2023", "2023", "全年生产总值530亿元。"),
        ("nan/2022", "2022", "全年地区生产总值99亿元。"),
    )
    assert series_of(found) == [
        ["lin/2022 515亿元", "lin/2023 530亿元"],
        ["nan/2022 99亿元"],
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("地区生产总值515亿元", "地区生产总值增长5%"),
        ("专利授权量20件", "发明专利授权量10件"),
        ("市场主体54万户", "商事主体60万户"),
        ("首店品牌600家", "新增首店70家"),
        ("万元GDP水耗4.07立方米/万元", "万元GDP水耗下降5.1%"),
    ],
)
def test_unlike_numbers_are_never_joined(one: str, other: str) -> None:
    found = library(("lin/2022", "2022", f"{one}。"), ("lin/2023", "2023", f"{other}。"))
    assert [len(one) for one in series_of(found)] == [1, 1]


def test_a_year_and_its_half_are_two_series() -> None:
    found = library(
        ("lin/2022", "2022", "全年地区生产总值515亿元。"),
        ("lin/2023h1", "2023-H1", "上半年地区生产总值260亿元。"),
    )
    assert series_of(found) == [["lin/2023h1 260亿元"], ["lin/2022 515亿元"]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("地区生产总值515亿元。本区生产总值515亿元。", ["complete"]),
        ("地区生产总值515.3亿元。本区生产总值515亿元。", ["consistent"]),
        ("地区生产总值515.3亿元。本区生产总值516亿元。", ["inconsistent"]),
        ("地区生产总值515亿元。本区生产总值突破500亿元。", ["consistent"]),
        ("地区生产总值515亿元。本区生产总值突破520亿元。", ["inconsistent"]),
        ("地区生产总值增长3%。本区生产总值下降3%。", ["inconsistent"]),
        ("地区生产总值515亿元。地区生产总值增长3%。", []),
    ],
)
def test_duplicates_are_compared_as_the_coarser_is_rounded(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in tracked(("lin/2022", "2022", text)).duplicates] == kinds


def test_a_change_against_another_year_is_no_contradiction() -> None:
    annex = (
        "| 指标名称 | 2022年预计完成 |\n| --- | --- |\n"
        "| 万元GDP水耗 | 比2020年下降13.4%（比2021年下降5.1%） |"
    )
    found = tracked(("lin/2022", "2022", f"{RESULTS}万元GDP水耗下降5.1%。\n\n{annex}"))
    assert [one.kind for one in found.duplicates] == ["complete"]


def test_a_revised_estimate_is_no_contradiction() -> None:
    found = tracked(
        ("lin/2022", "2022", "预计全年地区生产总值515亿元。"),
        ("lin/2022-b", "2022", "全年地区生产总值512亿元。"),
    )
    assert found.duplicates == ()
    assert len(found.series) == 1


def test_a_target_stands_beside_the_result_of_its_period_or_of_a_part_of_it() -> None:
    found = library(
        ("lin/2022", "2022", f"{TARGETS}地区生产总值增长6.5%。进出口总额增长1.0%。"),
        ("lin/2023h1", "2023-H1", "上半年进出口总额增长0.4%。"),
        ("lin/2023", "2023", "全年地区生产总值增长5.9%。"),
    )
    words = said(found)
    assert [
        tuple([words[ref] for ref in refs] for refs in (pair.targets, pair.results, pair.progress))
        for pair in found.tracking.pairs
    ] == [
        (["lin/2022 6.5%"], ["lin/2023 5.9%"], []),
        (["lin/2022 1.0%"], [], ["lin/2023h1 0.4%"]),
    ]


def test_a_target_of_another_body_or_role_has_no_result() -> None:
    found = tracked(
        ("lin/2022", "2022", f"{TARGETS}地区生产总值增长6.5%。"),
        ("lin/2023", "2023", "全年地区生产总值530亿元。"),
        ("nan/2023", "2023", "全年地区生产总值增长5.9%。"),
    )
    assert [(pair.results, pair.progress) for pair in found.pairs] == [((), ())]


@pytest.mark.parametrize(
    ("text", "computed", "holds"),
    [
        ("已完成投资28.5亿元（年度目标28.3亿元），完成率100.7%。", "100.7", True),
        ("已完成投资28.5亿元（年度目标28.3亿元），完成率101.7%。", "100.7", False),
        ("市场主体达54.3万家，其中企业39万家，占比72%。", "71.8", True),
        ("市场主体达54.3万家，其中企业39万家，占比75%。", "71.8", False),
        ("地区生产总值5515亿元。总部企业实现增加值2625亿元，占GDP比重约48%。", "47.6", True),
    ],
)
def test_percentages_are_worked_out_again(text: str, computed: str, holds: bool) -> None:
    (one,) = tracked(("lin/2022", "2022", RESULTS + text)).sums
    assert (one.computed, one.holds) == (Decimal(computed), holds)


@pytest.mark.parametrize(
    "text",
    [
        "进出口总额8309亿元，占全市四分之一。",
        "市场主体超54.3万家，其中企业39万家，占比75%。",
        "完成投资28.5亿元，完成率100.7%。",
    ],
)
def test_what_lacks_a_part_is_not_worked_out(text: str) -> None:
    assert tracked(("lin/2022", "2022", RESULTS + text)).sums == ()


def test_a_number_without_a_unit_is_noted_and_zero_words_are_not() -> None:
    found = library(("lin/2022", "2022", "总投资1268亿、年度投资132亿元。推动零就业家庭动态归零。"))
    assert [said(found)[ref] for ref in found.tracking.without_unit] == ["lin/2022 1268亿"]


# ---------------------------------------------------------------- reports that repeat others

WORK = ("教育", "卫生", "交通", "水利", "农业", "工业", "商贸", "文化", "体育", "旅游")
SENTENCES = [
    f"{word}方面，{word}工作稳步推进，完成{number}个{word}项目，{word}水平不断提高。"
    for number, word in enumerate(WORK, 3)
]


def test_a_report_with_only_the_years_moved_on_is_in_no_series() -> None:
    text = "".join(SENTENCES) + "全年地区生产总值515亿元。"
    found = tracked(
        ("lin/2022", "2022", f"2022年，{text}"),
        ("lin/2023", "2023", f"2023年，{text}"),
    )
    (one,) = found.exclusions
    assert (one.report, one.reason, one.original) == ("lin/2023", "near-duplicate", "lin/2022")
    assert {ref.report for series in found.series for ref in series.figures} == {"lin/2022"}


def test_what_the_editor_calls_a_copy_is_in_no_series() -> None:
    found = tracked(("copy/2022", "2022", "全年地区生产总值515亿元。"))
    assert [(one.report, one.reason) for one in found.exclusions] == [
        ("copy/2022", "suspected-copy")
    ]
    assert found.series == ()


def test_reports_with_some_sentences_in_common_are_not_alike() -> None:
    other = [sentence.replace("项目", "工程").replace("不断", "持续") for sentence in SENTENCES]
    found = tracked(
        ("lin/2022", "2022", "".join(SENTENCES)),
        ("lin/2023", "2023", "".join(SENTENCES[:3] + other[3:])),
    )
    assert found.exclusions == ()


def test_ten_times_the_reports_take_about_ten_times_the_time() -> None:
    one = library(
        *(
            (f"lin{n}/2022", "2022", "".join(SENTENCES[n % 7 :]) + f"出口额{n}亿元。")
            for n in range(40)
        )
    )

    def seconds(copies: int) -> float:
        digests = one.digests * copies
        start = time.perf_counter()
        track(digests, exclusions(digests))
        return time.perf_counter() - start

    seconds(1)
    assert seconds(20) < 20 * max(seconds(2), 0.005)


# ---------------------------------------------------------------- what a plot joins


def plot_of(*reports: tuple[str, str, str]) -> Plot:
    (plot,) = plots(library(*reports)).values()
    return plot


def year(number: int, text: str) -> tuple[str, str, str]:
    return f"lin/{number}", str(number), text


def test_results_of_years_in_a_row_are_joined() -> None:
    plot = plot_of(
        *(year(n, f"全年地区生产总值{n - 1500}亿元。") for n in (2021, 2022, 2023)),
    )
    assert [mark.shape for mark in plot.marks] == ["result"] * 3
    assert [(line[0], line[2]) for line in plot.lines] == [(60.0, 180.0), (180.0, 300.0)]


@pytest.mark.parametrize(
    "reports",
    [
        [year(2021, "全年地区生产总值515亿元。"), year(2023, "全年地区生产总值530亿元。")],
        [year(2021, "全年地区生产总值515亿元。"), year(2022, "预计全年地区生产总值530亿元。")],
        [year(2021, "全年地区生产总值515亿元。"), year(2022, "全年地区生产总值超530亿元。")],
        [year(2022, f"全年地区生产总值增长3%。\n\n{TARGETS}地区生产总值增长6%。")],
        [
            year(2022, "全年地区生产总值515亿元。"),
            ("lin/2023h1", "2023-H1", "上半年地区生产总值260亿元。"),
        ],
        [
            year(2021, "全年地区生产总值增长3%。"),
            year(2022, "全年地区生产总值增长4%。本区生产总值增长5%。"),
        ],
    ],
    ids=["a gap", "an estimate", "a bound", "a target", "a half", "a contradiction"],
)
def test_unlike_marks_are_never_joined_by_a_line(reports: list[tuple[str, str, str]]) -> None:
    plot = plot_of(*reports)
    looks = {(mark.shape, mark.is_part, mark.bound, mark.x, mark.y) for mark in plot.marks}
    assert len(looks) == len(plot.marks) > 1
    assert plot.lines == ()


def test_a_year_of_which_nothing_is_known_keeps_its_place() -> None:
    plot = plot_of(year(2021, "全年出口额515亿元。"), year(2023, "全年出口额530亿元。"))
    assert [tick.words for tick in plot.periods] == ["2021", "2022", "2023"]


def test_a_bound_is_shown_as_one() -> None:
    found = library(year(2022, "首店品牌突破600家。"), year(2023, "首店品牌700家。"))
    (plot,) = plots(found).values()
    assert [mark.bound for mark in plot.marks] == ["above", ""]


@pytest.mark.parametrize("years", [2, 3, 7, 16])
def test_the_name_of_a_period_stands_under_its_mark(years: int) -> None:
    """Vega places the marks, we the names."""
    found = [year(2000 + n, f"全年出口额{500 + n}亿元。") for n in range(years)]
    plot = plot_of(*found)
    names = {tick.words: tick.at for tick in plot.periods}
    places = {f"{2000 + n}": mark.x for n, mark in enumerate(plot.marks)}
    assert names.items() <= places.items()
    assert len(places) == years


def test_a_lone_number_is_not_plotted() -> None:
    text = "全年地区生产总值515亿元。地区生产总值突破500亿元。"
    assert plots(library(year(2022, text))) == {}


def test_a_fall_is_drawn_below_nothing() -> None:
    plot = plot_of(year(2021, "全年出口额下降11.6%。"), year(2022, "全年出口额增长4.0%。"))
    zero = next(tick.at for tick in plot.values if tick.words == "0")
    assert [mark.y > zero for mark in plot.marks] == [True, False]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("首店品牌超600家。", "above"),
        ("首店品牌600家。", ""),
        ("城镇登记失业率控制在2.0%以内。", "below"),
    ],
)
def test_the_side_of_a_bound(text: str, bound: str) -> None:
    (number,) = library(year(2022, text)).entries[0].observations
    assert bound_of(number) == bound
