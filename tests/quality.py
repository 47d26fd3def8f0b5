"""`make quality`: all kinds of pages in all editions, light and dark, against what is asked.

Longer than a test may take: tests/test_quality_browser.py keeps the part that breaks easily.
`python -m tests.quality axe focus` asks only what has these words in its name.
How fast a page is, is asked by tests/speed.py.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, takewhile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from gongbao.pipeline import build
from tests.browser import chromium, look
from tests.browser.judges import (
    accessibility,
    html_faults,
    link_faults,
    markup_faults,
    second_opinion,
)
from tests.browser.server import serving
from tests.built_site import pages

ROOT = Path(__file__).parent.parent
BASE_URL = "https://gongbao.example/"
LONGEST = "futian/2022-plan/"
KINDS = (
    *("", LONGEST, "xiangmihu/2022-summary/", "unknown/2022-summary-masked/", f"{LONGEST}source/"),
    *("search/?q=香蜜湖", "search/2022/", "data/", "data/gdp/", f"compare/{LONGEST}", "quality/"),
)
EVERY = (
    *KINDS,
    "404.html",
    *(f"{edition}/{path}" for edition in ("zh-hant", "en") for path in KINDS),
)
LIGHT: dict[str, object] = {"color_scheme": "light"}
DARK: dict[str, object] = {"color_scheme": "dark"}
NARROW: dict[str, object] = {"viewport": {"width": 320, "height": 640}}
ALL_STOPS = 1000
STOPS_TO_THE_TEXT = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge has to say of pages; no answer is a good answer."""

    name: str
    judge: Callable[[Page], Iterable[str]]
    readers: tuple[dict[str, object], ...] = (LIGHT,)
    with_care: bool = False


def axe(page: Page) -> Iterable[str]:
    return accessibility(page).faults


def too_wide(page: Page) -> list[str]:
    return [f"{more} px"] if (more := look.overflow(page)) > 0 else []


def too_wide_spaced(page: Page) -> list[str]:
    look.space_text(page)
    return too_wide(page) + look.clipped(page)


def hidden_stops(page: Page) -> list[str]:
    found = look.stops(page, ALL_STOPS)
    return [str(stop["what"]) for stop in found if stop["isCovered"] or not stop["shows"]]


def far_text(page: Page) -> list[str]:
    stops = look.stops(page, 2 * STOPS_TO_THE_TEXT)
    before = list(takewhile(lambda stop: not stop["isText"], stops))
    return [f"{len(before)} stops"] if len(before) > STOPS_TO_THE_TEXT else []


def long_lines(page: Page) -> list[str]:
    return [f"{line}"] if (line := look.longest_line(page)) > 40 else []


QUESTIONS = (
    Question("axe, 7:1 with it", axe, (LIGHT, DARK)),
    Question("axe, clear view", axe, (LIGHT, DARK), with_care=True),
    Question("IBM", second_opinion, (LIGHT, DARK)),
    Question("overflow at 320 px", too_wide, (NARROW,)),
    Question("overflow, clear view", too_wide, (NARROW,), with_care=True),
    Question("overflow, text spaced", too_wide_spaced, (NARROW,)),
    Question("focus not seen", hidden_stops),
    Question("focus not seen, narrow and dark", hidden_stops, (NARROW | DARK,)),
    Question("text more than 12 stops away", far_text, (LIGHT, NARROW)),
    Question("text < 24 px, clear view", partial(look.small_text, least=24), with_care=True),
    Question("targets < 60 px, clear view", partial(look.small_targets, least=60), with_care=True),
    Question("lines > 40 Han", long_lines),
)


def main(wanted: list[str]) -> int:
    def is_wanted(name: str) -> bool:
        return not wanted or any(word in name for word in wanted)

    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT / "content", ROOT / "templates", site, base_url=BASE_URL)
        for name, found in chain(of_files(site, is_wanted), of_pages(site, is_wanted)):
            print(f"{name} | asked 0 | found {len(found)}", flush=True)
            faults += [f"{name}: {fault}" for fault in found]
    print("\n".join(faults))
    return 1 if faults else 0


def of_files(site: Path, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, list[str]]]:
    judges: dict[str, Callable[[], list[str]]] = {
        "html-validate": lambda: html_faults(pages(site)),
        "vnu": lambda: markup_faults(pages(site)),
        "lychee, fragments with it": lambda: link_faults(site, BASE_URL),
    }
    for name, judge in judges.items():
        if is_wanted(name):
            yield f"{name}, {len(pages(site))} files", judge()


def of_pages(site: Path, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, list[str]]]:
    with (
        serving(site) as url,
        sync_playwright() as playwright,
        chromium.launch(playwright.chromium) as browser,
    ):
        for question in QUESTIONS:
            if is_wanted(question.name):
                visited = list(visits(browser, url, question))
                yield (
                    f"{question.name}, {len(visited)} pages",
                    [fault for found in visited for fault in found],
                )


def visits(browser: Browser, url: str, question: Question) -> Iterator[list[str]]:
    """The faults of each page for each reader."""
    for options in question.readers:
        context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
        if question.with_care:
            context.add_init_script(look.CARE)
        page = context.new_page()
        for path in EVERY:
            page.goto(url + path)
            look.settle(page)
            yield [f"{path or 'home'} {options}: {fault}" for fault in question.judge(page)]
        context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
