"""Numbers in Arabic digits with their units: 5515亿元, 3.0%, 4500-5000立方米, 80余次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .lexicon import QualifierWord, Unit, one_of, qualifier_words, units
from .quantity import Bounds, Quantity, bounded, plain, ranged

SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2}
UNITS = {unit.text: unit for unit in units()}
BOUNDS = {word.text: word.bound for word in qualifier_words()}

NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
SCALE = r"万亿|亿|千万|百万|十万|万|千(?![瓦伏米克卡])|百(?!分)"


def _unit_pattern() -> str:
    ordered = sorted(UNITS.values(), key=lambda unit: len(unit.text), reverse=True)
    return "|".join(
        re.escape(unit.text) + (f"(?!{unit.not_before})" if unit.not_before else "")
        for unit in ordered
    )


def _words(side: str) -> list[QualifierWord]:
    return [word for word in qualifier_words() if word.side == side]


def _before_pattern() -> str:
    ordered = sorted(_words("before"), key=lambda word: len(word.text), reverse=True)
    return "|".join(
        (f"(?<![{word.not_after}])" if word.not_after else "") + word.text for word in ordered
    )


UNIT = _unit_pattern()
INSIDE = one_of(word.text for word in _words("inside"))
AFTER = one_of(word.text for word in _words("after"))
BEFORE = re.compile(rf"(?:{_before_pattern()})\Z")
QUANTITY = re.compile(
    rf"(?<![0-9.])(?P<low>{NUMBER})"
    rf"(?:(?P<low_scale>{SCALE})?(?P<low_unit>{UNIT})?[-~—至到](?P<high>{NUMBER})(?![-~—]))?"
    rf"(?P<inside>{INSIDE})?(?P<scale>{SCALE})?(?P<inside_scale>{INSIDE})?"
    rf"(?:(?P<unit>{UNIT})(?:[/每](?P<per>万?(?:{UNIT}|月|年|日)))?)?"
    rf"(?P<after>{AFTER})?"
)
SIGN = re.compile(r"(?<![0-9%A-Za-z-])-\Z")


def arabic_quantities(text: str, numbering: frozenset[int]) -> Iterator[Quantity]:
    """The quantities of a normal text; a digit at an offset in ``numbering`` measures nothing."""
    at = 0
    while match := QUANTITY.search(text, at):
        if {match.start("low"), match.start("high")} & numbering:
            at = match.end("low")
            continue
        if quantity := _quantity(text, match):
            yield quantity
        at = match.end() if quantity or match["high"] else match.end("low")


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    unit = UNITS.get(match["unit"] or "")
    scale = match["scale"] or ""
    mult = SCALES.get(scale, 0)
    if unit is None and scale not in ("亿", "万", "万亿"):
        return None
    value = _value(match["low"], SCALES.get(match["low_scale"] or scale, 0), unit)
    if match["low_unit"] and match["low_unit"] != match["unit"]:
        return None
    before = BEFORE.search(text, max(0, match.start() - 4), match.start())
    bounds = _bounds(match, before[0] if before else "", value, unit)
    if bounds is None:
        return None
    is_negative = bool(
        unit and unit.kind in ("percent", "points") and SIGN.search(text, 0, match.start())
    )
    start = match.start() - is_negative
    end = match.end("per") if match["per"] else max(match.end("unit"), match.end("scale"))
    return Quantity(
        start=start,
        end=end,
        outer_start=before.start() if before else start,
        outer_end=match.end(),
        value=-value if is_negative else value,
        bounds=bounds,
        unit=unit,
        unit_text=scale + text[match.start("unit") : end] if unit else scale,
        unit_mult=mult,
        per=match["per"],
        decimals=_places(match["low"]) - (1 if unit and unit.kind == "tenths" else mult),
        form="arabic",
    )


def _bounds(match: re.Match[str], before: str, value: Decimal, unit: Unit | None) -> Bounds | None:
    """None where the number cannot be what it seems: a range that runs downwards."""
    inside = match["inside"] or match["inside_scale"]
    words = [word for word in (before, match["after"], inside) if word]
    printed = "".join(word for word in (before, inside, match["after"]) if word)
    if match["high"]:
        high = _value(match["high"], SCALES.get(match["scale"] or "", 0), unit)
        return ranged(value, high, printed) if high > value else None
    return bounded(value, BOUNDS[words[0]] if words else None, printed)


def _value(number: str, mult: int, unit: Unit | None) -> Decimal:
    if unit and unit.kind == "tenths":
        mult += 1
    return plain(Decimal(number.replace(",", "")).scaleb(mult))


def _places(number: str) -> int:
    return len(number.partition(".")[2])
