"""A period in words."""

from __future__ import annotations

from .messages import Translate


def period_words(period: str, translate: Translate) -> str:
    """``2024-H1`` → 2024年上半年."""
    year, _, part = period.partition("-")
    names = {
        "": translate("%(year)s"),
        "H1": translate("first half of %(year)s"),
        "H2": translate("second half of %(year)s"),
        "Q1": translate("first quarter of %(year)s"),
        "Q2": translate("second quarter of %(year)s"),
        "Q3": translate("third quarter of %(year)s"),
        "Q4": translate("fourth quarter of %(year)s"),
    }
    if part in names:
        return names[part] % {"year": year}
    return translate("%(year)s-%(month)s") % {"year": year, "month": part}
