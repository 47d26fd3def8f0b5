"""The files of data: beside each report, and in /data/ of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from ..model import Entry, Library, Page, SiteSettings
from .data import report_json, report_txt
from .keep import MADE_NOW, Keep
from .metrics import Numbers, metrics_csv, metrics_json, numbers_in, numbers_of
from .schemas import csvw_metadata, datapackage, metrics_schema
from .series_json import indicators_json


def data_files(library: Library, keep: Keep = MADE_NOW) -> Iterator[Page]:
    settings = library.settings
    if library.tracking.series:
        yield Page(PurePosixPath("data/indicators.json"), indicators_json(library))
    numbers: list[Numbers] = []
    for entry in library.entries:
        report = entry.anchored.report
        make = partial(_of_report, entry, settings)
        pages = keep.of_report(report.path, ("files", settings), make)
        bodies = {page.path.name: page.body for page in pages}
        numbers.append(numbers_in(entry, bodies["metrics.json"], bodies["metrics.csv"]))
        yield from pages
    folder = PurePosixPath("data")
    yield from _metrics(folder, tuple(numbers), settings, settings.title)
    yield Page(folder / "metrics.schema.json", metrics_schema(settings))
    yield Page(folder / "datapackage.json", datapackage(library))


def _of_report(entry: Entry, settings: SiteSettings) -> Iterator[Page]:
    report = entry.anchored.report
    folder = PurePosixPath(report.path)
    yield Page(folder / "report.json", report_json(entry))
    yield Page(folder / "report.txt", report_txt(entry))
    title = report.front_matter.title or report.path
    yield from _metrics(folder, (numbers_of(entry, settings),), settings, title)
    if report.source.original:
        yield Page(folder / report.source.original.published_name, report.source.original.data)


def _metrics(
    folder: PurePosixPath, numbers: tuple[Numbers, ...], settings: SiteSettings, title: str
) -> Iterator[Page]:
    yield Page(folder / "metrics.json", metrics_json(numbers, settings))
    yield Page(folder / "metrics.csv", metrics_csv(numbers))
    yield Page(folder / "metrics.csv-metadata.json", csvw_metadata(settings, title))
