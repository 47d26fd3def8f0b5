"""Rows of trials -> docs/benchmarks.md: medians, and ratios to Hugo within the same round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from .peers import PEERS
from .trial import TOO_LONG, Row

BASE = "hugo"
NOTHING = "–"
Figure = Callable[[Row], float]


def document(rows: Sequence[Row], missing: dict[str, str]) -> str:
    """``rows`` of one machine; ``missing``: titles of peers that do not install, and why not."""
    counts = sorted({row.count for row in rows})
    parts = [
        HEAD,
        machine_part(rows),
        table(("program", "version", "when a report has changed it uses"), programs(rows)),
        missing_part(rows, missing),
    ]
    for count in counts:
        here = [row for row in rows if row.count == count]
        parts += [f"## {count:,} reports", speed_table(here), NOTE, output_table(here)]
    if len(counts) > 1:
        parts += ["## Growth", GROWTH, growth_table(rows, counts)]
    return "\n\n".join(part for part in parts if part) + "\n"


HEAD = """# Benchmarks

gongbao beside other static site generators, on the same reports: sentences of our `content/` with
their numbers, places and years drawn anew, about 12,000 characters each. This page is written by

```sh
make bench
```

It installs the programs below under `.cache/peers/` and builds with each of them as a whole
process: *cold* (nothing that it ever wrote is there), with *one report changed* (a sentence more),
and *unchanged*. A round runs all programs one after the other. Figures are medians of the rounds;
ratios are taken to Hugo within a round, so that a busy machine troubles all alike. Rounds are kept
in `.cache/peers/rows.jsonl`; those of the same versions, reports and machine count.
`.venv/bin/python -m bench 10000 --rounds 1 --only mkdocs gongbao` adds one of some programs.

The others make one page of each report, with a minimal template, a contents list and an index of
all reports, and no search (Sphinx always builds one). gongbao makes its whole site: two scripts,
page, source and data of each report, its numbers recognised, citations, an e-book and a picture;
the search index is counted in one of its rows and left out in the other."""

NOTE = """s: seconds until the command returns. CPU s: processor seconds of all its processes.
× Hugo: divided by Hugo's of the same build in the same round."""

GROWTH = """How many times as long a cold build of the larger number takes, and the memory of its
largest process."""


def machine_part(rows: Sequence[Row]) -> str:
    if not rows:
        return "Nothing is measured."
    days = sorted({row.day for row in rows})
    busy = [row.others for row in rows]
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    load = f"Others kept {median(busy):.1f} processors busy meanwhile, {max(busy):.1f} at most."
    corpus = f"The digest of the first reports is {rows[0].corpus}."
    return f"Measured {when} on {rows[0].machine}. {load} {corpus}"


def missing_part(rows: Iterable[Row], missing: dict[str, str]) -> str:
    measured = {row.title for row in rows}
    lines = [
        f"- {title}: {missing.get(title, 'it was not asked for')}"
        for title in (peer.title for peer in PEERS)
        if title not in measured
    ]
    return "Not measured:\n\n" + "\n".join(lines) if lines else ""


def programs(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    return [(own[-1].title, own[-1].version, own[-1].remark) for own in by_program(rows)]


def speed_table(rows: Sequence[Row]) -> str:
    head = ["program", "rounds"]
    for mode in ("cold", "changed", "unchanged"):
        head += [f"{mode}, s", "× Hugo", "CPU s", "× Hugo"]
    return table(head, [speed_line(own, rows) for own in by_program(rows)])


def speed_line(own: Sequence[Row], rows: Sequence[Row]) -> list[str]:
    rounds = len({row.round for row in own})
    cells = [own[0].title, str(rounds)]
    for mode in ("cold", "changed", "unchanged"):
        for figure in (wall, cpu):
            cells += [seconds(own, mode, figure), ratio(own, rows, mode, figure)]
    return cells


def output_table(rows: Sequence[Row]) -> str:
    head = ["program", "pages", "files", "MB", "CPU ms a page", "× Hugo", "largest process, MiB"]
    head += ["written: changed", "unchanged", "the change is seen"]
    return table(head, [output_line(own, rows) for own in by_program(rows)])


def output_line(own: Sequence[Row], rows: Sequence[Row]) -> list[str]:
    good = [row for row in own if not row.code]
    cold = [row for row in good if row.mode == "cold"]
    if not cold:
        return [own[0].title, *[NOTHING] * 9]
    last, pages = cold[-1], cold[-1].pages or 1
    shown = [row.is_right for row in good if row.mode == "changed"]
    return [
        last.title,
        f"{last.pages:,}",
        f"{last.files:,}",
        f"{last.bytes / 1e6:.1f}",
        number(1000 * median(row.cpu for row in cold) / pages),
        ratio(own, rows, "cold", cpu_a_page),
        f"{median(row.memory for row in cold):.0f}",
        *(files_written(good, mode) for mode in ("changed", "unchanged")),
        NOTHING if not shown else "yes" if all(shown) else "**no**",
    ]


def files_written(rows: Iterable[Row], mode: str) -> str:
    found = [row.written for row in rows if row.mode == mode]
    return f"{median(found):,.0f}" if found else NOTHING


def growth_table(rows: Sequence[Row], counts: Sequence[int]) -> str:
    head = ["program"]
    for less, more in pairwise(counts):
        head += [f"{less:,} → {more:,}: s", "CPU s", "MiB"]
    lines = []
    for own in by_program(rows):
        line = [own[0].title]
        for few, many in pairwise(counts):
            line += growth_cells(
                [row for row in own if not row.code and row.mode == "cold"], few, many
            )
        lines.append(line)
    return table(head, lines)


def growth_cells(cold: Sequence[Row], few: int, many: int) -> list[str]:
    less, more = ([row for row in cold if row.count == count] for count in (few, many))
    if not less or not more:
        return [NOTHING] * 3
    times = [median(map(figure, more)) / median(map(figure, less)) for figure in (wall, cpu)]
    memory = [median(row.memory for row in part) for part in (less, more)]
    return [*(f"{number(one)} ×" for one in times), " → ".join(f"{one:.0f}" for one in memory)]


# ---------------------------------------------------------------- figures


def wall(row: Row) -> float:
    return row.wall


def cpu(row: Row) -> float:
    return row.cpu


def cpu_a_page(row: Row) -> float:
    return row.cpu / max(row.pages, 1)


def by_program(rows: Iterable[Row]) -> list[list[Row]]:
    """In the order of `PEERS`, then what is no peer; each in the order of its rounds."""
    places = {peer.name: place for place, peer in enumerate(PEERS)}
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.count, row.round)):
        found.setdefault(row.name, []).append(row)
    return [found[name] for name in sorted(found, key=lambda n: (places.get(n, len(places)), n))]


def seconds(own: Sequence[Row], mode: str, figure: Figure) -> str:
    good = [figure(row) for row in own if row.mode == mode and not row.code]
    if good:
        return number(median(good))
    failed = [row for row in own if row.code]
    if not failed:
        return NOTHING
    last = failed[-1]
    return f"none in {last.wall:.0f} s" if last.code == TOO_LONG else f"failed ({last.code})"


def ratio(own: Sequence[Row], rows: Sequence[Row], mode: str, figure: Figure) -> str:
    """The median of the ratios to Hugo's build of the same kind in the same round."""
    base = {
        row.round: figure(row) for row in rows if (row.name, row.mode, row.code) == (BASE, mode, 0)
    }
    ratios = [
        figure(row) / base[row.round]
        for row in own
        if row.mode == mode and not row.code and base.get(row.round)
    ]
    return number(median(ratios)) if ratios else NOTHING


def number(value: float) -> str:
    """Three digits, as exact as they can be meant."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    marks = ["---", *["---" if name[:7] in ("version", "when a ") else "---:" for name in head[1:]]]
    rows = [head, marks, *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
