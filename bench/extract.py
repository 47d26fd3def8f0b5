"""Characters a second of the extractor: ``python -m bench.extract`` with folders of text."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from gongbao.anchors import anchor
from gongbao.extract import observations
from gongbao.load import load
from gongbao.model import AnchoredReport, Place, Source, text
from gongbao.parse import parse
from tests.extract.reports import REGISTRY

ROOT = Path(__file__).resolve().parent.parent
FRONT_MATTER = "---\ntitle: null\nkind: other\nperiod: 2024\nprovenance: unknown\n---\n\n"
DIGIT = re.compile(r"[0-9０-９]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="*", help="folders of .txt files")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    sources, _ = load(ROOT / "content")
    assert sources
    ours = [anchor(parse(source)) for source in sources.reports]
    show("our five reports", ours, options.runs)
    for folder in options.corpus:
        texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.txt"))]
        show(str(folder.name), [plain(one) for one in texts], options.runs)
        wordy = ["\n".join(s for s in sentences(one) if not DIGIT.search(s)) for one in texts]
        show(f"{folder.name} without digits", [plain(one) for one in wordy], options.runs)


def sentences(words: str) -> list[str]:
    return re.findall(r"[^。\n]+。?", words)


def plain(words: str) -> AnchoredReport:
    """Each line of a text as a paragraph."""
    lines = (line.strip("-# >|*\\") for line in words.splitlines())
    body = "\n\n".join(re.sub(r"[\\`*_{}\[\]<>#|!\u200c]", "", line) for line in lines if line)
    source = Source(
        path="bench/report",
        place=Place("report.md"),
        text=f"{FRONT_MATTER}{body}\n",
        ledger=None,
        original=None,
        open_decisions=0,
    )
    return anchor(parse(source))


def show(name: str, reports: list[AnchoredReport], runs: int) -> None:
    characters = sum(len(text(entry.block)) for report in reports for entry in report.blocks)
    seconds = best(lambda: sum(len(observations(report, REGISTRY)) for report in reports), runs)
    print(f"{name:<28}{characters:8} characters {characters / seconds:12,.0f} a second")


def best(run: Callable[[], object], runs: int) -> float:
    """Seconds of this process; the first run, which compiles the patterns, does not count."""
    run()
    found = []
    for _ in range(runs):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


if __name__ == "__main__":
    main()
