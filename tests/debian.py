"""Programs of Debian that tests drive: those of the machine, else unpacked into .cache/debian.

``python -m tests.debian`` fetches what is missing, by apt-get, which checks the signatures of the
distribution; nothing is installed, no service started, and nobody must be root. Where there is no
apt-get it says so and the tests that need these programs are skipped, with that reason.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / ".cache" / "debian"
PACKAGES = {
    "nginx": "nginx",
    "apache2": "apache2-bin",
    "caddy": "caddy",
    "wrk": "wrk",
    "strace": "strace",
    "faketime": "faketime",
}
FOLDERS = ("usr/bin", "usr/sbin")


def program(name: str) -> str | None:
    paths = [*os.environ["PATH"].split(os.pathsep), "/usr/sbin", *(ROOT / f for f in FOLDERS)]
    return shutil.which(name, path=os.pathsep.join(map(str, paths)))


def needed(name: str) -> str:
    """Where it is missing the test is skipped, which conftest lets no continuous integration do."""
    found = program(name)
    if not found:
        pytest.skip(f"needs {name}: python -m tests.debian")
    return found


def environment() -> dict[str, str]:
    return os.environ | libraries()


def libraries() -> dict[str, str]:
    """What the unpacked programs need beside the libraries of the machine."""
    folders = [str(folder) for folder in sorted((ROOT / "usr/lib").glob("*-linux-gnu"))]
    return {"LD_LIBRARY_PATH": os.pathsep.join(folders)} if folders else {}


def strace(*options: str) -> list[str]:
    """The begin of a command; what is traced does not see the libraries of strace."""
    return [needed("strace"), "-E", "LD_LIBRARY_PATH", "-qq", *options]


def later(clock: str) -> dict[str, str]:
    """The environment of a process for which it is so much later: ``+400d``."""
    needed("faketime")
    folders = (ROOT / "usr/lib", Path("/usr/lib"))
    found = (one for folder in folders for one in folder.glob("*/faketime/libfaketimeMT.so.1"))
    return {"LD_PRELOAD": str(next(found)), "FAKETIME": clock, "DONT_FAKE_MONOTONIC": "1"}


def fetch() -> int:
    """apt-get downloads what is missing, with what that depends on: nobody must be root for it."""
    missing = [PACKAGES[name] for name in PACKAGES if not program(name)]
    if not missing:
        return 0
    if not shutil.which("apt-get"):
        print(f"no apt-get: tests of {', '.join(PACKAGES)} are skipped where they are missing")
        return 0
    ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for own in ("lists", "archives"):
            (home / own / "partial").mkdir(parents=True)
        apt = ["apt-get", "-qq", *_in(home)]
        subprocess.run([*apt, "update"], check=False)
        install = ["install", "--yes", "--no-install-recommends", "--download-only"]
        done = subprocess.run([*apt, *install, *missing], check=False)
        for archive in sorted(home.glob("archives/*.deb")):
            subprocess.run(["dpkg", "-x", archive, ROOT], check=True)
    return done.returncode


def _in(home: Path) -> list[str]:
    options = (f"Dir::State::lists={home}/lists", f"Dir::Cache={home}", "Debug::NoLocking=1")
    more = (f"Dir::Cache::archives={home}/archives", "APT::Sandbox::User=")
    return [word for option in (*options, *more) for word in ("-o", option)]


if __name__ == "__main__":
    sys.exit(fetch())
