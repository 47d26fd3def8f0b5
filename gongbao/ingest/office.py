""".doc and .wps: made DOCX by LibreOffice, in a process of its own, and read as such."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..model import ContentError, Place, Problem
from . import docx
from .ole import CompoundFile, compound
from .reading import Reading

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60
_VERSION = re.compile(r"LibreOffice\s+(?P<version>\d+(?:\.\d+)*)")
_SAVE_AS = "open it in Word or WPS, save it as DOCX or PDF (另存为), and ingest that"
_OTHERS = (
    ("EncryptedPackage", "this file is locked with a password", "save it without one"),
    ("Workbook", "this is an Excel workbook (.xls)", _SAVE_AS),
    ("Book", "this is an Excel workbook (.xls)", _SAVE_AS),
    ("PowerPoint Document", "this is a PowerPoint presentation (.ppt)", _SAVE_AS),
    ("HwpSummaryInformation", "this is a Hangul document (.hwp)", _SAVE_AS),
    ("MatOST", "this is a document of Microsoft Works (.wps)", _SAVE_AS),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
</oor:items>
"""
"""A profile that runs no macro and asks a proxy that is not there for whatever lies elsewhere."""


def read(data: bytes, place: Place) -> Reading:
    """Raise `ContentError` for what is no .doc, and where LibreOffice is missing or fails."""
    file = compound(data)
    if problem := _refused(file, place):
        raise ContentError(problem)
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        message = "this is a .doc or .wps, and LibreOffice, which reads it, is not installed"
        raise ContentError(Problem(place, message, _SAVE_AS))
    with TemporaryDirectory(prefix="gongbao-") as folder:
        version = _version(program, Path(folder), place)
        reading = docx.read(_converted(program, data, Path(folder), place), place)
    return replace(reading, suffix="doc", extractor=f"LibreOffice {version} + {reading.extractor}")


def _refused(file: CompoundFile | None, place: Place) -> Problem | None:
    if file is None:
        return Problem(place, "the .doc is cut off or damaged", "ask for the file once more")
    for stream, message, hint in _OTHERS:
        if stream in file.streams:
            return Problem(place, message, hint)
    if "WordDocument" not in file.streams:
        names = ", ".join(f'"{name}"' for name in list(file.streams)[:3] if name.isprintable())
        return Problem(place, f"this is no .doc; it holds {names or 'nothing readable'}", _SAVE_AS)
    if file.is_locked:
        return Problem(place, "this .doc is locked with a password", "save it without one")
    return None


def _version(program: str, folder: Path, place: Place) -> str:
    said = _VERSION.search(_said((program, _profile(folder), "--version"), place))
    return said["version"] if said else "of unknown version"


def _converted(program: str, data: bytes, folder: Path, place: Place) -> bytes:
    """The DOCX that LibreOffice makes of a .doc."""
    source, target = folder / "source.doc", folder / "out" / "source.docx"
    source.write_bytes(data)
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    options = ("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML")
    command = (program, _profile(folder), *options, "--outdir", str(target.parent), str(source))
    said = _said(command, place)
    if not target.is_file():
        last = said.strip().splitlines()[-1:] or ["nothing"]
        raise _failed(place, f"made no DOCX; it said: {last[0][:200]}")
    return target.read_bytes()


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"


def _said(command: tuple[str, ...], place: Place) -> str:
    """What a command prints; it and its children are ended after a minute."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(place, f"cannot be started: {error.strerror}") from error
    try:
        said, _ = process.communicate(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise _failed(place, f"did not finish in {_SECONDS} s") from error
    if process.returncode:
        raise _failed(place, f"ended with code {process.returncode}")
    return said.decode("utf-8", "replace")


def _failed(place: Place, what: str) -> ContentError:
    return ContentError(Problem(place, f"LibreOffice {what}", _SAVE_AS))
