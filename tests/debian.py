"""Programs of Debian that tests drive: those of the machine, else unpacked into .cache/debian.

``python -m tests.debian`` fetches what is missing, by apt-get, which checks the signatures of the
distribution; nothing is installed, no service started, and nobody must be root. Where apt-get is
missing or brings nothing it says so, and the tests of these programs are skipped with that reason.
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
FAILED = ROOT / "failed"
"""Stands there from a fetch that brought less than it was to bring until one that brings all."""
OUT_OF_REACH = "apt-get brings none here"


def program(name: str) -> str | None:
    paths = [*os.environ["PATH"].split(os.pathsep), "/usr/sbin", *(ROOT / f for f in FOLDERS)]
    return shutil.which(name, path=os.pathsep.join(map(str, paths)))


def needed(name: str) -> str:
    """Where it was not even tried to bring it, conftest lets no continuous integration skip."""
    found = program(name)
    if not found:
        reason = OUT_OF_REACH if FAILED.exists() else "python -m tests.debian brings it"
        pytest.skip(f"needs {name}: {reason}")
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
    """1 where not all programs are there afterwards."""
    missing = _missing()
    ROOT.mkdir(parents=True, exist_ok=True)
    if missing and shutil.which("apt-get"):
        _unpack(missing)
        missing = _missing()
    if missing:
        FAILED.touch()
        print(f"{OUT_OF_REACH}: tests that need {', '.join(missing)} are skipped")
        return 1
    FAILED.unlink(missing_ok=True)
    return 0


def _missing() -> list[str]:
    return [PACKAGES[name] for name in PACKAGES if not program(name)]


def _unpack(packages: list[str]) -> None:
    """apt-get downloads them with what they depend on: nobody must be root for it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for own in ("lists", "archives"):
            (home / own / "partial").mkdir(parents=True)
        apt = ["apt-get", "-qq", *_in(home)]
        subprocess.run([*apt, "update"], check=False)
        install = ["install", "--yes", "--no-install-recommends", "--download-only"]
        subprocess.run([*apt, *install, *packages], check=False)
        for archive in sorted(home.glob("archives/*.deb")):
            subprocess.run(["dpkg", "-x", archive, ROOT], check=True)


def _in(home: Path) -> list[str]:
    options = (f"Dir::State::lists={home}/lists", f"Dir::Cache={home}", "Debug::NoLocking=1")
    more = (f"Dir::Cache::archives={home}/archives", "APT::Sandbox::User=")
    return [word for option in (*options, *more) for word in ("-o", option)]


if __name__ == "__main__":
    sys.exit(fetch())
