"""What an editor must know, and where it is put right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; ``line`` counts from 1, 0 means the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor must know, at the place where it is put right."""

    place: Place
    message: str
    hint: str = ""
    fatal: bool = True

    def __str__(self) -> str:
        kind = "error" if self.fatal else "warning"
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.place}: {kind}: {self.message}{hint}"


class ContentError(Exception):
    """A file cannot be used; ``problems`` says why, all of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[ContentError], tuple[Problem, ...]]:
        """So that another process can raise it."""
        return ContentError, self.problems
