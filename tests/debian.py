"""Programs of Debian that tests drive: those of the machine, else unpacked into .cache/debian.

``python -m tests.debian`` fetches what is missing, by apt-get, which checks the signatures of the
distribution; nothing is installed and no service started. Where there is no apt-get it says so and
the tests that need these programs are skipped, with that reason.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / ".cache" / "debian"
PACKAGES = {
    "nginx": ("nginx",),
    "apache2": ("apache2-bin", "libapr1", "libaprutil1"),
    "caddy": ("caddy",),
    "wrk": ("wrk", "libluajit2-5.1-2"),
    "strace": ("strace",),
}
FOLDERS = ("usr/bin", "usr/sbin")


def program(name: str) -> str | None:
    paths = [*os.environ["PATH"].split(os.pathsep), "/usr/sbin", *(ROOT / f for f in FOLDERS)]
    return shutil.which(name, path=os.pathsep.join(map(str, paths)))


def environment() -> dict[str, str]:
    """The libraries that the unpacked programs need beside those of the machine."""
    libraries = [str(folder) for folder in sorted((ROOT / "usr/lib").glob("*-linux-gnu"))]
    return os.environ | {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}


def fetch() -> int:
    missing = [package for name in PACKAGES if not program(name) for package in PACKAGES[name]]
    if not missing:
        return 0
    if not shutil.which("apt-get"):
        print(f"no apt-get: tests of {', '.join(PACKAGES)} are skipped where they are missing")
        return 0
    ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        done = subprocess.run(["apt-get", "download", "-qq", *missing], cwd=folder, check=False)
        for archive in sorted(Path(folder).glob("*.deb")):
            subprocess.run(["dpkg", "-x", archive, ROOT], check=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(fetch())
