"""The browser of the tests: which one, with which font, and cut off from the network."""

import json
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache"
DEBIAN = Path("/usr/bin/chromium")
REMEDY = (
    "no Chromium could be started: run `make test`, which unpacks one, "
    "or set GONGBAO_CHROMIUM to the path of a Chromium or Chrome of yours"
)
ARGUMENTS = (
    "--no-sandbox",  # its sandbox needs rights that a container lacks; the pages are our own
    "--disable-gpu",
    "--disable-sync",
    "--font-render-hinting=none",  # the same widths at every scale
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves the machine
)


class NoBrowser(Exception):
    """None of the candidates starts; the message says why for each, and the remedy."""


def launch(chromium: BrowserType) -> Browser:
    """The first Chromium that starts."""
    failures = [REMEDY]
    for executable in candidates():
        try:
            return chromium.launch(
                executable_path=executable, args=ARGUMENTS, env=environment(executable.parent)
            )
        except Error as error:
            failures.append(f"{executable}: {error.message.splitlines()[0]}")
    raise NoBrowser("\n".join(failures))


def candidates() -> Iterator[Path]:
    """GONGBAO_CHROMIUM alone when it is set; else the npm package's, then Debian's."""
    if chosen := os.environ.get("GONGBAO_CHROMIUM"):
        yield Path(chosen)
        return
    versions = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    yield CACHE / f"chromium-{versions['@sparticuz/chromium']}" / "chromium"
    if DEBIAN.exists():
        yield DEBIAN


def environment(folder: Path) -> dict[str, str | float | bool]:
    """The environment plus our font and, for the npm package's Chromium, its own libraries.

    A bare machine has no Chinese font: every Han character would be the same box, and every
    width that a test measures would be wrong. Without a language (LANG=C) this Chromium finds no
    text at all, neither for a reader's Ctrl+F nor for a link to words.
    """
    added = {"FONTCONFIG_FILE": str(write_fonts_conf()), "LANG": "zh_CN.UTF-8"}
    if (folder / "lib").is_dir():
        added["LD_LIBRARY_PATH"] = str(folder / "lib")
    return {**os.environ, **added}


def write_fonts_conf() -> Path:
    """A fontconfig file that knows one font: the same page looks the same on every machine."""
    font = find_spec("manimgx_fonts_cjk")
    assert font, "the test lock is not installed: run `make test`"
    folder = CACHE / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"fonts.conf.{os.getpid()}"  # several workers write at once
    partial.write_text(
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{Path(str(font.origin)).parent}</dir>\n"
        f"  <cachedir>{folder}</cachedir>\n"
        "</fontconfig>\n",
        encoding="utf-8",
    )
    return partial.replace(folder / "fonts.conf")
