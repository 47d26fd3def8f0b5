"""zh-Hans -> en: names and numbers in English; the text stays: the page shows both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model import (
    Anchored,
    AnchoredReport,
    Entry,
    Heading,
    Observation,
    Passage,
    Registry,
    Run,
    SiteSettings,
    Translation,
)
from .aligning import stale_ids
from .numbers import said


def english_settings(settings: SiteSettings) -> SiteSettings:
    """Where nobody gave an English name, it is the Chinese one."""
    names = settings.english
    own = dict(names.bodies)
    publisher = settings.publisher
    return replace(
        settings,
        title=names.title or settings.title,
        publisher=replace(publisher, name=names.publisher or publisher.name),
        licence=names.licence or settings.licence,
        bodies=tuple((key, own.get(key, name)) for key, name in settings.bodies),
    )


def english_registry(registry: Registry) -> Registry:
    topics = (replace(one, title=one.title_en or one.title) for one in registry.topics)
    indicators = (
        replace(
            one,
            title=one.title_en or one.title,
            aliases=(one.title, *one.aliases) if one.title_en else one.aliases,
            definition=one.definition_en or one.definition,
            note=one.note_en or one.note,
        )
        for one in registry.indicators
    )
    return Registry(tuple(topics), tuple(indicators))


def english_entry(entry: Entry, registry: Registry) -> Entry:
    """``registry``: the English one."""
    titles = {one.id: one.title for one in registry.indicators}
    report = entry.anchored.report
    found = report.source.translation
    words = {one.id: one.text for one in found.passages} if found else {}
    matter = report.front_matter
    translated = replace(
        matter,
        title=matter.title and words.get("title", matter.title),
        subtitle=matter.subtitle and words.get("subtitle", matter.subtitle),
        issuer=matter.issuer and words.get("issuer", matter.issuer),
        place_name=matter.place_name and words.get("place", matter.place_name),
        provenance_note=matter.provenance_note
        and words.get("provenance-note", matter.provenance_note),
    )
    source = replace(report.source, translation=found and _dated(found, entry))
    report = replace(report, front_matter=translated, source=source)
    anchored = replace(entry.anchored, report=report)
    numbers = tuple(_observation(one, titles) for one in entry.observations)
    return Entry(anchored, numbers)


def _dated(found: Translation, entry: Entry) -> Translation:
    stale = stale_ids(entry.anchored)
    passages = (replace(one, is_stale=one.id in stale) for one in found.passages)
    return replace(found, passages=tuple(passages))


def _observation(number: Observation, titles: Mapping[str, str]) -> Observation:
    """A name of the registry is translated; the words of a report are not."""
    is_named = number.label_source == "registry" and number.indicator in titles
    label = titles[number.indicator or ""] if is_named else number.label
    return replace(number, label=label, said=said(number))


def headings_in_english(anchored: AnchoredReport) -> AnchoredReport:
    """Headings as the contents list shows them, each with its number in its words."""
    found = anchored.report.source.translation
    known = found.by_id() if found else {}
    blocks = tuple(_with_heading(one, known.get(one.id or "")) for one in anchored.blocks)
    return replace(anchored, blocks=blocks)


def _with_heading(one: Anchored, passage: Passage | None) -> Anchored:
    if passage is None or not isinstance(one.block, Heading):
        return one
    return replace(one, block=replace(one.block, number="", runs=(Run(passage.text),)))
