"""What became of each id since it was published, as lines to read: like a diff, with words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from .model import AnchoredReport, Change, Outcome

MARKS: dict[Outcome, str] = {
    "edited": "~",
    "moved": ">",
    "split": "/",
    "merged": "&",
    "inserted": "+",
    "retired": "-",
}
WHERE: dict[Outcome, str] = {
    "moved": "after",
    "split": "of",
    "merged": "->",
    "inserted": "after",
    "retired": "->",
}
SHOWN, AROUND = 40, 8
"""Characters of a text, and of what stands around a change."""

APART = 3
"""Changes with fewer characters between them are shown as one."""


def summary(reports: Iterable[AnchoredReport]) -> Iterator[str]:
    """A line for each id that is not as it was, under the path of its report; then totals."""
    counts: Counter[str] = Counter()
    for anchored in reports:
        counts.update(change.outcome for change in anchored.changes)
        lines = [_line(change) for change in anchored.changes if change.outcome != "kept"]
        if lines:
            yield anchored.report.path
            yield from lines
    told = ("kept", *MARKS)
    yield ", ".join(f"{counts[outcome]} {outcome}" for outcome in told)


def _line(change: Change) -> str:
    where = f"{WHERE[change.outcome]} {change.beside}" if change.beside else ""
    is_edit = change.outcome == "edited"
    words = edited(change.was, change.text) if is_edit else _short(change.text)
    return f"  {MARKS[change.outcome]} {change.id:<8} {change.outcome:<8} {where:<12} {words}"


def edited(was: str, text: str) -> str:
    """``增长[-3.0-]{+3.1+}%``: what was and what is, each change with a few words around it."""
    parts: list[str] = []
    end = 0
    for a, b, c, d in _changes(was, text):
        parts.append(_between(text[end:c], is_first=not parts))
        parts.append(f"[-{was[a:b]}-]" * (b > a) + f"{{+{text[c:d]}+}}" * (d > c))
        end = d
    rest = text[end:]
    return "".join(parts) + (rest if len(rest) <= AROUND else f"{rest[:AROUND]}…")


def _changes(was: str, text: str) -> list[tuple[int, int, int, int]]:
    """``was[a:b]`` became ``text[c:d]``."""
    changes: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, was, text, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if changes and c - changes[-1][3] < APART:
            a, _, c, _ = changes.pop()
        changes.append((a, b, c, d))
    return changes


def _between(same: str, *, is_first: bool) -> str:
    if is_first:
        return same if len(same) <= AROUND else f"…{same[-AROUND:]}"
    return same if len(same) <= 2 * AROUND else f"{same[:AROUND]}…{same[-AROUND:]}"


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
