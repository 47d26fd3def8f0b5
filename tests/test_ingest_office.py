""".doc and .wps: what is said without LibreOffice, and how its process is run and ended.

LibreOffice itself is played by a small program that hands out a DOCX: what is tested with it is
our side of the conversation. Where the real one is installed, it converts a real file.
"""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from gongbao.ingest import office
from gongbao.ingest.formats import read
from gongbao.model import ContentError
from tests.ingest.docx_files import PLACE, document, p
from tests.test_ingest_hostile_docx import compound

DOC = compound("WordDocument", "1Table")
PROGRAM = """#!/bin/sh
case "$*" in *--version*) echo "LibreOffice 7.4.7.2 40(Build:2)"; exit 0;; esac
echo "$@" > {log}
{body}
"""
CONVERT = """while [ $# -gt 0 ]; do
  [ "$1" = --outdir ] && out="$2"
  shift
done
mkdir -p "$out" && cp {docx} "$out/source.docx"
"""


def install(folder: Path, body: str) -> None:
    """A program of the name soffice; its arguments are noted in ``log``."""
    (folder / "made.docx").write_bytes(document(p("某区2024年工作报告") + p("加快发展。")))
    program = folder / "soffice"
    body = body.replace("{docx}", str(folder / "made.docx"))
    program.write_text(PROGRAM.format(log=folder / "log", body=body), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with a soffice in it; sh and cp are found as well."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cp", "mkdir", "sleep", "cat"):
        (folder / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def refused(data: bytes = DOC) -> str:
    with pytest.raises(ContentError) as error:
        read(data, PLACE)
    return str(error.value)


def test_without_libreoffice_an_editor_is_told_what_to_do(programs: Path) -> None:
    assert refused() == (
        "a.docx: error: this is a .doc or .wps, and LibreOffice, which reads it, is not installed\n"
        "    open it in Word or WPS, save it as DOCX or PDF (另存为), and ingest that"
    )


def test_the_docx_that_it_makes_is_read(programs: Path) -> None:
    install(programs, CONVERT)
    found = read(DOC, PLACE)
    assert found.text == "某区2024年工作报告\n加快发展。\n"
    assert (found.kind, found.suffix) == ("docx", "doc")
    assert found.extractor.startswith("LibreOffice 7.4.7.2 + lxml ")
    said = (programs / "log").read_text("utf-8").split()
    assert "--headless" in said
    assert said[0].startswith("-env:UserInstallation=file:///")


def test_it_has_a_profile_of_its_own_and_leaves_nothing_behind(programs: Path) -> None:
    install(programs, 'cat "${1#-env:UserInstallation=file://}"/user/*.xcu > {xcu}'.replace(
        "{xcu}", str(programs / "xcu")
    ) + "\n" + CONVERT)  # fmt: skip
    read(DOC, PLACE)
    settings = (programs / "xcu").read_text("utf-8")
    assert "DisableMacrosExecution" in settings
    assert "ooInetProxyType" in settings
    profile = (programs / "log").read_text("utf-8").split()[0].partition("file://")[2]
    assert not Path(profile).parent.exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("exit 77", "LibreOffice ended with code 77"),
        ("echo no filter; exit 0", "LibreOffice made no DOCX; it said: no filter"),
        ("exit 0", "LibreOffice made no DOCX; it said: nothing"),
        (CONVERT.replace("{docx}", "/dev/null"), "the file is cut off or damaged: it has no end"),
    ],
)
def test_its_failures_are_said(programs: Path, body: str, message: str) -> None:
    install(programs, body)
    assert refused().splitlines()[0] == f"a.docx: error: {message}"


def test_it_is_ended_with_its_children_when_it_takes_too_long(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_SECONDS", 1)
    install(programs, f"sleep 600 & echo $! > {programs / 'child'}; wait")
    assert "LibreOffice did not finish in 1 s" in refused()
    child = int((programs / "child").read_text("utf-8"))
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


def test_a_program_that_does_not_start_is_said(programs: Path) -> None:
    (programs / "soffice").write_text("#!/no/such/program\n", encoding="utf-8")
    (programs / "soffice").chmod(0o755)
    assert "LibreOffice cannot be started: " in refused()


def test_where_it_is_installed_the_real_one_converts(tmp_path: Path) -> None:
    """A DOCX to .doc by the program itself, and back by us; elsewhere the refusal is real."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        assert "LibreOffice, which reads it, is not installed" in refused()
        return
    source = tmp_path / "a.docx"
    source.write_bytes(document(p("某区2024年工作报告") + p("加快发展。")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ("--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source))
    subprocess.run((program, profile, *command), check=True, capture_output=True, timeout=60)
    text = read((tmp_path / "a.doc").read_bytes(), PLACE).text
    assert text.split() == ["某区2024年工作报告", "加快发展。"]
