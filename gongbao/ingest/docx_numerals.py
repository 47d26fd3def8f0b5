"""Numbers as Word's automatic numbering writes them (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, form: str) -> str | None:
    """The number in a form of ``w:numFmt``; None for a form that is not known here."""
    write = _FORMS.get(form)
    if write is None:
        return None
    return write(number) if 0 < number < 10_000 else str(number)


def _thousands(number: int, digits: str, units: str, zero: str, *, is_one_said: bool) -> str:
    """By thousands, hundreds and tens: 1234 is 一千二百三十四, 12 is 十二."""
    text, gap = "", ""
    for unit, power in zip((*units, ""), (1000, 100, 10, 1), strict=True):
        digit, number = divmod(number, power)
        if not digit:
            gap = zero if text else ""
            continue
        is_silent = digit == 1 and power > 1 and (not is_one_said or (power == 10 and not text))
        text += gap + ("" if is_silent else digits[digit]) + unit
        gap = ""
    return text


def _counting(zero: str) -> Callable[[int], str]:
    """Word counts to 99 and spells out from 100 on: 二十三, 一○一."""

    def write(number: int) -> str:
        return _chinese(number) if number < 100 else _spelled(number, zero)

    return write


def _chinese(number: int) -> str:
    return _thousands(number, _DIGITS, "千百十", "〇", is_one_said=True)


def _japanese(number: int) -> str:
    return _thousands(number, _DIGITS, "千百十", "", is_one_said=False)


def _legal(digits: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        text = _thousands(number, digits, "仟佰拾", "零", is_one_said=True)
        return digits[1] + text if text[0] == "拾" else text

    return write


def _spelled(number: int, zero: str = "〇") -> str:
    return "".join((zero + _DIGITS[1:])[int(digit)] for digit in str(number))


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _letters(number: int) -> str:
    """a to z, then aa, bb: Word doubles the letter."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        text += sign * times
    return text


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _sign(*ranges: tuple[int, int]) -> Callable[[int], str]:
    """Signs of Unicode: (how many, the first); a plain number beyond the last."""

    def write(number: int) -> str:
        rest = number
        for count, first in ranges:
            if rest <= count:
                return chr(first + rest - 1)
            rest -= count
        return str(number)

    return write


_circled = _sign((20, 0x2460), (15, 0x3251), (15, 0x32B1))

_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _sign((20, 0x2488)),
    "decimalEnclosedParen": _sign((20, 0x2474)),
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _counting("○"),
    "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖"),
    "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖"),
    "japaneseCounting": _japanese,
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": lambda number: _spelled(number, "○"),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _sign((10, 0x3280)),
    "none": lambda number: "",
}
