"""What reference managers and crawlers read of a report's page: meta tags and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..cite import Work, full_title
from ..model import Entry, FrontMatter, Section, SiteSettings, TitleLine
from ..outline import contents
from .bilingual import has_book, is_translated
from .editions import EDITIONS, Address, Edition
from .messages import Translate
from .periods import period_words

Json = dict[str, object]

URL = re.compile(r"https?://\S+")


def work_of(entry: Entry, address: Address, settings: SiteSettings, translate: Translate) -> Work:
    """``entry`` and ``settings`` are those of the edition of ``address``."""
    matter = entry.anchored.report.front_matter
    is_copy = matter.provenance == "suspected-copy"
    return Work(
        key=address.url.strip("/").replace("/", "-"),
        title=matter.title or supplied_title(matter, translate),
        is_title_supplied=matter.title is None,
        subtitle=matter.subtitle,
        issuer=matter.issuer,
        issuer_unknown=translate("issuer unknown"),
        kind=translate(matter.kind),
        date=matter.date,
        lang=_lang(entry, address.edition),
        url=settings.base_url + address.url,
        warning=translate("Suspected copy") if is_copy else "",
        note="".join(_notes(matter, translate)),
    )


def _lang(entry: Entry, edition: Edition) -> str:
    """A report that nobody translated is in Chinese in every edition."""
    is_in_own = not edition.is_translation or is_translated(entry)
    return edition.lang if is_in_own else edition.text_lang


def has_title_line(entry: Entry) -> bool:
    lines = (a.block for a in entry.anchored.blocks)
    return any(isinstance(line, TitleLine) and line.role == "title" for line in lines)


def supplied_title(matter: FrontMatter, translate: Translate) -> str:
    words = {"period": period_words(matter.period.text, translate), "kind": translate(matter.kind)}
    return translate("supplied-title") % words


def _notes(matter: FrontMatter, translate: Translate) -> Iterator[str]:
    if matter.provenance == "suspected-copy":
        yield translate("Suspected copy") + translate("full-stop") + (matter.provenance_note or "")
    if matter.title is None:
        yield translate("The source has no title: this one is supplied by the editors") + translate(
            "full-stop"
        )


def meta_tags(work: Work) -> tuple[tuple[str, str], ...]:
    """The tags of Highwire Press that Google Scholar and Zotero read, names with contents.

    ``z:itemType`` is for Zotero: it takes a page with ``citation_technical_report_institution``
    for a report, and one without it, for want of a known issuer, for a journal article.
    """
    tags = {
        "citation_title": full_title(work),
        "citation_author": work.issuer,
        "citation_technical_report_institution": work.issuer,
        "citation_publication_date": work.date and work.date.replace("-", "/"),
        "citation_language": work.lang,
        "citation_public_url": work.url,
        "citation_fulltext_html_url": work.url,
        "z:itemType": "report",
    }
    return tuple((name, content) for name, content in tags.items() if content)


def gov_tags(work: Work, entry: Entry, settings: SiteSettings) -> tuple[tuple[str, str], ...]:
    """The names that crawlers read on Chinese government sites (国办发〔2017〕47号), where true.

    ``PubDate`` is the day of this page, ``ContentSource`` 来源: the issuer, if one is known.
    """
    report = entry.anchored.report
    note = report.source.version_note
    body = dict(settings.bodies).get(report.body, "")
    words = (
        report.front_matter.place_name,
        work.issuer,
        report.front_matter.period.text,
        work.kind,
    )
    tags = {
        "SiteName": settings.title,
        "SiteDomain": urlsplit(settings.base_url).hostname,
        "ColumnName": body,
        "ArticleTitle": full_title(work),
        "PubDate": note and str(note.published),
        "ContentSource": work.issuer,
        "Keywords": ",".join(word for word in words if word),
        "Url": work.url,
    }
    return tuple((name, content) for name, content in tags.items() if content)


def linked_data(work: Work, entry: Entry, address: Address, settings: SiteSettings) -> Json:
    """schema.org, for templates to write as JSON. What is not known is left out."""
    report = entry.anchored.report
    publisher = settings.publisher
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": work.url,
        "url": work.url,
        "identifier": report.path,
        "name": f"[{work.title}]" if work.is_title_supplied else work.title,
        "alternateName": work.subtitle,
        "description": work.note,
        "genre": work.kind,
        "author": work.issuer and {"@type": "Organization", "name": work.issuer},
        "publisher": {
            "@type": "Organization",
            "name": publisher.name,
            **({"url": publisher.url} if publisher.url else {}),
        },
        "datePublished": work.date,
        "inLanguage": work.lang,
        "isAccessibleForFree": True,
        "license": settings.licence if URL.fullmatch(settings.licence) else None,
        "image": work.url + "report.png",
        "encoding": _book(work) if has_book(entry, address.edition) else None,
        "isBasedOn": _source(report.front_matter, f"{settings.base_url}{report.path}/"),
        **_other_editions(address, settings),
        "hasPart": [
            {"@type": "WebPageElement", "name": _name(section), "url": f"{work.url}#{section.id}"}
            for section in _all(contents(entry.anchored))
        ],
    }
    return {key: value for key, value in data.items() if value}


def _book(work: Work) -> Json:
    return {
        "@type": "MediaObject",
        "contentUrl": work.url + "report.epub",
        "encodingFormat": "application/epub+zip",
    }


def _source(matter: FrontMatter, folder: str) -> Json | None:
    source = matter.source
    if source is None:
        return None
    return {
        "@type": "MediaObject",
        "name": source.file,
        "contentUrl": folder + source.published_file,
        "sha256": source.sha256,
        **({"url": source.url} if source.url else {}),
    }


def _other_editions(address: Address, settings: SiteSettings) -> Json:
    """The edition in the source script is the work, the others are made of it."""
    source, *others = (edition for edition in EDITIONS if edition.lang in settings.languages)
    if address.edition != source:
        return {"translationOfWork": _edition(source, address.path, settings)}
    return {"workTranslation": [_edition(other, address.path, settings) for other in others]}


def _edition(edition: Edition, path: str, settings: SiteSettings) -> Json:
    url = settings.base_url + edition.prefix + path
    return {"@type": "Report", "@id": url, "url": url, "inLanguage": edition.lang}


def _all(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)


def _name(section: Section) -> str:
    return f"{section.number}{' ' if section.is_apart else ''}{section.title}"
