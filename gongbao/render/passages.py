"""What stands in a block as its page shows it: sentences, points, numbers, and an original."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Observation, Run


@dataclass(frozen=True, slots=True)
class Part:
    """Runs that belong together; ``metric`` where they are a number."""

    runs: tuple[Run, ...]
    metric: Observation | None = None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """``id`` is None for the first sentence, which has the id of its paragraph."""

    id: str | None
    mark: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences that belong together: one point (一是…), or what stands before and after points."""

    is_point: bool
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What stands beside a translation; ``is_missing``: there is none, the view is the original.

    ``is_stale``: it says something else than what was translated.
    """

    number: str = ""
    runs: tuple[Run, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    is_missing: bool = False
    is_stale: bool = False
