"""Tokens -> the shards that hold them: a rare string is not looked for in every shard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

LEAST = 3
"""Shards from which the tables save more than they cost."""

FILES_A_SHARD = 16
"""Some 3 kB a file: a question loads one for each of its tokens."""


class Whereabouts:
    """Each token with the numbers of its shards, as bits."""

    def __init__(self) -> None:
        self.shards: dict[str, int] = defaultdict(int)

    def add(self, shard: int, contents: Iterable[str]) -> None:
        for token in {token for words in contents for token in words.split(" ")}:
            self.shards[token] |= 1 << shard

    def tables(self, shards: int) -> tuple[Mapping[str, str], ...]:
        """The file at `table_of` of a token has its bits in hexadecimal; none for few shards."""
        if shards < LEAST:
            return ()
        found: list[dict[str, str]] = [{} for _ in range(shards * FILES_A_SHARD)]
        for token, bits in sorted(self.shards.items()):
            found[table_of(token, len(found))][token] = f"{bits:x}"
        return tuple(found)


def table_of(token: str, count: int) -> int:
    """Which of ``count`` tables has the token; templates/assets/finder.js reckons the same."""
    total = 0
    for char in token:
        total = (total * 31 + ord(char)) % 65536
    return total % count
