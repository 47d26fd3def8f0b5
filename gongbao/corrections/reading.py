"""metrics.yaml -> `MetricCorrection`: what an editor says of the numbers of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeVar, get_args

from .. import fields
from ..fields import Fields, Items, Scalar
from ..model import (
    AddedMetric,
    ContentError,
    MetricCorrection,
    Place,
    Problem,
    Role,
    ValueKind,
)

T = TypeVar("T", bound=str)

KEYS = ("corrections",)
CORRECTION_KEYS = ("at", "id", "number", "label", "indicator", "drop", "add", "reason")
ADD_KEYS = ("value", "unit", "kind", "role", "period")
VALUE = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?")
PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
SHAPE = "write '  - at: p37', '    number: 28.5亿元', what is right, and '    reason: …' under it"


def metric_corrections(text: str, file: str) -> tuple[MetricCorrection, ...]:
    """Raise `ContentError` with everything that has to be put right."""
    found = fields.read(text, file)
    problems = list(fields.unknown_keys(found, KEYS))
    node = found.get("corrections")
    if not isinstance(node, Items):
        place = node.place if node else Place(file, 1)
        raise ContentError(*problems, Problem(place, "'corrections' must be a list", SHAPE))
    corrections = tuple(_correction(item, problems) for item in node.items)
    if problems:
        raise ContentError(*problems)
    return tuple(one for one in corrections if one)


def _correction(item: fields.Node, problems: list[Problem]) -> MetricCorrection | None:
    if not isinstance(item, Fields):
        problems.append(Problem(item.place, "a correction must have keys", SHAPE))
        return None
    problems += fields.unknown_keys(item, CORRECTION_KEYS)
    words = {k: _word(item, k, problems) for k in CORRECTION_KEYS if k not in ("drop", "add")}
    problems += _missing(item, words)
    return MetricCorrection(
        place=item.place,
        reason=words["reason"] or "",
        at=words["at"] or (words["id"] or "").rpartition("-m")[0],
        number=words["number"] or "",
        id=words["id"],
        label=words["label"],
        indicator=words["indicator"],
        is_dropped=_one_of(item, "drop", ("yes",), problems) is not None,
        added=_added(item, problems),
    )


def _missing(item: Fields, words: Mapping[str, str | None]) -> Iterator[Problem]:
    if item.get("reason") is None:
        hint = "say why: readers see it beside the number"
        yield Problem(item.place, "'reason' is missing", hint)
    if item.get("number") is None:
        yield Problem(item.place, "'number' is missing", "write it as the report prints it")
    if item.get("at") is None and item.get("id") is None:
        hint = "write 'at: p37', the id of the sentence or row that states the number"
        yield Problem(item.place, "'at' is missing", hint)
    is_said = [key for key in ("label", "indicator", "drop", "add") if item.get(key)]
    if not is_said:
        hint = "one or more of: label, indicator, add; or drop alone"
        yield Problem(item.place, "nothing is corrected", hint)
    elif "drop" in is_said and len(is_said) > 1:
        yield Problem(item.place, f"'drop' stands beside {is_said[0]!r}", "keep one of the two")


def _word(item: Fields, key: str, problems: list[Problem]) -> str | None:
    node = item.get(key)
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text and node.text.strip():
        return node.text.strip()
    problems.append(Problem(node.place, f"{key!r} must be words", f"write '{key}: …'"))
    return None


def _one_of(item: Fields, key: str, allowed: tuple[T, ...], problems: list[Problem]) -> T | None:
    node = item.get(key)
    if node is None:
        return None
    words = node.text if isinstance(node, Scalar) else None
    if words in allowed:
        return allowed[allowed.index(words)]
    hint = f"one of: {', '.join(allowed)}" if len(allowed) > 1 else f"write '{key}: {allowed[0]}'"
    problems.append(Problem(node.place, f"{key!r} cannot be {words!r}", hint))
    return None


def _added(item: Fields, problems: list[Problem]) -> AddedMetric | None:
    node = item.get("add")
    if node is None:
        return None
    if not isinstance(node, Fields):
        hint = "write 'value: …', 'unit: …' and 'kind: actual' under it"
        problems.append(Problem(node.place, "'add' must have keys", hint))
        return None
    problems += fields.unknown_keys(node, ADD_KEYS)
    value = _matching(node, "value", VALUE, problems)
    period = _matching(node, "period", PERIOD, problems)
    kind = _one_of(node, "kind", get_args(ValueKind), problems)
    for key in ("value", "kind"):
        if node.get(key) is None:
            problems.append(Problem(node.place, f"'add' has no {key}", f"write '{key}: …'"))
    return AddedMetric(
        value=Decimal(value or 0),
        unit=_word(node, "unit", problems) or "",
        role=_one_of(node, "role", get_args(Role), problems) or "level",
        value_kind=kind or "actual",
        period=period,
    )


def _matching(
    item: Fields, key: str, pattern: re.Pattern[str], problems: list[Problem]
) -> str | None:
    words = _word(item, key, problems)
    if words is None or pattern.fullmatch(words):
        return words
    node = item.get(key)
    assert node
    example = "2850000000 or 3.5, in the base unit" if key == "value" else "2022 or 2024-H1"
    problems.append(Problem(node.place, f"{key!r} cannot be {words!r}", f"write it as {example}"))
    return None
