"""A period in words."""

from __future__ import annotations

from .messages import Translate


def period_words(period: str, translate: Translate) -> str:
    """``2024-H1`` → 2024年上半年."""
    year, _, part = period.partition("-")
    match part:
        case "":
            words = translate("%(year)s")
        case "H1":
            words = translate("first half of %(year)s")
        case "H2":
            words = translate("second half of %(year)s")
        case "Q1":
            words = translate("first quarter of %(year)s")
        case "Q2":
            words = translate("second quarter of %(year)s")
        case "Q3":
            words = translate("third quarter of %(year)s")
        case "Q4":
            words = translate("fourth quarter of %(year)s")
        case _:
            words = translate("%(year)s-%(month)s")
    return words % {"year": year, "month": part}
