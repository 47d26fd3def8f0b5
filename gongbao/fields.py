"""YAML text -> fields, each with its place. No aliases, no duplicate keys, no guessed types."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from . import characters, limits
from .model import ContentError, Place, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """``text`` is as written: ``no`` stays no and ``2022`` stays a string; None for null."""

    text: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    entries: tuple[tuple[str, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        return dict(self.entries).get(key)


Node = Scalar | Items | Fields
NULL = "tag:yaml.org,2002:null"


def read(text: str, file: str, line: int = 1) -> Fields:
    """The mapping that ``text`` holds; ``line`` is where it begins in ``file``.

    Raise `ContentError` where it is not well-formed, not a mapping, uses aliases, or holds a
    character that nobody can see, as it stands or as an escape (``"\\u202e"``).
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if problem := limits.yaml_problem(text, Place(file, line)):
        raise ContentError(problem)
    if problems := tuple(characters.problems(text, Place(file, line))):
        raise ContentError(*problems)
    node = _composed(text, file, line)
    if node is None:
        return Fields((), Place(file, line))
    fields = _node(node, file, line)
    if not isinstance(fields, Fields):
        raise ContentError(
            Problem(fields.place, "'key: value' lines were expected", "begin with a key")
        )
    return fields


def _composed(text: str, file: str, line: int) -> yaml.Node | None:
    try:
        # One event after the other, for PyYAML takes the square of what is nested.
        _refuse_aliases(_few(yaml.parse(text, Loader=yaml.SafeLoader), file, line), file, line)
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line + line if error.problem_mark else line
        raise ContentError(
            Problem(
                Place(file, at),
                f"this is not YAML: {error.problem}",
                "write one 'key: value' a line; put a value with ': ' or '#' in double quotes",
            )
        ) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Such as "\UFFFFFFFF": PyYAML asks chr() and lets its error through.
        raise ContentError(
            Problem(Place(file, line), f"this is not YAML: {error}", "remove the character")
        ) from error
    except RecursionError as error:
        raise ContentError(
            Problem(Place(file, line), "the values are nested too deeply", "write them flat")
        ) from error


def unknown_keys(fields: Fields, known: Iterable[str]) -> Iterable[Problem]:
    names = tuple(known)
    for key, node in fields.entries:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(names)}"
            yield Problem(node.place, f"unknown key {key!r}", hint)


def _few(events: Iterable[yaml.Event], file: str, line: int) -> Iterable[yaml.Event]:
    """Raise `RecursionError` before PyYAML does, which needs minutes to come so far."""
    depth = 0
    for count, event in enumerate(events):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > limits.DEPTH:
            raise RecursionError
        if count > limits.VALUES:
            message = f"there are more than {limits.VALUES:,} keys and values"
            at = event.start_mark.line + line if event.start_mark else line
            raise ContentError(Problem(Place(file, at), message, "divide the file"))
        yield event


def _refuse_aliases(events: Iterable[yaml.Event], file: str, line: int) -> None:
    """An alias bomb of ten lines expands to gigabytes; a report needs no alias."""
    for event in events:
        if isinstance(event, yaml.AliasEvent) and event.start_mark:
            raise ContentError(
                Problem(
                    Place(file, event.start_mark.line + line),
                    f"an alias '*{event.anchor}' is not allowed here",
                    "write the value out, or put it in double quotes",
                )
            )


def _node(node: yaml.Node, file: str, line: int) -> Node:
    place = Place(file, node.start_mark.line + line)
    match node:
        case yaml.ScalarNode():
            _refuse_unseen(node.value, place)
            return Scalar(None if node.tag == NULL else node.value, place)
        case yaml.SequenceNode():
            return Items(tuple(_node(item, file, line) for item in node.value), place)
        case yaml.MappingNode():
            return Fields(tuple(_entries(node, file, line)), place)
    raise AssertionError(node)


def _refuse_unseen(value: str, place: Place) -> None:
    """Escapes become characters only here."""
    if found := dict.fromkeys(characters.unseen(value)):
        raise ContentError(*(characters.problem(char, place) for char in found))


def _entries(node: yaml.MappingNode, file: str, line: int) -> Iterable[tuple[str, Node]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        at = key.start_mark.line + line
        if not isinstance(key, yaml.ScalarNode):
            raise ContentError(
                Problem(Place(file, at), "a key must be one word", "write 'key: value' lines")
            )
        name = str(key.value)
        _refuse_unseen(name, Place(file, at))
        if name in seen:
            raise ContentError(
                Problem(
                    Place(file, at),
                    f"the key {name!r} is given twice",
                    f"the first is in line {seen[name]}: keep one",
                )
            )
        seen[name] = at
        child = _node(value, file, line)
        # The place of a value is the line of its key: that is where an editor looks.
        yield name, _at(child, Place(file, at))


def _at(node: Node, place: Place) -> Node:
    match node:
        case Scalar(text=text):
            return Scalar(text, place)
        case Items(items=items):
            return Items(items, place)
        case Fields(entries=entries):
            return Fields(entries, place)
