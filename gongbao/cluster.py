"""The processes of a Dask cluster make reports. They need not see our disk: all travels.

The cluster is as trusted as the code: who may reach its scheduler may run anything on its workers,
and what they send back is unpickled here.
"""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from .cache import code_version

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

PACKAGE = "distributed==2026.8.0"
PATIENCE = 10
"""Seconds until a scheduler that does not answer, or a worker that does not come, is not there."""

LARGE_TASKS = {"distributed.admin.large-graph-warning-threshold": "1 TB"}
"""A report travels with its source, and a PDF may be large: no warning."""


class NoCluster(ConnectionError):
    """The cluster cannot do it: why, and what to do about that."""


@contextmanager
def connected(address: str) -> Iterator[Executor]:
    """To the scheduler at ``address``, whose workers have our code."""
    try:
        import dask  # half a second, and nothing else needs it
        from distributed import Client
    except ModuleNotFoundError as error:
        install = f"install it: .venv/bin/python -m pip install {PACKAGE}"
        raise NoCluster(f"dask:{address}: {error}; {install}") from error
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we say it once, in our own words
    dask.config.set(LARGE_TASKS)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        start = "start one with `dask scheduler`, or correct the address"
        raise NoCluster(f"dask:{address}: no Dask scheduler answers there; {start}") from error
    with client:
        cluster = Cluster(client, address)
        cluster.agrees()
        yield cluster


class Cluster(Executor):
    """What is sent must be pickled by name, and is done on a worker, one task at a time in each."""

    sees_our_disk = False

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """As bytes: the scheduler would unpickle all else, and need not have our code."""
        body = pickle.dumps(_Task(code_version(), partial(fn, *args, **kwargs)))
        sent: Future[T] = self._executor.submit(pickle.loads, body)
        return sent

    def map(
        self,
        fn: Callable[..., T],
        *iterables: Any,
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[T]:
        """In order. ``chunksize`` means nothing here: a report is enough for a journey."""
        sent = deque(self.submit(fn, *one) for one in zip(*iterables, strict=False))

        def answers() -> Iterator[T]:
            while sent:
                yield self._answer(sent.popleft())

        return answers()

    def _answer(self, future: Future[T]) -> T:
        """Dask gives what a lost worker had to others; were there none, it would wait for ever."""
        from distributed.scheduler import KilledWorker

        missed = 0
        while missed < PATIENCE:
            try:
                error = future.exception(timeout=1)
            except CancelledError:
                raise self._failure("the connection to the scheduler was lost") from None
            except TimeoutError:
                missed = 0 if self._has_workers() else missed + 1
                continue
            if error is None:
                return future.result()
            if isinstance(error, KilledWorker):
                last = error.last_worker.address
                raise self._failure(f"{DIED}, the last of them {last}; see its log") from error
            self.agrees()
            raise error
        raise self._failure("all workers are gone; start some, and build again")

    def _has_workers(self) -> bool:
        return bool(self._client.scheduler_info()["workers"])

    def agrees(self) -> None:
        """Every worker has our code: else it would make other pages than this machine."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            start = "start some with `.venv/bin/python -m dask worker ADDRESS` in a copy of gongbao"
            raise self._failure(f"the cluster has no workers; {start}") from error
        versions = self._client.run(code_version, on_error="return")
        others = sorted(name for name, version in versions.items() if version != code_version())
        if others:
            more = f" and {len(others) - 1} more" if others[1:] else ""
            raise self._failure(f"on {others[0]}{more} there is {OTHER_CODE}")

    def _failure(self, why: str) -> NoCluster:
        return NoCluster(f"dask:{self._address}: {why}")


DIED = "the workers that were given a report died, one after the other"
OTHER_CODE = (
    "no gongbao, or another version, Python or set of packages than here; "
    "install there what is installed here"
)


@dataclass(frozen=True, slots=True)
class _Task:
    """To unpickle it is to do it, and what was done is what is unpickled."""

    version: str
    work: Callable[[], object]

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _done, (self.version, self.work)


def _done(version: str, work: Callable[[], object]) -> object:
    """On a worker, which may have come when the others had been asked for their version."""
    if version != code_version():
        raise NoCluster(f"on a worker there is {OTHER_CODE}")
    with ONE_AT_A_TIME:
        return work()


ONE_AT_A_TIME = Lock()
"""A worker may have several threads, and PDFium knows none."""
