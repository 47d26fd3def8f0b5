"""/data/indicators.json: what is measured, and every number that tells of it."""

from __future__ import annotations

import json
from decimal import Decimal

from ..model import Indicator, Library, Observation, Ref, Series

FORMAT = 1
"""Rises when a field changes its meaning."""


def indicators_json(library: Library) -> bytes:
    """``anchor`` of a point is its sentence, from the root of the site."""
    numbers = {Ref(o.report, o.id): o for one in library.digests for o in one.figures()}
    value = {
        "format": FORMAT,
        "topics": [
            {"id": one.id, "name": {"zh-Hans": one.title, "en": one.title_en}}
            for one in library.registry.topics
        ],
        "indicators": [_indicator(one) for one in library.registry.indicators],
        "series": [_series(one, numbers) for one in library.tracking.series],
        "left_out": [
            {
                "report": one.report,
                "reason": one.reason,
                "original": one.original,
                "similarity": None if one.similarity is None else str(one.similarity),
            }
            for one in library.tracking.exclusions
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _indicator(one: Indicator) -> dict[str, object]:
    names = {"zh-Hans": one.title, "zh-Hant": one.title_hant, "en": one.title_en}
    return {
        "id": one.id,
        "name": {lang: name for lang, name in names.items() if name},
        "aliases": one.aliases,
        "unit": one.unit,
        "kind": one.kind,
        "topic": one.topic,
        "definition": one.definition or None,
        "not_same_as": one.not_same_as,
        "successor_of": one.successor_of,
        "note": one.note or None,
    }


def _series(one: Series, numbers: dict[Ref, Observation]) -> dict[str, object]:
    key = one.key
    return {
        "indicator": key.indicator,
        "body": key.entity,
        "role": key.role,
        "basis": key.basis or None,
        "unit": key.unit,
        "whole": key.whole or None,
        "period_kind": key.period_kind or None,
        "points": [_point(numbers[ref]) for ref in one.figures],
    }


def _point(number: Observation) -> dict[str, object]:
    return {
        "report": number.report,
        "id": number.id,
        "period": number.period.text,
        "value": _decimal(number.value),
        "min": _decimal(number.minimum),
        "max": _decimal(number.maximum),
        "qualifier": number.qualifier,
        "direction": number.direction,
        "unit": number.unit,
        "value_kind": number.value_kind,
        "obs_status": number.obs_status,
        "surface": number.surface,
        "anchor": f"{number.report}/#{number.sentence}",
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
