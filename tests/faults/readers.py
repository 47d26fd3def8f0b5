"""Readers of a site while it is published again and again: what did they see?"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from gongbao import publish
from tests.faults import publisher

READERS = 2
PATHS = sorted(
    {page.path.as_posix() for page in publisher.pages("0")}
    & {page.path.as_posix() for page in publisher.pages("1")} - {publisher.FIXED}
)


def watch(folder: Path, publishes: int, reads: int) -> Counter[str]:
    """Publishes without a pause, at least ``publishes``, until ``reads`` reads were made.

    Readers go on until both are done: a disk that is slow to sync gives them time, not an excuse.

    Keys: ``reads``, ``publishes``, ``missing``, ``truncated``, ``mixed``, and ``versions`` seen.
    """
    site = folder / "site"
    publish.publish(publisher.pages("0"), site)
    context = multiprocessing.get_context("spawn")
    answers, is_enough = context.Queue(), context.Event()
    processes = [
        context.Process(target=_read, args=(site, reads // READERS, answers, is_enough))
        for _ in range(READERS)
    ]
    for process in processes:
        process.start()
    counts: Counter[str] = Counter()
    versions: set[str] = set()
    while counts["publishes"] < publishes or any(process.is_alive() for process in processes):
        counts["publishes"] += 1
        publish.publish(publisher.pages(str(counts["publishes"])), site)
        if counts["publishes"] >= publishes:
            is_enough.set()
        while not answers.empty():
            found, seen = answers.get()
            counts.update(found)
            versions |= seen
    counts["versions"] = len(versions)
    return counts


def _read(
    site: Path, reads: int, answers: Queue[tuple[Counter[str], set[str]]], is_enough: Event
) -> None:
    counts: Counter[str] = Counter()
    versions: set[str] = set()
    while counts["reads"] < reads or not is_enough.is_set():
        path = PATHS[counts["reads"] % len(PATHS)]
        counts["reads"] += 1
        versions |= _one(site / path, path, counts)
        _tree(site, counts)
    answers.put((counts, versions))


def _one(file: Path, path: str, counts: Counter[str]) -> set[str]:
    """A file by its whole name, as a web server opens it."""
    try:
        found = file.read_bytes()
    except FileNotFoundError:
        counts["missing"] += 1
        return set()
    return {_version(found, path, counts)}


def _tree(site: Path, counts: Counter[str]) -> None:
    """Two files of one opened folder are of one version; where it has gone, that is its end."""
    folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    try:
        found = {_version(_at(folder, path), path, counts) for path in (PATHS[0], PATHS[-1])}
        counts["reads"] += 1
        counts["mixed"] += len(found) > 1
    except FileNotFoundError:
        counts["ended"] += 1
    finally:
        os.close(folder)


def _at(folder: int, path: str) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def _version(found: bytes, path: str, counts: Counter[str]) -> str:
    version = found.removeprefix(publish.MARK).partition(b"]")[0].rpartition(b" ")[2].decode()
    if found != publisher.body(version, path):
        counts["truncated"] += 1
    return version
