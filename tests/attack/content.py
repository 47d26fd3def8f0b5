"""Attack strings -> a folder content/ that holds each of them in every place that takes words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from gongbao.ingest import ingest
from gongbao.limits import text_problems
from gongbao.model import AnchoredReport, Place, Problem
from gongbao.parse.blocks import blocks
from gongbao.pipeline import read
from gongbao.translation import mark_of, source_texts
from tests.attack.strings import seen

EACH = 40
"""Strings of one report."""
TENS = ("", "十", "二十", "三十", "四十")
NUMERALS = [f"{ten}{one}" for ten in TENS for one in "一二三四五六七八九"][1:]
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
FACES = 6
"""Indicators that every report states, so that each has a plot."""


def write(content: Path, strings: Sequence[str]) -> int:
    """The number of reports; years tell them apart, so that series run through all."""
    usable = [words for one in strings if (words := seen(one)) and not _is_refused(words)]
    content.mkdir(parents=True)
    (content / "site.yaml").write_text(_site(usable), "utf-8")
    (content / "indicators.yaml").write_text(_indicators(usable), "utf-8")
    groups = [usable[at : at + EACH] for at in range(0, len(usable), EACH)]
    for number, group in enumerate(groups):
        folder = content / f"b{number // 90}" / f"r{number}"
        folder.mkdir(parents=True)
        (folder / "report.md").write_text(_report(group, 2000 + number % 90), "utf-8")
        (folder / "changes.yaml").write_text(_changes(group), "utf-8")
        (folder / "metrics.yaml").write_text(_metrics(group), "utf-8")
    _ingest(content, usable)
    library, _ = read(content)
    assert library
    for number, entry in enumerate(library.entries):
        file = content / entry.anchored.report.path / "report.en.md"
        file.write_text(_translation(groups[number % len(groups)], entry.anchored), "utf-8")
    return len(groups) + 1


def _ingest(content: Path, strings: Sequence[str]) -> None:
    """A report that came from a file: its source is shown beside it and offered as it is."""
    file = content.parent / "raw.txt"
    lines = "\n".join(f"{words}。" for words in strings)
    file.write_text(f"某区1999年工作总结\n\n一、工作情况\n\n{lines}\n", "utf-8")
    ingest(file, content / "b0/1999")
    (content / "b0/1999/changes.yaml").write_text("published: 2026-01-01\n", "utf-8")


def _translation(group: Sequence[str], anchored: AnchoredReport) -> str:
    words = _quoted(" ".join(group))
    texts, attacks = source_texts(anchored), cycle(group)
    passages = [f"{{#{id} {mark_of(text)}}}\n{next(attacks)}\n" for id, text in texts.items()]
    head = ["---", f"by: {words}", "date: 2026-01-01", f"note: {words}", "---", ""]
    return "\n".join([*head, *passages])


def _is_refused(words: str) -> bool:
    """A line of digits, one of a thousand characters: `limits` has tests of its own."""
    return len(words) > 400 or any(text_problems(words + "\n", Place("report.md", 1)))


def _quoted(words: str) -> str:
    """As a value of YAML: JSON is one."""
    return json.dumps(words, ensure_ascii=False)


def _site(strings: Sequence[str]) -> str:
    words = _quoted(" ".join(strings)[:40_000])
    few = _quoted(" ".join(strings[::9])[:9000])
    return (
        f"title: {words}\nbase_url: https://example.org/\npublisher: {few}\nlicence: {few}\n"
        f"languages: [zh-Hans, zh-Hant, en]\nbodies:\n  b0: {few}\n"
        f"english:\n  title: {words}\n  publisher: {few}\n  licence: {few}\n"
        f"  bodies:\n    b0: {few}\n"
    )


def _indicators(strings: Sequence[str]) -> str:
    few = [f"{number} {words}"[:300] for number, words in enumerate(strings)]
    lines = ["topics:", f"  t: {{zh-Hans: {_quoted(few[0])}, en: {_quoted(few[1 % len(few)])}}}"]
    lines.append("indicators:")
    for number in range(FACES):
        name = _quoted(f"n{number} " + " ".join(few[number::FACES])[:9000])
        other = _quoted(f"a{number} " + few[number % len(few)])
        lines.append(f"  x{number}:\n    name: {{zh-Hans: {name}, en: {name}}}")
        lines.append(f"    aliases: [{other}]\n    unit: CNY\n    kind: flow\n    topic: t")
        lines.append(f"    definition: {name}\n    note: {other}")
    return "\n".join(lines) + "\n"


def _report(group: Sequence[str], year: int) -> str:
    words = _quoted(" ".join(group))
    head = [f"{key}: {words}" for key in ("title", "subtitle", "issuer", "place")]
    provenance = "unknown" if year % 3 else "suspected-copy"  # copies are left out of series
    head += ["kind: other", f"period: {year}", f"provenance: {provenance}"]
    head.append(f"provenance_note: {words}")
    return "\n".join(["---", *head, "---", "", *_body(group)]) + "\n"


def _body(group: Sequence[str]) -> Iterator[str]:
    yield "## 一、开头\n"
    for number, words in enumerate(group, 1):
        yield f"增加投资{number}00亿元，{_escaped(words)}\n"
    for numeral, words in zip(NUMERALS, group, strict=False):
        text = _escaped(words)
        yield f"## {numeral}、{text}\n"
        yield f"[{text}。]{{.lead}}文{text}\n"
        yield f"- {text}\n"
        yield f"[{text}](https://example.org/)\n"
        yield from (f"{raw}\n" for raw in (words, f"[链接](<{words}>)") if _is_taken(raw))
    yield f"[{_escaped(group[0])}]{{.caption}}\n"
    yield f"| {_escaped(group[0])} | {_escaped(group[-1])} |\n| --- | --- |"
    yield from (f"| {_escaped(words)} | 5亿元，{_escaped(words)} |" for words in group)
    yield f"\n[{_escaped(group[-1])}]{{.note}}"


def _escaped(words: str) -> str:
    return PUNCTUATION.sub(r"\\\1", words)


def _is_taken(raw: str) -> bool:
    """Whether Markdown as the attacker wrote it gives a block that a report may have."""
    problems: list[Problem] = []
    place = Place("report.md", 1)
    found = blocks(f"---\n---\n{raw}\n", place, problems)
    return not problems and len(found) == 1 and found[0].kind == "paragraph"


def _changes(group: Sequence[str]) -> str:
    lines = [f"  - date: 2026-01-02\n    what: {_quoted(words)}" for words in group]
    return "\n".join(["published: 2026-01-01", "changes:", *lines]) + "\n"


def _metrics(group: Sequence[str]) -> str:
    lines = []
    for number, words in enumerate(group, 1):
        lines.append(f"  - at: p{number}\n    number: {number}00亿元\n    reason: {_quoted(words)}")
        said = f"indicator: x{number - 1}" if number <= FACES else f"label: {_quoted(words)}"
        lines.append(f"    {said}")
    return "\n".join(["corrections:", *lines]) + "\n"
