"""Source -> Report: front matter, then blocks, each with its place."""

from __future__ import annotations

from .. import ledger
from ..model import Block, ContentError, FrontMatter, Problem, Report, Source, TitleLine, text
from ..proof import prove
from .blocks import blocks
from .front_matter import front_matter


def parse(source: Source) -> Report:
    """Raise `ContentError` with every problem of the report, not just the first."""
    problems: list[Problem] = []
    matter = front_matter(source.text, source.place, problems)
    # Without the end of the front matter nobody can tell where the text begins.
    has_body = ledger.body_of(source.text) != source.text
    parsed = blocks(source.text, source.place, problems) if has_body else ()
    if matter is not None:
        problems += _title_problems(matter, parsed)
    if problems or matter is None:
        raise ContentError(*problems)
    return Report(
        path=source.path,
        place=source.place,
        front_matter=matter,
        blocks=parsed,
        source=source,
        proof=prove(source, parsed),
    )


def _title_problems(matter: FrontMatter, parsed: tuple[Block, ...]) -> list[Problem]:
    """The title for machines and the title as printed are one text."""
    printed = [b for b in parsed if isinstance(b, TitleLine) and b.role == "title"]
    problems = [
        Problem(line.place, "a report has one title", "make this a section: '## …'")
        for line in printed[1:]
    ]
    if printed and text(printed[0]) != matter.title:
        problems.append(
            Problem(
                printed[0].place,
                f"the printed title {text(printed[0])!r} is not the title of the front matter",
                f"the front matter says {matter.title!r}: make them equal",
            )
        )
    return problems
