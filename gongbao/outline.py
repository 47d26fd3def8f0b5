"""The contents list of a report: its headings as a tree."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Anchored, AnchoredReport, Heading, Paragraph, Section, Table, joined


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading with what stands under it up to the next one."""

    heading: Heading
    id: str
    blocks: tuple[Anchored, ...]


def contents(anchored: AnchoredReport) -> tuple[Section, ...]:
    """Headings as a tree, with the range of paragraphs that each holds."""
    blocks = anchored.blocks
    starts = [i for i, a in enumerate(blocks) if isinstance(a.block, Heading)]
    lines = [
        _Line(heading, blocks[start].id or "", blocks[start + 1 : end])
        for start, end in zip(starts, [*starts, len(blocks)][1:], strict=True)
        if isinstance(heading := blocks[start].block, Heading)
    ]
    return _tree(lines, 2)


def _tree(lines: list[_Line], level: int) -> tuple[Section, ...]:
    tree = []
    index = 0
    while index < len(lines):
        line = lines[index]
        end = index + 1
        while end < len(lines) and lines[end].heading.level > line.heading.level:
            end += 1
        numbers = [n for one in lines[index:end] for n in _numbers(one)]
        tree.append(
            Section(
                line.id,
                level,
                line.heading.number,
                _title(line),
                numbers[0] if numbers else "",
                numbers[-1] if numbers else "",
                _tree(lines[index + 1 : end], level + 1),
            )
        )
        index = end
    return tuple(tree)


def _numbers(line: _Line) -> list[str]:
    paragraphs = (a for a in line.blocks if isinstance(a.block, Paragraph))
    return [(a.id or "")[1:] for a in paragraphs if (a.id or "").startswith("p")]


def _title(line: _Line) -> str:
    """An annex without words of its own is called after its first table."""
    tables = [a.block for a in line.blocks if isinstance(a.block, Table)]
    return joined(line.heading.runs) or (joined(tables[0].caption) if tables else "")
