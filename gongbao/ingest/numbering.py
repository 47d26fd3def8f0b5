"""How official documents number and mark what they say: 一、 （一） 1. （1） —— 附件 注."""

from __future__ import annotations

import re

_CN = "一二三四五六七八九十百"

NUMBER = re.compile(
    rf"(?P<h2>[{_CN}]{{1,3}}、)"
    rf"|(?P<h3>[（(][{_CN}]{{1,3}}[）)])"
    r"|(?P<h4>\d{1,2}(?:．|、|\.(?!\d)))"
    r"|(?P<h5>[（(]\d{1,2}[）)])"
)
POINT = re.compile(rf"[{_CN}]{{1,3}}是|[{_CN}]要|第[{_CN}]{{1,3}}[，、]")
CHAPTER = re.compile(rf"第[{_CN}]{{1,4}}(?P<unit>编|部分|章|节|条)")
BULLET = re.compile(r"——|—\s|－－|[●•◆]")
NOTE = re.compile(r"注\s*[：:]")
ANNEX = re.compile(rf"附\s*[件表录]\s*(?:\d{{1,2}}|[{_CN}]{{1,3}})?(?:\s+[^，。；：:]{{2,30}})?$")
"""附件 or 附件2 on a line of its own, or with the title of the annex set apart by a space."""
ANNEX_REF = re.compile(r"附\s*件\s*\d*\s*[：:]")
SALUTATION = re.compile(r"(?:各位(?:代表|委员|同志)|同志们)(?P<mark>[！!：:，,])")
LABEL = re.compile(r"[^\s，。、；：:！？“”（）]{2,8}[：:]")
"""责任单位：… 年度目标：…"""
GLOSSARY = re.compile(
    r"(?:附\s*[件录表]\s*\w{0,2}[：:\s]*)?[^，。；：:]{0,12}(?:名词|术语|用语|词语)\S{0,4}"
    r"(?:解释|注释|注解|说明|释义)$"
)
LEAD = re.compile(r"[^。，、；：\n]{2,16}。")

_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def level(text: str) -> int:
    """2 for 一、 3 for （一） 4 for 1. 5 for （1）; 0 if the text begins with no number."""
    match = NUMBER.match(text)
    return int((match.lastgroup or "h0")[1:]) if match else 0


def opens_block(text: str) -> bool:
    """The text begins with a mark that stands only where a paragraph begins."""
    patterns = (NUMBER, CHAPTER, BULLET, NOTE, ANNEX_REF, ANNEX)
    return any(pattern.match(text) for pattern in patterns)


def value(text: str) -> int:
    """The number with which the text begins: （十三） and 13. are 13."""
    match = NUMBER.match(text)
    return integer(match[0].strip("、．.（）()")) if match else 0


def integer(text: str) -> int:
    """A whole number below 1000 in Chinese or Arabic figures; ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    if "百" in text:
        head, _, rest = text.partition("百")
        return 100 * integer(head or "一") + (integer(rest.lstrip("零")) if rest else 0)
    if "十" in text:
        head, _, rest = text.partition("十")
        return 10 * integer(head or "一") + (integer(rest) if rest else 0)
    if not text or any(char not in _DIGITS for char in text):
        raise ValueError(text)
    return int("".join(str(_DIGITS[char]) for char in text))
