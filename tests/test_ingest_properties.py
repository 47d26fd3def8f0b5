"""What must hold of any source: nothing is lost, and what is shown is what was kept."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.ingest import ingest, markdown
from gongbao.ingest.blocks import Block, Grid, Part
from gongbao.ledger import body_of, is_proved, kept_text
from gongbao.model import ContentError
from tests.ingest.support import PERIOD, drafted, passage, redrafted, rendered_text

HOSTILE = st.text(
    st.sampled_from(
        "一二、（）()1.．2)*_~`#>+-=|\\[]{}<&;!:。，“”—注附件指标项目名称年值% \t\u3000\n甲aé"
    ),
    max_size=80,
)
PRINTED = """\
一、总体情况|（一）经济稳中有进。全年增长5.3%。|1.强化调度。做好服务|1. x|——增长3%；|附件|\
附件：目标表|指标名称|2022 年|增长目标|1．总值 6.0% 3.0%|2．水耗 下降|注：以统计为准。|— 4 —|\
某某中心|https://a.cn/b_c|中洲湾C-Future|City开业|二○二四年九月||||"""
REPORTS = st.lists(
    st.one_of(HOSTILE, st.sampled_from(PRINTED.split("|")), st.just("\t一、总体情况")), max_size=40
).map("\n".join)

WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12
)
TEXTS = st.one_of(
    HOSTILE.map(lambda text: " ".join(text.split())),
    st.lists(WORDS, max_size=4).map(" ".join),
).filter(bool)


@given(TEXTS, st.sampled_from(("title", "heading", "paragraph", "item", "caption", "note")))
def test_markdown_gives_back_the_text_of_any_block(text: str, role: str) -> None:
    block = Block(role, passage(text), level=3)  # type: ignore[arg-type]
    assert rendered_text(markdown.body([block]).text) == text


@given(TEXTS, st.integers(1, 10))
def test_markdown_gives_back_a_paragraph_with_a_lead(text: str, lead: int) -> None:
    block = Block("paragraph", passage(text), lead=min(lead, len(text)))
    assert rendered_text(markdown.body([block]).text) == text


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_markdown_gives_back_the_cells_of_a_table(rows: list[tuple[str, str]]) -> None:
    grid = Grid(tuple(tuple(map(passage, row)) for row in rows))
    assert rendered_text(markdown.body([grid]).text) == "".join(a + b for a, b in rows)


@given(TEXTS, TEXTS)
def test_blocks_do_not_run_together(first: str, second: str) -> None:
    parts: list[Part] = [Block("item", passage(first)), Block("paragraph", passage(second))]
    assert rendered_text(markdown.body(parts).text) == first + second


@given(st.one_of(REPORTS, st.text(max_size=60)))
def test_any_text_is_proved_or_refused(text: str) -> None:
    try:
        done = drafted(text)
    except ContentError:
        return
    body = body_of(done.report)
    assert is_proved(body, done.ledger)
    assert rendered_text(body) == kept_text(body, done.ledger)
    again = redrafted(text, done)
    assert (again.report, again.review_yaml) == (done.report, done.review_yaml)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "review.yaml").write_text(PERIOD, encoding="utf-8")
    (folder / "a.txt").write_bytes(data)
    with contextlib.suppress(ContentError):
        ingest(folder / "a.txt", folder)
        assert (folder / "source.txt").read_bytes() == data
