"""The picture that stands beside a link to a page in chats and feeds, as a PNG."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from .cards import Card

SIZE = (1200, 630)
MARGIN = 80
WIDTH = SIZE[0] - 2 * MARGIN
COLOURS = {"paper": "#fcfbf8", "ink": "#1c1b19", "soft": "#504c45", "seal": "#8f2518"}
"""Those of templates/assets/site.css."""

TAGLINE = "Government reports as web pages: every paragraph has a link, every number its sentence."
"""What the site is, as its home page says it."""

LARGEST, SMALLEST, LEADING = 72, 44, 1.35
TOP, HEIGHT = 190, 240
"""Where the lines of the title stand."""

WORD = re.compile(r"[A-Za-z0-9.,%+\-]+[年月日]?|.")
NEVER_FIRST = "，。、；：？！）》〉」』】〕”’％%·"
FACES = {"zh-Hans": 2, "zh-Hant": 4}
"""Where in the font file the forms of SC and HK stand; SC for all other languages."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``facts``: at most three pairs of a name and a number."""

    lang: str
    seal: str
    site: str
    title: str
    line: str
    facts: tuple[tuple[str, str], ...] = ()


def facts(cards: Iterable[Card]) -> tuple[tuple[str, str], ...]:
    """The first cards of a report that have a name."""
    return tuple((card.label, card.value) for card in cards if card.label)[:3]


def png(picture: Picture) -> bytes:
    image = Image.new("RGB", SIZE, COLOURS["paper"])
    draw = ImageDraw.Draw(image)
    _head(draw, picture)
    size, lines = _set(picture.title, picture.lang)
    for number, line in enumerate(lines):
        at = (MARGIN, TOP + number * round(size * LEADING))
        draw.text(at, line, COLOURS["ink"], _font(picture.lang, "Bold", size))
    draw.text((MARGIN, 455), picture.line, COLOURS["soft"], _font(picture.lang, "Regular", 30))
    _facts(draw, picture)
    body = io.BytesIO()
    image.quantize(16, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(body, "PNG")
    return body.getvalue()


def _head(draw: ImageDraw.ImageDraw, picture: Picture) -> None:
    draw.rectangle((0, 0, SIZE[0], 12), COLOURS["seal"])
    draw.rounded_rectangle((MARGIN, 72, MARGIN + 64, 136), 8, COLOURS["seal"])
    at = (MARGIN + 32, 104)
    draw.text(at, picture.seal, COLOURS["paper"], _font(picture.lang, "Bold", 40), anchor="mm")
    at = (MARGIN + 88, 104)
    draw.text(at, picture.site, COLOURS["ink"], _font(picture.lang, "Bold", 34), anchor="lm")


def _facts(draw: ImageDraw.ImageDraw, picture: Picture) -> None:
    """In three columns under a rule; what is too long for its column is left out whole."""
    name_font, value_font = (
        _font(picture.lang, weight, size) for weight, size in (("Regular", 26), ("Bold", 38))
    )
    column = WIDTH // 3
    found = [
        (name, value)
        for name, value in picture.facts
        if max(name_font.getlength(name), value_font.getlength(value)) < column - 20
    ]
    for number, (name, value) in enumerate(found):
        left = MARGIN + number * column
        draw.line((left, 520, left + column - 20, 520), COLOURS["seal"], 3)
        draw.text((left, 528), name, COLOURS["soft"], name_font)
        draw.text((left, 560), value, COLOURS["ink"], value_font)


def _set(title: str, lang: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, in lines of about the same width."""
    words = WORD.findall(title)
    for size in range(LARGEST, SMALLEST - 1, -4):
        font = _font(lang, "Bold", size)
        measured = [(word, font.getlength(word)) for word in words]
        lines = list(_lines(measured, WIDTH))
        most = int(HEIGHT / (size * LEADING))
        if len(lines) <= most:
            widths = range(WIDTH // len(lines), WIDTH, 20)
            even = (list(_lines(measured, width)) for width in widths)
            return size, next((found for found in even if len(found) <= len(lines)), lines)
    return SMALLEST, [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def _lines(words: list[tuple[str, float]], most: float) -> Iterator[str]:
    line, width = "", 0.0
    for word, length in words:
        if line and width + length > most and word not in NEVER_FIRST:
            yield line
            line, width = "", 0.0
        line, width = line + word, width + length
    yield line


@cache
def _font(lang: str, weight: str, size: int) -> ImageFont.FreeTypeFont:
    """From a package with a fixed version: fonts of the machine would give other pictures."""
    path = files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"
    layout = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(path), size, FACES.get(lang, 2), layout_engine=layout)
    font.set_variation_by_name(weight)
    return font
