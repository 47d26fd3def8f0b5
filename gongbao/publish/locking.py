"""One build of a site at a time, and who it is."""

from __future__ import annotations

import fcntl
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST = 500
"""Bytes of the name of the process that are shown."""


class SiteIsLocked(Exception):
    """Another build is writing this site; ``holder`` says which: its process and its command."""

    def __init__(self, site: Path, holder: str) -> None:
        super().__init__(str(site))
        self.holder = holder


@contextmanager
def held(file: Path, site: Path) -> Iterator[None]:
    """Under a lock of the kernel: it ends with the process, however that ends."""
    with file.open("ab+") as held_file:  # never emptied before it is ours: it names the holder
        try:
            fcntl.flock(held_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held_file.seek(0)
            words = held_file.read(MOST).decode("utf-8", "replace")
            raise SiteIsLocked(site, words.strip() or "unknown") from error
        held_file.truncate(0)
        held_file.write(f"process {os.getpid()}: {shlex.join(sys.orig_argv)}\n".encode())
        held_file.flush()
        try:
            yield
        finally:
            held_file.truncate(0)
