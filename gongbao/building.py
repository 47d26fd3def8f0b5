"""A build as a command asks for it. What it needs is imported only where there is work to do."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import publish
from .cache import Store
from .problem import ContentError, Place, Problem
from .unchanged import Asked, Inputs, Outcome

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from .made import Workers

CACHE = ".cache/gongbao"
"""Beside content/: what was made before."""

SELDOM = (50_000, 20, 100)
"""How often circles of values are looked for: frozen values make none, and in a large library the
search takes a fifth of the time."""

PR_SET_PDEATHSIG = 1
"""linux/prctl.h: a signal for the process whose parent ends."""

ENOUGH = 16
"""Reports a process: to start it takes as long as to make some."""


def store_beside(content: Path) -> Store:
    return Store(content.absolute().parent / CACHE)


def built(
    asked: Asked, progress: Callable[[str], None], jobs: int = 0, cluster: str | None = None
) -> Outcome:
    """The site of an unchanged content/ stays as it is.

    ``jobs``: see `processes`; ``cluster``: the address of a Dask scheduler, whose workers do it.
    """
    gc.set_threshold(*SELDOM)
    progress("inputs")
    inputs = asked.inputs()
    with publish.lock(asked.site):
        known = asked.known(inputs)
    if known:
        return known
    with _said(asked.templates):
        return _built(asked, inputs, progress, jobs, cluster)


def _built(
    asked: Asked, inputs: Inputs, progress: Callable[[str], None], jobs: int, cluster: str | None
) -> Outcome:
    from . import pipeline

    return pipeline.build(
        asked.content,
        asked.templates,
        asked.site,
        base_url=asked.base_url,
        retire=asked.retire,
        keeps_promises=asked.keeps_promises,
        keep_going=asked.keep_going,
        progress=progress,
        store=asked.store,
        workers=processes(jobs),
        makers=on_cluster(cluster) if cluster else None,
        inputs=inputs,
    )


@contextmanager
def _said(templates: Path) -> Iterator[None]:
    """What a person can put right has a message."""
    from concurrent.futures import BrokenExecutor

    from jinja2 import TemplateError

    try:
        yield
    except BrokenExecutor as error:
        message = "a process of the build was ended from outside, most likely for want of memory"
        raise OSError(f"{message}: try --jobs 1") from error
    except TemplateError as error:
        name, line = getattr(error, "name", ""), getattr(error, "lineno", 0)
        place = Place(str(templates / (name or "")), line)
        problem = Problem(place, error.message or str(error), "put the template right")
        raise ContentError(problem) from error


def processes(jobs: int) -> Workers:
    """``jobs``: how many; 0 for one a processor, as far as each has enough to do."""

    @contextmanager
    def workers(reports: int) -> Iterator[Executor | None]:
        count = jobs or min(len(os.sched_getaffinity(0)), reports // ENOUGH)
        if count < 2 or not reports:
            yield None
            return
        from concurrent.futures import ProcessPoolExecutor  # 30 ms that few builds need

        own = os.getpid()
        with ProcessPoolExecutor(count, initializer=_end_with, initargs=(own,)) as executor:
            try:
                yield executor
            except BaseException:
                executor.shutdown(cancel_futures=True)  # nobody waits for the rest
                raise

    return workers


def _end_with(parent: int) -> None:
    """A worker never outlives its build: it would hold the lock, and write into the next stage."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, which ends its workers
    if os.getppid() != parent:
        os._exit(1)


def on_cluster(address: str) -> Workers:
    """Nobody is asked where nothing is to be made."""

    @contextmanager
    def workers(reports: int) -> Iterator[Executor | None]:
        if not reports:
            yield None
            return
        from .cluster import connected

        with connected(address) as executor:
            yield executor

    return workers
