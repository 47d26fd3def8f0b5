"""Reports made on the workers of a Dask cluster: the same bytes, or one message and no site."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir
from pathlib import Path
from subprocess import PIPE
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster

from gongbao import cache, cluster
from gongbao.cli import main
from tests.test_cache import GOLDEN, append, files

ROOT = Path(__file__).parent.parent
NOBODY = "tcp://127.0.0.1:1"
README = (ROOT / "README.md").read_text("utf-8")
LOCAL: dict[str, Any] = {"threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a cluster whose two processes stand in another folder; a task may kill one of them."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(n_workers=2, **LOCAL) as local,
        Client(local, set_as_default=False) as client,
    ):
        client.run(os.chdir, "/")
        yield local.scheduler_address


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with content/."""
    shutil.copytree(GOLDEN / "two-periods/content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site, built in this process."""
    folder = tmp_path_factory.mktemp("here")
    shutil.copytree(GOLDEN / "two-periods/content", folder / "content")
    with chdir(folder):
        assert build("--no-cache") == 0
    return files(folder / "site")


def build(*options: str) -> int:
    return main(["build", "--content", "content", "--output", "site", *options])


def on(address: str) -> tuple[str, str]:
    return "--executor", f"dask:{address}"


def made_here(*_: object) -> None:
    raise AssertionError("made in this process")


def test_the_bytes_are_those_of_one_process_and_are_known_to_the_next_build(
    place: Path, address: str, here: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongbao.made.make", made_here)
    assert build(*on(address)) == 0
    assert files(place / "site") == here
    assert build(*on(NOBODY), "--base-url", "https://other.example/") == 0


def test_the_commands_of_the_readme_do_it(place: Path, here: dict[str, bytes]) -> None:
    commands = re.findall(r"`(\.venv/bin/python [^`]*tcp://host:8786)`", README)
    (worker,) = [one for one in commands if " worker " in one]
    (builds,) = [one for one in commands if " build " in one]
    options = ["--no-cache", "--content", place / "content", "--output", place / "site"]
    with LocalCluster(n_workers=0, **LOCAL) as local, ExitStack() as started:

        def start(command: str, *more: object) -> subprocess.Popen[bytes]:
            words = command.replace("tcp://host:8786", local.scheduler_address).split()
            process = subprocess.Popen([*words, *map(str, more)], cwd=ROOT, stderr=PIPE)
            started.callback(process.communicate)
            started.callback(process.terminate)
            return process

        start(worker, "--no-dashboard", "--no-nanny")
        assert start(builds, *options).wait() == 0
    assert files(place / "site") == here


def test_what_is_wrong_with_a_report_comes_back(
    place: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = min((place / "content").rglob("report.md"))
    append(report, "\n[x](javascript:y)\n")
    assert build("--no-cache") == 1
    here = capsys.readouterr()
    assert build("--no-cache", *on(address)) == 1
    assert capsys.readouterr() == here
    assert not (place / "site").exists()


def test_a_wrong_address_is_one_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    assert build(*on(NOBODY)) == 1
    assert capsys.readouterr().err == (
        "dask:tcp://127.0.0.1:1: no Dask scheduler answers there; "
        "start one with `dask scheduler`, or correct the address\n"
    )
    assert not (place / "site").exists()


def test_a_cluster_without_workers_is_one_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 3)  # its scheduler has to answer within
    with LocalCluster(n_workers=0, **LOCAL) as local:
        assert build(*on(local.scheduler_address)) == 1
    said = capsys.readouterr().err
    assert "the cluster has no workers; start some" in said
    assert said.count("\n") == 1


def test_without_the_package_it_says_how_to_install_it(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert build(*on(NOBODY)) == 1
    assert capsys.readouterr().err.endswith(f"-m pip install {cluster.PACKAGE}\n")
    assert not (place / "site").exists()


def test_the_extra_is_what_the_message_names_and_the_tests_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["optional-dependencies"]["cluster"] == [cluster.PACKAGE]
    assert f"-m pip install {cluster.PACKAGE}`" in README
    assert f"\n{cluster.PACKAGE} \\\n" in (ROOT / "requirements-test.lock").read_text("utf-8")


CODE_VERSION = cache.code_version


def become_other() -> None:
    cache.code_version = lambda: "other"  # type: ignore[assignment]


def become_same() -> None:
    cache.code_version = CODE_VERSION


@pytest.fixture
def other(address: str) -> Iterator[Callable[[], str]]:
    """Makes one of the workers one of another version, and gives its address."""
    with Client(address, set_as_default=False) as client:
        name: str = min(client.scheduler_info()["workers"])

        def change() -> str:
            client.run(become_other, workers=[name])
            return name

        yield change
        client.run(become_same, workers=[name])


def test_a_worker_of_another_version_is_one_line(
    place: Path, address: str, other: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    name = other()
    assert build(*on(address)) == 1
    assert capsys.readouterr().err == f"dask:{address}: on {name} there is {cluster.OTHER_CODE}\n"
    assert not (place / "site").exists()


def test_a_worker_that_comes_late_is_asked_by_each_task() -> None:
    assert cluster._done(cache.code_version(), lambda: "done") == "done"
    with pytest.raises(cluster.NoCluster, match="another version"):
        cluster._done("other", lambda: "done")


def test_who_fails_is_asked_for_the_version_again(address: str, other: Callable[[], str]) -> None:
    with cluster.connected(address) as executor:
        assert list(executor.map(int, ["1", "2"], chunksize=4)) == [1, 2]
        with pytest.raises(ValueError, match="invalid literal"):
            list(executor.map(int, ["one"]))
        name = other()
        with pytest.raises(cluster.NoCluster, match=re.escape(name)):
            list(executor.map(int, ["one"]))


def die(unless: str) -> str:
    if Path(unless).exists():
        return "done"
    Path(unless).touch()
    os._exit(1)


def test_what_a_lost_worker_was_at_another_does(address: str, tmp_path: Path) -> None:
    with cluster.connected(address) as executor:
        assert list(executor.map(die, [str(tmp_path / "died")])) == ["done"]


def test_what_kills_every_worker_is_said(address: str) -> None:
    with (
        cluster.connected(address) as executor,
        pytest.raises(cluster.NoCluster, match=f"{cluster.DIED}, the last of them tcp://"),
    ):
        list(executor.map(os._exit, [1]))


@pytest.mark.parametrize(
    ("is_closed", "said"), [(False, "all workers are gone"), (True, "connection to the scheduler")]
)
def test_who_is_gone_is_not_waited_for(
    is_closed: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.Cluster, "agrees", lambda self: None)
    with (
        LocalCluster(n_workers=0, **LOCAL) as local,
        cluster.connected(local.scheduler_address) as executor,
    ):
        monkeypatch.setattr(cluster, "PATIENCE", 1)
        answers = executor.map(int, ["1"])
        if is_closed:
            local.close()
        with pytest.raises(cluster.NoCluster, match=said):
            list(answers)


@pytest.mark.parametrize(
    "options",
    [
        ("--executor", "tcp://host:8786"),
        ("--executor", "dask:"),
        ("--executor", "dask:host:8786"),
        ("--executor", "dask:tcp://host"),
        ("--executor", "dask:tcp://ho st:8786"),
        ("--executor", "ray:tcp://host:8786"),
        ("--executor", "dask:tcp://host:8786", "--jobs", "2"),
    ],
)
def test_what_names_no_cluster_is_wrong_usage(
    options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as error:
        main(["build", *options])
    assert error.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
