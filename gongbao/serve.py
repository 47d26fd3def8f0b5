"""Preview on this machine: a saved report is shown at once, and the whole site is built behind it.

Three kinds of threads: the first one watches and reads what was saved, one builds, and each request
has its own. What they share is a `Showing` and a `_Wish`.
"""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from watchfiles import watch

from . import pipeline, preview
from .browsers import Handler, Server, Showing
from .building import SELDOM
from .cache import NO_STORE, Store
from .model import ContentError, Entry, Problem
from .publish import SiteIsLocked
from .render import Rendering

QUIET = 0.3
"""Seconds without a further change before the whole site is built: the page goes first."""

LONGEST = 10
"""Seconds that a build which nobody waits for any more has to end at its next stage."""

OLD_STAYS = "the old site stays"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    content: Path
    templates: Path
    site: Path
    store: Store
    say: Say


class _Stopped(Exception):
    """Nobody waits for this build any more."""


class _Wish:
    """That the whole site be built: made by one thread, fulfilled by another."""

    def __init__(self) -> None:
        self.due: float | None = None
        self.over = threading.Event()
        self.changed = threading.Condition()

    def make(self, seconds: float) -> None:
        with self.changed:
            self.due = time.monotonic() + seconds
            self.changed.notify_all()

    def end(self) -> None:
        with self.changed:
            self.over.set()
            self.changed.notify_all()

    def is_due(self) -> bool:
        """Waits; false at the end."""
        with self.changed:
            while not self.over.is_set():
                left = None if self.due is None else self.due - time.monotonic()
                if left is not None and left <= 0:
                    self.due = None
                    return True
                self.changed.wait(left)
            return False

    def progress(self, stage: str) -> None:
        if self.over.is_set():
            raise _Stopped


def serve(
    content: Path, templates: Path, site: Path, *, port: int, say: Say, store: Store = NO_STORE
) -> int:
    """Serve until the process is stopped; the address is for this machine only."""
    gc.set_threshold(*SELDOM)
    asked, showing, wish = _Asked(content, templates, site, store, say), Showing(), _Wish()
    _build(asked, showing, wish)
    if not content.is_dir():
        return 1
    handler = partial(Handler, directory=str(site), showing=showing)
    try:
        server = Server(("127.0.0.1", port), handler)
    except OSError as error:
        say(f"port {port}: {error.strerror}; choose another one: --port {port + 1}")
        return 1
    showing.warm(content)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    builder = threading.Thread(target=_build_behind, args=(asked, showing, wish), daemon=True)
    builder.start()
    say(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C stops it)")
    with suppress(KeyboardInterrupt), _ended_by_ctrl_c(wish.over):
        for changes in watch(content, templates, debounce=50, step=5, stop_event=wish.over):
            _follow([path for _, path in changes], asked, showing, wish)
    wish.end()
    with suppress(KeyboardInterrupt):  # the second one: the next build tidies up
        builder.join(LONGEST)
    server.shutdown()
    server.server_close()
    return 0


@contextmanager
def _ended_by_ctrl_c(over: threading.Event) -> Iterator[None]:
    """By the event: an exception that is raised while watchfiles asks for it gets lost there."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: over.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _follow(changes: Iterable[str], asked: _Asked, showing: Showing, wish: _Wish) -> None:
    """Reports that were saved are shown at once, where nothing else was changed.

    One that cannot be read would stop the whole build, which waits until it is saved again.
    """
    now = showing.preview
    paths = preview.changed_reports(changes, asked.content, now) if now else None
    if not now or not paths:
        wish.make(0)
        return
    entries: dict[str, Entry] = {}
    wrong: list[Problem] = []
    for path in paths:
        try:
            entries[path] = preview.read(path, asked.content, now)
        except ContentError as error:
            wrong += error.problems
        except OSError:  # it changes at this moment; the whole build says what there is to say
            wish.make(QUIET)
            return
    showing.save(entries)
    if wrong:
        for problem in sorted(wrong, key=lambda one: (one.place, one.message)):
            asked.say(str(problem))
        asked.say(OLD_STAYS)
    else:
        wish.make(QUIET)


def _build_behind(asked: _Asked, showing: Showing, wish: _Wish) -> None:
    try:
        with suppress(_Stopped):
            while wish.is_due():
                _build(asked, showing, wish)
    finally:
        wish.end()


def _build(asked: _Asked, showing: Showing, wish: _Wish) -> None:
    """Whatever a person can put right is said, and the preview goes on."""
    say, before = asked.say, showing.preview
    made: list[Rendering] = []
    try:
        outcome = pipeline.build(
            asked.content,
            asked.templates,
            asked.site,
            keeps_promises=False,
            progress=wish.progress,
            store=asked.store,
            shows=made.append,
        )
    except SiteIsLocked as error:
        say(f"{error}: another build holds the lock; save again when it is done")
    except TemplateSyntaxError as error:
        say(f"{asked.templates / (error.name or '')}:{error.lineno}: error: {error.message}")
    except TemplateError as error:
        say(f"{asked.templates}: error: {error.message}")
    except OSError as error:
        say(f"{error.filename or asked.site}: {error.strerror}")
    else:
        for problem in outcome.problems:
            say(str(problem))
        if outcome.is_good:
            showing.built(made[-1], before)
            say(f"{outcome.reports} reports built")
            return
    say(OLD_STAYS)
