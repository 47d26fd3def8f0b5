"""The commands of build.py. The only module that prints."""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from . import publish
from .arguments import ROOT, parser
from .building import built, store_beside
from .cache import Store
from .problem import ContentError, Problem
from .unchanged import Asked

Progress = Callable[[str], None]

STAGES = (
    *("inputs", "load", "parse", "check", "pages", "reports", "data", "search", "links"),
    "publish",
)

GOOD, BAD_CONTENT, WRONG_USAGE, LOCKED = 0, 1, 2, 75
"""Exit codes; 75 is EX_TEMPFAIL of sysexits.h: try again later."""


def main(arguments: Sequence[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that is not of UTF-8
    options = parser().parse_args(_with_command(arguments))
    try:
        return COMMANDS[options.command](options)
    except ContentError as error:
        _report(error.problems)
        return BAD_CONTENT
    except publish.SiteIsLocked as error:
        print(f"{error}: another build holds the lock; try again when it is done", file=sys.stderr)
        print(f"    {error.holder}", file=sys.stderr)
        return LOCKED
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        print(f"{what}{error.strerror or error}", file=sys.stderr)
        return BAD_CONTENT
    except KeyboardInterrupt:
        return 130


def _with_command(arguments: Sequence[str]) -> Sequence[str]:
    """``build.py`` alone, or with options only, is ``build.py build``."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return ["build", *arguments]
    return arguments


def _build(options: argparse.Namespace) -> int:
    if wrong := _wrong_address(options.base_url):
        print(f"--base-url: {wrong}", file=sys.stderr)
        return WRONG_USAGE
    if wrong := _wrong_output(options.output, options.content):
        print(f"--output: {wrong}", file=sys.stderr)
        return WRONG_USAGE
    start = time.monotonic()
    marks: list[tuple[str, float]] = []
    folders = (options.content, ROOT / "templates", options.output)
    retire, store = frozenset(options.retire), _store(options)
    with _progress() as show:

        def progress(stage: str) -> None:
            marks.append((stage, time.process_time()))
            show(stage)

        asked = Asked(
            *folders, options.base_url, retire, keep_going=options.keep_going, store=store
        )
        outcome = built(asked, progress, options.jobs, options.executor)
    if options.profile:
        _profile([*marks, ("", time.process_time())])
    _report(outcome.problems)
    if not outcome.files:
        print(f"nothing was published; {options.output} is as it was", file=sys.stderr)
        return BAD_CONTENT
    seconds = time.monotonic() - start
    held = f", {outcome.held} held back as they were" if outcome.held else ""
    files = "0 of " * outcome.is_unchanged + f"{outcome.files} files"
    print(f"{outcome.reports} reports{held}, {files}, {seconds:.1f} s: {options.output}")
    return GOOD if outcome.is_good else BAD_CONTENT


def _profile(marks: list[tuple[str, float]]) -> None:
    for (stage, start), (_, end) in pairwise(marks):
        print(f"{stage:<10}{end - start:8.2f} s of this process", file=sys.stderr)


def _store(options: argparse.Namespace) -> Store:
    return Store() if options.no_cache else store_beside(options.content)


def _wrong_address(base_url: str) -> str:
    if not base_url:
        return ""
    from .settings import ADDRESS_HINT, is_base_url  # YAML, which an unchanged site does not need

    return "" if is_base_url(base_url) else f"{base_url!r} is none; {ADDRESS_HINT}"


def _wrong_output(output: Path, content: Path) -> str:
    """A build replaces ``output`` whole: nobody's work may lie in it, and it in nobody's work."""
    whole, source = output.resolve(), content.resolve()
    if output.name in ("", ".."):
        return f"{output} has no name of its own: name the folder, as in --output site"
    if whole.is_relative_to(source):
        return f"{output} lies in --content, and reports would be mixed with pages"
    for other, what in ((source, "--content"), (Path.cwd(), "the current folder"), (ROOT, ROOT)):
        if other.resolve().is_relative_to(whole):
            return f"{output} is or holds {what}, and a build replaces it whole"
    return ""


def _check(options: argparse.Namespace) -> int:
    from . import outcomes, pipeline

    library, problems = pipeline.read(options.content, retire=frozenset(options.retire))
    if library:
        problems = (*problems, *pipeline.verify(library), *pipeline.doubts_of(library))
    _report(problems)
    if options.anchors and library:
        for line in outcomes.summary(entry.anchored for entry in library.entries):
            print(line)
    reports = len(library.entries) if library else 0
    fatal = sum(problem.fatal for problem in problems)
    print(f"{reports} reports, {fatal} errors, {len(problems) - fatal} warnings")
    return BAD_CONTENT if fatal else GOOD


def _ingest(options: argparse.Namespace) -> int:
    from .ingest import ingest  # no other command needs it

    files: list[Path] = options.file
    is_again = all(file.stem == "source" for file in files)
    if options.to and len(files) > 1:
        print("ingest: --to names the folder of one FILE", file=sys.stderr)
        return WRONG_USAGE
    if not options.to and not is_again:
        print("ingest: a new FILE needs --to content/PATH", file=sys.stderr)
        return WRONG_USAGE
    problems: list[Problem] = []
    for file in files:
        try:
            done = ingest(file, options.to or file.parent)
        except ContentError as error:
            problems += error.problems
        else:
            problems += done.problems
            print(done)
    _report(problems)
    return BAD_CONTENT if any(problem.fatal for problem in problems) else GOOD


def _quote(options: argparse.Namespace) -> int:
    is_piped = options.words == ["-"]
    piped = sys.stdin.buffer.read().decode("utf-8", "replace") if is_piped else ""
    words: str = piped or " ".join(options.words)
    if not words.strip() or (is_piped and not piped.strip()):
        print("quote: give a link or a quotation", file=sys.stderr)
        return WRONG_USAGE
    from . import pipeline, quote

    answer, problems = pipeline.look_up(options.content, words)
    fatal = [problem for problem in problems if problem.fatal]
    _report(fatal)
    for line in quote.lines(answer) if answer else ():
        print(line)
    return GOOD if answer and answer.is_good else BAD_CONTENT


def _serve(options: argparse.Namespace) -> int:
    from .serve import serve  # a build needs no web server

    if wrong := _wrong_output(options.output, options.content):
        print(f"--output: {wrong}", file=sys.stderr)
        return WRONG_USAGE
    folders = (options.content, ROOT / "templates", options.output)
    return serve(*folders, port=options.port, say=print, store=_store(options))


def _publish_plan(options: argparse.Namespace) -> int:
    if options.old and not options.old.exists():
        print(f"--from: there is no {options.old}", file=sys.stderr)
        return WRONG_USAGE
    from . import uploading

    steps, manifest = uploading.upload(options.site, options.old)
    for step in steps:
        print(step)
    if options.manifest:
        options.manifest.write_text(manifest, encoding="utf-8")
    return GOOD


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "ingest": _ingest,
    "quote": _quote,
    "serve": _serve,
    "publish-plan": _publish_plan,
}


def _report(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal; the line is clear again before anything else is printed."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return

    def show(stage: str) -> None:
        done = STAGES.index(stage)
        bar = "#" * done + "." * (len(STAGES) - done)
        print(f"\r[{bar}] {stage:<10}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
