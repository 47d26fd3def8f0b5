"""Whether a large library is searched without a miss: the index against an exact search."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from playwright.sync_api import Browser

from gongbao.model import Library
from gongbao.script import hant_edition
from gongbao.search.texts import lines
from tests.browser.searching import Answer, answers_of
from tests.exact_search import HAND_MADE, Line, compared, random_strings

RANDOM = 500
ABSENT = 100
READ = 3
"""Reports of an answer, of those named first, whose paragraphs are compared one by one."""


def check(browser: Browser, home: str, site: Path, library: Library) -> None:
    """Prints how many answers differ: in the reports named, in the paragraphs of the first ones."""
    texts = texts_of(library)
    held = [(path, own_id, compared(words)) for path, own_id, words in texts["zh-Hans"]]
    whole = wholes(held)
    queries = [*random_strings(texts, RANDOM, seed=6), *HAND_MADE]
    absent = absent_strings(texts, whole)
    paths = {
        file.stem: json.loads(file.read_text("utf-8"))["path"]
        for file in (site / "search/data/zh-Hans").glob("*_*.json")
    }
    for lang in texts:
        asked = [*queries, *absent]
        found = answers(browser, home, asked, lang)
        reports, places = differences(asked, found, paths, whole, held)
        nothing = sum(not one.named for one in found[len(queries) :])
        print(f"{lang}: {len(queries)} strings, {len(reports)} with other reports", end=", ")
        print(f"{len(places)} with other paragraphs; {nothing} of {len(absent)} absent: nothing")
        for query, missed, added in [*reports, *places][:20]:
            print(f"   {query!r}: missed {len(missed)}: {missed[:3]}", end=", ")
            print(f"added {len(added)}: {added[:3]}")


def texts_of(library: Library) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {"zh-Hans": [], "zh-Hant": []}
    for entry in library.entries:
        path = entry.anchored.report.path
        hant = type(entry)(hant_edition(entry.anchored), ())
        for lang, one in (("zh-Hans", entry), ("zh-Hant", hant)):
            found[lang] += [(path, line.id, line.text) for line in lines(one)]
    return found


def wholes(held: list[Line]) -> dict[str, str]:
    """Path -> all its lines, between marks that no query holds."""
    parts: dict[str, list[str]] = {}
    for path, _, words in held:
        parts.setdefault(path, []).append(words)
    return {path: "\n".join(words) for path, words in parts.items()}


def absent_strings(texts: dict[str, list[Line]], whole: dict[str, str]) -> list[str]:
    draw = random.Random(7)
    found: list[str] = []
    for words in random_strings(texts, 4 * ABSENT, seed=8):
        turned = "".join(draw.sample(words, len(words)))
        wanted = compared(turned)
        has_marks = re.search(r"\s|^[-－−]|^[\"“「『]|[\"”」』]$", turned)
        if not has_marks and not any(wanted in text for text in whole.values()):
            found.append(turned)
    return found[: 2 * ABSENT]


def answers(browser: Browser, home: str, queries: list[str], lang: str) -> list[Answer]:
    found: list[Answer] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{home}search/")
        for start in range(0, len(queries), 50):
            found += answers_of(page, queries[start : start + 50], lang, READ)
    return found


Difference = tuple[str, list[str], list[str]]


def differences(
    asked: list[str],
    found: list[Answer],
    paths: dict[str, str],
    whole: dict[str, str],
    held: list[Line],
) -> tuple[list[Difference], list[Difference]]:
    by_path: dict[str, list[Line]] = {}
    for line in held:
        by_path.setdefault(line[0], []).append(line)
    reports: list[Difference] = []
    places: list[Difference] = []
    for query, (named, read) in zip(asked, found, strict=True):
        wanted = compared(query)
        want = {path for path, text in whole.items() if wanted in text}
        got = {paths[one] for one in named}
        if want != got:
            reports.append((query, sorted(want - got), sorted(got - want)))
        for one, (_, ids) in zip(named, read, strict=False):
            held_here = {own_id for _, own_id, words in by_path[paths[one]] if wanted in words}
            if held_here != set(ids):
                places.append((query, sorted(held_here), ids))
    return reports, places
