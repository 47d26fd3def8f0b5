"""What build.py may be told: its commands and their options."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from .building import CACHE

ROOT = Path(__file__).resolve().parent.parent
SCHEDULER = re.compile(r"dask:tcp://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}", re.ASCII)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="build.py", description="Public reports in, a static site out. No command: build."
    )
    commands = whole.add_subparsers(title="commands", required=True, dest="command")

    _add_build(commands)
    check = commands.add_parser("check", help="say what is wrong with content/; write nothing")
    check.add_argument("--content", type=Path, default=ROOT / "content", help="default: content/")
    check.add_argument(
        "--anchors", action="store_true", help="and what became of each id that was published"
    )
    _add_retire(check)

    add = commands.add_parser("ingest", help="turn a raw file into a report in content/")
    add.add_argument("file", type=Path, nargs="+", help="the file as the issuer gave it out")
    add.add_argument(
        "--to",
        type=Path,
        help="its folder: content/futian/2022-plan; not needed for a source.txt that is in one",
    )

    _add_quote(commands)
    _add_serve(commands)
    _add_publish_plan(commands)
    return whole


def _add_build(commands: Any) -> None:
    build = commands.add_parser("build", help="build content/ into site/")
    _add_folders(build)
    build.add_argument("--base-url", default="", help="address of the site; else site.yaml's")
    _add_retire(build)
    build.add_argument(
        "--keep-going",
        action="store_true",
        help="publish the reports without a problem; the others stay as they are on the site",
    )
    _add_cache(build)
    who = build.add_mutually_exclusive_group()
    who.add_argument(
        "--jobs", type=_jobs, default=0, help="processes; default: as many as pay (1 for a few)"
    )
    who.add_argument(
        "--executor",
        type=_executor,
        metavar="dask:ADDRESS",
        help="make reports on the workers of a Dask cluster: dask:tcp://host:8786",
    )
    build.add_argument("--profile", action="store_true", help="say what each stage took")


def _add_quote(commands: Any) -> None:
    find = commands.add_parser(
        "quote",
        help="say where a link or a quotation stands, and how it differs",
        description="Where a link of the site or a pasted quotation stands: report, section, "
        "paragraph. A quotation may be in either script; line ends, width and marks make no "
        "difference, …… is a gap. [-…-] is what only the report has, {+…+} what only the "
        "quotation has.",
        epilog="Exit code 0: it stands there, word for word or but for form. 1: it differs, "
        "cuts a number, is not found, or the link leads nowhere. 2: wrong usage.",
    )
    find.add_argument("words", nargs="+", metavar="URL-or-text", help="or - for standard input")
    find.add_argument("--content", type=Path, default=ROOT / "content", help="default: content/")


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="preview with live reload")
    _add_folders(serve)
    _add_cache(serve)
    serve.add_argument("--port", type=_port, default=8000, help="default: 8000")


def _add_publish_plan(commands: Any) -> None:
    plan = commands.add_parser(
        "publish-plan",
        help="the order of an upload to an object store, in which no link ever leads to nothing",
        description="A line each: put or delete, a tab, a path of the site. docs/hosting.md.",
    )
    plan.add_argument("--site", type=Path, default=ROOT / "site", help="default: site/")
    plan.add_argument(
        "--from",
        dest="old",
        metavar="OLD",
        type=Path,
        help="what the store holds: the site of before, or its --manifest; without it, nothing",
    )
    plan.add_argument(
        "--manifest", type=Path, help="write what it holds afterwards, as sha256sum does"
    )


def _add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="default: content/")
    parser.add_argument("--output", type=Path, default=ROOT / "site", help="default: site/")


def _add_cache(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--no-cache", action="store_true", help=f"make all anew; else {CACHE}/ beside content/"
    )


def _add_retire(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--retire",
        metavar="[PATH#]ID",
        action="append",
        default=[],
        help="an id whose text is gone; links to it lead to what stands nearest",
    )


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1024")
    return int(text)


def _executor(text: str) -> str:
    """The address of its scheduler."""
    if not SCHEDULER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form dask:tcp://host:8786")
    return text.removeprefix("dask:")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)
