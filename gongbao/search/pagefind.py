"""Records -> the files of one Pagefind index, by one process of the binary.

It speaks lines of base64 JSON. Its Python package is used to find the binary only: its client
sleeps 0.1 s before each answer.
"""

from __future__ import annotations

import base64
import json
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

PROGRAM = ("pagefind.js", "wasm.unknown.pagefind")
ENTRY = "pagefind-entry.json"
CHUNK_SIZE = "2500"
"""Words and places that a file of the index holds: 20,000, the default, makes a query of five
characters load 120 kB more. Pagefind calls the setting unstable: tests read what it writes."""

GZIP = 16 + zlib.MAX_WBITS
HEAD = 400
"""Bytes of a fragment that hold its address."""


@dataclass(frozen=True, slots=True)
class Made:
    """``files``: path -> body, without the fragments; ``names``: address -> name of its record."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]


def index(records: Iterable[tuple[str, str]], language: str) -> Made:
    """``records``: address and content, which is cut into words already.

    Pagefind needs 4 MB a report until its process ends, so each index gets a process of its own.
    """
    with _started() as process:
        asked = _Questions(process)
        number = asked(type="NewIndex", config=None)["index_id"]
        for address, content in records:  # the next is made while it reads this one
            asked.later(
                type="AddRecord",
                index_id=number,
                url=address,
                content=content,
                language=language,
                meta={},
                filters=None,
                sort=None,
            )
        files = asked(type="GetFiles", index_id=number)["files"]
        process.kill()
    return _made(files)


def _made(files: list[dict[str, str]]) -> Made:
    kept: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for file in files:
        path = PurePosixPath(file["path"])
        if path.suffix == ".pf_fragment":
            head = zlib.decompressobj(GZIP).decompress(base64.b64decode(file["content"]), HEAD)
            names[_address(head)] = path.stem
        elif path.suffix in (".pf_meta", ".pf_index") or path.name in (*PROGRAM, ENTRY):
            kept[path.as_posix()] = base64.b64decode(file["content"])
    return Made(kept, names)


def _address(head: bytes) -> str:
    start = head.index(b'"url":"') + len(b'"url":"')
    return head[start : head.index(b'"', start)].decode().strip("/")


def _started() -> subprocess.Popen[bytes]:
    from pagefind.service import get_executable  # 0.1 s that only a build needs

    return subprocess.Popen(
        [str(get_executable()), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK_SIZE},
        process_group=0,  # Ctrl-C is for us: it ends with its pipe
    )


class _Questions:
    """One question, one answer. One may be left for `later`: more would fill its pipe."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.questions, self.answers = _pipes(process)
        self.asked = 0
        self.answered = 0

    def __call__(self, **payload: Any) -> dict[str, Any]:
        self.later(**payload)
        return self._answer()

    def later(self, **payload: Any) -> None:
        """The answer is of no interest, unless it says what is wrong."""
        if self.answered < self.asked:
            self._answer()
        self.asked += 1
        message = {"message_id": self.asked, "payload": payload}
        body = json.dumps(message, ensure_ascii=False).encode("utf-8")
        self.questions.write(base64.b64encode(body) + b",")
        self.questions.flush()

    def _answer(self) -> dict[str, Any]:
        self.answered += 1
        answer = json.loads(base64.b64decode(b"".join(_until_comma(self.answers))))["payload"]
        if answer["type"] == "Error":
            raise RuntimeError(f"Pagefind: {answer['message']}")
        found: dict[str, Any] = answer
        return found


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _until_comma(answers: IO[bytes]) -> Iterator[bytes]:
    while True:
        part = answers.peek(1)  # type: ignore[attr-defined]
        if not part:
            raise OSError("Pagefind ended without an answer, most likely for want of memory")
        end = part.find(b",")
        yield answers.read(len(part) if end < 0 else end + 1).removesuffix(b",")
        if end >= 0:
            return
