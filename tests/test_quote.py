"""Where a quotation or a link stands: found in both scripts, a wrong digit named, never a crash.

tests/quote.txt holds typical calls with all that they say.
"""

import random
import re
import time
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from gongbao import pipeline, quote
from gongbao.cli import main
from gongbao.load import load
from gongbao.model import Alias, Library, Paragraph, text
from gongbao.quote import Answer, Site
from gongbao.quote.difference import compare
from gongbao.quote.folding import fold, forms
from gongbao.quote.search import folded
from gongbao.quote.texts import Shelf
from gongbao.script import to_hant
from tests.test_build import run

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests/golden/two-periods/content"
CALLS = re.findall(
    r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", (ROOT / "tests/quote.txt").read_text("utf-8"), re.M
)


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = pipeline.read(ROOT / "content")
    assert found
    return found


@pytest.fixture(scope="module")
def site(library: Library) -> Site:
    editions = (("zh-Hans", ""), ("zh-Hant", "zh-hant/"))
    paths = tuple(entry.anchored.report.path for entry in library.entries)
    return Site("https://example.org/reports/", editions, paths)


@pytest.fixture(scope="module")
def find(library: Library, site: Site) -> partial[Answer]:
    return partial(quote.find, entries=library.entries, site=site)


def ids(answer: Answer) -> list[tuple[str, str]]:
    return [(spot.report, spot.id) for found in answer.found for spot in found.spots]


@pytest.mark.parametrize(("call", "expected"), CALLS, ids=[call for call, _ in CALLS])
def test_what_is_said(call: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each call of tests/quote.txt, on the small site of tests/golden/two-periods."""
    code = main(["quote", "--content", str(GOLDEN), call])
    assert f"{capsys.readouterr().out}-> {code}\n" == expected.rstrip("\n") + "\n"


def test_there_are_calls() -> None:
    assert len(CALLS) >= 8


def substrings(library: Library) -> list[tuple[str, str, str]]:
    """Report, id of the paragraph, words: of every seventh paragraph of the real reports."""
    chance = random.Random(7)
    found = []
    for entry in library.entries:
        blocks = [a for a in entry.anchored.blocks if isinstance(a.block, Paragraph)]
        for anchored in blocks[::7]:
            words = text(anchored.block)
            start = chance.randrange(max(1, len(words) - 12))
            part = words[start : start + chance.randint(12, 60)]
            found.append((entry.anchored.report.path, anchored.id or "", part))
    return found


def test_every_substring_is_found_in_both_scripts(library: Library, find: partial[Answer]) -> None:
    cases = substrings(library)
    assert len(cases) > 20
    for report, own_id, words in cases:
        given = words.strip()
        for quoted, edition in ((given, ""), (to_hant(words).strip(), "zh-Hant")):
            answer = find(quoted)
            blocks = [(path, one.split("-")[0]) for path, one in ids(answer)]
            assert (report, own_id.split("-")[0]) in blocks, quoted
            assert answer.found[0].outcome in ("exact", "form")
            if quoted != given:
                assert answer.found[0].edition == edition
                assert "script" not in answer.found[0].forms


def test_a_changed_digit_is_that_digit(library: Library, find: partial[Answer]) -> None:
    tried = 0
    for entry in library.entries:
        for number in entry.observations[::20]:
            words = re.sub(r"\s", "", number.quote)
            surface = number.surface
            if words.count(surface) != 1 or len(words) < 12 or not surface[0].isdigit():
                continue
            wrong = str((int(surface[0]) + 4) % 9 + 1) + surface[1:]
            answer = find(words.replace(surface, wrong))
            if answer.is_good or surface[0] == wrong[0]:
                continue  # another report says so
            tried += 1
            near = [found.difference for found in answer.found if found.difference]
            pairs = [pair for one in near for pair in one.numbers]
            digits = re.match(r"[\d.,]+", surface)
            assert digits
            assert any(
                digits[0] in printed and wrong[: digits.end()] in said for printed, said in pairs
            ), words
    assert tried > 12


def test_a_quotation_over_two_paragraphs(library: Library, find: partial[Answer]) -> None:
    blocks = library.entries[0].anchored.blocks
    pairs = [
        (one, other)
        for one, other in pairwise(blocks)
        if isinstance(one.block, Paragraph) and isinstance(other.block, Paragraph)
    ]
    assert len(pairs) > 5
    for one, other in pairs[:5]:
        for between in ("", "\n", "\n\n  "):
            answer = find(text(one.block)[-14:] + between + text(other.block)[:14])
            assert answer.found[0].outcome == "exact"
            assert [i.split("-")[0] for _, i in ids(answer)] == [one.id, other.id]


@pytest.mark.parametrize(
    ("quoted", "printed", "expected"),
    [
        ("３.０％", "3.0%", ("width",)),
        ("增长 3.0%", "增长3.0%", ("white space",)),
        ("增长\n3.0%", "增长3.0%", ("white space",)),
        ("增长，下降", "增长；下降", ("punctuation",)),
        ("增长,下降", "增长，下降", ("width",)),
        ("“增长”", "「增长」", ("quotation marks",)),
        ("增長", "增长", ("script",)),
        ("gdp", "GDP", ("letter case",)),
        ("增長,下降", "增长；下降", ("script", "punctuation")),
        ("经济。社会", "经济。\n社会", ()),
        ("1,234", "1234", ("punctuation",)),
    ],
)
def test_differences_of_form_have_names(
    quoted: str, printed: str, expected: tuple[str, ...]
) -> None:
    assert fold(quoted).text == fold(printed).text
    assert forms(quoted, printed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.0%", "30%"),
        ("3. 0%", "30%"),
        ("3.0%", "3,0%"),
        ("-3.5", "3.5"),
        ("3%", "3"),
        ("2021、2022年", "20212022年"),
        ("5，515", "5515"),
        ("3-5个", "35个"),
        ("1,2345", "12345"),
    ],
)
def test_another_number_is_no_difference_of_form(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@pytest.mark.parametrize(
    ("printed", "quoted", "marked", "numbers"),
    [
        ("今年增长3.0%；而后", "增长3.5%", "增长[-3.0%-]{+3.5%+}", (("3.0%", "3.5%"),)),
        ("今年3.0%的增长；而后", "3.5%的增长", "[-3.0%-]{+3.5%+}的增长", (("3.0%的", "3.5%的"),)),
        ("的甲乙丙丁戊己增长很快", "的增长很快", "[-己-]{+的+}增长很快", ()),
        ("增长很快甲乙丙丁戊己。", "增长很快。", "增长很快[-甲-]{+。+}", ()),
        ("增长很快", "增长，不快", "增长[-很-]{+，不+}快", ()),
        ("共三个", "共四个", "共[-三-]{+四+}个", (("三个", "四个"),)),
        ("增长3.0%。", "增长百分之三。", "增长[-3.0%-]{+百分之三+}。", (("3.0%", "百分之三"),)),
        ("5515亿元", "5515万元", "[-5515亿-]{+5515万+}元", (("5515亿元", "5515万元"),)),
        ("增长，共3个", "增长", "增长", ()),
    ],
)
def test_how_a_difference_is_marked(
    printed: str, quoted: str, marked: str, numbers: tuple[tuple[str, str], ...]
) -> None:
    difference = compare(printed, quoted).difference
    assert (difference.marked, difference.numbers) == (marked, numbers)


def test_a_mixture_of_scripts_is_said(find: partial[Answer]) -> None:
    found = find("地區生产总值5515亿元").found[0]
    assert (found.forms, found.edition) == (("script",), "")


def test_parts_are_as_near_to_each_other_as_can_be() -> None:
    parts = [fold("甲乙"), fold("丙丁")]
    stretches = [*folded(parts, fold("甲乙，丑甲乙寅丙丁"))]
    assert [stretch.spans for stretch in stretches] == [((4, 6), (7, 9))]


def test_words_of_a_link_that_stand_in_its_paragraph_are_not_looked_for_elsewhere(
    find: partial[Answer],
) -> None:
    answer = find("/futian/2022-plan/#p13:~:text=%E5%A2%9E%E5%8A%A0%E5%80%BC")
    assert [spot for _, spot in ids(answer)] == ["p13"]


def test_a_row_stands_under_the_head_of_its_table(find: partial[Answer]) -> None:
    words = find("/futian/2022-plan/#t1-r4").found[0].spots[0].text
    assert words.splitlines() == [
        "指标名称 | 2022年增长目标 | 2022年预计完成 | 2023年计划增长",
        "4．社会消费品零售总额 | 6.0% | 1.4% | 3.0%",
    ]


def test_a_mark_of_markdown_hides_no_words(site: Site) -> None:
    sources, _ = load(ROOT / "content")
    assert sources
    (own,) = (source for source in sources.reports if "齐升。]{.lead}实施" in source.text)
    many = (*(replace(own, text="", path=f"a/{n}") for n in range(30)), own)
    assert quote.sources_near("升。实", many, site)[0] == own


def test_a_number_that_is_cut_is_said(find: partial[Answer]) -> None:
    answer = find("地区生产总值5515亿元，增长3")
    assert answer.found[0].cut_number == "3.0%"
    assert not answer.is_good
    assert find("地区生产总值5515亿元，增长3.0%").is_good


@pytest.mark.parametrize("words", ["人", "增长", "二次创业", "国交"])
def test_a_short_quotation_is_looked_for_word_for_word(words: str, find: partial[Answer]) -> None:
    answer = find(words)
    assert answer.found[0].outcome == "exact"
    assert all(words in spot.text for found in answer.found for spot in found.spots[:1])
    assert find(words[:1] + "〇龘").found == ()


@pytest.mark.parametrize(
    ("link", "id", "is_good"),
    [
        ("https://example.org/reports/futian/2022-plan/#p3", "p3", True),
        ("http://EXAMPLE.org/reports/futian/2022-plan/#p3", "p3", True),
        ("https://example.org/reports/zh-hant/futian/2022-plan/index.html?a=b#p3", "p3", True),
        ("https://example.org/reports/futian/2022-plan#p3", "p3", True),
        ("https://example.org/futian/2022-plan/#p3", "p3", True),
        ("https://mirror.example/a/b/futian/2022-plan/#p3", "p3", True),
        ("example.org/reports/futian/2022-plan/#p3", "p3", True),
        ("/futian/2022-plan/#p3", "p3", True),
        ("futian/2022-plan#p3", "p3", True),
        ("<https://example.org/reports/futian/2022-plan/#p3>", "p3", True),
        ("/futian/2022-plan/#%703", "p3", True),
        ("/futian/2022-plan/#p13-2", "p13-2", True),
        ("/futian/2022-plan/#p3-m1", "p3", True),
        ("/futian/2022-plan/#t1-r4", "t1-r4", True),
        ("/futian/2022-plan/#t1", "t1", True),
        ("/futian/2022-plan/#s1-1", "s1-1", True),
        ("/futian/2022-plan/#p3:~:text=%E5%9C%B0%E5%8C%BA,3.0%25", "p3", True),
        ("/futian/2022-plan/#:~:text=5515-,%E5%A2%9E%E9%95%BF,-3.0%25", "", True),
        ("/futian/2022-plan/#:~:text=5515", "", True),
        ("/futian/2022-plan/#:~:text=5516%E4%BA%BF%E5%85%83", "", False),
        ("/futian/2022-plan/", "", True),
        ("/futian/2022-plan/report.json", "", True),
        ("/futian/2022-plan/#p3-9", "p3", False),
        ("/futian/2022-plan/#p3z", "p3", False),
        ("/futian/2022-plan/#P3", "p3", False),
        ("/futian/2022-plan/#p999", "", False),
    ],
)
def test_links(link: str, id: str, is_good: bool, find: partial[Answer]) -> None:
    answer = find(link)
    assert ids(answer)[0] == ("futian/2022-plan", id)
    assert answer.is_good is is_good
    assert answer.notes or is_good
    hant = "zh-hant/" if "zh-hant" in link else ""
    fragment = f"#{id}" if id else ""
    address = f"https://example.org/reports/{hant}futian/2022-plan/{fragment}"
    assert answer.found[0].spots[0].link == address


@pytest.mark.parametrize(
    ("link", "note", "is_good"),
    [
        ("https://example.org/reports/", "this is the home page of the site", True),
        ("https://example.org/reports/zh-hant/search/?q=a", "this is the search page", True),
        ("https://example.org/reports/futian/2020-plan/#p1", "no page of this site has", False),
        ("https://elsewhere.example/a/", "no page of this site has this address", False),
        ("https://[broken/", "no report has these words", False),
    ],
)
def test_other_addresses(link: str, note: str, is_good: bool, find: partial[Answer]) -> None:
    answer = find(link)
    assert answer.found == ()
    assert any(note in one for one in answer.notes)
    assert answer.is_good is is_good


def test_an_alias_leads_on_and_says_why(library: Library, site: Site) -> None:
    entry = next(e for e in library.entries if e.anchored.report.path == "futian/2022-plan")
    anchored = replace(entry.anchored, aliases=(Alias("p3a", "p3", "merged"),))
    changed = replace(entry, anchored=anchored)
    answer = quote.find("/futian/2022-plan/#p3a", [changed], site)
    assert ids(answer) == [("futian/2022-plan", "p3")]
    assert answer.notes == (
        "p3a is an earlier id that leads to p3: its text was joined with this one",
    )
    assert answer.is_good


@pytest.mark.parametrize(
    "words",
    [
        "\ud800",
        "\x00\x1b[31m\x07",
        "(?P<a>.*)[",
        "…………",
        "……经济……",
        "“",
        "“”",
        "——",
        "%",
        "#",
        "/",
        "//",
        "///#p1",
        "http://",
        "https://example.org/reports/futian/2022-plan/#%ff%zz:~:text=,,-,&text&x=1",
        "https://example.org/reports/futian/2022-plan/#" + "p" * 5000,
        "\u202e\u200b\ufeff",
        "①㎡ﷺ",
        "3" * 3000,
        "." * 100_000,
        "经济社会发展" * 300,
    ],
)
def test_whatever_is_given_there_is_an_answer(words: str, find: partial[Answer]) -> None:
    shown = "\n".join(quote.lines(find(words)))
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_a_very_long_text_takes_no_time(find: partial[Answer], library: Library) -> None:
    start = time.process_time()
    whole = "\n".join(text(a.block) for a in library.entries[0].anchored.blocks)
    assert find(whole * 5).found == ()
    assert time.process_time() - start < 2


def test_a_whole_report_is_found(library: Library, find: partial[Answer], site: Site) -> None:
    entry = library.entries[0]
    answer = find(Shelf(entry.anchored, site).reading.text)
    assert answer.is_good
    assert len(answer.found[0].spots) == len(entry.anchored.blocks)


def test_of_many_reports_only_the_likely_ones_are_read(site: Site) -> None:
    sources, _ = load(ROOT / "content")
    assert sources
    many = tuple(
        replace(source, path=f"{source.path}-{n}") for n in range(30) for source in sources.reports
    )
    near = quote.sources_near("地區生產總值5515億元，增長3.5%", many, site)
    assert {source.path.rpartition("-")[0] for source in near} == {"futian/2022-plan"}
    assert len(near) == 30
    assert quote.sources_near("/futian/2022-plan/#p1", sources.reports, site) == tuple(
        s for s in sources.reports if s.path == "futian/2022-plan"
    )


def test_every_substring_is_in_a_report_that_is_read(library: Library, site: Site) -> None:
    sources, _ = load(ROOT / "content")
    assert sources
    for report, _, words in substrings(library)[::2]:
        (own,) = (source for source in sources.reports if source.path == report)
        many = (*(replace(own, text="", path=f"a/{n}") for n in range(30)), own)
        for quoted in (words, to_hant(words), words[:5], words[:2]):
            assert quote.sources_near(quoted, many, site)[0] == own or len(fold(quoted).text) < 2


def test_wrong_usage_and_standard_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quote", " "]) == 2
    assert capsys.readouterr().err == "quote: give a link or a quotation\n"
    assert main(["quote", "--content", str(ROOT / "nowhere"), "a"]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_a_quotation_with_a_gap(find: partial[Answer]) -> None:
    answer = find("实施经济社会高质量发展〔……〕进出口总额8309亿元…彰显发展质量")
    assert ids(answer) == [("futian/2022-plan", "p13-2")]
    assert (answer.found[0].outcome, answer.is_good) == ("exact", True)
    assert answer.found[0].omitted == 154
    wrong = find("万元GDP电耗145千瓦时/万元……彰显发展质量")
    assert not wrong.is_good
    assert [found.outcome for found in wrong.found] == ["near", "exact"]
    assert wrong.found[0].difference
    assert wrong.found[0].difference.numbers == (("154千", "145千"),)


def test_the_command_answers_a_script() -> None:
    done = run("quote", "地区生产总值5515亿元，增长3.5%", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "printed 3.0%, quoted 3.5%" in done.stdout  # and \\u4e00 for what ASCII has not
    assert done.stderr == ""
