"""Peers into ``.cache/peers/``, each in a folder of its own; one that does not install says why."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from .peers import HERE, Peer

ADDRESS = re.compile(r"\S*(?:://|(?<!\w)/\w)\S*")
REASON = re.compile(r"^(?:ERROR:|npm (?:error|ERR!)|Error:)\s*(?P<words>\S.*)$", re.MULTILINE)


def install(peer: Peer, home: Path) -> str:
    """The reason why it cannot be run, or nothing. What is installed as pinned stays."""
    folder = home / peer.name
    is_python = (HERE / peer.name / "requirements.txt").exists()
    wanted = "requirements.txt" if is_python else "package.json"
    pins, stamp = HERE / peer.name / wanted, folder / f".{wanted}"
    if not stamp.exists() or stamp.read_bytes() != pins.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(pins, folder)
        for command in python_commands() if is_python else npm_commands():
            reason = run(command, folder)
            if reason:
                return reason
        shutil.copy(pins, stamp)
    return "" if any(folder.glob(peer.program)) else f"{peer.program} is not in the package"


def python_commands() -> tuple[tuple[str, ...], ...]:
    pip = ("venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    return (sys.executable, "-m", "venv", "venv"), (*pip, "--requirement", "requirements.txt")


def npm_commands() -> tuple[tuple[str, ...], ...]:
    return (("npm", "install", "--no-audit", "--no-fund", "--loglevel=error"),)


def run(command: tuple[str, ...], folder: Path) -> str:
    """What it said last when it failed, without addresses of this machine or its registries."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"there is no {command[0]} here"
    if done.returncode == 0:
        return ""
    said = REASON.findall(done.stderr) or done.stderr.strip().splitlines()[-1:]
    return ADDRESS.sub("…", said[-1]) if said else f"{command[0]} ended with {done.returncode}"
