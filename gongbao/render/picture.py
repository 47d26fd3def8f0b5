"""The picture that stands beside a link to a page in chats and feeds, as a PNG."""

from __future__ import annotations

import io
import re
import zlib
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from .cards import Card

SIZE = (1200, 630)
MARGIN = 80
WIDTH = SIZE[0] - 2 * MARGIN
COLOURS = {"paper": "#fcfbf8", "ink": "#1c1b19", "soft": "#504c45", "seal": "#8f2518"}
"""Those of templates/assets/site.css."""

SHADES = {"ink": 7, "soft": 4, "seal": 4}
"""Of each colour on paper, the full one the last; with paper 16, so that a pixel is four bits."""

FULL, NONE = 255, 0
"""How much of its colour a layer has somewhere."""

TAGLINE = "Government reports as web pages: every paragraph has a link, every number its sentence."
"""What the site is, as its home page says it."""

LARGEST, SMALLEST, LEADING = 72, 44, 1.35
TOP, HEIGHT = 190, 240
"""Where the lines of the title stand."""

SMALLEST_LINE = 22
"""Still read in a picture that a chat shows at a third of its size."""

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
    """Each colour is drawn for itself, as its shade: to find 16 colours in a picture of all takes
    longer than all else."""
    layers = {colour: Image.new("L", SIZE, NONE) for colour in SHADES}
    draw = {colour: ImageDraw.Draw(layer) for colour, layer in layers.items()}
    _head(draw, picture)
    size, lines = _set(picture.title, picture.lang)
    for number, line in enumerate(lines):
        at = (MARGIN, TOP + number * round(size * LEADING))
        draw["ink"].text(at, line, FULL, _font(picture.lang, "Bold", size))
    _line(draw["soft"], (MARGIN, 477), picture.line, (picture.lang, "Regular", 30))
    _facts(draw, picture)
    shades = (layer.point(_numbers(colour)) for colour, layer in layers.items())
    image = reduce(ImageChops.lighter, shades)
    image.putpalette(_palette())
    body = io.BytesIO()
    # Runs of one shade are nearly all that there is: other matches take twice the time to find.
    image.save(body, "PNG", compress_type=zlib.Z_RLE)
    return body.getvalue()


@cache
def _numbers(colour: str) -> tuple[int, ...]:
    """The number of the shade for each value of a layer; 0 is paper."""
    before = sum(SHADES[other] for other in list(SHADES)[: list(SHADES).index(colour)])
    shades = (round(value / FULL * SHADES[colour]) for value in range(FULL + 1))
    return tuple(before + shade if shade else 0 for shade in shades)


def _palette() -> list[int]:
    paper = ImageColor.getrgb(COLOURS["paper"])
    found = [*paper]
    for colour, count in SHADES.items():
        full = ImageColor.getrgb(COLOURS[colour])
        for shade in range(1, count + 1):
            found += (round(p + (f - p) * shade / count) for p, f in zip(paper, full, strict=True))
    return found


def _head(draw: Mapping[str, ImageDraw.ImageDraw], picture: Picture) -> None:
    draw["seal"].rectangle((0, 0, SIZE[0], 12), FULL)
    draw["seal"].rounded_rectangle((MARGIN, 72, MARGIN + 64, 136), 8, FULL)
    at = (MARGIN + 32, 104)
    draw["seal"].text(at, picture.seal, NONE, _font(picture.lang, "Bold", 40), anchor="mm")
    _line(draw["ink"], (MARGIN + 88, 104), picture.site, (picture.lang, "Bold", 34))


def _line(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], words: str, face: tuple[str, str, int]
) -> None:
    """In one line around the height of ``at``: smaller where it is too long, or else cut."""
    lang, weight, largest = face
    most = SIZE[0] - MARGIN - at[0]
    sizes = range(largest, SMALLEST_LINE - 1, -2)
    fonts = (_font(lang, weight, size) for size in sizes)
    fitting = (font for font in fonts if font.getlength(words) <= most)
    font = next(fitting, _font(lang, weight, SMALLEST_LINE))
    if font.getlength(words) > most:
        lengths = range(len(words))
        fits = bisect(lengths, 0, key=lambda n: font.getlength(words[:n] + "…") > most)
        words = words[: fits - 1] + "…"
    draw.text(at, words, FULL, font, anchor="lm")


def _facts(draw: Mapping[str, ImageDraw.ImageDraw], picture: Picture) -> None:
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
        draw["seal"].line((left, 520, left + column - 20, 520), FULL, 3)
        draw["soft"].text((left, 528), name, FULL, name_font)
        draw["ink"].text((left, 560), value, FULL, value_font)


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
