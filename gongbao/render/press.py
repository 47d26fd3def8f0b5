"""What pages of one edition are made with: its templates, its catalogue, what each page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ..model import Page, SiteSettings
from .editions import EDITIONS, Address, Edition
from .environment import environment_of
from .messages import Translate, translations
from .numbers import metric_value


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of an edition may show; ``settings`` are in its language.

    ``assets``: the name in the templates and the one with its hash. ``compiled``: a folder that
    may have the templates as Python reads them, of this version.
    """

    edition: Edition
    settings: SiteSettings
    source_lang: str
    assets: tuple[tuple[str, str], ...]
    indicator_pages: frozenset[str]
    has_feed: bool
    templates: Path
    compiled: Path | None = None

    @property
    def about(self) -> tuple[object, ...]:
        """All that a page is made from of it, as text: the templates are known otherwise."""
        return (
            self.edition,
            self.settings,
            self.source_lang,
            self.assets,
            sorted(self.indicator_pages),
            self.has_feed,
        )


@dataclass(frozen=True, slots=True)
class Press:
    frame: Frame
    environment: Environment
    translate: Translate

    def page(self, template: str, path: str, values: Mapping[str, Any]) -> Page:
        address = Address(self.frame.edition, path)
        known = {**values, "address": address, "root": address.root}
        return Page(address.file, self.text(template, known).encode("utf-8"))

    def text(self, template: str, values: Mapping[str, Any]) -> str:
        return self.environment.get_template(template).render(values)


@cache
def press(frame: Frame) -> Press:
    """One a frame in a process: to make it takes a tenth of a second."""
    messages = translations(frame.templates, frame.edition.catalogue)
    environment = environment_of(frame.templates, frame.compiled)
    environment.install_gettext_translations(messages, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {
        "has_feed": frame.has_feed,
        "settings": frame.settings,
        "edition": frame.edition,
        "editions": [one for one in EDITIONS if one.lang in frame.settings.languages],
        "asset_names": dict(frame.assets),
        "metric_value": metric_value,
        "source_lang": frame.source_lang,
        "indicator_pages": frame.indicator_pages,
    }
    return Press(frame, environment, messages.gettext)
