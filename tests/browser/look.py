"""What no judge looks for: overflow, text spacing, focus, the size of text and of targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

CARE = "localStorage.setItem('gongbao-view', '{\"care\":true}')"
"""What a reader who has chosen the clear view brings along."""

SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
QUIET = """() => {
    const last = Math.max(0, ...performance.getEntriesByType("resource").map((one) => one.responseEnd));
    return document.readyState === "complete" && performance.now() - last > 500;
}"""
OVERFLOW = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
}"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *")]
    .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip, svg"))
    .filter((e) => getComputedStyle(e).overflowX === "hidden" || getComputedStyle(e).overflowX === "clip")
    .filter((e) => getComputedStyle(e).clipPath === "none")
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== "ellipsis")
    .map((e) => e.tagName + "." + e.className)"""
FOCUSED = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const style = getComputedStyle(e);
    // Of words in two lines the longer part: the first may be nothing but the end of a line.
    const [box] = [...e.getClientRects()].sort((a, b) => b.width - a.width);
    const mark = e.closest("svg") ? e.querySelector(".plot-mark") : null;
    const width = parseFloat((mark ? getComputedStyle(mark) : style).outlineWidth);
    const shows = (mark ? getComputedStyle(mark) : style).outlineStyle !== "none" && width >= 2;
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const isCovered = !(at && (e.contains(at) || at.contains(e)));
    return {
        what: `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className} ${e.textContent.trim().slice(0, 20)}`,
        shows, isCovered, isText: Boolean(e.closest(document.querySelector("article.report") ? "article.report" : "main") && !e.closest("form")),
    };
}"""
SMALL_TEXT = """least => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest(".visually-hidden, .skip, svg, script, option")) continue;
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (size < least - .01) found.add(`${e.tagName.toLowerCase()}.${e.className} ${size}px`);
    }
    return [...found];
}"""
SMALL_TARGETS = """least => [...document.querySelectorAll("a[href], button, select, summary, input, label")]
    .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip, p:not(.crumbs, footer p), svg, td, th, .source-page, article.report"))
    .map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([e, box]) => box.height > 0 && (box.height < least - .5 || box.width < least - .5))
    .map(([e, box]) => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 12)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
LONGEST_LINE = """() => Math.max(0, ...[...document.querySelectorAll("article.report :is(p[id]:not(.pair, .table-note), li[id], .pair > .original), .hit-text, .definition, .tagline")]
    .filter((e) => e.checkVisibility()).map((e) => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)))"""


def settle(page: Page) -> None:
    """Until nothing has come for half a second. (Playwright's own way at times never ends.)"""
    page.wait_for_function(QUIET)


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate(OVERFLOW))


def space_text(page: Page) -> None:
    """Text spaced as WCAG 1.4.12 wants it to be borne."""
    page.evaluate(SPACING)


def clipped(page: Page) -> list[str]:
    return list(page.evaluate(CLIPPED))


def small_text(page: Page, least: float) -> list[str]:
    return list(page.evaluate(SMALL_TEXT, least))


def small_targets(page: Page, least: float) -> list[str]:
    """But for links within text and tables, and for the page that proves a source."""
    return list(page.evaluate(SMALL_TARGETS, least))


def longest_line(page: Page) -> float:
    """In Han characters."""
    return float(page.evaluate(LONGEST_LINE))


def stops(page: Page, most: int) -> Iterator[dict[str, Any]]:
    """Where Tab leads from the top of the page, and whether it can be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        found = page.evaluate(FOCUSED)
        if found and found["isCovered"]:  # by the head, which is still on its way out?
            page.wait_for_timeout(400)
            found = page.evaluate(FOCUSED)
        if found is None:
            return
        yield found
