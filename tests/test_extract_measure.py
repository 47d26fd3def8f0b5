"""The figures of the reports annotated by hand do not fall below what is asked of them."""

from pathlib import Path

import pytest

from tests.extract.measure import Result, measure

ASKED = {
    "precision (neutral ones allowed)": 0.99,
    "recall": 0.98,
    "value": 1,
    "unit": 0.98,
    "role": 0.97,
    "value_kind": 0.97,
    "label": 0.97,
    "card": 0.99,
    "possible card": 0.99,
}


@pytest.fixture(scope="module")
def result(shared: Path) -> Result:
    return measure(shared / "corpus" / "clean")


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked(result: Result, name: str) -> None:
    wrong = [error for error in result.errors if error.startswith(f"{name}:")]
    assert result.counts[f"{name} all"] >= 100
    assert result.share(name) >= ASKED[name], "\n".join(wrong)
