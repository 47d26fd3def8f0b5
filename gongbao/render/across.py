"""The pages that put reports side by side: /data/, /compare/ and /quality/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Library, SeriesKey
from .comparison import comparison, pairs_by_report
from .figures import Figures
from .indicator_pages import indicator_view, panels_by_indicator, topic_views
from .plots import Plot
from .quality import quality


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page before it is markup: its template, its address, what it says."""

    template: str
    path: str
    values: dict[str, Any]


def pages_across(
    library: Library, figures: Figures, drawn: Mapping[SeriesKey, Plot]
) -> Iterator[Drawn]:
    own = panels_by_indicator(library)
    if own:
        yield Drawn("data.html", "data/", {"topics": topic_views(library, own, figures)})
    for one in library.registry.indicators:
        if one.id in own:
            view = indicator_view(one, own, figures, drawn)
            yield Drawn("indicator.html", f"data/{one.id}/", {"view": view})
    for path, pairs in pairs_by_report(library).items():
        values = {"report_path": path, "report_title": figures.titles[path]}
        found = comparison(pairs, figures)
        yield Drawn("compare.html", f"compare/{path}/", values | {"comparison": found})
    yield Drawn("quality.html", "quality/", {"quality": quality(library, figures)})
