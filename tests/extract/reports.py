"""Small reports to extract from, and one observation as a line of a table of cases."""

from pathlib import Path

from gongbao.anchors import anchor
from gongbao.extract import observations
from gongbao.indicators import registry
from gongbao.model import AnchoredReport, Observation, Place, Source
from gongbao.parse import parse

INDICATORS = Path(__file__).parents[2] / "content" / "indicators.yaml"
REGISTRY = registry(INDICATORS.read_text("utf-8"), "content/indicators.yaml")
FRONT_MATTER = """\
---
title: null
kind: plan-report
period: {period}
provenance: unknown
---

"""


def anchored(markdown: str, period: str = "2022") -> AnchoredReport:
    """The report with this body."""
    source = Source(
        path="futian/2022-plan",
        place=Place("content/futian/2022-plan/report.md"),
        text=FRONT_MATTER.format(period=period) + markdown + "\n",
        ledger=None,
        original=None,
        open_decisions=0,
    )
    return anchor(parse(source))


def extracted(markdown: str, period: str = "2022") -> tuple[Observation, ...]:
    return observations(anchored(markdown, period), REGISTRY)


def line(observation: Observation, *fields: str) -> str:
    """The fields with a space between them, ``-`` for what is not known."""
    values = (getattr(observation, field) for field in fields)
    return " ".join("-" if value in (None, "", ()) else str(value) for value in values)


def lines(markdown: str, *fields: str, period: str = "2022") -> list[str]:
    """A line for each observation of a report."""
    return [line(observation, *fields) for observation in extracted(markdown, period)]
