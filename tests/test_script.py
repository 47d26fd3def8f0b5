"""zh-Hant: same length always, names as in our list."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.script import to_hant

NAMES = [
    line.split("\t")
    for line in resources.files("gongbao")
    .joinpath("names_hant.tsv")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("一般公共预算收入", "一般公共預算收入"),
        ("深圳国际交流中心", "深圳國際交流中心"),
        ("里程碑与公里", "里程碑與公里"),
        ("信息、软件和视频", "信息、軟件和視頻"),
        ("28.5亿元", "28.5億元"),
        ("AI for Good", "AI for Good"),
    ],
)
def test_conversion(hans: str, hant: str) -> None:
    assert to_hant(hans) == hant


@pytest.mark.parametrize(("name", "form", "reason"), NAMES[1:])
def test_names_of_the_list(name: str, form: str, reason: str) -> None:
    assert to_hant(f"在{name}中") == f"在{form}中"
    assert len(name) == len(form)
    assert reason


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_offset_holds_in_both_scripts(words: str) -> None:
    assert len(to_hant(words)) == len(words)
