"""Records -> the files of a Pagefind index, by one Pagefind process a site.

The binary speaks lines of base64 JSON. Its Python package is used to find the binary only: its
client sleeps 0.1 s before each answer, which made 60 s of the 600 records of five reports.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType
from typing import IO, Any

from ..model import Page

KEPT_FILES = ("pagefind.js", "pagefind-entry.json")
KEPT_SUFFIXES = (".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
"""What our own search page loads; Pagefind's own interfaces (400 kB) stay out of the site."""


@dataclass(frozen=True, slots=True)
class Document:
    """``content`` is already cut into words; ``meta`` comes back with a hit."""

    url: str
    content: str
    meta: Mapping[str, str]


class Pagefind:
    """A running Pagefind process; one question, one answer."""

    def __enter__(self) -> Pagefind:
        from pagefind.service import get_executable  # 0.1 s that only a build needs

        self._process = subprocess.Popen(
            [str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._asked = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def index(self, documents: Iterable[Document], folder: PurePosixPath) -> Iterable[Page]:
        number = self._ask(type="NewIndex", config=None)["index_id"]
        for document in documents:
            self._ask(
                type="AddRecord",
                index_id=number,
                url=document.url,
                content=document.content,
                language="und",
                meta=dict(document.meta),
                filters=None,
                sort=None,
            )
        for file in self._ask(type="GetFiles", index_id=number)["files"]:
            path = PurePosixPath(file["path"])
            if path.name in KEPT_FILES or path.suffix in KEPT_SUFFIXES:
                yield Page(folder / path, base64.b64decode(file["content"]))

    def _ask(self, **payload: Any) -> dict[str, Any]:
        questions, answers = _pipes(self._process)
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": payload}).encode()
        questions.write(base64.b64encode(message) + b",")
        questions.flush()
        answer = json.loads(base64.b64decode(_until_comma(answers)))["payload"]
        if answer["type"] == "Error":
            raise RuntimeError(f"Pagefind: {answer['message']}")
        found: dict[str, Any] = answer
        return found


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _until_comma(answers: IO[bytes]) -> bytes:
    found = bytearray()
    while not found.endswith(b","):
        part = answers.peek(1)  # type: ignore[attr-defined]
        if not part:
            raise RuntimeError("Pagefind ended without an answer")
        end = part.find(b",")
        found += answers.read(len(part) if end < 0 else end + 1)
    return bytes(found[:-1])
