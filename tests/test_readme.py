"""The README is true: every command in it is run, every file it names is there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(
    {
        line.split("#")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
        for line in block.splitlines()
        if line.strip()
    }
    | set(re.findall(r"`((?:\.venv/bin/python|make) [^`]+)`", README))
)
RUN_ELSEWHERE = {
    "make test": "this is it",
    "make check": "a part of it",
    "make serve": "tests/test_serve.py; it never ends",
    "make bench": "tests/test_bench.py, without the peers; with them it takes hours",
    "make faults": "tests/test_faults.py, each thirty-seventh part of it",
    ".venv/bin/python build.py build --executor dask:tcp://host:8786": "tests/test_cluster.py",
    ".venv/bin/python -m dask worker tcp://host:8786": "tests/test_cluster.py",
    ".venv/bin/python -m pip install distributed==2026.8.0": "make test installs it, by its hash",
    ".venv/bin/python build.py serve": "tests/test_serve.py; it never ends",
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the project in a new folder, with our environment in the place of a new one."""
    folder = tmp_path_factory.mktemp("clone") / "gongbao"
    ignore = shutil.ignore_patterns(".git", ".venv", "node_modules", ".cache", "site", "tests")
    shutil.copytree(ROOT, folder, ignore=ignore)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    shutil.copy(folder / "content/futian/2022-plan/source.txt", folder / "REPORT.txt")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in RUN_ELSEWHERE])
def test_command_runs(command: str, clone: Path) -> None:
    command = command.replace("FILE", "REPORT.txt").replace("报告.txt", "REPORT.txt")
    command = command.replace("content/PATH", "content/futian/2022-plan")
    command = command.replace("content/地区/年份-类型", "content/futian/2022-plan")
    done = subprocess.run(
        command, shell=True, cwd=clone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_commands_left_out_are_in_the_readme() -> None:
    assert set(RUN_ELSEWHERE) <= set(COMMANDS)


@pytest.mark.slow
def test_the_second_build_of_a_clone_has_nothing_to_do(tmp_path: Path) -> None:
    """What the first one left, compiled programs among it, is no change."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("gongbao", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    shutil.copytree(ROOT / "tests/golden/two-periods/content", tmp_path / "content")
    shutil.copy(ROOT / "build.py", tmp_path)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    said = [
        subprocess.run(
            [sys.executable, "build.py"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert (tmp_path / "gongbao/__pycache__").is_dir()
    assert re.search(r"3 reports, \d+ files", said[0])
    assert re.search(r"3 reports, 0 of \d+ files", said[1])


@pytest.mark.slow
def test_the_stages_are_timed(clone: Path) -> None:
    done = subprocess.run(
        [".venv/bin/python", "-m", "bench.stages", "--runs", "1"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "reports" in done.stdout, done.stderr


def test_the_example_of_a_report_builds(clone: Path) -> None:
    example, *_ = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    folder = clone / "content/example/2022"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text(example.replace("issuer: …", "issuer: 甲"), "utf-8")
    done = subprocess.run(
        [".venv/bin/python", "build.py", "check"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
)
def test_linked_files_are_there(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", (ROOT / name).read_text("utf-8")):
        assert (ROOT / target).exists(), target


def test_the_architecture_fits_on_three_pages() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 120


def test_the_table_of_the_architecture_is_the_table_that_is_kept() -> None:
    from tests.test_architecture import MAY_IMPORT

    rows = re.findall(r"^\| `([a-z]+)/?` \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.M)
    assert set(rows) == set(MAY_IMPORT) - {"__init__"}
