"""The annex: each number of a cell, named by its row, dated by its column."""

from gongbao.model import text
from tests.extract.reports import anchored, extracted, lines

ANNEX = """\
## 附件

| 指标名称 | 2022年增长目标 | 2022年预计完成 | 2023年计划增长 |
| --- | --- | --- | --- |
| 一、预期性指标 |  |  |  |
| 1．本区生产总值 | 6.0% | 3.0% | 6.5% |
| 3．固定资产投资 | 力争正增长 | 7.8% | 力争正增长 |
| 5．进出口总额 | 力争正增长 | -11.6% | 1.0% |
| 二、约束性指标 |  |  |  |
| 7．城镇居民登记失业率 | 2.0%以内 | 2.0%以内 | 3.0%以内 |
| 8．万元GDP建设用地 | 下降5.7% | 下降2.9% | 下降4.0% |
| 9．万元GDP水耗 | 市下达目标：比2020年下降6.5% | {water} | 完成市下达目标 |

注：2022年目标完成情况以统计部门最终发布为准。
""".replace("{water}", "比2020年下降13.4%（比2021年下降5.1%)")


def test_annex() -> None:
    fields = ("surface", "role", "value", "direction", "value_kind", "period", "target_type")
    assert lines(ANNEX, *fields) == [
        "6.0% change 6.0 up target 2022 预期性",
        "3.0% change 3.0 up estimate 2022 预期性",
        "6.5% change 6.5 up target 2023 预期性",
        "7.8% change 7.8 up estimate 2022 预期性",
        "-11.6% change 11.6 down estimate 2022 预期性",
        "1.0% change 1.0 up target 2023 预期性",
        "2.0% rate 2.0 - target 2022 约束性",
        "2.0% rate 2.0 - estimate 2022 约束性",
        "3.0% rate 3.0 - target 2023 约束性",
        "5.7% change 5.7 down target 2022 约束性",
        "2.9% change 2.9 down estimate 2022 约束性",
        "4.0% change 4.0 down target 2023 约束性",
        "6.5% change 6.5 down target 2022 约束性",
        "13.4% change 13.4 down estimate 2022 约束性",
        "5.1% change 5.1 down estimate 2022 约束性",
    ]


def test_a_cell_is_named_by_its_row() -> None:
    assert {o.label: (o.label_source, o.indicator) for o in extracted(ANNEX)} == {
        "本区生产总值": ("registry", "gdp"),
        "固定资产投资": ("registry", "fixed-asset-investment"),
        "进出口总额": ("registry", "trade"),
        "城镇居民登记失业率": ("registry", "unemployment"),
        "万元GDP建设用地": ("registry", "land-per-gdp"),
        "万元GDP水耗": ("registry", "water-per-gdp"),
    }


def test_the_base_year_of_a_cell() -> None:
    water = [o for o in extracted(ANNEX) if o.indicator == "water-per-gdp"]
    assert [str(o.basis_period) for o in water] == ["2020", "2020", "2021"]


def test_ids_count_within_a_row() -> None:
    observations = extracted(ANNEX)
    table = next(entry for entry in anchored(ANNEX).blocks if entry.row_ids)
    assert observations[0].id == f"{observations[0].sentence}-m1"
    assert observations[2].id == f"{observations[0].sentence}-m3"
    assert {o.sentence for o in observations} <= set(table.row_ids)


def test_a_surface_stands_in_the_text_of_its_table() -> None:
    table = next(entry for entry in anchored(ANNEX).blocks if entry.row_ids)
    for o in extracted(ANNEX):
        assert text(table.block)[o.start : o.end] == o.surface
