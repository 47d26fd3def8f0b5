"""Places in an order: 全市第一, 排名全国第2; an ordinal of a meeting is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.model import Rank

from .clause import Clause, clause_at, clauses
from .closed import chinese_integer
from .label import bare_name, begins_with_action, is_noun_phrase
from .mention import Mention

CUE = re.compile("第|首位")
SCOPE = (
    r"(?:全球|世界|全国|国内|全省|广东省|全市|全区|全州|各省区市|大湾区|全国县（区）级城市|全省县（区）"
    r"|中西部|西部|中部|东部|东北|沿海)"
    r"(?:各区|各城市|各省区市|各省份|省份|省区|省级地区|城市|同类城市|地级市)?"
)
RANK = re.compile(
    rf"(?P<before>(?:连续[0-9一二两三四五六七八九十]+年)?(?:均|继续|分别)?(?:稳居|位居|位列|跃居|居|列|排名|排)?)"
    rf"(?P<scope>{SCOPE})(?:均|分别)?(?:排名|位列|位居|居|列)?"
    r"(?:第(?P<place>[一二三四五六七八九十]{1,2}|[0-9]{1,2})(?:位|名)?|首位)(?=[，。；、）！]|\Z)(?!、第)"
)
RANKS_IN_TURN = re.compile(
    rf"分别?(?:位居|位列|居|列|排)?(?P<scope>{SCOPE})(?:位居|位列|居|列)?"
    r"(?P<places>第[0-9]{1,2}位?(?:[、和]第[0-9]{1,2}位?)+)(?=[，。；）！]|\Z)"
)
"""甲10万辆、乙5艘，分居全国第4、第3位."""
BETWEEN = re.compile(
    r"(?:的?增长)?[，、）的]*(?P<of>数量|总量|总数|规模|增速|增幅|增量)?(?:均|都|继续)?\Z"
)


COUNTED = re.compile(r"(?:数量|总数|总量|规模|[数量额])\Z")
OTHER_RANK = re.compile(r"[第、]|分别|首位|更多|一批")
NO_SUBJECT_BEFORE = ("在", "把", "到", "为", "至", "的", "获", "获评", "争创", "争当", "位次")


@dataclass(frozen=True, slots=True)
class StandaloneRank:
    """A rank that the sentence gives to something without a number: 会展规模居全国第四.

    ``subject`` is empty where it cannot be named in few words.
    """

    start: int
    end: int
    clause: Clause
    subject: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks of a sentence; ``attached`` by the place of the mention among its mentions."""

    attached: dict[int, tuple[Rank, ...]]
    standalone: tuple[StandaloneRank, ...]


NO_RANKS = Ranks({}, ())


def ranks(sentence: str, found: tuple[Mention, ...]) -> Ranks:
    """The ranks of a sentence in normal form; what cannot be attached safely is left out."""
    if not CUE.search(sentence):
        return NO_RANKS
    attached: dict[int, tuple[Rank, ...]] = {}
    standalone: list[StandaloneRank] = []
    parts = clauses(sentence)
    for match in RANK.finditer(sentence):
        if sentence[: match.start()].endswith("分") or "分别" in match[0]:
            continue
        rank = _rank(match)
        clause = clause_at(parts, match.start())
        holders = _holders(sentence, match.start(), clause, found)
        if holders:
            attached |= {at: (*attached.get(at, ()), rank) for at in holders}
        elif _has_subject(sentence, match, clause, found):
            subject = _subject(sentence, match, clause)
            start = sentence.rindex("首" if match["place"] is None else "第", 0, match.end())
            standalone.append(StandaloneRank(start, match.end(), clause, subject, rank))
    return Ranks(attached | _in_turn(sentence, found), tuple(standalone))


def _in_turn(sentence: str, found: tuple[Mention, ...]) -> dict[int, tuple[Rank, ...]]:
    """Each place to the number at its place in the list before; none if they differ in number."""
    attached: dict[int, tuple[Rank, ...]] = {}
    for match in RANKS_IN_TURN.finditer(sentence):
        places = re.findall("[0-9]+", match["places"])
        earlier = [at for at, m in enumerate(found) if m.quantity.outer_end <= match.start()]
        if not earlier or sentence[found[earlier[-1]].quantity.outer_end : match.start()] != "，":
            continue
        holders = sorted(_list_before(found, earlier[-1]))
        if len(holders) == len(places) and found[holders[0]].opens_clause:
            for at, place in zip(holders, places, strict=True):
                attached[at] = (Rank(scope=match["scope"], position=int(place), verbatim=match[0]),)
    return attached


def _rank(match: re.Match[str]) -> Rank:
    place = match["place"]
    position = 1 if place is None else int(place) if place.isdigit() else chinese_integer(place)
    return Rank(scope=match["scope"], position=position, verbatim=match[0])


def _holders(
    sentence: str, start: int, clause: Clause, found: tuple[Mention, ...]
) -> tuple[int, ...]:
    """The mentions that the rank is said of: the one before it, or with 均 the list before it."""
    earlier = [at for at, mention in enumerate(found) if mention.quantity.outer_end <= start]
    if not earlier or found[earlier[-1]].clause.part != clause.part:
        return ()
    last = earlier[-1]
    match = BETWEEN.match(sentence[found[last].quantity.outer_end : start])
    if not match or "分别" in match[0]:
        return ()
    if match["of"] in ("增速", "增幅"):
        return (last,) if found[last].reading.role == "change" else ()
    if match["of"] == "增量" and "新" not in found[last].lead:
        return ()
    level = found[last].of
    if match["of"] and level is not None:
        last = level
    elif match["of"] and found[last].reading.role == "change":
        return ()
    if "均" in match[0] or "均" in sentence[start : start + 1]:
        return tuple(_list_before(found, last))
    return (last,)


def _list_before(found: tuple[Mention, ...], last: int) -> Iterator[int]:
    """The mentions of the same clause that 、 joins."""
    at = last
    yield at
    while at and found[at].lead.startswith("、"):
        at -= 1
        yield at


def _has_subject(
    sentence: str, match: re.Match[str], clause: Clause, found: tuple[Mention, ...]
) -> bool:
    """The clause opens with what has the rank: no verb's object, no number, no other rank."""
    words = bare_name(sentence[clause.start : match.start()])
    if len(words) < 4 or (begins_with_action(words) and not COUNTED.search(words)):
        return False
    if OTHER_RANK.search(words) or words.endswith(NO_SUBJECT_BEFORE):
        return False
    return not any(clause.start <= mention.quantity.start < match.start() for mention in found)


def _subject(sentence: str, match: re.Match[str], clause: Clause) -> str:
    """The name that the clause opens with, empty where the clause says more."""
    words = bare_name(sentence[clause.start : match.start()])
    return words if is_noun_phrase(words) and not begins_with_action(words) else ""
