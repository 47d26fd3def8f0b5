"""The editions of the site and how their pages link: always relative, so that any folder works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Edition:
    """``prefix`` is its folder, empty for the source script; ``catalogue`` its gettext locale,
    ``country_lang`` is for Open Graph.

    ``text_lang`` is the language of what reports say, which an edition may show beside its own.
    """

    lang: str
    prefix: str
    catalogue: str
    name: str
    text_lang: str
    country_lang: str

    @property
    def is_translation(self) -> bool:
        return self.text_lang != self.lang


EDITIONS = (
    Edition("zh-Hans", "", "zh_Hans", "简体", "zh-Hans", "zh_CN"),
    Edition("zh-Hant", "zh-hant/", "zh_Hant", "繁體", "zh-Hant", "zh_HK"),
    Edition("en", "en/", "en", "English", "zh-Hans", "en_GB"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """A page of an edition; ``path`` is ``futian/2022-plan/``, without the edition's prefix."""

    edition: Edition
    path: str

    @property
    def url(self) -> str:
        """From the root of the site: ``zh-hant/futian/2022-plan/``."""
        return self.edition.prefix + self.path

    @property
    def file(self) -> PurePosixPath:
        return PurePosixPath(self.url or ".", "index.html")

    @property
    def root(self) -> str:
        """The way from this page to the root of the site: ``../../`` or ``./``."""
        return "../" * self.url.count("/") or "./"

    def to(self, path: str) -> str:
        """The way to another page of the same edition."""
        return self.root + self.edition.prefix + path

    def in_edition(self, edition: Edition) -> str:
        """The way to this page in another edition."""
        return self.root + edition.prefix + self.path
