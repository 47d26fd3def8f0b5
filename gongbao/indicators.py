"""indicators.yaml -> Registry: what reports measure, each thing defined once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from . import fields
from .fields import Fields, Items, Node, Scalar
from .model import ContentError, Indicator, IndicatorKind, Place, Problem, Registry, Topic

KEYS = ("topics", "indicators")
NAME_KEYS = ("zh-Hans", "zh-Hant", "en")
OWN_KEYS = (
    *("name", "aliases", "unit", "kind", "topic"),
    *("definition", "definition_en", "not_same_as", "successor_of", "note", "note_en"),
)
KINDS = ("flow", "stock")
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAME_HINT = "write under it 'zh-Hans: …' and 'en: …'; 'zh-Hant: …' only where conversion is wrong"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Draft:
    """An indicator with the places of what it names."""

    indicator: Indicator
    names: tuple[_Word, ...]
    topic: _Word
    not_same_as: tuple[_Word, ...]
    successor_of: tuple[_Word, ...]


def registry(text: str, file: str) -> Registry:
    """Raise `ContentError` with everything that has to be put right."""
    found = fields.read(text, file)
    problems = list(fields.unknown_keys(found, KEYS))
    topics = tuple(_topic(key, node, problems) for key, node in _group(found, "topics", problems))
    drafts = [_draft(key, node, problems) for key, node in _group(found, "indicators", problems)]
    problems += _names_twice(drafts)
    problems += _unknown_ids(drafts, topics)
    problems += _circles(drafts)
    if problems:
        raise ContentError(*problems)
    return Registry(topics, tuple(draft.indicator for draft in drafts))


def _group(found: Fields, key: str, problems: list[Problem]) -> Iterator[tuple[str, Fields]]:
    node = found.get(key)
    if not isinstance(node, Fields):
        place = node.place if node else Place(found.place.path, 1)
        message = f"{key!r} must have keys" if node else f"{key!r} is missing"
        problems.append(Problem(place, message, "write an id a line, its keys indented under it"))
        return
    for own_id, own in node.entries:
        if not ID.fullmatch(own_id):
            hint = "small ASCII letters, digits and '-': it stands in addresses, for ever"
            problems.append(Problem(own.place, f"the id cannot be {own_id!r}", hint))
        elif not isinstance(own, Fields):
            problems.append(Problem(own.place, f"{own_id!r} must have keys", NAME_HINT))
        else:
            yield own_id, own


def _topic(own_id: str, found: Fields, problems: list[Problem]) -> Topic:
    return Topic(own_id, *_name(found, problems))


def _draft(own_id: str, found: Fields, problems: list[Problem]) -> _Draft:
    problems += fields.unknown_keys(found, OWN_KEYS)
    name = found.get("name")
    if not isinstance(name, Fields):
        place = name.place if name else found.place
        message = f"{own_id!r}: 'name' {'must have keys' if name else 'is missing'}"
        problems.append(Problem(place, message, NAME_HINT))
        name = Fields((), found.place)
        title, title_hant, title_en = "", None, ""
    else:
        title, title_hant, title_en = _name(name, problems)
    aliases = tuple(_words(found, "aliases", problems))
    not_same_as = tuple(_words(found, "not_same_as", problems))
    before = _word(found, "successor_of", problems)
    topic = _word(found, "topic", problems, needed=own_id)
    indicator = Indicator(
        id=own_id,
        title=title,
        title_hant=title_hant,
        title_en=title_en,
        aliases=tuple(word.text for word in aliases),
        unit=_word(found, "unit", problems, needed=own_id).text,
        kind=_kind(found, problems),
        topic=topic.text,
        definition=_word(found, "definition", problems).text,
        definition_en=_word(found, "definition_en", problems).text,
        not_same_as=tuple(word.text for word in not_same_as),
        successor_of=before.text or None,
        note=_word(found, "note", problems).text,
        note_en=_word(found, "note_en", problems).text,
        place=found.place,
    )
    main = _Word(title, (name.get("zh-Hans") or name).place)
    successor = (before,) if before.text else ()
    return _Draft(indicator, (main, *aliases), topic, not_same_as, successor)


def _name(found: Fields, problems: list[Problem]) -> tuple[str, str | None, str]:
    problems += fields.unknown_keys(found, NAME_KEYS)
    for key in ("zh-Hans", "en"):
        if found.get(key) is None:
            problems.append(Problem(found.place, f"the name has no {key!r}", NAME_HINT))
    hans, hant, en = (_word(found, key, problems).text for key in NAME_KEYS)
    return hans, hant or None, en


def _kind(found: Fields, problems: list[Problem]) -> IndicatorKind | None:
    word = _word(found, "kind", problems)
    if word.text and word.text not in KINDS:
        hint = "flow: of a time (增加值); stock: at a time (市场主体); leave it out for rates"
        problems.append(Problem(word.place, f"'kind' cannot be {word.text!r}", hint))
    return cast(IndicatorKind, word.text) if word.text in KINDS else None


def _word(found: Fields, key: str, problems: list[Problem], needed: str = "") -> _Word:
    node = found.get(key)
    if node is None:
        if needed:
            hint = f"add a line '{key}: …'"
            problems.append(Problem(found.place, f"{needed!r}: {key!r} is missing", hint))
        return _Word("", found.place)
    if not isinstance(node, Scalar) or not (node.text or "").strip():
        problems.append(Problem(node.place, f"{key!r} must be one value", f"write '{key}: …'"))
        return _Word("", node.place)
    return _Word((node.text or "").strip(), node.place)


def _words(found: Fields, key: str, problems: list[Problem]) -> Iterator[_Word]:
    node = found.get(key)
    if node is None:
        return
    items: tuple[Node, ...] = node.items if isinstance(node, Items) else ()
    if not items or not all(isinstance(item, Scalar) and item.text for item in items):
        hint = f"write '{key}: [一, 二]', or remove the line"
        problems.append(Problem(node.place, f"{key!r} must be a list of words", hint))
        return
    for item in items:
        if isinstance(item, Scalar) and item.text:
            yield _Word(item.text, item.place)


# ---------------------------------------------------------------- what the whole must be


def _names_twice(drafts: Iterable[_Draft]) -> Iterator[Problem]:
    """A name that two indicators have would give a number the label of either."""
    first: dict[str, tuple[_Word, str]] = {}
    for draft in drafts:
        for word in draft.names:
            if word.text in first:
                before, owner = first[word.text]
                yield Problem(
                    word.place,
                    f"the name {word.text!r} is given twice",
                    f"{owner!r} has it in line {before.place.line}: keep one",
                )
            elif word.text:
                first[word.text] = word, draft.indicator.id


def _unknown_ids(drafts: list[_Draft], topics: tuple[Topic, ...]) -> Iterator[Problem]:
    ids = [draft.indicator.id for draft in drafts]
    for draft in drafts:
        if draft.topic.text and draft.topic.text not in (topic.id for topic in topics):
            yield _unknown("topic", draft.topic, [topic.id for topic in topics])
        for key, words in (
            ("not_same_as", draft.not_same_as),
            ("successor_of", draft.successor_of),
        ):
            for word in words:
                if word.text == draft.indicator.id:
                    yield Problem(word.place, f"{key!r} names the indicator itself", "remove it")
                elif word.text not in ids:
                    yield _unknown(key, word, ids)


def _unknown(key: str, word: _Word, known: list[str]) -> Problem:
    near = difflib.get_close_matches(word.text, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"known ids: {', '.join(known)}"
    return Problem(word.place, f"{key!r} names {word.text!r}, which is not here", hint)


def _circles(drafts: list[_Draft]) -> Iterator[Problem]:
    """Nothing comes before itself; each circle is told once, at its first indicator."""
    before = {d.indicator.id: w for d in drafts for w in d.successor_of if w.text != d.indicator.id}
    told: set[str] = set()
    for start in before:
        path, at = [start], before[start].text
        while at in before and at not in path:
            path.append(at)
            at = before[at].text
        if at == start and not told & set(path):
            told |= set(path)
            chain = " → ".join([*path, start])
            hint = "an indicator cannot come after itself: remove one of these lines"
            yield Problem(before[start].place, f"'successor_of' goes in a circle: {chain}", hint)
