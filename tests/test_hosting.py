"""What readers get from nginx, Apache and Caddy with the configurations that we ship."""

import contextlib
import gzip
import http.client
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from gongbao import hosting
from tests import debian, servers
from tests.browser import judges


@pytest.fixture(scope="module", params=servers.NAMES)
def address(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    debian.needed(request.param)
    with servers.running(request.param, site, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def get(address: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", f"/{path}", headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def named(site: Path, pattern: str) -> str:
    return next(path.relative_to(site).as_posix() for path in sorted(site.glob(pattern)))


def test_every_kind_of_file_comes_whole_with_all_headers(address: str, site: Path) -> None:
    patterns = ("index.html", "assets/*.js", "assets/*.css", "assets/*.svg", "*.xml", "robots.txt")
    more = ("**/metrics.csv", "**/metrics.json", "search/pagefind/*.*", "search/pagefind/index/*")
    for path in (named(site, pattern) for pattern in (*patterns, *more)):
        status, headers, body = get(address, path)
        assert (status, body) == (200, (site / path).read_bytes()), path
        assert {name: headers[name] for name in hosting.HEADERS} == hosting.HEADERS, path
        is_kept = path.startswith(hosting.HASHED)
        assert headers["Cache-Control"] == (hosting.FOR_EVER if is_kept else "no-cache"), path


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/*.js", "text/javascript; charset=utf-8"),
        ("assets/*.css", "text/css; charset=utf-8"),
        ("assets/*.svg", r"image/svg\+xml(; charset=utf-8)?"),
        ("**/metrics.csv", "text/csv; charset=utf-8"),
        ("**/metrics.json", "application/json(; charset=utf-8)?"),
        ("feed.xml", "(application|text)/xml(; charset=utf-8)?"),
        ("**/source.txt", "text/plain.*"),
    ],
)
def test_types_are_said_with_their_encoding(
    address: str, site: Path, pattern: str, kind: str
) -> None:
    assert re.fullmatch(kind, get(address, named(site, pattern))[1]["Content-Type"].lower())


def test_text_is_compressed_and_kept_by_its_tag(address: str, site: Path) -> None:
    for path in ("futian/2022-plan/index.html", named(site, "assets/site.*.css")):
        _, headers, body = get(address, path, Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert "accept-encoding" in headers["Vary"].lower()
        assert len(body) < (site / path).stat().st_size / 2
        assert gzip.decompress(body) == (site / path).read_bytes()
        tag = headers["ETag"]
        again = get(address, path, Accept_Encoding="gzip", If_None_Match=tag)
        assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("path", ["nowhere", "futian/nothing/", "assets/gone.css", "_headers"])
def test_what_is_not_there_is_our_page_and_is_not_kept(address: str, site: Path, path: str) -> None:
    status, headers, body = get(address, path)
    assert status == 404 or (status, path) == (403, "_headers")
    assert path == "_headers" or body == (site / "404.html").read_bytes()
    assert {name: headers[name] for name in hosting.HEADERS} == hosting.HEADERS
    assert "immutable" not in (headers["Cache-Control"] or "")


def test_languages_of_the_browser_change_nothing(address: str) -> None:
    bodies = {get(address, "", Accept_Language=lang)[2] for lang in ("zh-TW", "en", "zh-CN")}
    assert len(bodies) == 1
    assert get(address, "index")[0] == 404  # nor is an ending guessed
    status, headers, _ = get(address, "futian/2022-plan")
    assert status in (301, 308)
    assert headers["Location"].endswith("/futian/2022-plan/")
    assert get(address, "../../../etc/passwd")[0] in (400, 404)


def test_search_works_behind_it(address: str, open_page: Callable[..., Page]) -> None:
    """`open_page` fails on any breach of the policy."""
    page = open_page()
    page.goto(f"{address}search/?q=香蜜湖")
    expect(page.locator(".hits mark").first).to_have_text("香蜜湖")
    page.locator(".hits a").first.click()
    expect(page.locator("article")).to_be_visible()


# No feed: what Chromium shows for XML is a viewer of its own, with a style that the policy refuses.
KINDS = (
    *("", "404.html", "futian/2022-plan/", "futian/2022-plan/source/", "search/?q=香蜜湖"),
    *("search/2022/", "data/", "data/gdp/", "compare/futian/2022-plan/", "quality/"),
)


@pytest.mark.parametrize("edition", ["", "zh-hant/"])
def test_every_kind_of_page_keeps_the_policy(
    site: Path, serve_folder: Callable[..., str], open_page: Callable[..., Page], edition: str
) -> None:
    """`open_page` fails on any message of the console that is an error."""
    home, page = serve_folder(site), open_page()
    for kind in KINDS if not edition else (kind for kind in KINDS if kind != "404.html"):
        answer = page.goto(f"{home}{edition}{kind}")
        assert answer
        assert answer.status == 200, kind
        assert (
            answer.headers["content-security-policy"]
            == (hosting.HEADERS["Content-Security-Policy"])
        )
        page.wait_for_load_state("networkidle")


def test_the_policy_bites(
    site: Path,
    serve_folder: Callable[..., str],
    open_page: Callable[..., Page],
    incidents: list[str],
) -> None:
    page = open_page()
    page.goto(serve_folder(site))
    for attack in (
        "document.body.innerHTML = '<b>words</b>'",
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
        "document.body.setAttribute('onclick', 'alert(1)')",
        "fetch('data:text/plain,words')",
    ):
        before = len(incidents)
        with contextlib.suppress(Error):
            page.evaluate(f"() => {{ {attack} }}")
        page.wait_for_timeout(100)
        assert len(incidents) > before, attack
    incidents.clear()


@pytest.mark.slow
def test_many_readers_at_once_meet_no_error(address: str) -> None:
    """10,000 requests by wrk; it counts answers that are no 2xx or 3xx, and broken connections."""
    wrk = debian.needed("wrk")
    total = 0
    for _ in range(20):
        done = subprocess.run(
            [wrk, "-t1", "-c16", "-d2s", "--timeout", "20s", f"{address}futian/2022-plan/"],
            env=debian.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Non-2xx" not in done.stdout
        assert "Socket errors" not in done.stdout
        found = re.search(r"(\d+) requests in", done.stdout)
        assert found
        total += int(found[1])
        if total >= 10_000:
            break
    assert total >= 10_000


def test_the_judge_of_policies_finds_nothing_grave() -> None:
    """'self' may be a risk where others may upload scripts: nobody can. The control is graver."""
    findings = judges.policy_findings(hosting.HEADERS["Content-Security-Policy"])
    assert findings == [("MEDIUM_MAYBE", "script-src", "'self'")]
    weak = judges.policy_findings("script-src 'unsafe-inline'; object-src *")
    assert "HIGH" in {severity for severity, _, _ in weak}


def test_the_file_for_hosts_says_the_same(site: Path) -> None:
    lines = (site / "_headers").read_text("utf-8").splitlines()
    assert lines[0] == "/*"
    assert dict(line.strip().split(": ", 1) for line in lines[1 : len(hosting.HEADERS) + 1]) == (
        hosting.HEADERS
    )
    assert lines[-2:] == ["/search/pagefind/index/*", f"  Cache-Control: {hosting.FOR_EVER}"]
