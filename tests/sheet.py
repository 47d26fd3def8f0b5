"""`python -m tests.sheet FOLDER [--all]`: what the pages look like, on one sheet to be looked at.

Twelve views; with `--all` every kind of page in every way of reading it.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from gongbao.pipeline import build
from tests.browser import chromium, look
from tests.browser.server import serving

ROOT = Path(__file__).parent.parent
LONGEST = "futian/2022-plan/"
DESKTOP: dict[str, object] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, object] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
CELL = (520, 600)
GAP = 16


@dataclass(frozen=True, slots=True)
class Reader:
    """In which way a page is read."""

    options: dict[str, object]
    edition: str = ""
    with_care: bool = False
    on_paper: bool = False


PAGES = {
    "home": "",
    "top": LONGEST,
    "middle": f"{LONGEST}#p30",
    "table": f"{LONGEST}#t1",
    "cards": f"{LONGEST}#s1-1",
    "search": "search/?q=香蜜湖",
    "data": "data/",
    "indicator": "data/gdp/",
    "compare": f"compare/{LONGEST}",
    "pair": "xiangmihu/2022-summary/#p2",
    "copy": "unknown/2022-summary-masked/",
    "source": f"{LONGEST}source/",
    "quality": "quality/",
    "missing": "404.html",
}
READERS = {
    "desktop": Reader(DESKTOP),
    "dark": Reader(DESKTOP | {"color_scheme": "dark"}),
    "phone": Reader(PHONE),
    "phone-dark": Reader(PHONE | {"color_scheme": "dark"}),
    "care": Reader(PHONE, with_care=True),
    "care-desktop": Reader(DESKTOP, with_care=True),
    "hant": Reader(PHONE, edition="zh-hant/"),
    "english": Reader(DESKTOP, edition="en/"),
    "english-phone": Reader(PHONE, edition="en/"),
    "paper": Reader(DESKTOP, on_paper=True),
}
TWELVE = (
    *(("home", "desktop"), ("top", "desktop"), ("middle", "phone"), ("table", "phone")),
    *(("cards", "dark"), ("search", "phone-dark"), ("compare", "desktop"), ("missing", "hant")),
    *(("top", "care"), ("top", "paper"), ("pair", "english"), ("home", "english-phone")),
)


def main(arguments: list[str]) -> int:
    is_all = "--all" in arguments
    wanted = [one.split("/") for one in arguments[1:] if "/" in one]
    views = [(page, reader) for page, reader in wanted] or (
        list(product(PAGES, READERS)) if is_all else list(TWELVE)
    )
    output = Path(arguments[0])
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT / "content", ROOT / "templates", site, base_url="https://gongbao.example/")
        with (
            serving(site) as url,
            sync_playwright() as playwright,
            chromium.launch(playwright.chromium) as browser,
        ):
            for page, reader in views:
                file = output / f"{page}-{reader}.png"
                file.write_bytes(seen(browser, url, PAGES[page], READERS[reader]))
    if not is_all and not wanted:
        sheet([output / f"{page}-{reader}.png" for page, reader in views]).save(
            output / "sheet.png", optimize=True
        )
    return 0


def seen(browser: Browser, url: str, path: str, reader: Reader) -> bytes:
    context = browser.new_context(locale="zh-CN", **reader.options)  # type: ignore[arg-type]
    if reader.with_care:
        context.add_init_script(look.CARE)
    page = context.new_page()
    has_editions = path != "404.html"
    page.goto(url + (reader.edition if has_editions else "") + path)
    look.settle(page)
    picture = printed(page) if reader.on_paper else page.screenshot()
    context.close()
    return picture


def printed(page: Page) -> bytes:
    """The first sheet of paper."""
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0]
    picture = BytesIO()
    sheet.render(scale=1.5).to_pil().save(picture, "PNG")
    return picture.getvalue()


def sheet(files: list[Path]) -> Image.Image:
    """Four in a row."""
    rows = -(-len(files) // 4)
    width, height = CELL[0] + GAP, CELL[1] + GAP
    found = Image.new("RGB", (4 * width + GAP, rows * height + GAP), "#8a8a8a")
    for at, file in enumerate(files):
        with Image.open(file) as picture:
            small = picture.convert("RGB")
            small.thumbnail(CELL, Image.Resampling.LANCZOS)
        found.paste(small, (GAP + at % 4 * width, GAP + at // 4 * height))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
