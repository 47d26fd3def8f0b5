"""Places in an order: attached to the number before, or facts of their own."""

import pytest

from gongbao.extract.mention import mentions
from gongbao.extract.rank import ranks

ATTACHED = [
    ("专利代理机构119家，稳居全市第一。", {0: "稳居全市第一"}),
    ("外资14.2亿美元，增长19.7%，增速全市第一。", {1: "全市第一"}),
    ("总部8家，实现100%增长，数量全市第一。", {0: "全市第一"}),
    (
        "数量突破500家、律师近1.5万名，数量均位列全市第一。",
        {1: "均位列全市第一", 0: "均位列全市第一"},
    ),
    ("产量100万吨、居全国第3位。", {0: "居全国第3位"}),
    ("进出口总额增长33.5%，连续25年稳居全市第一。", {0: "连续25年稳居全市第一"}),
    ("燃气普及率95%居全市各区第一。", {0: "居全市各区第一"}),
    ("上市公司12家、居中部第2位。", {0: "居中部第2位"}),
    ("大模型105款、稳居全国首位。", {0: "稳居全国首位"}),
    (
        "汽车10万辆、船舶5艘，分居全国第4、第3位。",
        {0: "分居全国第4、第3位", 1: "分居全国第4、第3位"},
    ),
    # Not of this number, or not sure of which.
    ("病床数突破2700张，千人床位数全市各区第一。", {}),
    ("产量100万吨；居全国第3位。", {}),
    ("建成全市第一个公园3公顷。", {}),
    ("召开全省第四次会议3场。", {}),
    ("汽车10万辆、船舶5艘、飞机2架，分居全国第4、第3位。", {}),
    ("生产总值增长3.9%，总量稳居全国第一。", {}),
    ("生产总值13万亿元，增量全国第一。", {}),
    ("示范街道6个，居全国第2位、第7位。", {}),
]


@pytest.mark.parametrize(("sentence", "expected"), ATTACHED, ids=[text for text, _ in ATTACHED])
def test_a_rank_belongs_to_the_number_before(sentence: str, expected: dict[int, str]) -> None:
    found = ranks(sentence, mentions(sentence)).attached
    assert {at: stated[0].verbatim for at, stated in found.items()} == expected


STANDALONE = [
    ("会展规模居全国第四。", ["会展规模 全国 4"]),
    ("病床数突破2700张，千人床位数全市各区第一。", ["千人床位数 全市各区 1"]),
    ("居民健康素养水平保持全市第一。", ["居民健康素养水平 全市 1"]),
    ("营商环境指数继续保持全国第4位。", ["营商环境指数 全国 4"]),
    ("新增独角兽企业数量均居全国第一。", [" 全国 1"]),
    ("污染防治攻坚战成效考核全国第一。", [" 全国 1"]),
    ("海上风电装机规模跃居全国首位。", ["海上风电装机规模 全国 1"]),
    ("跻身全球城市前五位。", []),
    ("始终把政治建设摆在首位。", []),
    ("获评全国第三。", []),
    ("打造更多全球第一、全国第一的产品。", []),
    ("位次分别升至世界第二、世界第三。", []),
    ("全市第一批试点项目启动。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), STANDALONE, ids=[s for s, _ in STANDALONE])
def test_a_rank_with_a_subject_of_its_own(sentence: str, expected: list[str]) -> None:
    found = ranks(sentence, mentions(sentence)).standalone
    assert [f"{r.subject} {r.rank.scope} {r.rank.position}" for r in found] == expected
