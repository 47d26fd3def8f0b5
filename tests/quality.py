"""`make quality`: all kinds of pages in all editions, light and dark, against what is asked.

Longer than a test may take: tests/test_quality_browser.py keeps the part that breaks easily.
`--lighthouse` adds its ratings where it is installed (npm, lighthouse 12, in tests/browser).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from gongbao.pipeline import build
from tests.browser import chromium, look
from tests.browser.judges import accessibility, html_faults, markup_faults, second_opinion
from tests.browser.server import serving
from tests.built_site import pages

ROOT = Path(__file__).parent.parent
LONGEST = "futian/2022-plan/"
KINDS = (
    *("", LONGEST, "unknown/2022-summary-masked/", f"{LONGEST}source/", "search/?q=香蜜湖"),
    *("search/2022/", "data/", "data/gdp/", f"compare/{LONGEST}", "quality/", "404.html"),
)
RATED = ("", LONGEST, "search/", "data/gdp/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = chromium.HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CARE = "localStorage.setItem('gongbao-view', '{\"care\":true}')"


@dataclass
class Sheet:
    """What was asked, what was found; a line a fault."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def ask(self, what: str, asked: str, found: list[str]) -> None:
        self.rows.append((what, asked, str(len(found))))
        self.faults += [f"{what}: {one}" for one in found]

    def print(self) -> None:
        for row in self.rows:
            print(" | ".join(row))
        print("\n".join(self.faults) or "nothing is amiss")


def main(options: list[str]) -> int:
    sheet = Sheet()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT / "content", ROOT / "templates", site, base_url="https://gongbao.example/")
        sheet.ask("html-validate", "0", html_faults(pages(site)))
        sheet.ask("vnu", "0", markup_faults(pages(site)))
        with serving(site) as url:
            with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
                measure(sheet, browser, url)
            if "--lighthouse" in options:
                rate(sheet, url)
    sheet.print()
    return 1 if sheet.faults else 0


def measure(sheet: Sheet, browser: Browser, url: str) -> None:
    schemes = [{"color_scheme": "light"}, {"color_scheme": "dark"}]
    narrow = [{"viewport": {"width": 320, "height": 640}}]
    every = KINDS + tuple(f"zh-hant/{path}" for path in KINDS if path != "404.html")

    def over(paths: tuple[str, ...], judge: Callable[[Page], object], **more: object) -> list[str]:
        settings = more.get("settings", schemes)
        found = visits(browser, url, paths, settings, bool(more.get("care")))  # type: ignore[arg-type]
        return [f"{path}: {fault}" for path, page in found for fault in judge(page)]  # type: ignore[attr-defined]

    sheet.ask("axe, 7:1 with it", "0", over(every, lambda p: accessibility(p).faults))
    sheet.ask("axe, clear view", "0", over(KINDS, lambda p: accessibility(p).faults, care=True))
    sheet.ask("IBM", "0", over(every, second_opinion, settings=schemes[:1]))
    sheet.ask("overflow at 320 px", "0", over(every, too_wide, settings=narrow))
    sheet.ask("overflow, clear view", "0", over(KINDS, too_wide, settings=narrow, care=True))
    sheet.ask("overflow, text spaced", "0", over(every, too_wide_spaced, settings=narrow))
    sheet.ask("focus not seen", "0", over(KINDS, hidden_stops, settings=schemes[:1]))
    sheet.ask("text < 24 px, clear view", "0", over(KINDS, small_text, care=True, settings=[{}]))
    sheet.ask("targets < 60 px, clear view", "0", over(KINDS, small_ones, care=True, settings=[{}]))
    sheet.ask("lines > 40 Han", "0", over(every, long_lines, settings=[{}]))


def visits(
    browser: Browser,
    url: str,
    paths: tuple[str, ...],
    settings: list[dict[str, object]],
    care: bool,
) -> Iterator[tuple[str, Page]]:
    for options in settings:
        context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
        page = context.new_page()
        if care:
            page.goto(url)
            page.evaluate(CARE)
        for path in paths:
            page.goto(url + path)
            page.wait_for_load_state("networkidle")
            yield f"{path or 'home'} {options}", page
        context.close()


def too_wide(page: Page) -> list[str]:
    return [f"{more} px"] if (more := look.overflow(page)) > 0 else []


def too_wide_spaced(page: Page) -> list[str]:
    look.space_text(page)
    return too_wide(page) + look.clipped(page)


def hidden_stops(page: Page) -> list[str]:
    found = look.stops(page, 60)
    return [str(stop["what"]) for stop in found if stop["isCovered"] or not stop["shows"]]


def small_text(page: Page) -> list[str]:
    return look.small_text(page, 24)


def small_ones(page: Page) -> list[str]:
    return look.small_targets(page, 60)


def long_lines(page: Page) -> list[str]:
    return [f"{line}"] if (line := look.longest_line(page)) > 40 else []


def rate(sheet: Sheet, url: str) -> None:
    """The median of three runs; asked 99 and three times 100."""
    for path in RATED:
        runs = [lighthouse(url + path) for _ in range(3)]
        scores = [median(run[category] for run in runs) for category in CATEGORIES]
        low = [f"{scores}"] if scores[0] < 99 or min(scores[1:]) < 100 else []
        sheet.ask(f"Lighthouse {path or 'home'} {scores}", "99 100 100 100", low)


def lighthouse(url: str) -> dict[str, float]:
    executable = next(chromium.candidates())
    done = subprocess.run(
        [
            *("node", str(LIGHTHOUSE), url, "--output=json", "--quiet"),
            "--chrome-flags=--headless=shell --no-sandbox --disable-gpu",
        ],
        env={**chromium.environment(executable.parent), "CHROME_PATH": str(executable)},  # type: ignore[arg-type]
        capture_output=True,
        check=True,
    )
    found = json.loads(done.stdout)["categories"]
    return {category: round(found[category]["score"] * 100) for category in CATEGORIES}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
