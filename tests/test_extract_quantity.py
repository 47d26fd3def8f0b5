"""Numbers with their units: what is read, with which value, and what is not read at all."""

import pytest

from gongbao.extract.closed import chinese_integer
from gongbao.extract.normalise import normal
from gongbao.extract.quantity import Quantity
from gongbao.extract.reading import quantities


def shown(text: str) -> list[str]:
    """surface|value|unit|unit_text|mult|decimals for each quantity."""
    form = normal(text)
    return [
        "|".join(
            (
                form.text[q.start : q.end],
                str(q.value),
                q.unit.code if q.unit else "",
                q.unit_text,
                str(q.unit_mult),
                str(q.decimals),
            )
        )
        for q in quantities(form.text)
    ]


VALUES = [
    ("地区生产总值5515亿元", ["5515亿元|551500000000|CNY|亿元|8|-8"]),
    ("金融业增加值1082.88亿元", ["1082.88亿元|108288000000|CNY|亿元|8|-6"]),
    ("战新产业增加值增长12.9％", ["12.9%|12.9|percent|%|0|1"]),
    ("提高1.2个百分点", ["1.2个百分点|1.2|pp|个百分点|0|1"]),
    ("同比增长4倍", ["4倍|4|times|倍|0|0"]),
    ("集中新开工总投资1268亿、年度", ["1268亿|126800000000||亿|8|-8"]),
    ("实际利用外资14.2亿美元", ["14.2亿美元|1420000000|USD|亿美元|8|-7"]),
    ("促成租购7.73万平方米", ["7.73万平方米|77300|MTK|万平方米|4|-2"]),
    ("严控2.32亿立方米用水总量", ["2.32亿立方米|232000000|MTQ|亿立方米|8|-6"]),
    ("地均GDP突破70亿元/平方公里", ["70亿元/平方公里|7000000000|CNY|亿元/平方公里|8|-8"]),
    ("人均GDP突破5万美元/人", ["5万美元/人|50000|USD|万美元/人|4|-4"]),
    ("万元GDP电耗154千瓦时/万元", ["154千瓦时/万元|154|KWH|千瓦时/万元|0|0"]),
    ("PM2.5浓度为15.7微克/立方米", ["15.7微克/立方米|15.7|MC|微克/立方米|0|1"]),
    ("不超过20微克每立方米", ["20微克每立方米|20|MC|微克每立方米|0|0"]),
    ("新增装机300万千瓦", ["300万千瓦|3000000|KWT|万千瓦|4|-4"]),
    ("新增新型储能10MW·h", ["10MW·h|10|MWH|MW·h|0|0"]),
    ("规模超10000P", ["10000P|10000|PFLOPS|P|0|0"]),
    ("惠及1.2万余人", ["1.2万余人|12000|人|万人|4|-3"]),
    ("规上企业5800多家", ["5800多家|5800|家|家|0|0"]),
    ("天然气产量370亿方", ["370亿方|37000000000|MTQ|亿方|8|-8"]),
    ("牲畜存栏14万头只", ["14万头只|140000|头只|万头只|4|-4"]),
    ("课间时长调整到15分钟，", ["15分钟|15|MIN|分钟|0|0"]),
    ("旅客吞吐量再次破亿、", ["亿|100000000||亿|8|-8"]),
    ("投资1,234.5万元", ["1,234.5万元|12345000|CNY|万元|4|-3"]),
    ("GDP3000亿元", ["3000亿元|300000000000|CNY|亿元|8|-8"]),
    (
        "新打机井120口、4组机组、720亿斤",
        ["120口|120|口|口|0|0", "4组|4|组|组|0|0", "720亿斤|72000000000|斤|亿斤|8|-8"],
    ),
    ("８成以上的企业", ["8成|80|percent|成|0|-1"]),
    ("约4500－5000立方米", ["4500-5000立方米|4500|MTQ|立方米|0|0"]),
    ("增长5%—6%", ["5%—6%|5|percent|%|0|0"]),
    ("投资100万元至200万元", ["100万元至200万元|1000000|CNY|万元|4|-4"]),
    ("完成-11.6%", ["-11.6%|-11.6|percent|%|0|1"]),
    ("占全市三分之一", ["三分之一|33.3333333333|percent||0|0"]),
    ("占全国1/4", ["1/4|25|percent||0|0"]),
    ("占全区实际利用外资超三成", ["三成|30|percent||0|0"]),
    ("百分之九十五", ["百分之九十五|95|percent||0|0"]),
    ("6大场景布置超百台应用", ["百台|100|台|台|0|-2"]),
    ("近万人达成就业意向", ["万人|10000|人|万人|4|-4"]),
    ("覆盖人次超千万。", ["千万|10000000||万|4|-7"]),
    ("出口突破两千亿元，", ["两千亿元|200000000000|CNY|亿元|8|-11"]),
    ("民间投资实现两位数增长", ["两位数|10|percent||0|0"]),
    ("主体结构工程进度过半，", ["过半|50|percent||0|0"]),
    ("火灾亡人事故“零发生”", ["零发生|0|||0|0"]),
    ("零就业家庭动态归零", ["动态归零|0|||0|0"]),
]


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=[text for text, _ in VALUES])
def test_value_and_unit(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


BOUNDS = [
    ("超70家", "gt 超 70 None False None"),
    ("突破5500亿元", "gt 突破 550000000000 None False None"),
    ("20家以上", "ge 以上 20 None True None"),
    ("不少于60个", "ge 不少于 60 None True None"),
    ("2.0%以内", "le 以内 None 2.0 None True"),
    ("5%以下", "le 以下 None 5 None True"),
    ("低于5%", "lt 低于 None 5 None False"),
    ("近20万平米", "approx 近 None 200000 None False"),
    ("80余次", "approx 余 80 None False None"),
    ("约125吨", "approx 约 None None None None"),
    ("5.5%左右", "approx 左右 None None None None"),
    ("约4500-5000立方米", "range 约 4500 5000 True True"),
    ("两位数增长", "range  10 100 True False"),
    ("旅客吞吐量再次破亿，", "gt 破 100000000 None False None"),
    ("签约87个项目", "exact  None None None None"),
    ("6610个", "exact  None None None None"),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[text for text, _ in BOUNDS])
def test_bounds(text: str, expected: str) -> None:
    (quantity,) = quantities(text)
    assert bounds_of(quantity) == expected


def test_a_word_behind_two_shares_bounds_both() -> None:
    bounds = [bounds_of(quantity) for quantity in quantities("参保率保持在90%和98%以上")]
    assert bounds == ["ge 以上 90 None True None", "ge 以上 98 None True None"]


def bounds_of(quantity: Quantity) -> str:
    b = quantity.bounds
    parts = (b.qualifier, b.text, b.minimum, b.maximum, b.min_inclusive, b.max_inclusive)
    return " ".join(map(str, parts))


NOTHING = [
    "2022年11月10日召开，2021-2025年实施",
    "（一）加强统筹。1.千方百计。",
    "实施“1+9+N”政策、“20+8”产业集群、1+10+92+N",
    "推行7×24小时服务和15分钟文化圈",
    "优化政策3.0版、计划2.0",
    "推进5G、PM2.5、B2B和5A级景区",
    "引进世界500强、纳税前40强",
    "连续25年稳居第一，第四次会议、第4位",
    "开展服务业强区“十大行动”，一馆三中心，三化七有",
    "“百千万工程”“十四五”，二十大，八卦岭，九龙仓",
    "零售、近零碳、零直排、零就业家庭、零的突破",
    "获评2024赛迪百强区，香蜜湖8号，20、22号线",
    "拨打12345热线",
    "辖区纳税超亿元楼宇",
    "推动“3个60%”落地",
    "2021年7月－9月",
    "10-3个",
    "建设15分钟社区生活圈，提前30分钟预警",
    "突破性进展，打破百年纪录",
    "落实“两个70%”激励政策，实施稳就业17条",
    "30户以上自然村通硬化路，公交与轨道50米内换乘",
    "重点做好以下11个方面工作，从9个方面推进",
    "8.6个重大科技专项：按照部署实施",
    "三次产业比重为4.0∶37.7∶58.3",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_numbers_or_names_is_not_read(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("三十五", 35),
        ("千万", 10**7),
        ("两千亿", 2 * 10**11),
        ("万亿", 10**12),
    ],
)
def test_chinese_integer(numeral: str, value: int) -> None:
    assert chinese_integer(numeral) == value


@pytest.mark.parametrize(
    ("printed", "text", "span"),
    [
        ("增长 ３．０ ％，", "增长3.0%，", (3, 8)),
        ("GDP,AI for Good", "GDP，AI for Good", None),
        ("1,234家", "1,234家", (0, 6)),
        ("万元 GDP 水耗4.07 立方米/万元", "万元GDP水耗4.07立方米/万元", (9, 20)),
    ],
)
def test_normal_form_leads_back_to_the_printed_text(
    printed: str, text: str, span: tuple[int, int] | None
) -> None:
    form = normal(printed)
    assert form.text == text
    if span:
        (quantity,) = quantities(form.text)
        assert form.printed(quantity.start, quantity.end) == span
