"""A label is shown only where it can stand without its sentence."""

import pytest

from tests.extract.reports import lines

LABELS = [
    ("地区生产总值5515亿元。", "registry gdp 地区生产总值"),
    ("社消零总额2273亿元。", "registry retail-sales 社会消费品零售总额"),
    ("金融业实现增加值预计完成2502亿元。", "registry financial-industry 金融业增加值"),
    ("全区市场主体达54.3万家。", "registry market-entities 市场主体"),
    ("万元GDP水耗下降5.1%。", "registry water-per-gdp 万元GDP水耗"),
    ("新增停车泊位6610个。", "rule - 新增停车泊位"),
    ("全年新增300张病床。", "rule - 新增病床"),
    ("建设21处厨余垃圾处理点。", "rule - 建设厨余垃圾处理点"),
    ("线上零售额增长50%。", "rule - 线上零售额"),
    ("燃气普及率95%。", "rule - 燃气普及率"),
    # Nothing to say, or not sure what.
    ("高技术服务业实际利用外资10亿元。", "rule - 高技术服务业实际利用外资"),
    ("公共停车泊位300个投入使用。", "none - -"),
    ("总规模51亿元。", "none - -"),
    ("产业产值完成319.1亿元。", "none - -"),
    ("10家中试平台集中授牌。", "none - -"),
    ("推动10家银行制定科技金融专项服务方案。", "none - -"),
    ("互联网、软件和科技类企业占比24.9%。", "none - -"),
    ("发放1.4亿元惠民消费券带旺商机。", "none - -"),
    ("支持资金16.8亿元。", "none - -"),
    ("我区负责的市级重大项目35项。", "none - -"),
    ("设立基金，首期安排9亿元。", "none - -"),
    ("提高托育补贴最高标准500元。", "none - -"),
    ("形成以社区占60%的分工。", "none - -"),
    ("抽检量超每千人3批次。", "none - -"),
    ("虽然示范街道中我区有2个。", "none - -"),
    ("河流水质100%达标。", "none - -"),
    ("高于全国0.3个百分点。", "none - -"),
    ("推动40个机关、企事业单位对外开放。", "none - -"),
    ("支持不低于4万人创业。", "none - -"),
    ("新增30个以上乡镇通三级公路。", "none - -"),
    ("组建200亿元规模母基金。", "none - -"),
    ("企业资产总额五年增长64.1%。", "none - -"),
    ("固定资产投资今年要增长10%。", "none - -"),
    ("三是配置自动体外除颤器1000台。", "none - -"),
    ("水利投资连续两年超1000亿元。", "none - -"),
    ("主要预期目标是:地区生产总值增长7.5%。", "registry gdp 地区生产总值"),
    ("累计推动农房风貌提升26.4万户。", "rule - 推动农房风貌提升"),
    ("进出口总额5家。", "none - -"),
    ("存贷款余额增速分别达6%。", "none - -"),
]


@pytest.mark.parametrize(("sentence", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_label(sentence: str, expected: str) -> None:
    assert lines(sentence, "label_source", "indicator", "label") == [expected]


def test_a_change_has_the_label_of_its_level() -> None:
    sentence = "进出口总额8309亿元，下降11.6%，占全市15%，高于全国1个百分点。"
    assert lines(sentence, "indicator", "of") == [
        "trade -",
        "trade p1-m1",
        "trade p1-m1",
        "- p1-m1",
    ]


def test_a_number_in_a_list_has_no_borrowed_label() -> None:
    assert lines("推出8个应用场景79项信用服务。", "label") == ["-", "-"]
    assert lines("落地7家持牌金融机构、17家私募管理人及基金。", "label") == [
        "落地持牌金融机构",
        "-",
    ]
    assert lines("新建8个国家级、36个省级临床专科。", "label") == ["-", "-"]
    assert lines("新增300张病床、建成5处公园。", "label") == ["新增病床", "-"]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        (
            "稳中有进，地区生产总值5515亿元，增长3.0%。",
            ["地区生产总值5515亿元", "地区生产总值5515亿元，增长3.0%"],
        ),
        ("创新机制，占比72%。", ["创新机制，占比72%"]),
        (
            "完成投资28.5亿元（年度目标28.3亿元）。",
            ["完成投资28.5亿元（年度目标28.3亿元）", "完成投资28.5亿元（年度目标28.3亿元）"],
        ),
        ("——城镇登记失业率控制在2.0%以内；", ["城镇登记失业率控制在2.0%以内"]),
    ],
)
def test_the_quote_is_a_clause_that_can_be_read(sentence: str, quotes: list[str]) -> None:
    assert lines(sentence, "quote") == quotes
