"""Every file of a site opened in Chromium without any policy: what ran, what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

ARM = """
window.fired = 0;
for (const name of ['alert', 'confirm', 'prompt', 'print'])
  Object.defineProperty(window, name, {value: () => { window.fired += 1; }, writable: false});
"""
LOOK = """() => {
  const safe = /^(?:https?:|mailto:|#|[.\\/a-z0-9]|$)/i;
  const foreign = 'iframe,object,embed,video,audio,math,base,animate,template,xmp,marquee,'
    + 'style:not(#xml-viewer-style),img';
  const all = [...document.querySelectorAll('*')];
  const bad = all.filter(one =>
    [...one.attributes].some(({name}) => /^on/i.test(name))
    || (one.hasAttribute('style') && !one.matches('html, body > pre, [xmlns] *, [popover]'))
    || ['href', 'src', 'action', 'formaction', 'data'].some(name =>
      one.hasAttribute(name) && (!safe.test(one.getAttribute(name).trim())
        || /^\\s*(?:javascript|data|vbscript):/i.test(one.getAttribute(name))))
    || one.matches(foreign)
    || (one.localName === 'script' && !one.src && one.type !== 'application/ld+json'));
  for (const one of all)
    for (const name of ['focus', 'mouseover', 'toggle', 'animationstart'])
      one.dispatchEvent(new Event(name));
  return {bad: bad.length, first: bad.length ? bad[0].outerHTML.slice(0, 300) : '',
    fired: window.fired};
}"""
"""Elements and attributes that nobody of ours writes (scripts measure the head into the style of
``html`` and place a panel, Chromium shows text in a ``pre``); then events that wait for a
reader."""
SHOWN = (".html", ".xml", ".xhtml", ".svg", ".json", ".txt")
ALWAYS = (".html", ".xml", ".xhtml", ".svg")
USES = "summary, .metric, [data-copy], [data-cite] button, [data-keys-open], thead button"
"""What a reader presses: each lets a script of ours show words of the report."""


@dataclass
class Findings:
    """``bad``: elements that no template wrote; ``foreign``: requests that are not for the site."""

    pages: int = 0
    fired: int = 0
    bad: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    hits: int = 0
    """Reports that `search.js` has drawn."""
    uses: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.fired or self.bad or self.foreign or self.missing)


def visit(browser: Browser, site: Path, address: str, queries: Iterable[str] = ()) -> Findings:
    """Each file that a browser shows; then the search, with ``queries`` and without a click."""
    found = Findings()
    context = browser.new_context(accept_downloads=False)
    context.add_init_script(ARM)
    context.on("request", lambda request: _note(request, site, address, found))
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and file.suffix in SHOWN and not name.startswith(("assets/", "search/d")):
            if file.suffix in ALWAYS or found.pages % 7 == 0:
                page.goto(address + name.removesuffix("index.html"), wait_until="load")
                _look(page, name, found)
            if file.suffix == ".html" and found.pages % 7 == 0:
                _use(page, name, found)
            found.pages += 1
    for query in queries:
        _search(page, f"{address}{query}", found)
    context.close()
    return found


def _search(page: Page, url: str, found: Findings) -> None:
    page.goto(url, wait_until="load")
    page.wait_for_function("document.querySelector('.search-status').textContent.length > 3")
    page.wait_for_timeout(300)
    found.hits += page.locator(".hit-group").count()
    _look(page, url, found)


def _use(page: Page, name: str, found: Findings) -> None:
    """The first of each kind of thing that can be pressed, and what it then shows."""
    pressed = page.evaluate(
        """kinds => kinds.split(', ').filter(kind => {
          const one = document.querySelector(`main ${kind}, ${kind}`);
          one?.click();
          return one;
        }).length""",
        USES,
    )
    if pressed:
        found.uses += pressed
        page.wait_for_timeout(150)
        _look(page, name, found)


def _note(request: Request, site: Path, address: str, found: Findings) -> None:
    url = request.url.partition("?")[0].partition("#")[0]
    if url.startswith(("data:", "blob:", "about:")):
        return
    if not url.startswith(address):
        found.foreign.append(url)
        return
    name = url.removeprefix(address)
    if not (
        site / name / "index.html" if name.endswith("/") or not name else site / name
    ).is_file():
        found.missing.append(name)


def _look(page: Page, name: str, found: Findings) -> None:
    seen = page.evaluate(LOOK)
    found.fired += seen["fired"]
    if seen["bad"]:
        found.bad.append(f"{name}: {seen['bad']}: {seen['first']}")
