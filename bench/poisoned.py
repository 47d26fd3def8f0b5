"""50 poisoned reports among 1,000: ``python -m bench.poisoned [CORPUS]``, asked and measured.

CORPUS is a folder of Markdown reports that begin with title, date and issuer; without it reports
are of a sentence. First all problems are told and nothing is published; then, with
``--keep-going``, the good reports are.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from tests.attack.poison import Poison, poisons
from tests.test_problems import HEAD, SITE

ROOT = Path(__file__).resolve().parent.parent
REPORTS, POISONED = 1000, 50
FRONT = re.compile(r"---\ntitle: (?P<title>.*)\ndate: .*\nissuer: (?P<issuer>.*)\n---\n")
SHORT = f"{HEAD}\n地区生产总值5515亿元。\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?")
    corpus: Path | None = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = _write(home / "content", corpus)
        bad = list(zip(made[:: REPORTS // POISONED], cycle(poisons()), strict=False))
        for report, poison in bad:
            poison.spoil(report)
        said, seconds = _build(home)
        named = _named(said, home, bad)
        is_kept = not (home / "site").exists()
        _say("poisoned reports named with file and line", POISONED, named, seconds)
        _say("sites published", 0, 0 if is_kept else 1, seconds)
        said, seconds = _build(home, "--keep-going")
        pages = {path.parent for path in (home / "site").glob("*/*/index.html")}
        held = {_page(home, path) for path, _ in bad}
        good = {_page(home, path) for path in made} - held
        _say("named with --keep-going", POISONED, _named(said, home, bad), seconds)
        _say("good reports published", REPORTS - POISONED, len(good & pages), seconds)
        _say("bad reports published", 0, len(held & pages), seconds)
        return 0 if named == POISONED and is_kept and good <= pages else 1


def _write(content: Path, corpus: Path | None) -> list[Path]:
    """Folders, each of a body of its own, so that titles and years may be the same."""
    content.mkdir()
    (content / "site.yaml").write_text(SITE, "utf-8")
    files = list(islice(sorted(corpus.rglob("r*.md")), REPORTS)) if corpus else []
    made = [content / f"b{number}" / "2022" for number in range(REPORTS)]
    for number, folder in enumerate(made):
        folder.mkdir(parents=True)
        text = _report(files[number].read_text("utf-8")) if corpus else SHORT
        (folder / "report.md").write_text(text, "utf-8")
        (folder / "changes.yaml").write_text("published: 2026-11-21\n", "utf-8")
    return made


def _report(text: str) -> str:
    head = FRONT.match(text)
    assert head
    body = re.sub(r"^#", "##", text[head.end() :], flags=re.MULTILINE)
    title, issuer = (json.dumps(head[name], ensure_ascii=False) for name in ("title", "issuer"))
    front = f"title: {title}\nissuer: {issuer}\nkind: other\nperiod: 2022\nprovenance: unknown\n"
    return f"---\n{front}---\n{body}"


def _build(home: Path, *options: str) -> tuple[str, float]:
    start = time.monotonic()
    options = ("--content", "content", "--output", "site", *options)
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "build", *options],
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    print(f"  exit code {done.returncode} {done.stdout.strip()}")
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    return done.stderr, time.monotonic() - start


def _named(said: str, home: Path, bad: list[tuple[Path, Poison]]) -> int:
    """A line is due wherever a file has lines: a folder, a link or a bomb of bytes has none."""
    count = 0
    for folder, poison in bad:
        name = re.escape((folder / poison.file).relative_to(home).as_posix())
        line = r":\d+" if poison.has_line else r"(?::\d+)?"
        count += re.search(rf"^{name}{line}: error: ", said, re.MULTILINE) is not None
    return count


def _page(home: Path, report: Path) -> Path:
    return home / "site" / report.relative_to(home / "content")


def _say(what: str, asked: int, measured: int, seconds: float) -> None:
    is_good = "ok " if asked == measured else "NO "
    print(f"{is_good} {what}: asked {asked}, measured {measured}, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
