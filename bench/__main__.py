"""gongbao and its peers on the same reports: ``make bench``, or ``python -m bench COUNT…``.

Adds rounds to those kept in ``.cache/peers/rows.jsonl``, and writes docs/benchmarks.md of all that
are of the present versions, reports and machine. Hugo is in every round: ratios are to it.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from . import corpus
from .install import install
from .peers import HUGO, PEERS, Peer
from .sites import ROOT, Site, own_site, own_version, site_of
from .table import by_program, document, ratio, seconds, wall
from .trial import MODES, Round, Row, keep_row, read_rows, trials

HOME = ROOT / ".cache/peers"
OWN = ("gongbao", "gongbao-without-search")
NAMES = (*(peer.name for peer in PEERS), *OWN)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=5, help="0 only writes the page")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="PROGRAM")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/benchmarks.md")
    parser.add_argument("--rows", type=Path, default=HOME / "rows.jsonl")
    options = parser.parse_args()
    if not Path("/proc/stat").exists():
        print("the bench counts processes as Linux does, and runs there only", file=sys.stderr)
        return 2
    wanted = [peer for peer in PEERS if peer is HUGO or peer.name in options.only]
    missing = install_all(wanted)
    usable = [peer for peer in wanted if peer.title not in missing]
    here = machine(), corpus.digest()
    for count in options.counts if options.rounds else ():
        sites = list(sites_of(usable, options.only, count))
        first = 1 + max((row.round for row in read_rows(options.rows)), default=-1)
        for number in range(first, first + options.rounds):
            for site in sites:
                for row in trials(site, Round(count, number, *here)):
                    keep_row(options.rows, row)
                    tell(row)
    rows = [row for row in read_rows(options.rows) if is_of_now(row, here)]
    options.output.write_text(document(rows, missing), "utf-8")
    tell_ratios(rows)
    return 0


def install_all(wanted: Iterable[Peer]) -> dict[str, str]:
    """Titles of those that cannot be run, and why not."""
    HOME.mkdir(parents=True, exist_ok=True)
    found = {peer.title: install(peer, HOME) for peer in wanted}
    return {title: reason for title, reason in found.items() if reason}


def sites_of(usable: Iterable[Peer], names: Iterable[str], count: int) -> Iterable[Site]:
    for peer in usable:
        yield site_of(peer, count, HOME)
    for name in OWN:
        if name in names:
            yield own_site(count, HOME, has_search=name == "gongbao")


def is_of_now(row: Row, here: tuple[str, str]) -> bool:
    versions = {peer.name: peer.version for peer in PEERS} | dict.fromkeys(OWN, own_version())
    return (row.machine, row.corpus) == here and row.version == versions.get(row.name)


def machine() -> str:
    """What the figures depend on, without names."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = models[0] if models else platform.machine()
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    python = f"Python {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} processors, {memory:.0f} GiB, {system}, {python}"


def tell(row: Row) -> None:
    state = "" if row.is_right and not row.code else f"  exit {row.code}, right: {row.is_right}"
    figures = f"{row.wall:8.2f} s {row.cpu:8.2f} CPU s {row.memory:6.0f} MiB"
    print(f"{row.count:6} {row.round:3} {row.title:24}{row.mode:10}{figures}{state}", flush=True)


def tell_ratios(rows: list[Row]) -> None:
    for count in sorted({row.count for row in rows}):
        print(f"\n{count} reports: seconds, × Hugo; {', '.join(MODES)}")
        here = [row for row in rows if row.count == count]
        for own in by_program(here):
            cells = (f"{seconds(own, m, wall):>10} {ratio(own, here, m, wall):>7}" for m in MODES)
            print(f"{own[0].title:24}" + "".join(cells))


if __name__ == "__main__":
    sys.exit(main())
