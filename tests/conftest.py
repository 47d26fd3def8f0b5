"""Fixtures of all tests: the browser and its pages, a web server, the material in ../shared."""

import fcntl
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from gongbao.pipeline import build
from tests.browser import chromium
from tests.browser.server import serving
from tests.debian import OUT_OF_REACH

ROOT = Path(__file__).parent.parent
SHARED = "../shared"

# The same examples in every run, and no verdict that depends on how busy the machine is.
settings.register_profile(
    "gongbao", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("gongbao")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser is a browser test, marked or not: `make check` has none."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In continuous integration a test may be skipped for want of what cannot be had there."""
    report = yield
    is_excused = any(excuse in str(report.longrepr) for excuse in (SHARED, OUT_OF_REACH))
    if report.skipped and "CI" in os.environ and not is_excused:
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout: real reports that are not ours to publish."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs {SHARED}, which is not here")
    return folder


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[..., str]]:
    """``serve_folder(folder, prefix="/")`` gives an address that answers until the tests end."""
    with ExitStack() as servers:
        yield lambda folder, prefix="/": servers.enter_context(serving(folder, prefix))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker. It fails where none starts: a test not run is no test passed.

    While it lives, Playwright holds this thread's event loop: `asyncio.run` fails in the same file.
    """
    with sync_playwright() as playwright, chromium.launch(playwright.chromium) as browser:
        yield browser


@pytest.fixture
def incidents() -> list[str]:
    """What went wrong on the pages of this test. A test that provokes it asserts and clears it."""
    return []


@pytest.fixture
def open_page(browser: Browser, incidents: list[str]) -> Iterator[Callable[..., Page]]:
    """``open_page(**options)`` gives a page with an empty profile, options as for `new_context`.

    The test fails at its end on an error in the console, an uncaught exception, or a request to
    anything but our own servers (which does not get out), unless it cleared `incidents`.
    """
    with ExitStack() as contexts:

        def open_page(**options: object) -> Page:
            context = browser.new_context(**{"locale": "zh-CN", **options})  # type: ignore[arg-type]
            contexts.callback(context.close)
            watch(context, incidents)
            return context.new_page()

        yield open_page
    assert incidents == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page with the usual options."""
    return open_page()


def watch(context: BrowserContext, incidents: list[str]) -> None:
    """Notes the incidents of every page of the context, pop-ups included."""

    def note(happened: bool, incident: str) -> None:
        if happened:
            incidents.append(incident)

    context.on("console", lambda said: note(said.type == "error", f"console: {said.text}"))
    context.on("weberror", lambda event: note(True, f"uncaught: {event.error.message}"))
    context.on("request", lambda request: note(is_foreign(request.url), f"foreign: {request.url}"))


def is_foreign(url: str) -> bool:
    """Neither from a server of ours nor from the page itself (data:, blob:, about:, file:)."""
    parts = urlsplit(url)
    return bool(parts.netloc) and not parts.netloc.startswith("127.0.0.1:")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/*/site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the content in this repository, as readers get it; no test writes into it.

    Built once for all workers: the first one that asks builds it.
    """
    is_alone = "PYTEST_XDIST_WORKER" not in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base if is_alone else base.parent) / "the-site"
    url = "https://gongbao.example/"  # given, it is no warning
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").is_dir():
            outcome = build(ROOT / "content", ROOT / "templates", folder / "site", base_url=url)
            assert outcome.problems == ()
    return folder / "site"
