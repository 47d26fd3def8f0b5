"""What a card says, in cases where a wrong word would be a false public statement."""

import dataclasses
from decimal import Decimal

import pytest

from gongbao.model import Observation, Period, Rank
from gongbao.render.cards import Card, cards_by_section

ROUTINE = Observation(
    id="p1-m1",
    report="a",
    block="p1",
    section="s1",
    sentence="p1",
    start=0,
    end=0,
    quote="地区生产总值5515亿元",
    surface="5515亿元",
    label="地区生产总值",
    label_source="registry",
    indicator="gdp",
    role="level",
    value=Decimal(551500000000),
    unit="CNY",
    unit_text="亿元",
    decimals=-8,
    period=Period("2022"),
    value_kind="actual",
    obs_status="A",
    rule="",
)


def number(n: int, **changes: object) -> Observation:
    changes = {"id": f"p{n}-m1", "block": f"p{n}", "sentence": f"p{n}", **changes}
    return dataclasses.replace(ROUTINE, **changes)  # type: ignore[arg-type]


def cards(*observations: Observation) -> tuple[Card, ...]:
    found = cards_by_section(observations, "unknown", lambda words: words)
    return found["s1"].shown


def said(card: Card) -> str:
    """As it is read aloud."""
    words = f"{card.label} {card.value}" if card.label else card.before + card.value + card.after
    return " ".join((words, " · ".join(card.notes)))


def change(of: Observation, **changes: object) -> Observation:
    told = {"role": "change", "of": of.id, "unit": "percent", "id": of.id[:-1] + "2", **changes}
    return dataclasses.replace(of, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quote", "surface", "direction", "words"),
    [
        ("地区生产总值5515亿元，增长3.0%", "3.0%", "up", "增长3.0%"),
        ("现代服务业增加值增长6.7%", "6.7%", "up", "增长6.7%"),
        ("日均客流提升60%", "60%", "up", "提升60%"),
        ("增加值298.8亿元，增速19.2%", "19.2%", "up", "增速19.2%"),
        ("进出口总额下降11.6%", "11.6%", "down", "下降11.6%"),
        ("出口額同比增長62%", "62%", "up", "增長62%"),
        ("-11.6%", "-11.6%", "down", "down-11.6%"),
        ("居民消费价格涨幅2%", "2%", "up", "涨幅2%"),
        ("浓度同比改善7.9%", "7.9%", None, "改善7.9%"),
        ("生产总值年均增长5%", "5%", "up", "年均增长5%"),
        ("能耗累计下降14%", "14%", "down", "累计下降14%"),
        ("人均道路面积比2010年提高86%", "86%", "up", "比2010年提高86%"),
    ],
)
def test_the_direction_is_the_printed_word(
    quote: str, surface: str, direction: str, words: str
) -> None:
    told = {"quote": quote, "surface": surface, "direction": direction, "role": "change"}
    assert cards(number(1, **told, unit="percent"))[0].value == words


def test_a_change_and_its_rank_stand_under_the_level() -> None:
    rank = Rank(scope="全市", position=1, verbatim="全市第一")
    told = change(ROUTINE, quote="增长3.1%", surface="3.1%", direction="up", rank=(rank,))
    assert (
        said(cards(ROUTINE, told)[0]) == "地区生产总值 5515亿元 增长3.1% · 全市第一 · 2022 · actual"
    )


def test_another_growth_in_the_annex_is_told() -> None:
    told = change(ROUTINE, quote="增长5.3%", surface="5.3%", value=Decimal("5.3"), direction="up")
    cell = number(9, block="t1", sentence="t1-r2", section="a1", surface="3.0%", unit="percent")
    cell = dataclasses.replace(cell, value=Decimal("3.0"), quote="3.0%")
    (card,) = cards(ROUTINE, told, cell)
    assert "3.0% in the table" in card.notes


def test_no_cards_for_a_suspected_copy() -> None:
    assert cards_by_section([ROUTINE], "suspected-copy", str) == {}


def test_the_larger_amounts_go_first_whether_they_rose_or_fell() -> None:
    amounts = [100, 400, 300, 200, 500]
    found = [number(n, value=Decimal(a), label=f"甲{n}") for n, a in enumerate(amounts, start=1)]
    assert [card.label for card in cards(*found)] == ["甲2", "甲3", "甲4", "甲5"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"obs_status": "P"}, "地区生产总值 5515亿元 2022 · provisional"),
        ({"label": None, "label_source": "none"}, "地区生产总值5515亿元 2022 · actual"),
        ({"qualifier_text": "突破"}, "地区生产总值 突破5515亿元 2022 · actual"),
        (
            {"label": "碳交易成交量", "quote": "碳交易成交量累积1.04亿吨", "surface": "1.04亿吨"},
            "碳交易成交量 累积1.04亿吨 actual",
        ),
        (
            {"label": "建设海外仓", "quote": "累计建设839个海外仓", "surface": "839个"},
            "建设海外仓 839个 actual",
        ),
    ],
)
def test_words(changes: dict[str, object], words: str) -> None:
    assert said(cards(number(1, **changes))[0]) == words


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "其中配售型保障性住房3655套"},
        {"quote": "事故起数和死亡人数分别同比下降12.3%、40%"},
        {"label": "推进学校扩容改造工作"},
        {"label": "纳入市级重点区域指挥部"},
        {"label": None, "label_source": "none", "quote": "长" * 60 + "5515亿元"},
        {"unit": "次", "label_source": "rule"},
    ],
)
def test_what_says_too_little_gets_no_card(changes: dict[str, object]) -> None:
    assert cards(number(1, **changes)) == ()


def test_a_total_has_no_period_but_a_target_always_has() -> None:
    total = number(1, period_kind="stock")
    target = number(2, period_kind="stock", value_kind="target", label="乙")
    assert ["2022" in card.notes for card in cards(total, target)] == [False, True]


def test_a_bound_stands_beside_its_change() -> None:
    told = {"role": "change", "unit": "percent", "direction": "up", "qualifier_text": "左右"}
    words = {"quote": "地区生产总值增长5%左右", "surface": "5%"}
    assert cards(number(1, **told, **words))[0].value == "增长5%左右"


def test_a_share_is_said_with_its_whole() -> None:
    share = number(
        1, role="share", label="产业投资", quote="产业投资占全部投资52.1%", surface="52.1%"
    )
    assert said(cards(share)[0]) == "产业投资占全部投资52.1% 2022 · actual"


def test_a_distance_to_another_whole_is_no_change() -> None:
    told = change(ROUTINE, quote="低于全国0.6个百分点", surface="0.6个百分点", unit="pp")
    assert said(cards(ROUTINE, told)[0]) == "地区生产总值 5515亿元 2022 · actual"


def test_years_counted_together_are_told_by_no_year() -> None:
    together = number(1, period=Period("2018/2022"))
    assert said(cards(together)[0]) == "地区生产总值 5515亿元 actual"


def test_a_clause_of_a_number_alone_says_nothing() -> None:
    bare = number(1, label=None, label_source="none", quote="投资3亿元", surface="3亿元")
    tail = dataclasses.replace(bare, quote="突破3亿元、稳居全国第3位")
    gap = dataclasses.replace(bare, quote="高于全国1个百分点", surface="1个百分点", role="change")
    assert (cards(bare), cards(tail), cards(gap)) == ((), (), ())


def test_a_growth_since_a_year_names_it_or_is_not_told() -> None:
    base = {"basis": "vs_year", "basis_period": Period("2010"), "direction": "up"}
    named = change(ROUTINE, quote="比2010年提高86%", surface="86%", **base)
    unnamed = change(ROUTINE, quote="提高86%", surface="86%", **base)
    assert cards(ROUTINE, named)[0].notes[0] == "比2010年提高86%"
    assert "提高86%" not in said(cards(ROUTINE, unnamed)[0])
