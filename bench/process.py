"""One command as a whole, all its processes counted: ``python -I -S process.py LOG COMMAND…``.

Prints seconds of wall clock, processor seconds of every process, the memory in MiB of the largest,
the processors that others kept busy meanwhile, and the exit code, as JSON. It is a program of its
own because Linux counts the memory of a process from that of the one that started it: this one has
11 MiB, less than any builder. Linux only.
"""

import ctypes
import json
import os
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")


def main(log: str, command: list[str]) -> None:
    # What a child leaves behind becomes a child of ours, and is counted.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    output = (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    busy, start = busy_seconds(), time.monotonic()
    files = [output, (os.POSIX_SPAWN_DUP2, 1, 2)]
    first = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    cpu, memory, code, wall = 0.0, 0, 0, 0.0
    while True:
        try:
            process, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss)
        if process == first:
            code, wall = os.waitstatus_to_exitcode(status), time.monotonic() - start
    others = max(busy_seconds() - busy - cpu, 0) / (time.monotonic() - start)
    found = {"wall": wall, "cpu": cpu, "memory": memory / 1024, "others": others, "code": code}
    print(json.dumps(found))


def busy_seconds() -> float:
    """Of all processors, since the machine was started."""
    with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123 - pathlib would weigh 2 MiB
        user, nice, system, _, _, irq, soft, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + irq + soft + steal) / TICKS


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
