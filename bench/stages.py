"""Seconds of a build by stage, best of several: ``make bench``."""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from gongbao.pipeline import build

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    runs = [one_build(options.content) for _ in range(options.runs)]
    best = min(runs, key=lambda stages: sum(stages.values()))
    for stage, seconds in best.items():
        print(f"{stage:<10}{seconds:6.2f} s")
    print(f"{'all':<10}{sum(best.values()):6.2f} s  (best of {len(runs)})")


def one_build(content: Path) -> dict[str, float]:
    """Pages are written as they are made: the time of writing is in the stage that makes them."""
    marks: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        outcome = build(
            content,
            ROOT / "templates",
            Path(folder, "site"),
            progress=lambda stage: marks.append((stage, time.perf_counter())),
        )
        marks.append(("", time.perf_counter()))
    assert outcome.is_good, outcome.problems
    return {stage: end - start for (stage, start), (_, end) in pairwise(marks) if stage}


if __name__ == "__main__":
    main()
