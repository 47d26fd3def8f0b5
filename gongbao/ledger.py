"""The proof that nothing was lost: the source is what report.md kept and the ledger dropped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from .model import ContentError, Dropped, Kept, Ledger, Place, Problem


def body_of(report_md: str) -> str:
    """The text after the front matter; offsets of the ledger count in it."""
    if not report_md.startswith("---\n"):
        return report_md
    end = report_md.find("\n---\n", 3)
    return report_md if end < 0 else report_md[end + 5 :]


def to_json(ledger: Ledger) -> str:
    """One line a segment, so that a change is one line of a diff."""
    head = {
        "version": 1,
        "source": ledger.source,
        "sha256": ledger.sha256,
        "encoding": ledger.encoding,
        "chars": ledger.chars,
        "pages": ledger.pages,
    }
    lines = [_compact(head)[:-1] + ',"segments":[']
    rows = [
        ["k", s.start, s.length, s.out] if isinstance(s, Kept) else ["d", s.start, s.text, s.reason]
        for s in ledger.segments
    ]
    return lines[0] + "\n" + ",\n".join(map(_compact, rows)) + "\n]}\n"


def from_json(text: str, place: Place) -> Ledger:
    """Raise `ContentError` where the file is not a ledger."""
    try:
        data = json.loads(text)
        return Ledger(
            source=data["source"],
            sha256=data["sha256"],
            encoding=data["encoding"],
            chars=data["chars"],
            pages=tuple(data["pages"]),
            segments=tuple(
                Kept(*row[1:]) if row[0] == "k" else Dropped(*row[1:]) for row in data["segments"]
            ),
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise ContentError(
            Problem(
                Place(place.path, line),
                f"no ledger can be read from this file: {error}",
                "run 'build.py ingest' on the source again",
            )
        ) from error


def rebuild(body: str, ledger: Ledger) -> str:
    """The text of the source, from the body of report.md and the ledger alone."""
    return "".join(
        body[s.out : s.out + s.length] if isinstance(s, Kept) else s.text for s in ledger.segments
    )


def is_proved(body: str, ledger: Ledger) -> bool:
    """The segments tile the source, no character is used twice, and the bytes are the source's."""
    at = 0
    for segment in ledger.segments:
        length = segment.length if isinstance(segment, Kept) else len(segment.text)
        if segment.start != at:
            return False
        at += length
    out = sorted(_out_offsets(ledger))
    if at != ledger.chars or len(set(out)) != len(out) or (out and out[-1] >= len(body)):
        return False
    rebuilt = rebuild(body, ledger).encode(ledger.encoding, errors="surrogatepass")
    return hashlib.sha256(rebuilt).hexdigest() == ledger.sha256


def kept_text(body: str, ledger: Ledger) -> str:
    """The kept characters in the order of report.md: what the article must show, all of it."""
    return "".join(body[out] for out in sorted(_out_offsets(ledger)))


def kept_offsets(ledger: Ledger) -> tuple[int, ...]:
    """For each character of `kept_text` its offset in the source."""
    pairs = [
        (s.out + i, s.start + i)
        for s in ledger.segments
        if isinstance(s, Kept)
        for i in range(s.length)
    ]
    return tuple(start for _, start in sorted(pairs))


def _out_offsets(ledger: Ledger) -> Iterator[int]:
    for s in ledger.segments:
        if isinstance(s, Kept):
            yield from range(s.out, s.out + s.length)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
