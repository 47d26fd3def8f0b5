"""The body of report.md -> blocks. What a report cannot hold becomes a problem at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from ..ledger import body_of
from ..limits import text_problems
from ..model import Block, Heading, Paragraph, Place, Problem, Row, Run, Table, TitleLine, joined
from .inline import Line, line, without_prefix
from .markdown import tree

NUMBER = re.compile(
    r"[一二三四五六七八九十百]{1,5}、"
    r"|[（(][一二三四五六七八九十百]{1,5}[）)]"
    r"|[0-9]{1,3}(?:[．、]|\.(?![0-9]))"
    r"|[（(][0-9]{1,3}[）)]"
    r"|第[一二三四五六七八九十百]{1,5}[编章节部分]+[、\s]?"
    r"|附\s?[件录表]\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[：:]?"
    r"|附\s?[件录表](?:[：:]|$)"
)
"""The official numbering of GB/T 9704-2012 §7.3.3, chapters, and the word that opens an annex."""

CELL_MARK = re.compile(r"(?<!\\)\|")
NOT_USED = {
    "blockquote": ("'>'", "write '\\>' for a sign that is text"),
    "ordered_list": ("a list with numbers", "a printed number is text: write '1\\. ' or '1．'"),
    "fence": ("'```'", "remove the ``` lines"),
    "code_block": ("an indented line", "remove the spaces at the start of the line"),
    "hr": ("a line of dashes", "remove the line, or write '\\-\\-\\-'"),
}


@dataclass(frozen=True, slots=True)
class _Beside:
    """A caption or note, which belongs to the table beside it."""

    role: str
    runs: tuple[Run, ...]
    place: Place


def blocks(text: str, place: Place, problems: list[Problem]) -> tuple[Block, ...]:
    body = body_of(text)
    first_line = text[: len(text) - len(body)].count("\n") + 1
    if too_much := tuple(text_problems(body, Place(place.path, first_line))):
        problems += too_much
        return ()
    reader = _Reader(body.split("\n"), place.path, first_line, problems)
    found = _with_tables_whole(reader.blocks(tree(body, reader.refuse)), problems)
    if not found:
        problems.append(
            Problem(
                Place(place.path, first_line),
                "the report has no text",
                "ingest the source again, or write the text below the front matter",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Nodes of the syntax tree -> blocks; ``lines`` are those of the body."""

    lines: list[str]
    file: str
    first_line: int
    problems: list[Problem]

    def blocks(self, root: SyntaxTreeNode) -> Iterator[Block | _Beside]:
        """An id on a line of its own belongs to the block after it."""
        waiting: tuple[str, Place] | None = None
        for node in root.children:
            found = self._line(node) if node.type in ("heading", "paragraph") else Line(())
            if node.type == "paragraph" and found.own_id and not found.runs:
                self._refuse_idle(waiting)
                waiting = found.own_id, self._place(node)
                continue
            own_id = found.own_id or (waiting[0] if waiting else None)
            made = list(self._block(node, found, own_id))
            if waiting and not any(getattr(one, "explicit_id", None) for one in made):
                self._refuse_idle(waiting)
            waiting = None
            yield from made
        self._refuse_idle(waiting)

    def refuse(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.file, self.first_line + line), message, hint))

    def _block(
        self, node: SyntaxTreeNode, found: Line, own_id: str | None
    ) -> Iterator[Block | _Beside]:
        match node.type:
            case "heading":
                yield self._heading(node, found, own_id)
            case "paragraph":
                yield from self._paragraph(node, found, own_id)
            case "bullet_list":
                yield from (one for item in node.children for one in self._item(item))
            case "table":
                yield self._table(node, own_id)
            case kind:
                what, hint = NOT_USED[kind]
                self._problem(node, f"{what} is not used here", hint)

    def _heading(self, node: SyntaxTreeNode, found: Line, own_id: str | None) -> Block:
        place, level = self._place(node), int(node.tag[1])
        if level == 1:
            return TitleLine("title", found.runs, place)
        if level == 6:
            self._problem(node, "headings go down to '#####'", "'##' is 一、, '#####' is （1）")
        if found.role:
            self._problem(node, f"a heading cannot be […]{{.{found.role}}}", "remove the brackets")
        match = NUMBER.match(joined(found.runs))
        number = match[0] if match else ""
        runs = without_prefix(found.runs, len(number))
        return Heading(level, number, runs, place, own_id)

    def _paragraph(
        self, node: SyntaxTreeNode, found: Line, own_id: str | None
    ) -> Iterator[Block | _Beside]:
        place = self._place(node)
        match found.role:
            case "issuer" | "date" | "subtitle":
                yield TitleLine(found.role, found.runs, place)
            case "caption" | "note":
                yield _Beside(found.role, found.runs, place)
            case role:
                yield Paragraph("annex-ref" if role else "body", found.runs, place, own_id)

    def _item(self, item: SyntaxTreeNode) -> Iterator[Block]:
        """One paragraph; a list in a list has no form in a report."""
        if len(item.children) != 1 or item.children[0].type != "paragraph":
            self._problem(
                item,
                "a list item holds one paragraph",
                "end the list with an empty line before the next block; write lists in one level",
            )
            return
        (paragraph,) = item.children
        found = self._line(paragraph)
        if found.role:
            self._problem(item, f"a list item cannot be […]{{.{found.role}}}", "remove the '-'")
        yield Paragraph("item", found.runs, self._place(item), found.own_id)

    def _table(self, node: SyntaxTreeNode, own_id: str | None) -> Table:
        rows = [self._row(row) for group in node.children for row in group.children]
        width = len(rows[0].cells)
        for row in rows[1:]:
            self._check_width(row, width)
        return Table((), rows[0], tuple(rows[1:]), (), self._place(node), own_id)

    def _row(self, node: SyntaxTreeNode) -> Row:
        cells = tuple(self._line(cell).runs for cell in node.children)
        is_group = len(cells) > 1 and bool(cells[0]) and not any(cells[1:])
        return Row(cells, is_group, self._place(node))

    def _check_width(self, row: Row, width: int) -> None:
        """Markdown drops cells too many and fills up with empty ones; both change what is said."""
        printed = self.lines[row.place.line - self.first_line].strip()
        inner = printed.removeprefix("|")
        cells = len(CELL_MARK.findall(inner)) + (not re.search(r"(?<!\\)\|$", inner))
        if cells != width:
            self.problems.append(
                Problem(
                    row.place,
                    f"a row of {cells} cells in a table of {width} columns",
                    "write every cell, also the empty ones; end the table with an empty line",
                )
            )

    def _line(self, node: SyntaxTreeNode) -> Line:
        inline = node.children[0] if node.children else None
        tokens = (inline.token.children or []) if inline and inline.token else []
        return line(tokens, self._place(node), self.problems)

    def _place(self, node: SyntaxTreeNode) -> Place:
        at = node.map[0] if node.map else 0
        return Place(self.file, self.first_line + at)

    def _problem(self, node: SyntaxTreeNode, message: str, hint: str) -> None:
        self.problems.append(Problem(self._place(node), message, hint))

    def _refuse_idle(self, waiting: tuple[str, Place] | None) -> None:
        if waiting:
            self.problems.append(
                Problem(
                    waiting[1],
                    f"the id {waiting[0]!r} belongs to no block",
                    "put it just above a heading, a paragraph or a table",
                )
            )


def _with_tables_whole(
    found: Iterable[Block | _Beside], problems: list[Problem]
) -> tuple[Block, ...]:
    """A caption goes into the table after it, a note into the table before it."""
    whole: list[Block] = []
    caption: _Beside | None = None
    for one in found:
        last = whole[-1] if whole else None
        if isinstance(one, _Beside) and one.role == "note" and isinstance(last, Table):
            whole[-1] = replace(last, notes=(*last.notes, one.runs))
        elif isinstance(one, _Beside) and one.role == "caption" and not caption:
            caption = one
        elif isinstance(one, _Beside):
            problems.append(_lonely(one))
        else:
            whole.append(_captioned(one, caption, problems))
            caption = None
    if caption:
        problems.append(_lonely(caption))
    return tuple(whole)


def _captioned(block: Block, caption: _Beside | None, problems: list[Problem]) -> Block:
    if caption and isinstance(block, Table):
        return replace(block, caption=caption.runs)
    if caption:
        problems.append(_lonely(caption))
    return block


def _lonely(beside: _Beside) -> Problem:
    return Problem(
        beside.place,
        f"a {beside.role} without its table",
        "a caption stands just before its table, a note just after it",
    )
