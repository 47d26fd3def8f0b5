"""What the browsers of a preview are shown; a page that is open is told when it is another one."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from jinja2 import TemplateError

from . import preview
from .model import ContentError, Entry
from .preview import Preview
from .render import Rendering

EVENTS = "/-/events"
SCRIPT = "/-/reload.js"
RELOAD = (
    f'new EventSource("{EVENTS}" + new URL(document.currentScript.src).search)'
    ".onmessage = () => location.reload();\n"
)
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


class Showing:
    """What browsers are shown; pages that are open wait for the next change of it."""

    def __init__(self) -> None:
        self.preview: Preview | None = None
        self.count = 0
        self.changed = threading.Condition()
        self.rendering = threading.Lock()

    def page(self, address: str) -> bytes | None:
        """None where the one in the site is shown: also where this one cannot be made, which the
        whole build will say."""
        with self.rendering, suppress(ContentError, TemplateError, OSError):
            return preview.page_at(address, self.preview) if self.preview else None
        return None

    def warm(self, content: Path) -> None:
        with suppress(ContentError, TemplateError, OSError):
            if self.preview:
                preview.warm(content, self.preview)

    def save(self, entries: Mapping[str, Entry]) -> None:
        with self.changed:
            if self.preview:
                self.preview = preview.with_saved(self.preview, entries)
        self._tell()

    def built(self, rendering: Rendering, before: Preview | None) -> None:
        """``before``: as it was when the build began; what was saved since is not in the site."""
        new = preview.preview_of(rendering)
        with self.changed:
            old = before.saved if before else {}
            saved = self.preview.saved if self.preview else {}
            later = {
                path: one
                for path, one in saved.items()
                if one is not old.get(path) and path in new.reports
            }
            self.preview = preview.with_saved(new, later)
        self._tell()

    def _tell(self) -> None:
        with self.changed:
            self.count += 1
            self.changed.notify_all()

    def wait_after(self, seen: int) -> int:
        with self.changed:
            self.changed.wait_for(lambda: self.count != seen, timeout=15)
            return self.count


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may leave in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    extensions_map = MIME | {"": "application/octet-stream"}

    def __init__(self, *arguments: Any, showing: Showing, **options: Any) -> None:
        self.showing = showing
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        address = urlsplit(self.path).path
        if address == EVENTS:
            self._events()
        elif address == SCRIPT:
            self._answer(RELOAD.encode(), MIME[".js"])
        elif (page := self._page(address)) is not None:
            query = f"page={quote(address, safe='')}&amp;shown={_mark(page)}"
            script = f'<script src="{SCRIPT}?{query}" async></script></head>'.encode()
            self._answer(page.replace(b"</head>", script, 1), MIME[".html"])
        else:
            super().do_GET()

    def send_response(self, code: int, message: str | None = None) -> None:
        """The name of an asset says what is in it: no page waits for it twice."""
        super().send_response(code, message)
        if code == HTTPStatus.OK and self.path.startswith("/assets/"):
            self.send_header("Cache-Control", "max-age=86400, immutable")

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are of no interest in a preview."""

    def _page(self, address: str) -> bytes | None:
        if not address.endswith(("/", ".html")):
            return None
        if (saved := self.showing.page(unquote(address))) is not None:
            return saved
        path = Path(self.translate_path(address))
        path = path / "index.html" if path.is_dir() else path
        with suppress(OSError):  # a build may put another site in its place at any moment
            return path.read_bytes() if path.is_file() else None
        return None

    def _answer(self, body: bytes, mime: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", mime)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """The page is told when it is no longer what its address shows."""
        asked = parse_qs(urlsplit(self.path).query)
        address, shown = (asked.get(name, [""])[0] for name in ("page", "shown"))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        count = -1
        with suppress(ConnectionError):  # the page was closed
            while True:
                seen, count = count, self.showing.wait_after(count)
                now = shown if seen == count else _mark(self._page(address))
                self.wfile.write(b": still here\n\n" if now == shown else b"data: changed\n\n")
                shown = now


def _mark(page: bytes | None) -> str:
    return hashlib.blake2b(page, digest_size=8).hexdigest() if page is not None else ""
