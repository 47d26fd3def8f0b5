"""The second half of `make quality`: how much a page weighs and how soon it can be read.

Weight and times are those of the longest report, on a phone with a slow network and a slow
processor; the marks are Lighthouse's. Each is the median of three runs. On a machine that does
something else at the same time, times mean nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Request, sync_playwright

from gongbao.pipeline import build
from tests.browser import chromium, npm
from tests.browser.server import serving

ROOT = Path(__file__).parent.parent
LONGEST = "futian/2022-plan/"
RATED = ("", LONGEST, "search/", "data/gdp/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ASKED = (99, 100, 100, 100)
LIGHTHOUSE = ("lighthouse", "12.8.2")
RUNS = 3
PHONE = {"width": 360, "height": 740}
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOW_PROCESSOR = {"rate": 4}
WATCH = """
    globalThis.seen = { lcp: 0, cls: 0 };
    const watch = (type, note) =>
        new PerformanceObserver((list) => list.getEntries().forEach(note))
            .observe({ type, buffered: true });
    watch("largest-contentful-paint", (one) => { seen.lcp = one.startTime; });
    watch("layout-shift", (one) => { seen.cls += one.value; });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit cost: bytes as they were sent, seconds, and how much moved about."""

    requests: int
    weight: int
    styles_and_scripts: int
    lcp: float
    cls: float


@dataclass(frozen=True, slots=True)
class Answer:
    what: str
    asked: str
    found: str
    is_good: bool


def main(wanted: list[str]) -> int:
    answers: list[Answer] = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT / "content", ROOT / "templates", site, base_url="https://gongbao.example/")
        with serving(site) as url:
            if wanted != ["lighthouse"]:
                answers += cost(url)
            for path in RATED if wanted != ["cost"] else ():
                answers.append(marks(path, url))
    for one in answers:
        print(f"{one.what} | asked {one.asked} | found {one.found}")
    return 0 if all(one.is_good for one in answers) else 1


def cost(url: str) -> list[Answer]:
    with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
        visits = [visit(browser, url + LONGEST) for _ in range(RUNS)]
    one = visits[0]
    lcp, cls = median(v.lcp for v in visits), max(v.cls for v in visits)
    return [
        Answer("requests", "≤ 6", f"{one.requests}", one.requests <= 6),
        Answer("all that is sent", "≤ 100 kB", f"{one.weight} bytes", one.weight <= 100_000),
        Answer(
            "of it styles and scripts",
            "≤ 20 kB",
            f"{one.styles_and_scripts} bytes",
            one.styles_and_scripts <= 20_000,
        ),
        Answer("LCP on slow 3G, processor 4 times slower", "≤ 2.0 s", f"{lcp:.2f} s", lcp <= 2.0),
        Answer("CLS", "≤ 0.01", f"{cls:.4f}", cls <= 0.01),
    ]


def visit(browser: Browser, url: str) -> Visit:
    """As a first visit; then down to the end of the page, for what moves on the way."""
    context = browser.new_context(locale="zh-CN", viewport=PHONE, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(WATCH)
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    lcp = page.evaluate("seen.lcp") / 1000
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(500)
    cls = page.evaluate("seen.cls")
    weights = {one: weight(one) for one in requests}
    context.close()
    return Visit(
        requests=len(requests),
        weight=sum(weights.values()),
        styles_and_scripts=sum(
            size for one, size in weights.items() if one.resource_type in ("stylesheet", "script")
        ),
        lcp=lcp,
        cls=cls,
    )


def weight(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def marks(path: str, url: str) -> Answer:
    runs = [lighthouse(url + path) for _ in range(RUNS)]
    found = [median(run[category] for run in runs) for category in CATEGORIES]
    is_good = all(mark >= asked for mark, asked in zip(found, ASKED, strict=True))
    written = " ".join(f"{mark:g}" for mark in found)
    return Answer(f"Lighthouse of /{path}", "99 100 100 100", written, is_good)


def lighthouse(url: str) -> dict[str, float]:
    executable = next(chromium.candidates())
    done = subprocess.run(
        [
            *("node", npm.installed(*LIGHTHOUSE) / "cli/index.js", url, "--output=json", "--quiet"),
            "--chrome-flags=--headless=shell --no-sandbox --disable-gpu",
        ],
        env={name: str(value) for name, value in chromium.environment(executable.parent).items()}
        | {"CHROME_PATH": str(executable)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, f"Lighthouse did not run\n{done.stderr.decode()[-2000:]}"
    report = json.loads(done.stdout)
    return {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
