"""The files of data: beside each report, and in /data/ of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from ..model import Entry, Library, LongPage, Page, SiteSettings
from .data import report_json, report_txt
from .metrics import Told, csv_rows, json_rows, metrics_csv, metrics_json, rows_of, told_of
from .schemas import csvw_metadata, datapackage, metrics_schema
from .series_json import indicators_json

FOLDER = PurePosixPath("data")


def data_files(library: Library, read: Callable[[str], bytes]) -> Iterator[Page | LongPage]:
    """``read``: a file of the site that was made before."""
    settings, paths = library.settings, [one.path for one in library.digests]
    if library.tracking.series:
        yield Page(FOLDER / "indicators.json", indicators_json(library))
    told = (Told(d.path, d.front_matter, d.metric_corrections) for d in library.digests)
    in_json = (json_rows(read(f"{path}/metrics.json")) for path in paths)
    in_csv = (csv_rows(read(f"{path}/metrics.csv")) for path in paths)
    yield LongPage(FOLDER / "metrics.json", metrics_json(told, in_json, settings))
    yield LongPage(FOLDER / "metrics.csv", metrics_csv(in_csv))
    yield Page(FOLDER / "metrics.csv-metadata.json", csvw_metadata(settings, settings.title))
    yield Page(FOLDER / "metrics.schema.json", metrics_schema(settings))
    yield Page(FOLDER / "datapackage.json", datapackage(library))


def files_of_report(entry: Entry, settings: SiteSettings) -> Iterator[Page]:
    report = entry.anchored.report
    folder = PurePosixPath(report.path)
    yield Page(folder / "report.json", report_json(entry))
    yield Page(folder / "report.txt", report_txt(entry))
    rows, told = rows_of(entry, settings), told_of(entry)
    whole = b"".join(metrics_json([told], [rows.json], settings))
    yield Page(folder / "metrics.json", whole)
    yield Page(folder / "metrics.csv", b"".join(metrics_csv([rows.csv])))
    title = report.front_matter.title or report.path
    yield Page(folder / "metrics.csv-metadata.json", csvw_metadata(settings, title))
    if report.source.original:
        yield Page(folder / report.source.original.published_name, report.source.original.data)
