"""changes.yaml -> VersionNote: when a page was first published, and what was corrected since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from . import fields
from .fields import Fields, Items, Scalar
from .model import ContentError, Correction, Place, Problem, VersionNote

KEYS = ("published", "changes")
CHANGE_KEYS = ("date", "what", "where")
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


def version_note(text: str, file: str) -> VersionNote:
    """Raise `ContentError` with everything that has to be put right."""
    found = fields.read(text, file)
    problems = list(fields.unknown_keys(found, KEYS))
    published = _day(found, "published", Place(file, 1), problems)
    dated = tuple(_corrections(found, problems))
    problems += _out_of_order(published, dated)
    if problems or published is None:
        raise ContentError(*problems)
    corrections = (
        replace(one, number=number)
        for _, same_day in groupby((one for one, _ in dated), key=lambda one: one.date)
        for number, one in enumerate(same_day, start=1)
    )
    return VersionNote(published, tuple(corrections))


def _corrections(found: Fields, problems: list[Problem]) -> Iterator[tuple[Correction, Place]]:
    """Each with the place of its date."""
    node = found.get("changes")
    if node is None:
        return
    if not isinstance(node, Items):
        hint = "write '  - date: YYYY-MM-DD' and '    what: …' under it, or remove the line"
        problems.append(Problem(node.place, "'changes' must be a list", hint))
        return
    for item in node.items:
        if not isinstance(item, Fields):
            hint = "write '  - date: YYYY-MM-DD' and '    what: …' under it"
            problems.append(Problem(item.place, "a change must have keys", hint))
            continue
        problems += fields.unknown_keys(item, CHANGE_KEYS)
        day = _day(item, "date", item.place, problems)
        what = _what(item, problems)
        where = item.get("where")
        ids = _where(item, problems)
        if day:
            place = where.place if where else item.place
            correction = Correction(date=day, number=1, what=what, where=ids, where_place=place)
            yield correction, (item.get("date") or item).place


def _day(found: Fields, key: str, place: Place, problems: list[Problem]) -> date | None:
    node = found.get(key)
    if node is None:
        problems.append(Problem(place, f"{key!r} is missing", f"add a line '{key}: YYYY-MM-DD'"))
        return None
    words = node.text if isinstance(node, Scalar) else None
    if words and DAY.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            pass  # 2026-02-30
    what = f"cannot be {words!r}" if words else "must be one day"
    hint = "a day of the calendar, written as YYYY-MM-DD"
    problems.append(Problem(node.place, f"{key!r} {what}", hint))
    return None


def _what(item: Fields, problems: list[Problem]) -> str:
    node = item.get("what")
    words = node.text if isinstance(node, Scalar) else None
    if words and words.strip():
        return words.strip()
    message = f"'what' {'is missing' if node is None else 'must be words'}"
    hint = "say what was changed, and why: readers see it on the page and in the feed"
    problems.append(Problem((node or item).place, message, hint))
    return ""


def _where(item: Fields, problems: list[Problem]) -> tuple[str, ...]:
    node = item.get("where")
    if node is None:
        return ()
    items = node.items if isinstance(node, Items) else ()
    ids = tuple(one.text for one in items if isinstance(one, Scalar) and one.text)
    if not items or len(ids) != len(items):
        message = "'where' must be a list of ids"
        problems.append(Problem(node.place, message, "write 'where: [p37]', or remove the line"))
    return ids


def _out_of_order(
    published: date | None, dated: tuple[tuple[Correction, Place], ...]
) -> Iterator[Problem]:
    """Corrections of one day are told apart by their order: a new one must not move an old one."""
    for one, place in dated:
        if published and one.date < published:
            message = f"a change of {one.date}, but the page was published on {published}"
            yield Problem(place, message, "correct one of the two dates")
    for (before, _), (after, place) in pairwise(dated):
        if after.date < before.date:
            message = f"a change of {after.date} stands after one of {before.date}"
            yield Problem(place, message, "oldest first: add a new change at the end of the file")
