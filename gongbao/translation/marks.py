"""The mark of a text: what a translator saw, in eight characters."""

from __future__ import annotations

import hashlib

LENGTH = 8


def mark_of(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:LENGTH]
