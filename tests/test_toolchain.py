"""What is pinned, and what the repository must not name."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
BROWSER = ROOT / "tests" / "browser"
PINNED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)"  # one version, no range
    r"(?: ; [^\\\n]+)?"  # for some machines only
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n",
    re.MULTILINE,
)
DEPENDENCY = re.compile(r"(?P<name>[\w.-]+)")
# Folders of one person's machine, and options that name a package index.
LOCAL = re.compile(
    r"""(?<![\w.:/)-])/(?:work|root|home/\w+|Users/\w+)/ | (?<!emit-)index[-_]url |
    registry\s*=\s*["']?https?:""",
    re.VERBOSE,
)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(name: str) -> None:
    lock = (ROOT / name).read_text("utf-8")
    rest = PINNED.sub("", lock)
    assert re.sub(r"^#.*\n", "", rest, flags=re.MULTILINE) == ""
    assert "://" not in lock


def test_the_locks_cover_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert named(project["project"]["dependencies"]) <= pins("requirements.lock").keys()
    assert named(project["dependency-groups"]["test"]) <= pins("requirements-test.lock").keys()


def test_pagefind_comes_with_its_program() -> None:
    """`pagefind[bin]`: without the extra there is a package and nothing to run."""
    assert pins("requirements.lock")["pagefind"] == pins("requirements.lock")["pagefind-bin"]


def test_both_locks_agree() -> None:
    run, test = (pins(name) for name in LOCKS)
    assert {name: run[name] for name in run.keys() & test} == {
        name: test[name] for name in run.keys() & test
    }


def test_the_npm_lock_has_a_hash_for_every_package_and_no_address() -> None:
    packages = npm_packages()
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_npm_packages_are_named_with_one_version_which_the_lock_holds() -> None:
    wanted = json.loads((BROWSER / "package.json").read_text("utf-8"))["dependencies"]
    locked = npm_packages()
    assert wanted == {name: locked[f"node_modules/{name}"]["version"] for name in wanted}


def test_our_files_name_no_machine_and_no_registry() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in our_files()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if LOCAL.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_local"),
    [
        ("cd /" + "work/main", True),
        ("PIP=/" + "home/anna/.venv/bin/pip", True),
        ("--index" + "-url=x", True),
        ("regis" + "try = 'https" + "://npm.example.org/'", True),
        ("registry = Registry()", False),
        ("see https://example.org" + "/work" + "/1.html", False),
        ("a framework/ and root /var/www", False),
    ],
)
def test_what_counts_as_local(line: str, is_local: bool) -> None:
    assert bool(LOCAL.search(line)) is is_local


def named(dependencies: list[str]) -> set[str]:
    """Names as a lock writes them: lower case, hyphens."""
    matches = (DEPENDENCY.match(dependency) for dependency in dependencies)
    return {re.sub(r"[-_.]+", "-", match["name"]).lower() for match in matches if match}


def pins(lock: str) -> dict[str, str]:
    return {
        match["name"]: match["version"]
        for match in PINNED.finditer((ROOT / lock).read_text("utf-8"))
    }


def npm_packages() -> dict[str, Any]:
    lock = json.loads((BROWSER / "package-lock.json").read_text("utf-8"))
    return {name: package for name, package in lock["packages"].items() if name}


def our_files() -> list[Path]:
    """What git keeps or is about to keep, but for reports, whose words are not ours."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    ).stdout
    names = listed.split("\0") if listed else _names()
    paths = [ROOT / name for name in names if name and not name.startswith("content/")]
    return [path for path in paths if path.is_file()]


def _names() -> list[str]:
    """Those of an archive, which git knows nothing of."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
    folders = [path for path in ROOT.iterdir() if path.name not in {*ignored, ".git"}]
    found = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    names = [path.relative_to(ROOT) for path in found]
    return [name.as_posix() for name in names if not ignored & set(name.parts)]
