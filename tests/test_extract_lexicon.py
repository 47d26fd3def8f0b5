"""Every word of the lexicons does what its example says, and nothing in its counter-example."""

import re
from typing import get_args

import pytest

from gongbao.extract import lexicon
from gongbao.extract.label import bare_name, begins_with_action, is_noun_phrase, registered
from gongbao.extract.mention import mentions
from gongbao.extract.reading import quantities
from gongbao.model import Indicator
from tests.extract.reports import REGISTRY

Row = dict[str, str]


def rows(name: str) -> list[object]:
    return [pytest.param(row, id=next(iter(row.values()))) for row in lexicon.rows(name)]


@pytest.mark.parametrize("row", rows("units"))
def test_a_unit_is_read_in_its_example_alone(row: Row) -> None:
    found = quantities(row["example"])
    assert [q.unit.code for q in found if q.unit] == [row["code"]]
    assert row["text"] in row["example"]
    if row["counter_example"]:
        units = [q.unit.text for q in quantities(row["counter_example"]) if q.unit]
        assert row["text"] not in units


@pytest.mark.parametrize("row", rows("qualifiers"))
def test_a_qualifier_bounds_the_number_of_its_example_alone(row: Row) -> None:
    (quantity,) = quantities(row["example"])
    assert quantity.bounds.text == row["text"]
    assert quantity.bounds.qualifier != "exact"
    if row["counter_example"]:
        (quantity,) = quantities(row["counter_example"])
        assert quantity.bounds.qualifier == "exact"


@pytest.mark.parametrize("row", rows("numbering"))
def test_numbering_measures_nothing(row: Row) -> None:
    named = [match.span() for match in re.finditer(row["pattern"], row["example"])]
    found = quantities(row["example"])
    assert named
    assert not any(start <= q.start < end for q in found for start, end in named)
    assert not re.search(row["pattern"], row["counter_example"])
    assert quantities(row["counter_example"])


@pytest.mark.parametrize("row", rows("changes"))
def test_a_change_word_makes_a_change(row: Row) -> None:
    (mention,) = mentions(row["example"])
    assert mention.reading.role == "change"
    assert (mention.reading.direction or "") == row["direction"]


@pytest.mark.parametrize("row", rows("actions"))
def test_an_action_opens_its_example(row: Row) -> None:
    assert begins_with_action(row["example"])


@pytest.mark.parametrize("row", rows("openers"))
def test_an_opener_is_no_part_of_a_label(row: Row) -> None:
    (mention,) = mentions(row["example"])
    assert bare_name(mention.lead) == "发放贷款"


@pytest.mark.parametrize("indicator", REGISTRY.indicators, ids=lambda one: one.id)
def test_an_indicator_is_found_by_each_of_its_names(indicator: Indicator) -> None:
    names = REGISTRY.by_name()
    for name in (indicator.title, *indicator.aliases):
        assert registered(name, names) == indicator


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("units", "kind", get_args(lexicon.UnitKind)),
        ("qualifiers", "side", get_args(lexicon.Side)),
        ("qualifiers", "code", get_args(lexicon.Bound)),
        ("changes", "direction", ("", *get_args(lexicon.Direction))),
        ("changes", "kind", get_args(lexicon.ChangeKind)),
    ],
)
def test_a_column_holds_known_values_only(name: str, column: str, values: tuple[str, ...]) -> None:
    assert {row[column] for row in lexicon.rows(name)} <= set(values)


@pytest.mark.parametrize("name", ["units", "qualifiers", "changes", "actions", "openers"])
def test_no_word_stands_twice(name: str) -> None:
    words = [(row["text"], row.get("side")) for row in lexicon.rows(name)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("row", rows("gate"))
def test_the_gate_is_shut_for_its_words(row: Row) -> None:
    if row["place"] == "predicate":
        assert bare_name(row["example"]) == "公共设施"
    else:
        assert not is_noun_phrase(row["example"])
    assert is_noun_phrase("公共设施")
