"""A number as printed in a text: its value, its unit, and the words that bound it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongbao.model import Qualifier

from .lexicon import Bound, Unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the words around a number say of it."""

    qualifier: Qualifier = "exact"
    text: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_inclusive: bool | None = None
    max_inclusive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """``start``–``end`` is the number with its unit, ``outer_start``–``outer_end`` with its bounds.

    ``value`` is the printed number in base units, of a range its lower end. ``unit`` is None where
    the text names none (总投资1268亿).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: Decimal
    bounds: Bounds
    unit: Unit | None
    unit_text: str
    unit_mult: int
    per: str | None
    decimals: int
    form: str

    @property
    def is_relative(self) -> bool:
        """A share, rate or change rather than an amount."""
        return self.unit is not None and self.unit.kind in ("percent", "points", "tenths", "times")


def bounded(value: Decimal, bound: Bound | None, text: str) -> Bounds:
    """The bounds of ``value``; 以上 以下 以内 include it (民法典 第1259条).

    近 and 余 stay approximate, yet say on which side of the printed number the true one lies.
    """
    match bound:
        case None:
            return Bounds()
        case "gt" | "ge":
            return Bounds(bound, text, minimum=value, min_inclusive=bound == "ge")
        case "lt" | "le":
            return Bounds(bound, text, maximum=value, max_inclusive=bound == "le")
        case "above":
            return Bounds("approx", text, minimum=value, min_inclusive=False)
        case "below":
            return Bounds("approx", text, maximum=value, max_inclusive=False)
        case "approx":
            return Bounds("approx", text)


def ranged(low: Decimal, high: Decimal, text: str) -> Bounds:
    """Both ends belong to a printed range."""
    return Bounds("range", text, low, high, min_inclusive=True, max_inclusive=True)


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent: 1.2E+4 → 12000."""
    return Decimal(f"{value:f}")
