"""`build.py ingest` in a process of its own, weighed: the peak of memory is that of a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.ingest.support import PERIOD

ROOT = Path(__file__).parent.parent.parent
# ru_maxrss would count what the process was forked from.
_CODE = r"""
import re, sys, time
from pathlib import Path
from gongbao import cli
begun = time.process_time()
status = cli.main(["ingest", sys.argv[1], "--to", sys.argv[2]])
peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
print(f"\ncost {status} {time.process_time() - begun} {int(peak[1]) >> 10}")
"""


class Cost(NamedTuple):
    """``seconds`` of processor time, without the start of Python."""

    status: int
    seconds: float
    megabytes: int
    said: str


def cost(file: Path, folder: Path, *, has_period: bool = True) -> Cost:
    """Ingest ``file`` into ``folder``; ``has_period``: an editor has said to when it belongs."""
    if has_period:
        folder.mkdir()
        (folder / "review.yaml").write_text(PERIOD, "utf-8")
    command = (sys.executable, "-c", _CODE, str(file), str(folder))
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    words = done.stdout.rpartition("\ncost ")[2].split()
    if len(words) != 3:
        return Cost(-1, 0.0, 0, done.stderr)
    return Cost(int(words[0]), float(words[1]), int(words[2]), done.stdout + done.stderr)
