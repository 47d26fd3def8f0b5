"""What readers see goes through gettext: no words in templates, no gap in a catalogue."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from gongbao.render.messages import translations

TEMPLATES = Path(__file__).parent.parent / "templates"
PAGES = sorted(TEMPLATES.glob("*.html"))
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ATTRIBUTE = re.compile(r"[a-z-]+=\"[^\"]*\"?")
CALL = re.compile(r"""_\((?:"[^"]*"|'[^']*')""")
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef《》]")
SPOKEN = {"alt", "aria-label", "content", "label", "placeholder", "summary", "title", "value"}
NAMES = {
    *("CSV", "JSON", "CSVW", "Atom", "SHA-256", "BibTeX", "CSL-JSON"),
    *("GB/T", "7714—2025", "7714—2015"),
    *"jknpc",  # keys
}
"""The same in every language."""

META = {
    *("width=device-width,", "initial-scale=1", "light", "dark", "gongbao", "noindex", "text"),
    *("article", "website", "report.png", "site.png", "summary_large_image", "large", "largest"),
}
"""Of the head, and values of a choice."""
KEY = re.compile(r"[a-z]+(?:-[A-Za-z0-9]+)+|seal|colon")
"""A msgid that is no English: each catalogue has to say what it means."""


class Words(HTMLParser):
    """Every word of a template that a browser would show or read aloud."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(EXPRESSION.sub(" ", text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN or (name.startswith("data-") and " " in (value or "").strip()):
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        data = ATTRIBUTE.sub(" ", data)  # a macro may give one to a tag
        self.found += [word for word in data.split() if re.search(r"[^\W\d_]", word)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_words_stand_in_a_template(path: Path) -> None:
    words = Words(path.read_text("utf-8")).found
    assert [word for word in words if word.strip("()") not in NAMES | META] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_chinese_stands_in_a_template(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert HAN.findall(CALL.sub("", text)) == []


def test_words_in_a_template_would_be_found() -> None:
    assert Words('<p title="Hint">{{ _("Text") }} bare</p>').found == ["Hint", "bare"]
    assert Words('<p data-says="two words">1 · {{ x }}</p>').found == ["two", "words"]


def catalogue(name: str) -> dict[str, str]:
    with (TEMPLATES / "locales" / f"{name}.po").open("rb") as file:
        return {joined(one.id): joined(one.string) for one in read_po(file) if one.id}


def joined(words: Any) -> str:
    """The singular, then the plural where there is one."""
    return words if isinstance(words, str) else "\n".join(words)


def asked_for() -> set[str]:
    """The msgids of templates; those that are put together stand in the catalogues alone."""
    found: set[str | None] = set()
    for path in [*PAGES, TEMPLATES / "feed.xml"]:
        with path.open("rb") as file:
            options = {"trim_blocks": "true", "lstrip_blocks": "true"}
            told = list(babel_extract(file, ["_", "gettext", "ngettext"], [], options))
        found |= {
            joined(words[:2])
            if name == "ngettext"
            else words
            if isinstance(words, str)
            else words[0]
            for _, name, words, _ in told
            if words
        }
    return {one for one in found if one}


@pytest.mark.parametrize("name", ["zh_Hans", "zh_Hant"])
def test_a_catalogue_has_all_that_templates_ask_for(name: str) -> None:
    known = catalogue(name)
    assert sorted(one for one in asked_for() if not known.get(one)) == []


def test_the_chinese_catalogues_are_in_step() -> None:
    assert catalogue("zh_Hans").keys() == catalogue("zh_Hant").keys()


def test_every_key_is_said_in_english() -> None:
    english, keys = catalogue("en"), {one for one in catalogue("zh_Hans") if KEY.fullmatch(one)}
    assert sorted(one for one in keys if not english.get(one)) == []
    assert sorted(english.keys() - catalogue("zh_Hans").keys()) == []
    assert sorted(one for one, words in english.items() if one == words) == []


@pytest.mark.parametrize("name", ["en", "zh_Hans", "zh_Hant"])
def test_what_is_filled_in_is_the_same_in_every_language(name: str) -> None:
    blank = re.compile(r"%\(\w+\)s|\{\w+\}")
    for msgid, words in catalogue(name).items():
        if blank.search(msgid):
            assert set(blank.findall(words)) == set(blank.findall(msgid)), msgid


def test_one_is_no_plural_in_english() -> None:
    for name, one, two in [("en", "1 paragraph", "2 paragraphs"), ("zh_Hans", "1段", "2段")]:
        ngettext = translations(TEMPLATES, name).ngettext
        told = [ngettext("%(num)s paragraph", "%(num)s paragraphs", n) % {"num": n} for n in (1, 2)]
        assert told == [one, two]
