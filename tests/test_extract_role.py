"""What a number says, and which level it changes or divides."""

import pytest

from tests.extract.reports import lines

ROLES = [
    # (sentence, "id role value direction basis of" per number)
    (
        "地区生产总值5515亿元，增长3.0%。",
        ["p1-m1 level 551500000000 - - -", "p1-m2 change 3.0 up unstated p1-m1"],
    ),
    ("进出口总额下降11.6%。", ["p1-m1 change 11.6 down unstated -"]),
    ("进出口总额增长-3.2%。", ["p1-m1 change 3.2 down unstated -"]),
    ("跨境电商进出口额同比增长4倍。", ["p1-m1 change 4 up yoy -"]),
    (
        "新申请市跨国公司总部企业8家，实现100%增长。",
        ["p1-m1 level 8 - - -", "p1-m2 change 100 up unstated p1-m1"],
    ),
    ("民间投资实现两位数增长。", ["p1-m1 change 10 up unstated -"]),
    (
        "规上工业实现增加值298.8亿元，增速19.2%。",
        ["p1-m1 level 29880000000 - - -", "p1-m2 change 19.2 up unstated p1-m1"],
    ),
    ("居民消费价格涨幅控制在3%左右。", ["p1-m1 change 3 up unstated -"]),
    (
        "优良天数290天、增加19天。",
        ["p1-m1 level 290 - - -", "p1-m2 change 19 up unstated p1-m1"],
    ),
    (
        "生活补贴和环卫工资再次提高，月人均分别提高221元、90元和300元。",
        [
            "p1-m1 change 221 up unstated -",
            "p1-m2 change 90 up unstated -",
            "p1-m3 change 300 up unstated -",
        ],
    ),
    ("城乡建设用地减量6.6平方公里。", ["p1-m1 change 6.6 down unstated -"]),
    ("工商业平均电价下降1分/千瓦时。", ["p1-m1 change 1 down unstated -"]),
    ("全年增加300张床位。", ["p1-m1 level 300 - - -"]),
    ("新增公园3座、减少隐患5处。", ["p1-m1 level 3 - - -", "p1-m2 level 5 - - -"]),
    (
        "省重大项目投资7300亿元、超年度计划目标13.9%。",
        ["p1-m1 level 730000000000 - - -", "p1-m2 change 13.9 up - -"],
    ),
    ("城乡居民收入比缩小至2.04∶1。", ["p1-m1 rate 2.04 - - -"]),
    ("出口降幅达2%。", ["p1-m1 change 2 down unstated -"]),
    (
        "万元GDP水耗比2020年下降13.4%（比2021年下降5.1%)。",
        ["p1-m1 change 13.4 down vs_year -", "p1-m2 change 5.1 down vs_year -"],
    ),
    (
        "人均收入30000元，比2010年增加8000元。",
        ["p1-m1 level 30000 - - -", "p1-m2 change 8000 up vs_year p1-m1"],
    ),
    (
        "城镇化率62%，提高1.2个百分点。",
        ["p1-m1 rate 62 - - -", "p1-m2 change 1.2 up unstated p1-m1"],
    ),
    (
        "地区生产总值增长5.2%，高于全国0.3个百分点。",
        ["p1-m1 change 5.2 up unstated -", "p1-m2 change 0.3 - - -"],
    ),
    ("增速比全省平均高1.5个百分点。", ["p1-m1 change 1.5 - - -"]),
    ("综合合格率比上年高2个百分点。", ["p1-m1 change 2 - unstated -"]),
    ("覆盖率提高到95%。", ["p1-m1 rate 95 - - -"]),
    ("小区管网漏损率降至5%以下。", ["p1-m1 rate 5 - - -"]),
    ("城镇居民登记失业率控制在2.0%以内。", ["p1-m1 rate 2.0 - - -"]),
    ("河流水质100%达标。", ["p1-m1 rate 100 - - -"]),
    ("90%以上的小区完成创建验收。", ["p1-m1 rate 90 - - -"]),
    ("华富北片区棚改项目实现业主100%签约。", ["p1-m1 rate 100 - - -"]),
    ("完成年度计划的60%，增长5%。", ["p1-m1 rate 60 - - -", "p1-m2 change 5 up unstated -"]),
    (
        "税收60亿元，是2010年的2倍。",
        ["p1-m1 level 6000000000 - - -", "p1-m2 rate 2 - vs_year -"],
    ),
    ("商事主体总数超60万户，占全市14%。", ["p1-m1 level 600000 - - -", "p1-m2 share 14 - - p1-m1"]),
    ("其中企业总数达42万户、占比70%。", ["p1-m1 level 420000 - - -", "p1-m2 share 70 - - p1-m1"]),
    (
        "总部企业增加值2625亿元，占GDP比重约48%。",
        ["p1-m1 level 262500000000 - - -", "p1-m2 share 48 - - p1-m1"],
    ),
    ("民营经济增加值占地区生产总值的比重达到70%以上。", ["p1-m1 share 70 - - -"]),
    (
        "公园总数达90个，三分之二的公园设有步道。",
        ["p1-m1 level 90 - - -", "p1-m2 share 66.6666666667 - - -"],
    ),
    (
        "新开工重点项目92项、总投资1268亿、年度投资132亿元，同比上年分别增长77%、40%、15%。",
        [
            "p1-m1 level 92 - - -",
            "p1-m2 level 126800000000 - - -",
            "p1-m3 level 13200000000 - - -",
            "p1-m4 change 77 up yoy p1-m1",
            "p1-m5 change 40 up yoy p1-m2",
            "p1-m6 change 15 up yoy p1-m3",
        ],
    ),
    (
        "攻坚240项重大项目；开工35项、总投资1734亿元，分别比去年增长25%、21%。",
        [
            "p1-m1 level 240 - - -",
            "p1-m2 level 35 - - -",
            "p1-m3 level 173400000000 - - -",
            "p1-m4 change 25 up yoy p1-m2",
            "p1-m5 change 21 up yoy p1-m3",
        ],
    ),
    (
        "城乡居民收入分别增长7%、8%。",
        ["p1-m1 change 7 up unstated -", "p1-m2 change 8 up unstated -"],
    ),
    (
        "总投资10亿元，分别增长7%、8%。",
        [
            "p1-m1 level 1000000000 - - -",
            "p1-m2 change 7 up unstated -",
            "p1-m3 change 8 up unstated -",
        ],
    ),
    (
        "工业投资增长10%以上、力争达到12%。",
        ["p1-m1 change 10 up unstated -", "p1-m2 change 12 up unstated -"],
    ),
    ("死亡人数同比减少6人。", ["p1-m1 change 6 down yoy -"]),
    ("节约食物超2万公斤。", ["p1-m1 level 20000 - - -"]),
    ("PM2.5浓度同比改善6%。", ["p1-m1 change 6 - yoy -"]),
    (
        "开工5项、竣工6项、总投资10亿元，分别增长7%、8%。",
        [
            "p1-m1 level 5 - - -",
            "p1-m2 level 6 - - -",
            "p1-m3 level 1000000000 - - -",
            "p1-m4 change 7 up unstated -",
            "p1-m5 change 8 up unstated -",
        ],
    ),
    (
        "建成公园3座，片区连廊规划落地实施，市体育中心投入使用，中心公园生态修复顺利推进，增长5%。",
        ["p1-m1 level 3 - - -", "p1-m2 change 5 up unstated -"],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), ROLES, ids=[text for text, _ in ROLES])
def test_role(sentence: str, expected: list[str]) -> None:
    assert lines(sentence, "id", "role", "value", "direction", "basis", "of") == expected


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("占全区实际利用外资超三成。", "全区实际利用外资"),
        ("占全市三分之一。", "全市"),
        ("占GDP比重约48%。", "GDP"),
        ("占辖区税收的78%。", "辖区税收"),
        ("占规上工业比重首次超过45%。", "规上工业"),
        ("清洁电力占比达到30%。", "-"),
        ("失业率低于全国0.4个百分点。", "全国"),
    ],
)
def test_the_whole_of_a_share(sentence: str, whole: str) -> None:
    assert lines(sentence, "whole") == [whole]


def test_the_year_of_comparison_is_kept() -> None:
    assert lines("能耗比2020年下降6.5%。", "basis", "basis_period") == ["vs_year 2020"]
