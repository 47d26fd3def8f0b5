"""A folder over HTTP, as a plain static host would serve it, at the root or under a prefix."""

import contextlib
import gzip
import io
import re
from collections.abc import Iterator
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import takewhile
from pathlib import Path
from threading import Thread
from typing import Any

TEXT = "; charset=utf-8"
TYPES = {
    "": "application/octet-stream",
    ".css": "text/css" + TEXT,
    ".csv": "text/csv" + TEXT,
    ".epub": "application/epub+zip",
    ".html": "text/html" + TEXT,
    ".js": "text/javascript" + TEXT,
    ".json": "application/json" + TEXT,
    ".md": "text/markdown" + TEXT,
    ".mjs": "text/javascript" + TEXT,
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain" + TEXT,
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml" + TEXT,
    ".xml": "application/xml" + TEXT,
}
PACKED = (".css", ".csv", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml")
"""What a host compresses on its way."""


@contextlib.contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serves until the block ends; gives the address of the folder, with a slash at its end."""
    assert re.fullmatch(r"/(\S+/)?", prefix), prefix
    handler = partial(Handler, directory=str(folder), prefix=prefix)
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


@cache
def headers_of(folder: Path) -> tuple[tuple[str, str], ...]:
    """Those of ``_headers`` for all files."""
    file = folder / "_headers"
    lines = file.read_text("utf-8").splitlines()[1:] if file.is_file() else []
    general = takewhile(lambda line: line.startswith(" "), lines)
    return tuple(
        (name.strip(), value) for name, _, value in (line.partition(": ") for line in general)
    )


@cache
def packed(file: Path, changed: float) -> bytes:
    """``changed``: when, so that a file written anew is packed anew."""
    return gzip.compress(file.read_bytes(), mtime=0)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser keeps connections open for longer than a test waits

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silence: a browser that leaves a page drops its connections."""


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer on a kept connection waits 40 ms
    extensions_map = TYPES

    def __init__(self, *arguments: Any, prefix: str, **keywords: Any) -> None:
        self.prefix = prefix
        super().__init__(*arguments, **keywords)

    def end_headers(self) -> None:
        """With the headers that the site asks its host for: a breach of its policy is an error."""
        for name, value in headers_of(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> Any:
        """Outside the prefix nothing exists: a link that forgets it is found out."""
        if not self.path.startswith(self.prefix):
            return self.send_error(HTTPStatus.NOT_FOUND)
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.partition("?")[0].endswith("/") else file
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if takes_gzip and file.suffix in PACKED and file.is_file():
            return self.send_packed(file)
        return super().send_head()

    def send_packed(self, file: Path) -> io.BytesIO:
        body = packed(file, file.stat().st_mtime)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[file.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: Any) -> None:
        """A folder without index.html is a missing page, as on the hosts we publish to."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Silence: tests judge by what the browser saw."""
