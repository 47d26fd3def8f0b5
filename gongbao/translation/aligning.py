"""A translation held against its report: which passage is of which text, and what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from ..model import (
    AnchoredReport,
    Entry,
    Library,
    Paragraph,
    Passage,
    Place,
    Problem,
    Table,
    TitleLine,
    Translation,
    text,
)
from .marks import mark_of

MOST = 8
"""Ids that one message names."""

AGAIN = "translate it again where it says something else, then write {{#{id} {mark}}}"


def source_texts(anchored: AnchoredReport) -> Mapping[str, str]:
    """What can be translated, in reading order: id → text, and what the title block says."""
    matter = anchored.report.front_matter
    head = {
        "title": matter.title,
        "subtitle": matter.subtitle,
        "issuer": matter.issuer,
        "place": matter.place_name,
        "provenance-note": matter.provenance_note,
    }
    found = {key: words for key, words in head.items() if words}
    for one in anchored.blocks:
        if isinstance(one.block, TitleLine) and one.block.role == "date":
            found.setdefault("date", text(one.block))
        elif one.id and not isinstance(one.block, TitleLine | Table):
            found[one.id] = text(one.block)
    return found


def stale_ids(anchored: AnchoredReport) -> frozenset[str]:
    """Those of passages whose text says something else since it was translated."""
    texts, found = source_texts(anchored), anchored.report.source.translation
    return frozenset(
        one.id
        for one in (found.passages if found else ())
        if one.id in texts and one.mark != mark_of(texts[one.id])
    )


def translation_problems(entry: Entry) -> Iterator[Problem]:
    """Each passage is of a text that the report has, and of what it says today."""
    if found := entry.anchored.report.source.translation:
        for passage in found.passages:
            yield from _passage_problems(passage, entry.anchored)
            yield from _sentence_problems(passage, entry.anchored)


def _passage_problems(passage: Passage, anchored: AnchoredReport) -> Iterator[Problem]:
    texts = source_texts(anchored)
    if passage.id not in texts:
        yield Problem(passage.place, *_unknown(passage.id, anchored, texts))
        return
    mark = mark_of(texts[passage.id])
    if not passage.mark:
        message = f"{passage.id!r} does not say which text it translates"
        yield Problem(passage.place, message, f"write {{#{passage.id} {mark}}}: its mark today")
    elif passage.mark != mark:
        message = f"the text of {passage.id!r} has changed since it was translated"
        hint = AGAIN.format(id=passage.id, mark=mark)
        yield Problem(passage.place, message, hint, fatal=False)


def _unknown(own_id: str, anchored: AnchoredReport, texts: Mapping[str, str]) -> tuple[str, str]:
    """Message and hint."""
    if any(one.id == own_id and isinstance(one.block, Table) for one in anchored.blocks):
        return f"{own_id!r} is a table", "take it out: tables are shown as the report has them"
    for alias in anchored.aliases:
        if alias.id == own_id:
            hint = f"its text is at {alias.target!r} now ({alias.why}): translate it there"
            return f"{own_id!r} is no longer an id of this report", hint
    near = difflib.get_close_matches(own_id, texts, 1)
    copy = "open the preview: an id is what follows '#' in the link of a paragraph"
    hint = f"did you mean {near[0]!r}?" if near else copy
    return f"{own_id!r} is no id of this report", hint


def _sentence_problems(passage: Passage, anchored: AnchoredReport) -> Iterator[Problem]:
    """Sentences stand in the order of the report, each with words."""
    block = next((one for one in anchored.blocks if one.id == passage.id), None)
    is_text = block is not None and isinstance(block.block, Paragraph)
    known = [one.id for one in block.sentences] if block and is_text else [passage.id]
    last = -1
    for stretch in passage.stretches:
        if stretch.id != passage.id and stretch.id not in known:
            message = f"{stretch.id!r} is no sentence of {passage.id!r}"
            hint = f"its sentences: {', '.join(known[:MOST])}"
            yield Problem(passage.place, message, hint)
            continue
        at = known.index(stretch.id) if stretch.id in known else 0
        if at <= last:
            hint = "put the sentences in the order of the report"
            yield Problem(passage.place, f"{stretch.id!r} stands too late", hint)
        elif not stretch.text:
            hint = "write them after it, or take the mark away"
            yield Problem(passage.place, f"{stretch.id!r} has no words", hint)
        last = at


def untranslated(library: Library) -> Iterator[Problem]:
    """What readers of the English edition see in Chinese, in reports that are translated."""
    for entry in library.entries:
        found = entry.anchored.report.source.translation
        missing = _missing(entry, found) if found and is_begun(found) else ()
        if found and missing:
            named = ", ".join(f"{{#{one} {mark}}}" for one, mark in missing[:MOST])
            more = f" and {len(missing) - MOST} more" if len(missing) > MOST else ""
            message = f"not translated: {len(missing)} passages"
            yield Problem(Place(found.place.path), message, f"{named}{more}", fatal=False)


def is_begun(found: Translation) -> bool:
    """Text is translated, not only what the title block says."""
    return any(one.id[-1].isdigit() for one in found.passages)


def _missing(entry: Entry, found: Translation) -> tuple[tuple[str, str], ...]:
    known = found.by_id()
    texts = source_texts(entry.anchored)
    return tuple((one, mark_of(words)) for one, words in texts.items() if one not in known)
