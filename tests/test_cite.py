"""How a report is cited: the three texts, and what machines read in the head of its page.

Read back by parsers that are not ours: bibtexparser, citeproc-py, PyLD, html.parser.
"""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pyld import jsonld

from gongbao.cite import Work, cite
from gongbao.pipeline import build
from tests.built_site import Node, article, ids, read_page

ROOT = Path(__file__).parent.parent
FROZEN = ROOT / "tests" / "citations.txt"
PATHS = sorted(
    path.parent.relative_to(ROOT / "content") for path in ROOT.glob("content/*/*/report.md")
)
PAGES = [f"{prefix}{path.as_posix()}/" for prefix in ("", "zh-hant/") for path in PATHS]
BASE = "https://gongbao.example/"

PLAN = Work(
    key="futian-2022-plan",
    title="福田区2022年计划",
    is_title_supplied=False,
    subtitle=None,
    issuer="福田区发展和改革局",
    issuer_unknown="责任者不详",
    kind="计划执行情况报告",
    date="2023-01",
    lang="zh-Hans",
    url="https://example.org/futian/2022-plan/",
    warning="",
    note="",
)


# ---------------------------------------------------------------- the reports of this repository


def test_the_citations_of_our_reports_are_those_that_were_checked(site: Path) -> None:
    """`tests/citations.txt`, whose head says what was checked; by hand, there is no switch."""
    shown = [f"== {path}\n\n" + "\n\n".join(texts(site, path).values()) for path in PAGES]
    head, *frozen = re.split(r"^(?=== )", FROZEN.read_text("utf-8"), flags=re.MULTILINE)
    assert "GB/T 7714" in head
    assert [one.strip() for one in frozen] == shown


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_cite_json_is_what_the_page_of_the_source_edition_shows(path: Path, site: Path) -> None:
    body = (site / path / "cite.json").read_text("utf-8")
    assert body == texts(site, f"{path.as_posix()}/")["csl-json"] + "\n"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_cites_its_own_address_and_leaves_the_day_to_the_reader(
    path: str, site: Path
) -> None:
    found = texts(site, path)
    assert list(found) == ["gbt7714", "gbt7714-2015", "bibtex", "csl-json"]
    for words in found.values():
        assert words.count(BASE + path) == 1
    assert found["gbt7714-2015"].count("[引用日期]") == 1
    assert "urldate" not in found["bibtex"]
    assert "accessed" not in found["csl-json"]


def test_every_citation_has_a_key_of_its_own(site: Path) -> None:
    keys = [bibtex(texts(site, path)["bibtex"]).key for path in PAGES]
    assert len(set(keys)) == len(PAGES)
    assert keys == [json.loads(texts(site, path)["csl-json"])[0]["id"] for path in PAGES]


# ---------------------------------------------------------------- GB/T 7714


@pytest.mark.parametrize(
    ("work", "text"),
    [
        (PLAN, "福田区发展和改革局. 福田区2022年计划[R/OL]. (2023-01)[引用日期]. {}."),
        (
            replace(PLAN, date="2023-01-16"),
            "福田区发展和改革局. 福田区2022年计划[R/OL]. (2023-01-16)[引用日期]. {}.",
        ),
        (
            replace(PLAN, date="2023"),
            "福田区发展和改革局. 福田区2022年计划[R/OL]. (2023)[引用日期]. {}.",
        ),
        (
            replace(PLAN, date=None),
            "福田区发展和改革局. 福田区2022年计划[R/OL]. [引用日期]. {}.",
        ),
        (
            replace(PLAN, issuer=None),
            "责任者不详. 福田区2022年计划[R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, issuer=None, issuer_unknown="責任者不詳"),
            "責任者不詳. 福田区2022年计划[R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, subtitle="在区人大会议上"),
            "福田区发展和改革局. 福田区2022年计划：在区人大会议上[R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, subtitle="——在区人大会议上"),
            "福田区发展和改革局. 福田区2022年计划：在区人大会议上[R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, title="2022年工作总结", is_title_supplied=True),
            "福田区发展和改革局. [2022年工作总结][R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, warning="疑似复制件"),
            "福田区发展和改革局. 福田区2022年计划：[疑似复制件][R/OL]. (2023-01)[引用日期]. {}.",
        ),
        (
            replace(PLAN, title="2022年总结", is_title_supplied=True, warning="疑似复制件"),
            "福田区发展和改革局. [2022年总结：疑似复制件][R/OL]. (2023-01)[引用日期]. {}.",
        ),
    ],
)
def test_gbt7714(work: Work, text: str) -> None:
    """The edition of 2025 differs in the date and the day of access alone."""
    assert cite(work).gbt7714_2015 == text.format(work.url)
    due = re.sub(r"(?:\((.*)\))?\[引用日期\]\. ", lambda m: m[1] + ". " if m[1] else "", text)
    assert cite(work).gbt7714 == due.format(work.url)


# ---------------------------------------------------------------- BibTeX


def test_bibtex_is_written_in_the_form_that_people_know() -> None:
    work = replace(PLAN, subtitle="——副题", date="2023-01-16", note="100%{")
    assert cite(work).bibtex == (
        "@techreport{futian-2022-plan,\n"
        "  author = {{福田区发展和改革局}},\n"
        "  title = {{福田区2022年计划：副题}},\n"
        "  type = {计划执行情况报告},\n"
        "  year = {2023},\n"
        "  date = {2023-01-16},\n"
        "  url = {https://example.org/futian/2022-plan/},\n"
        "  note = {100\\%{\\textbraceleft}},\n"
        "}"
    )


def test_bibtex_without_issuer_and_date_says_nothing_of_them() -> None:
    entry = bibtex(cite(replace(PLAN, issuer=None, date=None)).bibtex)
    assert [field.key for field in entry.fields] == ["title", "type", "url"]


@given(st.text(st.sampled_from("&%#_{}\\~^$@,=\"' 甲乙1aA“《"), min_size=1))
@example(r"甲 & 乙 100% #1 a_b {c} \d ~e ^f $g")
@example("}{")
@example("\\")
@example(r"\{%")
@example("a and b")
def test_bibtex_is_read_back_as_it_was(words: str) -> None:
    words = re.sub(r"^\s+|\s+$|(?<=\s)\s+", "", words) or "甲"  # TeX makes one space of many
    words = re.sub(r"''", "'", words)  # a ligature of TeX's fonts
    entry = bibtex(cite(replace(PLAN, title=words, issuer=words, note=words)).bibtex)
    assert (entry.entry_type, entry.key) == ("techreport", PLAN.key)
    assert {entry["title"], entry["author"], entry["note"]} == {words}


def test_an_address_in_bibtex_is_verbatim() -> None:
    url = "https://example.org/a_b/~c/%E7%A6%8F/#p41"
    plain = parse_string(cite(replace(PLAN, url=url)).bibtex)
    assert plain.entries[0]["url"] == url


# ---------------------------------------------------------------- CSL-JSON


@pytest.mark.parametrize(
    ("date", "parts"), [("2023", [2023]), ("2023-01", [2023, 1]), ("2023-01-16", [2023, 1, 16])]
)
def test_csl_json(date: str, parts: list[int]) -> None:
    (item,) = json.loads(cite(replace(PLAN, date=date, note="注")).csl_json)
    assert item == {
        "id": "futian-2022-plan",
        "type": "report",
        "title": "福田区2022年计划",
        "author": [{"literal": "福田区发展和改革局"}],
        "genre": "计划执行情况报告",
        "issued": {"date-parts": [parts]},
        "URL": "https://example.org/futian/2022-plan/",
        "language": "zh-Hans",
        "note": "注",
    }


def test_csl_json_without_issuer_and_date_says_nothing_of_them() -> None:
    (item,) = json.loads(cite(replace(PLAN, issuer=None, date=None)).csl_json)
    assert item.keys() == {"id", "type", "title", "genre", "URL", "language"}


def test_a_processor_of_citations_takes_all_our_reports(site: Path) -> None:
    """It warns, which is an error here, of every variable that CSL 1.0.2 does not have."""
    items = [json.loads((site / path / "cite.json").read_text("utf-8"))[0] for path in PATHS]
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    lines = {
        item["id"]: str(line) for item, line in zip(items, bibliography.bibliography(), strict=True)
    }
    assert lines["xiangmihu-2021-summary"] == (
        "深圳市福田区香蜜湖片区建设发展事务中心 (no date) "
        "区香蜜湖片区建设发展事务中心2021年工作总结和2022年工作计划. 工作总结. "
        "Available at: https://gongbao.example/xiangmihu/2021-summary/."
    )
    assert "(2024)" in lines["futian-2024h1-plan"]
    assert "[2022年工作总结：疑似复制件]" in lines["unknown-2022-summary-masked"]


# ---------------------------------------------------------------- meta tags


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_to_reference_managers_what_it_is(path: str, site: Path) -> None:
    tags = meta(site / path / "index.html")
    (item,) = json.loads(texts(site, path)["csl-json"])
    issuer = item["author"][0]["literal"] if "author" in item else None
    date = "/".join(
        f"{part:02}" for part in item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    )
    expected = {
        "citation_title": item["title"],
        "citation_author": issuer,
        "citation_technical_report_institution": issuer,
        "citation_publication_date": date or None,
        "citation_language": "zh-Hant" if path.startswith("zh-hant/") else "zh-Hans",
        "citation_public_url": BASE + path,
        "citation_fulltext_html_url": BASE + path,
        "z:itemType": "report",
    }
    assert tags == {name: content for name, content in expected.items() if content}


def test_a_month_is_written_as_google_scholar_wants_it(site: Path) -> None:
    tags = meta(site / "futian/2022-plan/index.html")
    assert tags["citation_publication_date"] == "2023/01"


# ---------------------------------------------------------------- JSON-LD

SCHEMA = "https://schema.org/"
CONTEXT = {
    "@vocab": SCHEMA,
    **{name: {"@type": "@id"} for name in ("url", "contentUrl", "license")},
}
"""Of https://schema.org what our pages use."""


@pytest.mark.parametrize("path", PAGES)
def test_a_processor_of_linked_data_reads_the_report(path: str, site: Path) -> None:
    node = expanded(linked_data(site / path / "index.html"))
    report = report_json(site, path)
    assert (node["@id"], node["@type"]) == (BASE + path, [SCHEMA + "Report"])
    assert ids_of(node, "url") == [BASE + path]
    assert values(node, "identifier") == [report["path"]]
    assert values(node, "isAccessibleForFree") == [True]
    assert values(node, "datePublished") == ([report["date"]] if report["date"] else [])
    assert (SCHEMA + "author" in node) == (report["issuer"] is not None)
    assert SCHEMA + "license" not in node  # ours is a sentence


@pytest.mark.parametrize("path", [path.as_posix() for path in PATHS])
def test_linked_data_says_which_edition_is_made_of_which(path: str, site: Path) -> None:
    source, hant = (
        expanded(linked_data(site / p / "index.html")) for p in (path, f"zh-hant/{path}")
    )
    made, english = source[SCHEMA + "workTranslation"]
    assert english["@id"] == f"{BASE}en/{path}/"
    (work,) = hant[SCHEMA + "translationOfWork"]
    assert (made["@id"], values(made, "inLanguage")) == (hant["@id"], values(hant, "inLanguage"))
    assert (work["@id"], values(work, "inLanguage")) == (source["@id"], ["zh-Hans"])
    title = report_json(site, path + "/")["title"]
    assert values(source, "name") == [title or "[2022年工作总结]"]
    assert not {SCHEMA + "translationOfWork"} & source.keys()
    assert not {SCHEMA + "workTranslation"} & hant.keys()


@pytest.mark.parametrize("path", PAGES)
def test_linked_data_leads_to_the_source_and_to_every_section(path: str, site: Path) -> None:
    node = expanded(linked_data(site / path / "index.html"))
    report = report_json(site, path)
    (source,) = node[SCHEMA + "isBasedOn"]
    file = site / ids_of(source, "contentUrl")[0].removeprefix(BASE)
    assert values(source, "sha256") == [hashlib.sha256(file.read_bytes()).hexdigest()]
    headings = [block["id"] for block in report["blocks"] if block["type"] == "heading"]
    parts = [ids_of(part, "url") for part in node[SCHEMA + "hasPart"]]
    assert parts == [[f"{BASE}{path}#{one}"] for one in headings]
    assert set(headings) <= set(ids(article(site / path / "index.html")))


def test_sections_are_called_as_they_are_printed(site: Path) -> None:
    node = expanded(linked_data(site / "futian/2022-plan/index.html"))
    assert [values(part, "name")[0] for part in node[SCHEMA + "hasPart"]][:2] == [
        "一、2022年国民经济和社会发展计划执行情况",
        "（一）高质量发展稳步推进",
    ]


def test_a_suspected_copy_says_so_wherever_it_is_cited(site: Path) -> None:
    for prefix, word in (("", "疑似复制件"), ("zh-hant/", "疑似複製件")):
        path = prefix + "unknown/2022-summary-masked/"
        assert all(word in words for words in texts(site, path).values())
        assert word in meta(site / path / "index.html")["citation_title"]
        node = expanded(linked_data(site / path / "index.html"))
        assert values(node, "description")[0].startswith(word)


# ---------------------------------------------------------------- what editors can write

HOSTILE = """</script><!-- <script> ]]> & "a" 'b' \\u003c {{ 7*7 }}"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A site of one report in one language, with a licence that is an address."""
    quoted = json.dumps(HOSTILE)
    folder = tmp_path / "content" / "a" / "2025-x"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text(
        f"---\ntitle: {quoted}\nsubtitle: {quoted}\nissuer: {quoted}\nkind: other\nperiod: 2025\n"
        "date: 2025\nprovenance: unknown\n---\n\n## 一、</script><!--\n\n甲。\n",
        "utf-8",
    )
    (folder / "changes.yaml").write_text("published: 2026-01-02\n", "utf-8")
    (tmp_path / "content/site.yaml").write_text(
        "title: t\nbase_url: https://example.org/\nlanguages: [zh-Hans]\n"
        "publisher:\n  name: p\n  url: https://example.org/p\n"
        "licence: https://creativecommons.org/licenses/by/4.0/\n",
        "utf-8",
    )
    outcome = build(tmp_path / "content", ROOT / "templates", tmp_path / "site")
    assert outcome.problems == ()
    return tmp_path / "site"


def test_markup_in_a_title_stays_text(hostile: Path) -> None:
    page = hostile / "a/2025-x/index.html"
    data = linked_data(page)
    assert (data["name"], data["alternateName"]) == (HOSTILE, HOSTILE)
    assert data["author"] == {"@type": "Organization", "name": HOSTILE}
    assert data["hasPart"][0]["name"] == "一、</script><!--"
    for script in re.findall(r'ld\+json">(.*)', page.read_text("utf-8")):
        assert re.findall(r"[<>&]", script) == ["<", ">"]  # of </script>
    title = f"{HOSTILE}：{HOSTILE}"
    assert meta(page)["citation_title"] == title
    shown = texts(hostile, "a/2025-x/")
    assert shown["gbt7714-2015"].startswith(f"{HOSTILE}. {title}[R/OL]. (2025)")
    assert json.loads(shown["csl-json"])[0]["title"] == title
    assert bibtex(shown["bibtex"])["title"] == title.replace("<!--", "<!–")  # TeX's dash


def test_a_licence_that_is_an_address_and_a_publisher_with_one(hostile: Path) -> None:
    node = expanded(linked_data(hostile / "a/2025-x/index.html"))
    assert ids_of(node, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    (publisher,) = node[SCHEMA + "publisher"]
    assert ids_of(publisher, "url") == ["https://example.org/p"]


def test_a_site_in_one_language_names_no_translation(hostile: Path) -> None:
    data = linked_data(hostile / "a/2025-x/index.html")
    assert not {"workTranslation", "translationOfWork", "isBasedOn"} & data.keys()


# ---------------------------------------------------------------- reading


def texts(site: Path, path: str) -> dict[str, str]:
    """The citations that a page shows, by the names that scripts hold on to."""
    page = read_page(site / path / "index.html")
    (section,) = page.find("section", id="cite")
    nodes = [node for node in section.walk() if "data-cite" in node.attributes]
    return {node.attributes["data-cite"]: node.text() for node in nodes}


def meta(page: Path) -> dict[str, str]:
    found = [node.attributes for node in head(page).find("meta") if "name" in node.attributes]
    ours = [a for a in found if a["name"].startswith(("citation_", "z:"))]
    assert len({a["name"] for a in ours}) == len(ours)
    return {a["name"]: a["content"] for a in ours}


def linked_data(page: Path) -> dict[str, Any]:
    script, *_ = head(page).find("script", type="application/ld+json")
    data: dict[str, Any] = json.loads(script.text())
    return data


def report_json(site: Path, path: str) -> dict[str, Any]:
    file = site / path.removeprefix("zh-hant/") / "report.json"
    data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return data


def head(page: Path) -> Node:
    (found,) = read_page(page).find("head")
    return found


def bibtex(words: str) -> Any:
    """The one entry, with its LaTeX undone. pylatexenc lacks the names of braces."""
    context = get_default_latex_context_db()
    named = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, simplify_repl=char) for name, char in named.items()]
    context.add_context_category("named characters", macros=macros, prepend=True)
    decoder = LatexNodes2Text(latex_context=context, keep_braced_groups=False)
    library = parse_string(words, append_middleware=[LatexDecodingMiddleware(decoder=decoder)])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return entry


def expanded(data: dict[str, Any]) -> dict[str, Any]:
    (node,) = jsonld.expand(data, {"documentLoader": load_context})
    assert isinstance(node, dict)
    return node


def load_context(url: str, options: object) -> dict[str, Any]:
    """The one context that our pages may name, without a network."""
    assert url == "https://schema.org"
    document = {"@context": CONTEXT}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


def values(node: dict[str, Any], name: str) -> list[Any]:
    return [one["@value"] for one in node.get(SCHEMA + name, [])]


def ids_of(node: dict[str, Any], name: str) -> list[str]:
    return [one["@id"] for one in node.get(SCHEMA + name, [])]
