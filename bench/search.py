"""What search costs: ``python -m bench.search COUNT``, in bytes, milliseconds and memory.

COUNT reports of `bench.corpus` are indexed (their pages are not made), or of CORPUS, a folder of
Markdown files that begin with title, date and issuer. With 0 it is the reports of content/. Then
queries are asked in a Chromium slowed down fourfold, each in an empty profile; bytes are counted as
with gzip. A SITE made before is asked again as it is.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.corpus import write_content
from bench.recall import check
from gongbao.anchors import anchor
from gongbao.extract import observations
from gongbao.load import load
from gongbao.model import Entry, Library, Unit
from gongbao.model import Page as File
from gongbao.parse import parse
from gongbao.pipeline import build, whole
from gongbao.script import hant_edition, hant_observation
from gongbao.search import Prepared, Shard, index_pages, prepared, search_units
from gongbao.search.texts import lines
from tests.browser import chromium
from tests.browser.server import serving

ROOT = Path(__file__).resolve().parent.parent
HEAD = re.compile(r"---\ntitle: (?P<title>.*)\ndate: (?P<date>.*)\nissuer: (?P<issuer>.*)\n---\n")
THROTTLE = 4

FIRST_HIT = """() => {
    performance.setResourceTimingBufferSize(5000);
    new MutationObserver(() => {
        if (!window.firstHit && document.querySelector(".hits mark")) {
            requestAnimationFrame(() => { window.firstHit ??= performance.now(); });
        }
    }).observe(document, { childList: true, subtree: true });
}"""
ASK = """(words) => {
    document.querySelector(".search-results").replaceChildren();
    window.firstHit = undefined;
    const form = document.querySelector("form");
    form.elements.q.value = words;
    const start = performance.now();
    setTimeout(() => form.requestSubmit(), 0);
    return start;
}"""
LOADED = """([from, to]) => performance.getEntriesByType("resource")
    .filter((one) => one.startTime >= from && one.responseEnd <= to).map((one) => one.name)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--corpus", type=Path, help="else reports are made up")
    parser.add_argument("--no-numbers", action="store_true", help="leave their extraction out")
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--site", type=Path, help="where the site is made, and stays")
    parser.add_argument("--recall", action="store_true", help="600 strings, against exact search")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder, "site")
        library = None
        if options.recall or not site.exists():
            content = content_in(Path(folder, "content"), options.corpus, options.count)
            library = read(content, has_numbers=not options.no_numbers)
            print(f"{len(library.entries)} reports, {characters(library) / 1e6:.1f} M characters")
        if library and not site.exists():
            build(ROOT / "content", ROOT / "templates", site, keeps_promises=False)
            make_index(library, site)
        with (
            sync_playwright() as playwright,
            chromium.launch(playwright.chromium) as browser,
            serving(site) as home,
        ):
            if library and options.recall:
                check(browser, home, site, library)
            ask(browser, home, site, queries(site, options.queries))


def content_in(folder: Path, corpus: Path | None, count: int) -> Path:
    if not count:
        return ROOT / "content"
    if corpus:
        write_content_of(corpus, count, folder)
    else:
        write_content(count, folder)
    return folder


def write_content_of(corpus: Path, count: int, content: Path) -> None:
    for number, file in enumerate(sorted(corpus.rglob("*.md"))[:count]):
        text = file.read_text("utf-8")
        head = HEAD.match(text)
        assert head, file
        folder = content / f"generated/r{number}"
        folder.mkdir(parents=True)
        period = re.search(r"20\d\d", head["title"])
        assert period
        front = {"title": head["title"], "issuer": head["issuer"], "kind": "plan-report"}
        front |= {"period": period[0] if "上半年" not in head["title"] else f"{period[0]}-H1"}
        front |= {"provenance": "unknown"}
        matter = "".join(f"{key}: {json.dumps(front[key], ensure_ascii=False)}\n" for key in front)
        body = re.sub(r"^(#+) ", r"#\1 ", text[head.end() :], flags=re.MULTILINE)
        body = f"---\n{matter}---\n\n# {head['title']}\n{body}"
        (folder / "report.md").write_text(body, "utf-8")
    (content / "site.yaml").write_text((ROOT / "content/site.yaml").read_text("utf-8"), "utf-8")


def read(content: Path, *, has_numbers: bool) -> Library:
    sources, _ = load(content)
    assert sources
    reports = (anchor(parse(source)) for source in sources.reports)
    numbers = partial(observations, registry=sources.registry) if has_numbers else lambda one: ()
    return whole((Entry(one, numbers(one)) for one in reports), sources)


def characters(library: Library) -> int:
    return sum(len(line.text) for entry in library.entries for line in lines(entry))


def make_index(library: Library, site: Path) -> None:
    """The search data of ``site`` anew, for both editions."""
    read = {entry.anchored.report.path: partial(both, entry) for entry in library.entries}
    shards: list[Shard] = []
    for old in (site / "search/data", site / "search/pagefind"):
        for file in sorted(old.rglob("*"), reverse=True):
            file.unlink() if file.is_file() else file.rmdir()
    peaks: list[float] = []
    Thread(target=watch, args=(peaks,), daemon=True).start()
    cpu, wall, memory = cpu_seconds(), time.perf_counter(), own_memory()
    sizes: dict[str, int] = {}
    settings = replace(library.settings, languages=("zh-Hans", "zh-Hant"))
    units = search_units(replace(library, settings=settings), read.__getitem__)
    for page in chain(pages(units, shards), pages(index_pages(shards), [])):
        path = site / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
        kind = path.suffix if path.suffix != ".json" else "texts"
        sizes[kind] = sizes.get(kind, 0) + len(page.body)
    count = len(library.entries)
    print(f"index: {1000 * (cpu_seconds() - cpu) / count:.1f} CPU ms a report", end=", ")
    print(f"{time.perf_counter() - wall:.0f} s, {sum(len(one.misses) for one in shards)} misses")
    print(f"memory: Pagefind {max(peaks, default=0):.0f} MB", end=", ")
    print(f"our own grew by {own_memory() - memory:.0f} MB")
    print("bytes:", {kind: f"{size / 1e6:.1f} MB" for kind, size in sizes.items()})


def both(entry: Entry) -> Prepared:
    hant = Entry(hant_edition(entry.anchored), tuple(map(hant_observation, entry.observations)))
    return prepared({"zh-Hans": entry, "zh-Hant": hant})


def pages(parts: Iterable[File | Unit], shards: list[Shard]) -> Iterator[File]:
    """All files; ``shards``: what is told of each, as it is made."""
    for part in parts:
        if isinstance(part, Unit):
            product = part.make()
            shards.append(product.told)
            yield from (page for page in product.pages if isinstance(page, File))
        else:
            yield part


def cpu_seconds() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(k).ru_utime + resource.getrusage(k).ru_stime for k in kinds)


def watch(peaks: list[float]) -> None:
    """Each child's memory at its height; the system's own count begins with that of the parent."""
    while True:
        with contextlib.suppress(OSError):  # of a thread or child that has just ended
            for file in Path("/proc/self/task").glob("*/children"):
                peaks += map(pagefind_memory, file.read_text().split())
        time.sleep(0.05)


def pagefind_memory(process: str) -> float:
    if Path(f"/proc/{process}/comm").read_text().strip() != "pagefind":
        return 0  # not yet: before it became that program, its memory was ours
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) / 1024 if found else 0


def own_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def queries(site: Path, count: int) -> list[str]:
    """Strings of two to eight Han characters from anywhere in the reports."""
    draw = random.Random(6)
    texts = sorted((site / "search/data/zh-Hans").glob("*_*.json"))
    found: list[str] = []
    while count and len(found) <= count:
        report = json.loads(draw.choice(texts).read_text("utf-8"))
        line = draw.choice([words for _, _, words, *_ in report["lines"] if len(words) > 8])
        start = draw.randrange(len(line) - 8)
        words = line[start : start + draw.randint(2, 8)]
        if re.fullmatch("[\u4e00-\u9fff]+", words):
            found.append(words)
    return found


# ---------------------------------------------------------------- in the browser


def ask(browser: Browser, home: str, site: Path, asked: list[str]) -> None:
    figures: dict[str, list[float]] = {}
    for first, second in pairwise(asked):
        for reader in (from_the_address, typing):
            with browser.new_context(locale="zh-CN") as context:
                page = context.new_page()
                page.add_init_script(f"({FIRST_HIT})()")
                session = context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
                for name, value in reader(page, home, site, (first, second)):
                    figures.setdefault(name, []).append(value)
    for name, values in figures.items():
        ordered = sorted(values)
        p95 = ordered[int(len(ordered) * 0.95)]
        print(f"{name:<34} median {statistics.median(values):7.0f}  p95 {p95:7.0f}", end="")
        print(f"  max {ordered[-1]:7.0f}")


Asked = tuple[str, str]


def from_the_address(
    page: Page, home: str, site: Path, words: Asked
) -> Iterator[tuple[str, float]]:
    """A link to a search: everything from the page to the texts is loaded."""
    page.goto(f"{home}search/?q={quote(words[0])}")
    shown = until_first_hit(page)
    yield "all until first results, kB", loaded(page, home, site, 0, shown, is_page=True) / 1000
    yield "opened with a query, ms", shown
    page.wait_for_load_state("networkidle")
    yield from next_query(page, home, site, words[1], "next query")


def typing(page: Page, home: str, site: Path, words: Asked) -> Iterator[tuple[str, float]]:
    """The page is open, the box has the focus: now the words are sent off."""
    page.goto(f"{home}search/")
    page.get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    yield from next_query(page, home, site, words[0], "first query of an open page")


def next_query(
    page: Page, home: str, site: Path, words: str, name: str
) -> Iterator[tuple[str, float]]:
    start = page.evaluate(ASK, words)
    shown = until_first_hit(page)
    yield f"{name}, kB", loaded(page, home, site, start, shown) / 1000
    yield f"{name}, ms", shown - start


def until_first_hit(page: Page) -> float:
    return float(page.wait_for_function("() => window.firstHit", timeout=60_000).json_value())


def loaded(
    page: Page, home: str, site: Path, start: float, end: float, *, is_page: bool = False
) -> float:
    names = page.evaluate(LOADED, [start, end])
    return sum(map(wire_size(home, site), names + [f"{home}search/"] * is_page))


def wire_size(home: str, site: Path) -> Callable[[str], int]:
    def size(address: str) -> int:
        path = site / unquote(urlsplit(address).path.removeprefix(urlsplit(home).path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes()
        return len(body) if body.startswith(b"\x1f\x8b") else len(gzip.compress(body, 6))

    return size


if __name__ == "__main__":
    main()
