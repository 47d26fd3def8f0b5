"""A number in the conventions of English: 28.5亿元 → RMB 2.85 billion, 增长3.0% → up 3.0%."""

from __future__ import annotations

from decimal import Decimal

from ..model import Observation

SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
CURRENCIES = {"CNY": "RMB", "USD": "USD"}
UNITS = {
    "MTK": "m²",
    "MTQ": "m³",
    "KMT": "km",
    "HAR": "ha",
    "KMK": "km²",
    "TNE": "t",
    "MWH": "MWh",
    "PFLOPS": "PFLOPS",
    "percent": "%",
    "percentage_point": "percentage points",
}
"""What Chinese counts in words of its own (家, 个) has no unit here: the words stand beside it."""

DIRECTIONS = {"up": "up", "down": "down", "flat": "unchanged"}
BEFORE = {"gt": "over", "ge": "at least", "lt": "under", "le": "at most", "approx": "about"}


def said(number: Observation) -> str:
    """Empty where the words of the report say it better: a place in an order, so much for each,
    two digits, so many times as much.
    """
    is_open = number.qualifier == "range" and not number.max_inclusive
    is_ratio = number.unit_denominator is not None or number.unit == "times" or "/" in number.unit
    if number.value is None or number.role == "rank" or is_open or is_ratio:
        return ""
    direction = (number.direction or "") if number.role == "change" else ""
    words = (DIRECTIONS.get(direction, ""), BEFORE.get(number.qualifier, ""), _amounts(number))
    return " ".join(filter(None, words))


def _amounts(number: Observation) -> str:
    """The unit once: RMB 2 billion–3 billion, 10–20%."""
    ends = [number.value]
    if number.qualifier == "range" and number.minimum is not None and number.maximum is not None:
        ends = [number.minimum, number.maximum]
    shown = "–".join(_plain(end, number) for end in ends if end is not None)
    if number.unit in CURRENCIES:
        return f"{CURRENCIES[number.unit]} {shown}"
    unit = UNITS.get(number.unit, "")
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip()


def _plain(value: Decimal, number: Observation) -> str:
    """As exact as it is printed: 5515亿元 is 551.5 billion, 5500亿元 550, 3.0% stays 3.0."""
    for power, name in SCALES if number.unit in CURRENCIES else ():
        if abs(value) >= 10**power:
            places = max(0, power + number.decimals)
            shown = f"{value.scaleb(-power):,.{places}f}"
            is_whole = "." not in number.surface and places
            return f"{shown.rstrip('0').rstrip('.') if is_whole else shown} {name}"
    return f"{value:,.{max(0, number.decimals)}f}"
