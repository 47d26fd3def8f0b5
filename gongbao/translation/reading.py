"""Text -> Translation: front matter, then passages, each under a line ``{#p12 1a2b3c4d}``.

Plain words: a translation has no marks of its own but ``{#p12-2}`` where a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .. import fields
from ..fields import Fields, Scalar
from ..model import ContentError, Passage, Place, Problem, TranslatedStretch, Translation

KEYS = ("by", "date", "note")
FENCE = "---"
HEAD = re.compile(r"\{#(?P<id>[a-z0-9-]+)(?: (?P<mark>[0-9a-f]{8}))?\}")
SENTENCE = re.compile(r"\s*\{#(?P<id>[a-z0-9-]+)\}\s*")
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
HEAD_HINT = "put a line '{#p1}' above each passage: its id in the report"


def translation(text: str, file: str) -> Translation:
    """Raise `ContentError` with everything that has to be put right."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if len(ends) < 2 or ends[0]:
        hint = "begin with '---', 'by: …' (who or what translated it), 'date: YYYY-MM-DD', '---'"
        raise ContentError(Problem(Place(file, 1), "there is no front matter", hint))
    found = fields.read("\n".join(lines[1 : ends[1]]) + "\n", file, 2)
    problems = list(fields.unknown_keys(found, KEYS))
    by, day = _word(found, "by", file, problems), _day(found, file, problems)
    note = _word(found, "note", file, problems) if found.get("note") else ""
    passages = tuple(_passages(lines, ends[1] + 1, file, problems))
    problems += _twice(passages)
    if problems or day is None:
        raise ContentError(*problems)
    return Translation(by=by, date=day, note=note, passages=passages, place=Place(file, 1))


def _word(found: Fields, key: str, file: str, problems: list[Problem]) -> str:
    node = found.get(key)
    if isinstance(node, Scalar) and (node.text or "").strip():
        return (node.text or "").strip()
    what = "is missing" if node is None else "must be words"
    problems.append(Problem((node or found).place, f"{key!r} {what}", f"add a line '{key}: …'"))
    return ""


def _day(found: Fields, file: str, problems: list[Problem]) -> date | None:
    words = _word(found, "date", file, problems)
    if not words:
        return None
    try:
        if DAY.fullmatch(words):
            return date.fromisoformat(words)
    except ValueError:
        pass  # 2026-02-30
    hint = "a day of the calendar, written as YYYY-MM-DD"
    node = found.get("date") or found
    problems.append(Problem(node.place, f"'date' cannot be {words!r}", hint))
    return None


def _passages(
    lines: list[str], first: int, file: str, problems: list[Problem]
) -> Iterator[Passage]:
    heads = [n for n in range(first, len(lines)) if HEAD.fullmatch(lines[n].strip())]
    for number in range(first, heads[0] if heads else len(lines)):
        if lines[number].strip():
            place = Place(file, number + 1)
            problems.append(Problem(place, "these words stand under no id", HEAD_HINT))
            break
    for start, end in zip(heads, [*heads, len(lines)][1:], strict=True):
        head = HEAD.fullmatch(lines[start].strip())
        assert head
        place = Place(file, start + 1)
        words = "\n".join(lines[start + 1 : end]).strip()
        if not words:
            hint = "write them under it, or remove the line"
            problems.append(Problem(place, f"{head['id']!r} has no words", hint))
        elif re.search(r"\n\s*\n", words):
            hint = "join them, or put a line '{#…}' with another id between them"
            message = f"{head['id']!r} has more than one paragraph"
            problems.append(Problem(place, message, hint))
        else:
            stretches = tuple(_stretches(head["id"], " ".join(words.split())))
            yield Passage(id=head["id"], mark=head["mark"] or "", stretches=stretches, place=place)


def _stretches(own_id: str, words: str) -> Iterator[TranslatedStretch]:
    at, current = 0, own_id
    for match in SENTENCE.finditer(words):
        yield TranslatedStretch(current, words[at : match.start()])
        at, current = match.end(), match["id"]
    yield TranslatedStretch(current, words[at:])


def _twice(passages: tuple[Passage, ...]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for passage in passages:
        for stretch in passage.stretches:
            if stretch.id in seen:
                hint = f"the first is in line {seen[stretch.id]}: keep one"
                message = f"{stretch.id!r} is translated twice"
                yield Problem(passage.place, message, hint)
            seen.setdefault(stretch.id, passage.place.line)
