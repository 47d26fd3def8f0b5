"""Programs of npm that only measurements ask for, each in a folder of its own under .cache.

`make test` does without them: hundreds of megabytes, and their own dependencies float ("latest"),
which a lock without addresses of a registry cannot hold.
"""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def installed(name: str, version: str) -> Path:
    """The folder of the package, fetched when it is first asked for."""
    home = ROOT / ".cache/npm" / f"{name.replace('/', '+')}-{version}"
    package = home / "node_modules" / name
    if not package.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(
            ["npm", "install", "--prefix", home, *options, f"{name}@{version}"], check=True
        )
    return package
