"""``make faults``: what was asked of a publish under faults, and what was measured.

``python -m tests.faults [EVERY]``: only each EVERY-th strike.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.faults import readers, rebuilds, strikes


def main(every: int) -> int:
    failures = 0
    with tempfile.TemporaryDirectory(prefix="gongbao-faults-") as name:
        folder = Path(name)
        for kind in strikes.KINDS:
            failures += _strikes(folder / kind.name, kind, every)
        failures += _readers(folder / "readers")
        failures += _rebuilds(folder / "rebuilds")
    print("all as asked" if not failures else f"{failures} not as asked")
    return 1 if failures else 0


def _strikes(folder: Path, kind: strikes.Kind, every: int) -> int:
    folder.mkdir()
    start = time.monotonic()
    found = strikes.strikes(folder, kind)
    results = list(strikes.results(folder, found[::every], kind))
    wrong = [result for result in results if result.wrong]
    calls = len({(strike.call, strike.turn) for strike in found})
    _say(f"swap by {kind.name}: {calls} calls of the file system", ">= 80", calls, calls >= 80)
    for fault in strikes.FAULTS:
        hit = [result for result in results if result.strike.fault == fault]
        bad = [result for result in hit if result.wrong]
        new = sum(result.was_new for result in hit)
        words = (
            f"  {fault}: {len(hit)} runs, {new} new and {len(hit) - new} old; not whole or clean"
        )
        _say(words, "0", len(bad), not bad)
    for result in wrong:
        print(f"  {result.strike}: {'; '.join(result.wrong)}")
    print(f"  {time.monotonic() - start:.0f} s")
    return len(wrong) + (calls < 80)


def _readers(folder: Path) -> int:
    folder.mkdir()
    counts = readers.watch(folder, publishes=10, reads=120_000)
    _say(f"reads during {counts['publishes']} publishes", ">= 100000", counts["reads"], True)
    for what in ("missing", "truncated", "mixed"):
        _say(f"  {what}", "0", counts[what], not counts[what])
    print(f"  {counts['versions']} versions seen; {counts['ended']} opened folders were replaced")
    return counts["missing"] + counts["truncated"] + counts["mixed"] + (counts["reads"] < 100_000)


def _rebuilds(folder: Path) -> int:
    folder.mkdir()
    differing = list(rebuilds.differences(folder))
    _say(
        f"{len(rebuilds.WORLDS)} varied builds: differing files", "0", len(differing), not differing
    )
    print("\n".join(f"  {line}" for line in differing[:20]))
    counts = rebuilds.outside(folder)
    calls = counts.pop("calls")
    _say(f"{calls} calls of a build: beyond project and system", "0", len(counts), not counts)
    print("\n".join(f"  {line}" for line in counts))
    return len(differing) + len(counts)


def _say(what: str, asked: str, measured: int, is_good: bool) -> None:
    print(f"{'ok ' if is_good else 'NO '} {what}: asked {asked}, measured {measured}", flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
