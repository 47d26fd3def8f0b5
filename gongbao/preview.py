"""What a preview shows before the whole build is done: the page of a report that was just saved.

It has the bytes that the whole build will give it, but for what it shows of other reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .digest import as_saved
from .folders import REPORT
from .load import source_in
from .made import editions_of, read_report
from .model import Entry
from .render import Press, Rendering, press, report_page

INDEX = "index.html"
FEW = 8
"""Reports that are read at once; a change of branch may save hundreds."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A site as it was built, and the reports that were ``saved`` since, by their path.

    ``pages``: those of them that were asked for, by their edition and path.
    """

    rendering: Rendering
    presses: tuple[Press, ...]
    saved: Mapping[str, Entry] = field(default_factory=dict)
    pages: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(digest.path for digest in self.rendering.source.digests)


def preview_of(rendering: Rendering) -> Preview:
    """Its templates are kept in memory: the folder that has them compiled may be gone by then."""
    presses = tuple(press(replace(frame, compiled=None)) for frame in rendering.frames)
    return Preview(rendering, presses)


def with_saved(preview: Preview, entries: Mapping[str, Entry]) -> Preview:
    pages = dict(preview.pages)  # at once: another thread may be making one
    kept = {key: page for key, page in pages.items() if key[1] not in entries}
    return replace(preview, saved={**preview.saved, **entries}, pages=kept)


def changed_reports(changes: Iterable[str], content: Path, preview: Preview) -> frozenset[str]:
    """The reports that all ``changes`` lie in; none where anything else was changed.

    Neither where a folder lost its report, nor where they are many: a whole build is as quick.
    """
    root, known = content.resolve(), preview.reports
    folders = {Path(change).parent.resolve() for change in changes}
    paths = [f.relative_to(root).as_posix() for f in folders if f.is_relative_to(root)]
    is_all = len(paths) == len(folders) <= FEW and known.issuperset(paths)
    are_there = is_all and all((root / path / REPORT).is_file() for path in paths)
    return frozenset(paths if are_there else ())


def read(path: str, content: Path, preview: Preview) -> Entry:
    """Raise `ContentError` with all that is wrong with the report."""
    source = source_in(content, content / path)
    return read_report(source, frozenset(), preview.rendering.source.registry)


def page_at(address: str, preview: Preview) -> bytes | None:
    """None where the page in the site is as good. ``address``: from the root, ``/en/a/b/``."""
    own = address.removeprefix("/").removesuffix(INDEX)
    for number, frame in enumerate(preview.rendering.frames):
        prefix = frame.edition.prefix
        path = own.removeprefix(prefix).removesuffix("/")
        if own == f"{prefix}{path}/" and path in preview.saved:
            key = (prefix, path)
            if key not in preview.pages:
                preview.pages[key] = _page(preview.saved[path], number, preview)
            return preview.pages[key]
    return None


def _page(entry: Entry, number: int, preview: Preview) -> bytes:
    own, edition = preview.presses[number], preview.rendering.editions[number]
    lang, registry = own.frame.edition.lang, preview.rendering.source.registry
    in_edition = editions_of(entry, registry, (lang,))[lang]
    digest = as_saved(edition.digests[entry.anchored.report.path], in_edition)
    return report_page(in_edition, own, edition.around_saved(digest)).body


def warm(content: Path, preview: Preview) -> None:
    """Lexicons and templates are read once: before an editor waits for them."""
    for digest in preview.rendering.source.digests[:1]:
        entry = read(digest.path, content, preview)
        for number in range(len(preview.presses)):
            _page(entry, number, preview)
