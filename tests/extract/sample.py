"""What is read and what is not, for a person to read: `-m tests.extract.sample FOLDER`.

Every n-th numeral of the reports that is no observation, with the reason; or, with ``--taken``,
every n-th observation. One line each: file, offset, words around, reason or fields.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gongbao.extract.lexicon import numberings
from gongbao.model import ContentError

from .corpus import Found, found_in, read, report_of
from .measure import rows

NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
DATE = re.compile(r"[-—~、至到0-9]*(?:年|月|日|时(?!隔))")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of the corpus")
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--taken", action="store_true", help="list observations instead")
    options = parser.parse_args()
    annotated = {row["file"] for row in rows("annotated_ranges")}
    lines: list[str] = []
    for file in (f for folder in options.folders for f in sorted(folder.glob("*.txt"))):
        if file.name not in annotated:
            try:
                found = found_in(report_of(file))
            except ContentError as error:
                sys.stderr.write(f"{file.name}: not read: {error.problems[0].message}\n")
                continue
            text = read(file)
            lines += (
                taken(file.name, text, found) if options.taken else left(file.name, text, found)
            )
    step = max(1, len(lines) // options.most)
    sys.stdout.writelines(f"{line}\n" for line in lines[::step])


def taken(name: str, text: str, found: tuple[Found, ...]) -> Iterator[str]:
    for one in found:
        o = one.observation
        fields = (
            o.role,
            o.direction,
            o.value,
            o.qualifier,
            o.unit,
            o.value_kind,
            o.period,
            o.label,
        )
        shown = around(text, one.start, one.end)
        yield f"{name}\t{one.start}\t{shown}\t{' '.join(map(str, fields))}"


def left(name: str, text: str, found: tuple[Found, ...]) -> Iterator[str]:
    for match in NUMERAL.finditer(text):
        if not any(one.start <= match.start() < one.end for one in found):
            shown = around(text, *match.span())
            yield f"{name}\t{match.start()}\t{shown}\t{reason(text, match)}"


def around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 18) : start]}【{text[start:end]}】{text[end : end + 14]}".replace(
        "\n", "⏎"
    )


def reason(text: str, numeral: re.Match[str]) -> str:
    """The pattern of numbering.tsv that holds it, a date, or what is left: no unit."""
    start = text.rfind("\n", 0, numeral.start()) + 1
    line = text[start : text.find("\n", numeral.end())]
    for one in numberings():
        for match in re.finditer(one.pattern, line):
            if start + match.start() <= numeral.start() < start + match.end():
                return one.name
    return "date" if DATE.match(text, numeral.end()) else "no unit"


if __name__ == "__main__":
    main()
