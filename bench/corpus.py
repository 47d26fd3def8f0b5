"""Made-up reports for measurements: as many as wanted, the first of more are the same bytes.

``python -m bench.corpus COUNT FOLDER`` writes ``FOLDER/content``, as gongbao reads it, and
``FOLDER/plain``, Markdown with title, date and issuer, as other programs do. The sentences are
those of our own content/; their numbers, years and places are drawn anew, from so many names that
the vocabulary grows with the number of reports. A body has eight reports, one a period.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = 12_000
SEED = "gongbao"

PERIODS = ("2018", "2019", "2020", "2021", "2022", "2023", "2023-H1", "2024-H1")
DIGITS = "一二三四五六七八九十"
PARAGRAPH = re.compile(
    r"^(?:\[(?P<lead>[^\]]+)\]\{\.lead\})?(?P<rest>[^#|\[{<:\n-].*)$", re.MULTILINE
)
HEADING = re.compile(r"^### （[一二三四五六七八九十]+）(?P<words>[^。\n]{4,20})。?$", re.MULTILINE)
SENTENCE = re.compile(r"[^。！？；]+[。！？；]")
ENUMERATOR = re.compile(r"^[一二三四五六七八九十]是")
MARKDOWN = re.compile(r"[*_`<>\[\]{}\\|$~#]")
YEAR = re.compile(r"20[12]\d(?=年)")
NUMBER = re.compile(
    r"(?<![\d.A-Za-z+-])(?P<whole>[1-9]\d{0,4})(?P<part>\.\d)?(?=[个家项万亿元%名人次套座条平公])"
)
PLACE = re.compile(
    "福田区|福田|香蜜湖|深圳|河套|车公庙|岗厦北|黄木岗|八卦岭|"
    "皇岗|华强北|梅林|莲花|园岭|新洲|景田|沙头|福保|南园"
)
FIRST = "安宝北春翠大德东丰福高光海和恒华惠嘉江金锦景康乐丽临龙明南宁平清荣瑞山石顺松泰万文西新"
SECOND = "坝滨仓城川岛堤峰岗港谷关海河湖江角津口岭林陵楼门泉桥沙山石水塔台潭塘田亭湾溪园源岳洲庄"
KINDS = (
    "街道",
    "社区",
    "片区",
    "大道",
    "水库",
    "产业园",
    "科技",
    "银行",
    "医院",
    "学校",
    "实验室",
    "集团",
)
NAMES = 20_000
INDICATORS = (
    ("地区生产总值", "亿元"),
    ("规模以上工业增加值", "亿元"),
    ("固定资产投资总额", "亿元"),
    ("社会消费品零售总额", "亿元"),
    ("一般公共预算收入", "亿元"),
    ("进出口总额", "亿元"),
    ("实际利用外资", "亿美元"),
    ("居民人均可支配收入", "元"),
    ("新增城镇就业人数", "万人"),
    ("新增公办学位", "个"),
)


@dataclass(frozen=True, slots=True)
class Report:
    path: str
    title: str
    place: str
    issuer: str
    period: str
    date: str
    body: str
    """Markdown in our form, without the title."""

    def plain(self, first: str = "") -> str:
        """As other programs read it: leads in bold, the full stop outside, where it is seen."""
        body = re.sub(r"^\[(.+?)。\]\{\.lead\}", r"**\1**。", self.body, flags=re.MULTILINE)
        matter = f"title: {self.title}\ndate: {self.date}\nissuer: {self.issuer}\n"
        return "\n\n".join(part for part in (f"---\n{matter}---", first, body) if part)

    def ours(self) -> str:
        front = {
            "title": self.title,
            "issuer": self.issuer,
            "place": self.place,
            "kind": "plan-report",
            "period": self.period,
            "date": self.date,
            "provenance": "unknown",
        }
        matter = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()
        )
        return f"---\n{matter}---\n\n# {self.title}\n\n{self.body}"


@dataclass(frozen=True)
class Material:
    """What reports are made of: sentences and headings of real ones, names of no place."""

    sentences: tuple[str, ...]
    leads: tuple[str, ...]
    headings: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        draw = Random(f"{SEED}:names")
        found: dict[str, None] = {}
        while len(found) < NAMES:
            start = draw.choice(FIRST) if draw.random() < 0.4 else ""
            found[start + draw.choice(FIRST) + draw.choice(SECOND)] = None
        return tuple(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    write_content(options.count, options.folder / "content")
    write_plain(options.count, options.folder / "plain")


def write_plain(count: int, folder: Path, first: str = "") -> None:
    """A file each; ``first``: a paragraph before the others."""
    for report in reports(count):
        file = folder / f"{report.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report.plain(first), "utf-8")


def write_content(count: int, content: Path) -> None:
    """A folder that `build.py build --content` takes, in two scripts, with all our indicators."""
    bodies: dict[str, str] = {}
    for report in reports(count):
        folder = content / report.path
        folder.mkdir(parents=True)
        (folder / "report.md").write_text(report.ours(), "utf-8")
        (folder / "changes.yaml").write_text("published: 2026-11-21\n", "utf-8")
        bodies[report.path.split("/")[0]] = report.place
    settings = (
        "title: 公报\nbase_url: https://example.org/\nlanguages: [zh-Hans, zh-Hant]\n"
        "publisher: 测试\nlicence: 测试文字，不是报告\nbodies:\n"
    )
    settings += "".join(f"  {path}: {place}\n" for path, place in bodies.items())
    (content / "site.yaml").write_text(settings, "utf-8")
    indicators = (ROOT / "content/indicators.yaml").read_text("utf-8")
    (content / "indicators.yaml").write_text(indicators, "utf-8")


def reports(count: int) -> Iterator[Report]:
    material = read_material()
    for number in range(count):
        yield report(number, material)


def digest() -> str:
    """Of the reports of the first body: other sentences give another one."""
    texts = "".join(report.plain() for report in reports(len(PERIODS)))
    return hashlib.sha256(texts.encode()).hexdigest()[:12]


def read_material() -> Material:
    texts = [file.read_text("utf-8") for file in sorted((ROOT / "content").rglob("report.md"))]
    bodies = [text.split("\n---\n", 1)[1] for text in texts]
    paragraphs = [found for body in bodies for found in PARAGRAPH.finditer(body)]
    sentences = (
        ENUMERATOR.sub("", sentence.strip())
        for found in paragraphs
        for sentence in SENTENCE.findall(found["rest"])
    )
    return Material(
        tuple(dict.fromkeys(f"{words[:-1]}。" for words in sentences if is_plain(words))),
        tuple(dict.fromkeys(found["lead"] for found in paragraphs if found["lead"])),
        tuple(dict.fromkeys(h["words"] for body in bodies for h in HEADING.finditer(body))),
    )


def is_plain(sentence: str) -> bool:
    """A whole sentence that means the same to every reader of Markdown."""
    is_whole = all(sentence.count(a) == sentence.count(b) for a, b in ("“”", "（）", "《》", "()"))
    return is_whole and 20 <= len(sentence) <= 160 and not MARKDOWN.search(sentence)


def report(number: int, material: Material) -> Report:
    draw = Random(f"{SEED}:{number}")
    body, period = divmod(number, len(PERIODS))
    place = material.names[body % NAMES] + "区县市"[body % 3]
    when = PERIODS[period]
    year, is_half = int(when[:4]), when.endswith("H1")
    this, following = (f"{year}年上半年", "下半年") if is_half else (f"{year}年", f"{year + 1}年")
    writer = Writer(material, draw, place, year)
    return Report(
        path=f"b{body:05}/{when.lower().replace('-', '')}-plan",
        title=f"{place}{this}国民经济和社会发展计划执行情况与{following}计划",
        place=place,
        issuer=f"{place}发展和改革局",
        period=when,
        date=f"{year if is_half else year + 1}-{8 if is_half else 2:02}-{draw.randrange(1, 29):02}",
        body=writer.body(f"{this}国民经济和社会发展计划执行情况", f"{following}工作计划"),
    )


class Writer:
    """One report: its places, its year, its chances."""

    def __init__(self, material: Material, draw: Random, place: str, year: int) -> None:
        self.material, self.draw, self.place, self.year = material, draw, place, year
        self.places = [self.name() for _ in range(24)]

    def name(self) -> str:
        """Some often, most seldom: as names of places are."""
        names = self.material.names
        return names[int(len(names) ** self.draw.random()) - 1]

    def body(self, done: str, planned: str) -> str:
        parts = [f"## 一、{done}", self.paragraph(300), self.table()]
        parts += self.sections(CHARACTERS * 3 // 5 - sum(map(len, parts)))
        parts += [f"## 二、{planned}", self.paragraph(300)]
        parts += self.sections(CHARACTERS - sum(map(len, parts)))
        return "\n\n".join(parts) + "\n"

    def sections(self, size: int) -> list[str]:
        parts: list[str] = []
        headings = iter(self.draw.sample(self.material.headings, len(DIGITS)))
        for digit in DIGITS:
            if sum(map(len, parts)) > size - 600:
                break
            parts.append(f"### （{digit}）{next(headings)}")
            for _ in range(self.draw.randrange(2, 4)):
                parts.append(self.topic(self.draw.randrange(350, 550)))
        return parts

    def topic(self, size: int) -> str:
        lead = self.draw.choice(self.material.leads)
        return f"[{lead}]{{.lead}}{self.paragraph(size)}"

    def paragraph(self, size: int) -> str:
        sentences: list[str] = []
        is_counted = self.draw.random() < 0.3
        while sum(map(len, sentences)) < size:
            count = len(sentences)
            start = f"**{DIGITS[count]}是**" if is_counted and count < 5 else ""
            sentences.append(start + self.sentence())
        return "".join(sentences)

    def sentence(self) -> str:
        words = self.draw.choice(self.material.sentences)
        words = YEAR.sub(lambda _: str(self.year - (self.draw.random() < 0.2)), words)
        words = NUMBER.sub(self.number, words)
        words = PLACE.sub(self.another_place, words)
        if self.draw.random() < 0.3:
            named = self.draw.choice(self.places) + self.draw.choice(KINDS)
            count, cost = self.draw.randrange(2, 60), self.draw.randrange(10, 9000) / 10
            words = f"{words[:-1]}，{named}等{count}个项目开工，总投资{cost}亿元。"
        return words

    def number(self, found: re.Match[str]) -> str:
        value = float(found[0]) * (0.5 + self.draw.random())
        return f"{max(value, 0.1):.1f}" if found["part"] else str(max(round(value), 1))

    def another_place(self, found: re.Match[str]) -> str:
        return self.place if found[0].endswith("区") else self.draw.choice(self.places)

    def table(self) -> str:
        rows = ["| 指标 | 单位 | 上年 | 本年 | 增长 |", "| --- | --- | --- | --- | --- |"]
        for name, unit in INDICATORS:
            before, growth = (
                self.draw.randrange(200, 90000) / 10,
                self.draw.randrange(-90, 180) / 10,
            )
            now = before * (1 + growth / 100)
            rows.append(f"| {name} | {unit} | {before:.1f} | {now:.1f} | {growth:.1f}% |")
        return "\n".join(rows)


if __name__ == "__main__":
    main()
