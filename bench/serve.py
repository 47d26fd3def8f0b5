"""How soon a saved sentence is on the open page: ``python -m bench.serve COUNT``, in milliseconds.

COUNT reports of `bench.corpus` are built and served by a process of its own, and a Chromium has the
page of one open. A sentence is added to its report.md, again and again, each time after the whole
build is done. Measured is from the moment the file is written until the page has the words. Others
are the processors that other programs kept busy meanwhile, and our own build.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Page, sync_playwright

from bench.corpus import write_content
from bench.sites import changed_report
from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
BUILT = " reports built\n"

LOOK = """() => {
    const seen = new MutationObserver(() => {
        const words = sessionStorage.getItem("words");
        if (words && document.querySelector("article")?.textContent.includes(words)) {
            window.shownAt = performance.timeOrigin + performance.now();
            seen.disconnect();
        }
    });
    seen.observe(document, { childList: true, subtree: true });
}"""

ASK = """(words) => {
    sessionStorage.setItem("words", words);
    window.shownAt = undefined;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--while-building", action="store_true", help="save in the midst of one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        content = Path(folder, "content")
        write_content(options.count, content)
        path = changed_report(options.count)
        with serving(content) as said, chromium.launch(playwright.chromium) as browser:
            page = browser.new_page()
            page.add_init_script(f"({LOOK})()")
            page.goto(f"{until(said, 'http').split()[0]}{path}/")
            report = content / path / "report.md"
            found = []
            for number in range(options.times):
                time.sleep(1 if options.while_building else 0.5)
                found.append(milliseconds(page, report, f"第{number}次保存的句子。"))
                print(f"{found[-1]:.0f} ms", flush=True)
                if not options.while_building:
                    until(said, BUILT)
    load = os.getloadavg()[0]
    print(f"{options.count} reports: median {statistics.median(found):.0f} ms", end=", ")
    print(f"slowest {max(found):.0f} ms of {len(found)} saves; load {load:.1f}")


@contextmanager
def serving(content: Path) -> Iterator[IO[str]]:
    """What it says, line by line."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    command += ["--content", str(content), "--output", str(content.parent / "site")]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        try:
            yield process.stdout
        finally:
            process.terminate()


def until(said: IO[str], words: str) -> str:
    return next(line for line in said if words in line)


def milliseconds(page: Page, report: Path, words: str) -> float:
    page.evaluate(ASK, words)
    text = report.read_text("utf-8").rstrip("\n")
    report.write_text(f"{text}{words}\n", "utf-8")
    saved = time.time()
    shown = page.wait_for_function("() => window.shownAt", timeout=60_000).json_value()
    return float(shown) - saved * 1000


if __name__ == "__main__":
    main()
