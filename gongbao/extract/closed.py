"""The few closed forms beside digits with a unit: 三分之一, 1/3, 超三成, 近万人, “零发生”.

Everywhere else a Chinese numeral names something (十四五, 八卦岭, 一是), so nothing else is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from .arabic import UNIT, UNITS
from .lexicon import Bound, qualifier_words
from .quantity import Bounds, Quantity, bounded, ranged

PERCENT = UNITS["%"]
EXACT = Bounds()
FINE = Decimal("1e-10")
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
BOUNDS: dict[str, Bound] = {word.text: word.bound for word in qualifier_words()} | {
    "上": "gt",
    "破": "gt",
}

FRACTION = re.compile(r"(?P<of>[二三四五六七八九十]|百)分之(?P<part>[一二三四五六七八九十百]{1,4})")
SLASH = re.compile(
    r"(?P<before>超过|超|接近|近|约)?(?P<fraction>(?<![0-9/.])(?P<part>[1-9])/(?P<of>[2-9]|10))"
    r"(?![0-9/])(?P<after>以上|左右)?"
)
TENTHS = re.compile(
    r"(?P<before>超过|超|接近|近|约)(?P<tenths>[一二三四五六七八九])成(?![员立为果功长效本])"
    r"|(?P<open>[一二三四五六七八九])成(?P<after>以上|左右)"
)
ROUND = re.compile(
    r"(?P<before>(?<!赶)超过|(?<![赶])超|突破|逾|接近|(?<![附临最靠邻])近|(?<![线网路以])上(?=[百千万])|(?<![突打攻冲击识侦残])破(?=[百千万亿]))"
    r"(?P<digit>[一二两三四五六七八九]?)(?P<powers>[十百千]?[百千万亿]亿?)"
    rf"(?![分级强一二三四五六七八九十百千万亿余多])(?P<unit>{UNIT})?(?![级强])"
)
NAME_AFTER = re.compile(r"的?[\u4e00-\u9fff]")
DOUBLE_DIGITS = re.compile(r"两位数(?=(?:的|以上)?增[长速])")
HALF = re.compile(r"(?<=进度)过半|(?<=占比)[超过]半")
RATIO = re.compile(
    r"(?<=比)(?P<lead>[^，。；、0-9]{0,8})(?P<ratio>[0-9]+\.[0-9]+)[∶:]1(?![0-9.∶:])"
)
NOTHING = re.compile(
    r"(?<=“)零(?:发生|亡人|漏管|脱管|事故|感染|投诉|伤亡|死亡|差错)(?=”)|动态[归清]零"
)


def closed_quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a normal text that stand in a closed form."""
    for form, read in FORMS:
        for match in form.finditer(text):
            if quantity := read(match):
                yield quantity


def _fraction(match: re.Match[str]) -> Quantity:
    value = _percentage(chinese_integer(match["part"]), chinese_integer(match["of"]))
    return _quantity(match, value, form="fraction")


def _slash(match: re.Match[str]) -> Quantity | None:
    part, of = int(match["part"]), int(match["of"])
    value = _percentage(part, of)
    words = match["before"] or match["after"] or ""
    bounds = bounded(value, BOUNDS[words], words) if words else EXACT
    span = match.span("fraction")
    return _quantity(match, value, bounds, span=span, form="fraction") if part < of else None


def _tenths(match: re.Match[str]) -> Quantity:
    group = "tenths" if match["tenths"] else "open"
    value = Decimal(10 * DIGITS[match[group]])
    words = match["before"] or match["after"]
    start = match.start(group)
    bounds = bounded(value, BOUNDS[words], words)
    return _quantity(match, value, bounds, span=(start, start + 2), form="tenths")


def _round(match: re.Match[str]) -> Quantity | None:
    """None for a threshold in a name: 纳税超亿元楼宇."""
    value = Decimal(chinese_integer(match["digit"] + match["powers"]))
    words = match["before"]
    unit = UNITS.get(match["unit"] or "")
    digit_end = match.end("powers")
    if unit and unit.kind == "money" and NAME_AFTER.match(match.string, match.end()):
        return None
    return replace(
        _quantity(
            match,
            value,
            bounded(value, BOUNDS[words], words),
            span=(match.end("before"), max(digit_end, match.end("unit"))),
        ),
        unit=unit,
        unit_text=match["powers"].lstrip("十百千") + (match["unit"] or ""),
        unit_mult=POWERS.get(match["powers"].lstrip("十百千")[-1:], 0),
        decimals=-value.adjusted(),
    )


def _double_digits(match: re.Match[str]) -> Quantity:
    bounds = replace(ranged(Decimal(10), Decimal(100), ""), max_inclusive=False)
    return _quantity(match, Decimal(10), bounds)


def _half(match: re.Match[str]) -> Quantity:
    value = Decimal(50)
    return _quantity(match, value, bounded(value, "gt", match[0][0]))


def _nothing(match: re.Match[str]) -> Quantity:
    return replace(_quantity(match, Decimal(0)), unit=None, form="zero")


def _ratio(match: re.Match[str]) -> Quantity:
    """城乡居民收入比2.04∶1: so many times the other."""
    start = match.start("ratio")
    value = Decimal(match["ratio"])
    ratio = _quantity(match, value, span=(start, match.end()), form="ratio")
    places = len(match["ratio"].partition(".")[2])
    return replace(ratio, unit=None, outer_start=start, decimals=places)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Quantity | None]], ...] = (
    (FRACTION, _fraction),
    (SLASH, _slash),
    (TENTHS, _tenths),
    (ROUND, _round),
    (DOUBLE_DIGITS, _double_digits),
    (HALF, _half),
    (NOTHING, _nothing),
    (RATIO, _ratio),
)


def _quantity(
    match: re.Match[str],
    value: Decimal,
    bounds: Bounds = EXACT,
    *,
    span: tuple[int, int] | None = None,
    form: str = "numeral",
) -> Quantity:
    """A quantity in percent; ``span`` is the number without the words that bound it."""
    start, end = span or match.span()
    return Quantity(
        start=start,
        end=end,
        outer_start=match.start(),
        outer_end=match.end(),
        value=value,
        bounds=bounds,
        unit=PERCENT,
        unit_text="",
        unit_mult=0,
        per=None,
        decimals=0,
        form=form,
    )


def _percentage(part: int, of: int) -> Decimal:
    value = Decimal(100 * part) / of
    return value.quantize(FINE) if value % 1 else value


def chinese_integer(numeral: str) -> int:
    """三十五 → 35, 千万 → 10000000, 两千亿 → 200000000000."""
    total = section = digit = 0
    for character in numeral:
        power = POWERS.get(character)
        if power is None:
            digit = DIGITS[character]
        elif power >= 4:
            total = (total + section + digit or 1) * 10**power
            section = digit = 0
        else:
            section += (digit or 1) * 10**power
            digit = 0
    return total + section + digit
