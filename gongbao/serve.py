"""Preview on this machine: a saved file is built at once, and open pages show it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from watchfiles import watch

from . import pipeline
from .cache import NO_STORE, Store
from .publish import SiteIsLocked

EVENTS = "/-/events"
SCRIPT = "/-/reload.js"
RELOAD = f'new EventSource("{EVENTS}").onmessage = () => location.reload();\n'
MIME = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".pagefind": "application/wasm",
}

Say = Callable[[str], None]


class _Builds:
    """Counts the builds; pages that are open wait for the next one."""

    def __init__(self) -> None:
        self.count = 0
        self.changed = threading.Condition()

    def done(self) -> None:
        with self.changed:
            self.count += 1
            self.changed.notify_all()

    def wait_after(self, seen: int) -> int:
        with self.changed:
            self.changed.wait_for(lambda: self.count != seen, timeout=15)
            return self.count


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = MIME | {"": "application/octet-stream"}

    def __init__(self, *arguments: Any, builds: _Builds, **options: Any) -> None:
        self.builds = builds
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        if self.path == EVENTS:
            self._events()
        elif self.path == SCRIPT:
            self._answer(RELOAD.encode(), MIME[".js"])
        elif self._page().is_file():
            page = self._page().read_bytes()
            script = f'<script src="{SCRIPT}"></script></head>'.encode()
            self._answer(page.replace(b"</head>", script, 1), MIME[".html"])
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are of no interest in a preview."""

    def _page(self) -> Path:
        path = Path(self.translate_path(self.path))
        is_page = self.path.split("?")[0].endswith(("/", ".html"))
        return (path / "index.html" if path.is_dir() else path) if is_page else Path("-")

    def _answer(self, body: bytes, mime: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", mime)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = self.builds.count
        try:
            while True:
                count = self.builds.wait_after(seen)
                self.wfile.write(b"data: built\n\n" if count != seen else b": still here\n\n")
                self.wfile.flush()
                seen = count
        except (BrokenPipeError, ConnectionResetError):
            return  # the page was closed


def serve(
    content: Path, templates: Path, site: Path, *, port: int, say: Say, store: Store = NO_STORE
) -> int:
    """Serve until the process is stopped; the address is for this machine only."""
    builds = _Builds()
    _build(content, templates, site, say, store)
    if not content.is_dir():
        return 1
    handler = partial(_Handler, directory=str(site), builds=builds)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        say(f"port {port}: {error.strerror}; choose another one: --port {port + 1}")
        return 1
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C stops it)")
    try:
        for _ in watch(content, templates, debounce=50, step=20, raise_interrupt=True):
            if _build(content, templates, site, say, store):
                builds.done()
    except KeyboardInterrupt:
        server.shutdown()
    return 0


def _build(content: Path, templates: Path, site: Path, say: Say, store: Store) -> bool:
    """Whatever a person can put right is said, and the preview goes on."""
    try:
        outcome = pipeline.build(content, templates, site, keeps_promises=False, store=store)
    except SiteIsLocked as error:
        say(f"{error}: another build holds the lock; save again when it is done")
    except TemplateSyntaxError as error:
        say(f"{templates / (error.name or '')}:{error.lineno}: error: {error.message}")
    except TemplateError as error:
        say(f"{templates}: error: {error.message}")
    except OSError as error:
        say(f"{error.filename or site}: {error.strerror}")
    else:
        for problem in outcome.problems:
            say(str(problem))
        if outcome.is_good:
            say(f"{outcome.reports} reports built")
            return True
    say("the old site stays")
    return False
