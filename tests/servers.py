"""The configurations of docs/hosting, each run by its own server on this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests import debian

ROOT = Path(__file__).parent.parent
HOSTING = ROOT / "docs" / "hosting"
NAMES = ("nginx", "apache2", "caddy")
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate")
SITE = "/var/www/gongbao/site"


@contextlib.contextmanager
def running(name: str, site: Path, folder: Path) -> Iterator[str]:
    """The address of the site, served as its configuration says but for address and folder."""
    port = _free_port()
    command = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}[name](site, folder, port)
    program = debian.program(name)
    assert program
    home = debian.environment() | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [program, *command], env=home, stdout=said, stderr=said, stdin=subprocess.DEVNULL
        )
        try:
            _wait(process, port, folder / "said")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(20)


def _nginx(site: Path, folder: Path, port: int) -> list[str]:
    ours = (HOSTING / "nginx.conf").read_text("utf-8")
    ours = _changed(ours, {"listen 80;": f"listen 127.0.0.1:{port};", SITE: str(site)})
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{place}_temp_path {folder}/{place};" for place in places)
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/errors warn;\nworker_processes 1;\ndaemon off;\n"
        f"user root;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}\n{ours}\n}}\n"
    )
    return ["-p", str(folder), "-e", f"{folder}/errors", "-c", str(folder / "nginx.conf")]


def _apache(site: Path, folder: Path, port: int) -> list[str]:
    ours = (HOSTING / "apache.conf").read_text("utf-8")
    ours = _changed(ours, {"*:80": f"127.0.0.1:{port}", SITE: str(site)})
    unpacked = debian.ROOT / "usr/lib/apache2/modules"
    modules = unpacked if unpacked.is_dir() else Path("/usr/lib/apache2/modules")
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in MODULES)
    (folder / "mime").write_text("text/html html\ntext/css css\ntext/plain txt\n"
        "application/xml xml\nimage/svg+xml svg\n")  # fmt: skip
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{port}\n"
        f"PidFile {folder}/pid\nErrorLog {folder}/errors\nTypesConfig {folder}/mime\n"
        f"Mutex file:{folder} default\nDefaultRuntimeDir {folder}\n"
    )
    text = (folder / "apache.conf").read_text()
    order = text.replace("TypesConfig", f"{loaded}\nTypesConfig")
    (folder / "apache.conf").write_text(f"{order}{ours}\n")
    return ["-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def _caddy(site: Path, folder: Path, port: int) -> list[str]:
    ours = (HOSTING / "Caddyfile").read_text("utf-8")
    ours = _changed(ours, {"example.org {": f"http://127.0.0.1:{port} {{", SITE: str(site)})
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{ours}")
    return ["run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, said.read_text("utf-8", "replace")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers: {said.read_text('utf-8', 'replace')}")
