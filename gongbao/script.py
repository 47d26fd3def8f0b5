"""zh-Hans -> zh-Hant by OpenCC, over text only: ids, numbers and markup are never converted.

``s2hk``: the readers of 繁體 nearest to the reports are those of Hong Kong, and its characters
keep the length of every text, so that all offsets hold in both editions. ``s2twp`` swaps words
(信息 → 資訊), which would make an official text say what it does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from .model import (
    Anchored,
    AnchoredReport,
    Corrected,
    MetricCorrection,
    Observation,
    Registry,
    Run,
    SiteSettings,
    Table,
    VersionNote,
    joined,
    run_groups,
    text,
    with_run_groups,
)

CONFIGURATION = "s2hk"
HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


@lru_cache(maxsize=4096)
def to_hant(words: str) -> str:
    """Same length as ``words``; names of the project's list get the form given there.

    Half of what is asked for is a unit, a bound or a label that was asked for before.
    """
    converted: str = _converter().convert(words)
    if len(converted) != len(words):
        # A phrase rule that changes the length would move every offset: go character by character.
        converted = "".join(_converter().convert(char)[:1] or char for char in words)
    for name, form in _names():
        at = words.find(name)
        while at >= 0:
            converted = converted[:at] + form + converted[at + len(name) :]
            at = words.find(name, at + len(name))
    return converted


@cache
def _converter(configuration: str = CONFIGURATION) -> Any:
    from opencc import OpenCC  # 0.1 s that only a build needs

    return OpenCC(configuration)


@cache
def hans_characters() -> Mapping[int, str]:
    """For `str.translate`: each Han character with another form in zh-Hans, whatever its word."""
    han = [chr(code) for start, end in HAN for code in range(start, end)]
    lines = "\n".join(han)  # between line ends no phrase rule holds
    for configuration in ("hk2s", "t2s"):
        lines = _converter(configuration).convert(lines)
    pairs = zip(han, lines.split("\n"), strict=True)
    return {ord(one): form for one, form in pairs if form != one and len(form) == 1}


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """names_hant.tsv: name, form in zh-Hant, reason."""
    lines = resources.files(__package__).joinpath("names_hant.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line]
    return tuple((name, form) for name, form, _ in rows)


def hant_edition(anchored: AnchoredReport) -> AnchoredReport:
    """The same blocks with the same ids; a line is converted as a whole, then cut as before."""
    matter = anchored.report.front_matter
    converted = replace(
        matter,
        title=_or_none(matter.title),
        subtitle=_or_none(matter.subtitle),
        issuer=_or_none(matter.issuer),
        place_name=_or_none(matter.place_name),
        provenance_note=_or_none(matter.provenance_note),
    )
    source = anchored.report.source
    note = source.version_note
    source = replace(
        source,
        version_note=note and _note_in_hant(note),
        metric_corrections=tuple(map(_correction_in_hant, source.metric_corrections)),
    )
    report = replace(anchored.report, front_matter=converted, source=source)
    return replace(anchored, report=report, blocks=tuple(map(_block_in_hant, anchored.blocks)))


def _note_in_hant(note: VersionNote) -> VersionNote:
    converted = (replace(one, what=to_hant(one.what)) for one in note.corrections)
    return replace(note, corrections=tuple(converted))


def hant_settings(settings: SiteSettings) -> SiteSettings:
    publisher = replace(settings.publisher, name=to_hant(settings.publisher.name))
    bodies = tuple((key, to_hant(name)) for key, name in settings.bodies)
    return replace(
        settings,
        title=to_hant(settings.title),
        publisher=publisher,
        licence=to_hant(settings.licence),
        bodies=bodies,
    )


def hant_registry(registry: Registry) -> Registry:
    """A form that an editor gave stands in the place of the converted one."""
    topics = (replace(one, title=one.title_hant or to_hant(one.title)) for one in registry.topics)
    indicators = (
        replace(
            one,
            title=one.title_hant or to_hant(one.title),
            aliases=tuple(map(to_hant, one.aliases)),
            unit=to_hant(one.unit),
            definition=to_hant(one.definition),
            note=to_hant(one.note),
        )
        for one in registry.indicators
    )
    return Registry(tuple(topics), tuple(indicators))


def _or_none(words: str | None) -> str | None:
    return None if words is None else to_hant(words)


def hant_observation(observation: Observation) -> Observation:
    return replace(
        observation,
        quote=to_hant(observation.quote),
        surface=to_hant(observation.surface),
        label=_or_none(observation.label),
        qualifier_text=to_hant(observation.qualifier_text),
        rank=tuple(
            replace(rank, scope=to_hant(rank.scope), verbatim=to_hant(rank.verbatim))
            for rank in observation.rank
        ),
        unit_text=to_hant(observation.unit_text),
        corrected=observation.corrected and _corrected_in_hant(observation.corrected),
    )


def _corrected_in_hant(one: Corrected) -> Corrected:
    return replace(one, reason=to_hant(one.reason), was=_or_none(one.was))


def _correction_in_hant(one: MetricCorrection) -> MetricCorrection:
    return replace(
        one, reason=to_hant(one.reason), number=to_hant(one.number), label=_or_none(one.label)
    )


def _block_in_hant(anchored: Anchored) -> Anchored:
    groups = tuple(run_groups(anchored.block))
    if isinstance(anchored.block, Table):
        converted = "".join(to_hant(joined(runs)) for runs in groups)
    else:
        converted = to_hant(text(anchored.block))
    return replace(anchored, block=with_run_groups(anchored.block, _cut(converted, groups)))


def _cut(words: str, groups: tuple[tuple[Run, ...], ...]) -> Iterator[tuple[Run, ...]]:
    at = 0
    for runs in groups:
        cut = []
        for run in runs:
            part = words[at : at + len(run.text)]
            cut.append(Run(part, run.lead, run.strong, run.href))
            at += len(run.text)
        yield tuple(cut)
