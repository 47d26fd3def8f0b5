"""The body of report.md -> blocks. What a report cannot hold becomes a problem at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from ..ledger import body_of
from ..model import Block, Heading, Paragraph, Place, Problem, Row, Run, Table, TitleLine, joined
from .inline import Line, line, without_prefix
from .markdown import tokens

NUMBER = re.compile(
    r"(?:"
    r"[一二三四五六七八九十百]{1,5}、"
    r"|[（(][一二三四五六七八九十百]{1,5}[）)]"
    r"|\d{1,3}(?:[．、]|\.(?!\d))"
    r"|[（(]\d{1,3}[）)]"
    r"|第[一二三四五六七八九十百]{1,5}[编章节部分]+[、\s]?"
    r"|附\s?[件录表]\s?\d{0,2}[：:]?"
    r")"
)
"""The official numbering of GB/T 9704-2012 §7.3.3, chapters, and the word that opens an annex."""

EXPLICIT_ID = re.compile(r"(?:s|p|t|a)\d[a-z0-9-]*")
NOT_USED = {
    "blockquote_open": "write '\\>' for a sign that is text",
    "ordered_list_open": "a printed number is text: write '1\\. ' or '1．'",
    "fence": "remove the ``` lines",
    "code_block": "remove the spaces at the start of the line",
    "hr": "remove the line, or write '\\-\\-\\-'",
}


@dataclass(frozen=True, slots=True)
class _Caption:
    runs: tuple[Run, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Note:
    runs: tuple[Run, ...]
    place: Place


def blocks(text: str, place: Place, problems: list[Problem]) -> tuple[Block, ...]:
    body = body_of(text)
    first_line = text[: len(text) - len(body)].count("\n") + 1
    walk = _Walk(tokens(body), lambda at: Place(place.path, first_line + at), problems)
    found = tuple(_with_tables_whole(list(walk.blocks()), problems))
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
class _Walk:
    """One pass over the block tokens; ``place_of`` turns a line of the body into a place."""

    tokens: Sequence[Token]
    place_of: Callable[[int], Place]
    problems: list[Problem]

    def blocks(self) -> Iterator[Block | _Caption | _Note]:
        in_item = False
        for index, token in enumerate(self.tokens):
            match token.type:
                case "heading_open":
                    yield from self._heading(token, self._line(index + 1))
                case "paragraph_open":
                    yield from self._paragraph(token, self._line(index + 1), in_item)
                case "list_item_open" | "list_item_close":
                    in_item = token.nesting == 1
                case "table_open":
                    yield self._table(index)
                case kind if kind in NOT_USED:
                    self._refuse(token, f"{token.markup or 'indented text'!r} is not used here")

    def _line(self, index: int) -> Line:
        inline = self.tokens[index]
        return line(inline.children or [], self._place(inline), self.problems)

    def _place(self, token: Token) -> Place:
        return self.place_of(token.map[0] if token.map else 0)

    def _refuse(self, token: Token, message: str) -> None:
        self.problems.append(Problem(self._place(token), message, NOT_USED[token.type]))

    def _explicit_id(self, token: Token) -> str | None:
        written = token.attrs.get("id")
        if written is not None and not EXPLICIT_ID.fullmatch(str(written)):
            self.problems.append(
                Problem(
                    self._place(token),
                    f"{written!r} cannot be an id",
                    "ids look like s1-3b, p37a, t2",
                )
            )
        return None if written is None else str(written)

    def _heading(self, token: Token, found: Line) -> Iterator[Block]:
        place, level = self._place(token), int(token.tag[1])
        if level == 1:
            yield TitleLine("title", found.runs, place)
            return
        if level == 6:
            self.problems.append(
                Problem(place, "headings go down to '#####'", "'##' is 一、, '#####' is （1）")
            )
        match = NUMBER.match(joined(found.runs))
        number = match[0] if match else ""
        runs = without_prefix(found.runs, len(number))
        yield Heading(level, number, runs, place, self._explicit_id(token))

    def _paragraph(
        self, token: Token, found: Line, in_item: bool
    ) -> Iterator[Block | _Caption | _Note]:
        place = self._place(token)
        match found.role:
            case "issuer" | "date" | "subtitle":
                yield TitleLine(found.role, found.runs, place)
            case "caption":
                yield _Caption(found.runs, place)
            case "note":
                yield _Note(found.runs, place)
            case "annex-ref":
                yield Paragraph("annex-ref", found.runs, place, self._explicit_id(token))
            case _:
                own_id = self._explicit_id(token)
                yield Paragraph("item" if in_item else "body", found.runs, place, own_id)

    def _table(self, start: int) -> Table:
        rows: list[list[tuple[Run, ...]]] = []
        places: list[Place] = []
        for index in range(start + 1, len(self.tokens)):
            token = self.tokens[index]
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                places.append(self._place(token))
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(self._line(index + 1).runs)
        whole = [
            Row(tuple(cells), _is_group(cells), at) for cells, at in zip(rows, places, strict=True)
        ]
        opening = self.tokens[start]
        own_id = self._explicit_id(opening)
        return Table((), whole[0], tuple(whole[1:]), (), self._place(opening), own_id)


def _is_group(cells: list[tuple[Run, ...]]) -> bool:
    return len(cells) > 1 and bool(cells[0]) and not any(cells[1:])


def _with_tables_whole(
    found: list[Block | _Caption | _Note], problems: list[Problem]
) -> Iterator[Block]:
    """Captions and notes go into the table that they stand at."""
    index = 0
    while index < len(found):
        here = found[index]
        after = found[index + 1] if index + 1 < len(found) else None
        if isinstance(here, _Caption) and isinstance(after, Table):
            caption, table, index = here.runs, after, index + 1
        elif isinstance(here, Table):
            caption, table = (), here
        elif isinstance(here, _Caption | _Note):
            problems.append(
                Problem(
                    here.place,
                    "a caption or note without its table",
                    "a caption stands just before its table, a note just after it",
                )
            )
            index += 1
            continue
        else:
            yield here
            index += 1
            continue
        notes = []
        index += 1
        while index < len(found) and isinstance(note := found[index], _Note):
            notes.append(note.runs)
            index += 1
        yield Table(caption, table.header, table.rows, tuple(notes), table.place, table.explicit_id)
