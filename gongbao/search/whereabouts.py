"""Tokens -> the shards that hold them: a rare string is not looked for in every shard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

LEAST = 3
"""Shards from which the tables save more than they cost."""

FILES_A_SHARD = 16
"""Some 3 kB a file: a question loads one for each of its tokens."""


def heaps(tokens: Set[str]) -> tuple[str, ...]:
    """Of one shard, in order. Each heap makes up tables of its own, however many shards there are:
    it is what the table of a token leaves when it is divided by `FILES_A_SHARD`."""
    found: list[list[str]] = [[] for _ in range(FILES_A_SHARD)]
    for token in sorted(tokens):
        found[table_of(token, FILES_A_SHARD)].append(token)
    return tuple(map(" ".join, found))


def tables(heap: int, shards: Sequence[str]) -> Mapping[int, Mapping[str, str]]:
    """Of that heap of each shard: the tables by their number, see `table_of`.

    A token has the numbers of its shards as bits, in hexadecimal.
    """
    all_bits: dict[str, int] = defaultdict(int)
    for shard, words in enumerate(shards):
        for token in words.split(" ") if words else ():
            all_bits[token] |= 1 << shard
    count = len(shards) * FILES_A_SHARD
    found: dict[int, dict[str, str]] = {n: {} for n in range(heap, count, FILES_A_SHARD)}
    for token, bits in sorted(all_bits.items()):
        found[table_of(token, count)][token] = f"{bits:x}"
    return found


def table_of(token: str, count: int) -> int:
    """Which of ``count`` tables has the token; templates/assets/finder.js reckons the same."""
    total = 0
    for char in token:
        total = (total * 31 + ord(char)) % 65536
    return total % count
