"""What holds of every observation, on sentences of the real reports and on their mixtures."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.anchors import anchor
from gongbao.extract import observations
from gongbao.load import load
from gongbao.model import AnchoredReport, Observation, Run, text
from gongbao.parse import parse
from tests.extract.reports import REGISTRY, anchored, extracted

SENTENCES = (
    "地区生产总值5515亿元，增长3.0%。",
    "进出口总额下降11.6％；",
    "目前已完成投资28.5亿元（年度目标28.3亿元），完成率100.7%。",
    "组织或参加103次专题会议，召开50次工作例会及办公会。",
    "项目每日出土量约4500-5000立方米。",
    "全市率先100%完成全区1322公里地下排水管网排查清疏。",
    "专利代理机构119家，占全市三分之一，数量稳居全市第一。",
    "实施“1+10+N+N+1”服务业高质量发展总体战略。",
    "会展规模居全国第四。",
    "推动零就业家庭动态归零。",
    "近万人达成就业意向。",
)
CONTENT = Path(__file__).parent.parent / "content"
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("".join)
reports = st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join)


def real_reports() -> list[AnchoredReport]:
    sources, _ = load(CONTENT)
    return [anchor(parse(source)) for source in sources.reports] if sources else []


def check(report: AnchoredReport) -> tuple[Observation, ...]:
    """All that must hold of the observations of a report."""
    found = observations(report, REGISTRY)
    entries = {entry.id: entry for entry in report.blocks}
    order = {entry.id: at for at, entry in enumerate(report.blocks)}
    ids = {o.id for o in found}
    assert len(ids) == len(found)
    places = [(order[o.block], o.start) for o in found]
    assert places == sorted(places)
    for o in found:
        printed = text(entries[o.block].block)
        assert printed[o.start : o.end] == o.surface
        assert o.quote in printed
        assert o.surface in o.quote
        assert o.of is None or o.of in ids
        assert (o.label is None) == (o.label_source == "none")
        assert o.value is not None
        assert "E" not in str(o.value)
        assert (o.qualifier == "exact") == (o.minimum is None and o.maximum is None) or (
            o.qualifier == "approx"
        )
    for before, after in pairwise(found):
        assert before.block != after.block or before.end <= after.start
    return found


@given(reports)
def test_every_observation_is_sound(markdown: str) -> None:
    report = anchored(markdown)
    assert check(report) == observations(report, REGISTRY)


@given(st.sampled_from(SENTENCES), st.data())
def test_spaces_inside_a_number_change_nothing(sentence: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(sentence) - 1))
    spaced = sentence[:at] + " " + sentence[at:]
    assert values(spaced) == values(sentence)


def values(sentence: str) -> list[tuple[str, Decimal | None, str, str | None]]:
    return [(o.role, o.value, o.unit, o.label) for o in extracted(sentence)]


@pytest.mark.parametrize("width", "０１２３４５６７８９")
def test_full_width_digits_are_digits(width: str) -> None:
    (observation,) = extracted(f"新增停车泊位{width}个。")
    assert observation.value == int(width)
    assert observation.surface == f"{width}个"


def test_the_real_reports_are_sound() -> None:
    counts = {report.report.path: len(check(report)) for report in real_reports()}
    assert counts == {
        "futian/2022-plan": 183,
        "futian/2024h1-plan": 213,
        "unknown/2022-summary-masked": 16,
        "xiangmihu/2021-summary": 16,
        "xiangmihu/2022-summary": 4,
    }


def test_runs_do_not_split_a_number() -> None:
    plain, strong = extracted("增长3.0%。"), extracted("增长**3**.0%。")
    assert [(o.surface, o.value) for o in strong] == [(o.surface, o.value) for o in plain]
    assert Run("3", strong=True) in anchored("增长**3**.0%。").blocks[0].block.runs  # type: ignore[union-attr]
