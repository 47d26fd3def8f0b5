"""review.yaml: what editors have decided, kept over every re-ingest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from .. import fields
from ..fields import Fields, Items, Node, Scalar
from ..model import ContentError, Place, Problem
from .doubts import ANSWERS, OPEN, Decision, Doubt, Kind, Says, fits
from .front_matter import KEYS, Field
from .lines import line_of
from .yaml_text import dumped, number_or_text

_EDITOR = "editor"
_DECISION_KEYS = ("at", "kind", "text", "chose", "margin", "say", "why", "by")
_FIELD_KEYS = ("say", "why", "by")

_HEADER = """\
# Decisions at ingest, replayed each time that the source is ingested again.
# Put a decision in place of "open"; `why` is for the reader after you. Comments are not kept.
"""


@dataclass(frozen=True, slots=True)
class Review:
    fields: tuple[Field, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def says(self) -> Says:
        return {(d.kind, d.at): d.say for d in self.decisions if d.say != OPEN}

    @property
    def open(self) -> tuple[Decision, ...]:
        """What nobody has decided yet."""
        return tuple(d for d in self.decisions if d.say == OPEN)


def read(text: str, path: str) -> Review:
    """Raise `ContentError` with all that is wrong in the file."""
    root = fields.read(text, path)
    _refuse(fields.unknown_keys(root, ("front_matter", "decisions")))
    said = tuple(_said_fields(_mapping(root.get("front_matter"))))
    decisions = tuple(_decision(node) for node in _list(root.get("decisions")))
    _refuse((*_wrong_answers(decisions), *_said_twice(decisions)))
    return Review(said, tuple(sorted(decisions, key=_order)))


def misplaced(review: Review, source: str) -> Iterator[Problem]:
    """A decision about words that do not stand at its offset: the source has changed."""
    for decision in review.decisions:
        if not fits(decision.text, source, decision.at):
            yield Problem(
                decision.place,
                f'"{decision.text}" does not stand at {decision.at} of the source',
                "decide again for the source as it is now, then remove this entry",
            )


def merged(review: Review, doubts: Iterable[Doubt], path: str) -> Review:
    """The doubts of this run with the decisions on them, and the decisions nobody asked for."""
    by_key = {(d.kind, d.at): d for d in review.decisions if d.say != OPEN or d.why}
    for doubt in doubts:
        key = (doubt.kind, doubt.at)
        old = by_key.get(key)
        by_key[key] = Decision(
            at=doubt.at,
            kind=doubt.kind,
            text=old.text if old else doubt.text,
            chose=doubt.chose,
            margin="" if doubt.margin is None else f"{doubt.margin:.1f}",
            say=old.say if old else OPEN,
            why=old.why if old else "",
            by=old.by if old else "",
            place=old.place if old else Place(path),
        )
    return Review(review.fields, tuple(sorted(by_key.values(), key=_order)))


def to_yaml(review: Review, source: str) -> str:
    """The file as it is written; the comment at each decision says where to look."""
    parts = [_HEADER]
    if review.fields:
        data = {f.key: _filled(say=f.say, why=f.why, by=f.by) for f in review.fields}
        parts.append(dumped({"front_matter": data}))
    if review.decisions:
        parts.append("decisions:\n" + "".join(_item(d, source) for d in review.decisions))
    return "\n".join(parts)


def _item(decision: Decision, source: str) -> str:
    data = _filled(
        kind=decision.kind, text=decision.text, chose=decision.chose, margin=decision.margin,
        say=decision.say, why=decision.why, by=decision.by,
    )  # fmt: skip
    head = f"  - at: {decision.at}  # line {line_of(source, decision.at)} of the source\n"
    return head + "".join(f"    {line}\n" for line in dumped(data).splitlines())


def _filled(**values: str) -> dict[str, int | float | str]:
    return {key: number_or_text(value) for key, value in values.items() if value}


def _order(decision: Decision) -> tuple[int, str]:
    return decision.at, decision.kind


# ---------------------------------------------------------------- reading


def _refuse(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise ContentError(*found)


def _mapping(node: Node | None) -> Fields:
    if isinstance(node, Fields):
        return node
    if node is None or (isinstance(node, Scalar) and not node.text):
        return Fields((), Place(""))
    raise ContentError(Problem(node.place, "'key: value' lines were expected", "begin with a key"))


def _list(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Items):
        return node.items
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    raise ContentError(Problem(node.place, "a list was expected", "begin each item with '- '"))


def _said_fields(found: Fields) -> Iterator[Field]:
    """``place: 福田区`` for short, or with ``say``, ``why`` and ``by`` under the key."""
    _refuse(fields.unknown_keys(found, KEYS))
    for key, node in found.entries:
        if isinstance(node, Scalar):
            values = {"say": node.text or ""}
        else:
            values = {"say": OPEN} | _values(node, _FIELD_KEYS)
        why, by = values.get("why", ""), _by(values)
        yield Field(key=key, say=values["say"], why=why, by=by, place=node.place)


def _decision(node: Node) -> Decision:
    values = _values(node, _DECISION_KEYS)
    _refuse(_gaps(values, node.place))
    return Decision(
        at=int(values["at"]),
        kind=cast(Kind, values["kind"]),
        text=values["text"],
        chose=values.get("chose", ""),
        margin=values.get("margin", ""),
        say=values.get("say") or OPEN,
        why=values.get("why", ""),
        by=_by(values),
        place=node.place,
    )


def _gaps(values: dict[str, str], place: Place) -> Iterator[Problem]:
    for key in ("at", "kind", "text"):
        if not values.get(key):
            hint = "an entry says where, which kind, and what stands there"
            yield Problem(place, f"this decision has no '{key}'", hint)
    if values.get("at") and not re.fullmatch(r"\d{1,9}", values["at"], re.ASCII):
        yield Problem(
            place, f"{values['at']!r} is no offset", "count the characters of the source from 0"
        )
    if values.get("kind") and values["kind"] not in ANSWERS:
        yield Problem(
            place, f"unknown kind of decision {values['kind']!r}", f"one of {', '.join(ANSWERS)}"
        )


def _values(node: Node, known: tuple[str, ...]) -> dict[str, str]:
    found = _mapping(node)
    _refuse(fields.unknown_keys(found, known))
    nested = [value for _, value in found.entries if not isinstance(value, Scalar)]
    _refuse(Problem(value.place, "one value was expected", "write it flat") for value in nested)
    return {key: value.text or "" for key, value in found.entries if isinstance(value, Scalar)}


def _by(values: dict[str, str]) -> str:
    """Who decided; an editor unless the file says otherwise, nobody while it is open."""
    is_open = (values.get("say") or OPEN) == OPEN
    return values.get("by", "") or ("" if is_open else _EDITOR)


def _wrong_answers(decisions: tuple[Decision, ...]) -> Iterator[Problem]:
    for decision in decisions:
        answers = ANSWERS[decision.kind]
        if answers and decision.say not in (*answers, OPEN):
            yield Problem(
                decision.place,
                f'"{decision.say}" is no answer to a "{decision.kind}"',
                f"one of {', '.join((*answers, OPEN))}",
            )


def _said_twice(decisions: tuple[Decision, ...]) -> Iterator[Problem]:
    seen: dict[tuple[Kind, int], Decision] = {}
    for decision in decisions:
        key = (decision.kind, decision.at)
        if key in seen:
            first = seen[key].place
            yield Problem(
                decision.place, f"line {first.line} decides the same", "leave one of them"
            )
        seen.setdefault(key, decision)
