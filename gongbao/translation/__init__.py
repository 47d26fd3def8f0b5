"""report.en.md: read, held against its report, made the English edition."""

from .aligning import source_texts, translation_problems, untranslated
from .english import (
    english_entry,
    english_registry,
    english_settings,
    headings_in_english,
)
from .marks import mark_of
from .reading import translation

__all__ = [
    "english_entry",
    "english_registry",
    "english_settings",
    "headings_in_english",
    "mark_of",
    "source_texts",
    "translation",
    "translation_problems",
    "untranslated",
]
