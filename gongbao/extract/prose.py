"""Paragraph → observations, sentence after sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongbao.model import Anchored, Observation, Rank, text

from .label import NO_LABEL, Label, Names, label, registered
from .mention import Mention, mentions
from .normalise import normal
from .quantity import Bounds, Quantity
from .rank import Ranks, StandaloneRank, ranks
from .record import Facts, Place, record
from .role import Reading
from .status import Standing, in_sentence

SHORT_CLAUSE = 10
"""A clause with fewer characters than this is quoted with the one before it."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with all that it states; ``ids`` of its mentions and standalone ranks."""

    place: Place
    standing: Standing
    mentions: tuple[Mention, ...]
    ranks: Ranks
    names: Names


def prose_observations(
    report: str, entry: Anchored, standing: Standing, names: Names
) -> Iterator[Observation]:
    """The observations of a paragraph; the n-th number of the block has the id p1-mn."""
    count = 0
    for sentence in _sentences(report, entry, standing, names):
        stated = [*sentence.mentions, *map(_as_mention, sentence.ranks.standalone)]
        order = sorted(range(len(stated)), key=lambda at: stated[at].quantity.start)
        ids = {at: f"{entry.id}-m{count + n}" for n, at in enumerate(order, 1)}
        count += len(stated)
        whole = replace(sentence, mentions=tuple(stated))
        labels = _labels(whole)
        standings = _standings(whole)
        for at in order:
            mention = stated[at]
            facts = Facts(
                id=ids[at],
                label=labels[at],
                standing=standings[at],
                of=None if mention.of is None else ids[mention.of],
                ranks=_ranks_of(sentence, at),
                quote=_quote(whole, mention),
                rule=f"{mention.quantity.form}/{mention.reading.rule}",
            )
            yield record(sentence.place, mention, facts)


def _sentences(
    report: str, entry: Anchored, standing: Standing, names: Names
) -> Iterator[_Sentence]:
    block = text(entry.block)
    for sentence in entry.sentences:
        printed = block[sentence.start : sentence.end]
        form = normal(printed)
        found = mentions(form.text)
        stated = ranks(form.text, found)
        if not found and not stated.standalone:
            continue
        place = Place(
            report=report,
            block=entry.id or "",
            section=entry.section,
            sentence=sentence.id,
            offset=sentence.start,
            printed=printed,
            normal=form,
        )
        yield _Sentence(place, standing, found, stated, names)


def _as_mention(rank: StandaloneRank) -> Mention:
    """A place in an order as a number without a unit."""
    quantity = Quantity(
        start=rank.start,
        end=rank.end,
        outer_start=rank.start,
        outer_end=rank.end,
        value=Decimal(rank.rank.position),
        bounds=Bounds(),
        unit=None,
        unit_text="",
        unit_mult=0,
        per=None,
        decimals=0,
        form="rank",
    )
    reading = Reading(role="rank", rule="own-subject", subject=rank.subject)
    return Mention(
        quantity=quantity,
        reading=reading,
        clause=rank.clause,
        lead="",
        tail="",
        opens_clause=True,
        closes_clause=True,
    )


def _ranks_of(sentence: _Sentence, at: int) -> tuple[Rank, ...]:
    standalone = at - len(sentence.mentions)
    if standalone >= 0:
        return (sentence.ranks.standalone[standalone].rank,)
    return sentence.ranks.attached.get(at, ())


def _labels(sentence: _Sentence) -> tuple[Label, ...]:
    """The label of each mention; a change or share without a subject has that of its level.

    A distance to another whole has none: under the name of the level it would read as a change.
    """
    own = tuple(_label(mention, sentence.names) for mention in sentence.mentions)
    return tuple(
        own[at] if mention.of is None or mention.reading.rule == "gap" else own[mention.of]
        for at, mention in enumerate(sentence.mentions)
    )


def _label(mention: Mention, names: Names) -> Label:
    if mention.reading.role != "rank":
        return label(mention, names)
    subject = mention.reading.subject
    if not subject:
        return NO_LABEL
    indicator = registered(subject, names)
    return Label(subject, "registry" if indicator else "rule", indicator)


def _standings(sentence: _Sentence) -> tuple[Standing, ...]:
    """The standing of each mention; what belongs to a level stands as it does."""
    own = tuple(
        in_sentence(
            sentence.standing,
            sentence.place.normal.text,
            mention.clause.start,
            mention.quantity.outer_start,
        )
        for mention in sentence.mentions
    )
    return tuple(
        own[at] if mention.of is None else own[mention.of]
        for at, mention in enumerate(sentence.mentions)
    )


def _quote(sentence: _Sentence, mention: Mention) -> tuple[int, int]:
    """The clause of the number, from the clause of its level on, or from one that explains it."""
    words = sentence.place.normal.text
    start, end = mention.clause.start, mention.clause.end
    if mention.of is not None:
        start = sentence.mentions[mention.of].clause.start
    if end - start < SHORT_CLAUSE or mention.clause.in_parentheses:
        start = _start_of_clause_before(words, start)
        end += mention.clause.in_parentheses
    while start < mention.quantity.start and words[start] in "—、，；： ":
        start += 1
    while end > mention.quantity.end and words[end - 1] in "。！？":
        end -= 1
    return start, end


def _start_of_clause_before(words: str, start: int) -> int:
    if words[max(0, start - 1) : start] == "；":
        return start
    return max(words.rfind(mark, 0, max(0, start - 1)) for mark in "，；：。") + 1
