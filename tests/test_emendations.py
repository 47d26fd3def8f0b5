"""What was edited after ingest is found, word for word, and shown to readers; nothing slips by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongbao import ledger, pipeline
from gongbao.ingest import formats
from gongbao.model import Place
from gongbao.proof import differences
from tests.built_site import article, read_page
from tests.ingested import ENCODED, MARK, ROOT, TEXT, checked, folder_of, laid_out

CONTENT = ROOT / "content"
REPORT = "lin/2022/report.md"


@pytest.fixture(autouse=True)
def reader_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    read = formats._reader

    def reader(data: bytes) -> object:
        return laid_out() if data.startswith(MARK) else read(data)

    monkeypatch.setattr(formats, "_reader", reader)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each format's content folder. The reader is put in by hand: this outlives a test."""
    with pytest.MonkeyPatch.context() as patch:
        read = formats._reader
        patch.setattr(
            formats, "_reader", lambda data: laid_out() if data.startswith(MARK) else read(data)
        )
        return {
            name: folder_of(data, tmp_path_factory.mktemp("source"))
            for name, data in ENCODED.items()
        }


# ---------------------------------------------------------------- the list is exact


def carried_out(old: str, new: str) -> str:
    """``old`` with the differences carried out, and nothing else of ``new``."""
    made, at = "", 0
    for a, b, c, d in differences(old, new):
        assert at <= a <= b
        made += old[at:a] + new[c:d]
        at = b
    return made + old[at:]


words = st.text(st.sampled_from("增长的了，。3.05%亿元A\n"), max_size=60)


@given(words, words)
def test_the_differences_make_the_one_text_of_the_other(old: str, new: str) -> None:
    assert carried_out(old, new) == new


@given(st.data())
def test_the_differences_are_exact_after_many_edits(data: st.DataObject) -> None:
    edited = TEXT
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(edited)))
        end = data.draw(st.integers(at, min(len(edited), at + 30)))
        edited = edited[:at] + data.draw(words) + edited[end:]
    assert carried_out(TEXT, edited) == edited
    assert list(differences(TEXT, TEXT)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("投资28.5亿元，增长3%。", "投资2.85亿元，增长3%。", [("28.5", "2.85")]),
        ("投资28.5亿元，增长3%。", "投资28.5亿元，增长4%。", [("3%", "4%")]),
        ("全部完成。", "基本完成。", [("全部", "基本")]),
        ("甲乙丙丁", "甲丁", [("乙丙", "")]),
        ("甲丁", "甲乙丙丁", [("", "乙丙")]),
        ("一是甲。二是乙。", "二是乙。", [("一是甲。", "")]),
        ("成果很好", "效果甚好", [("成", "效"), ("很", "甚")]),
    ],
)
def test_numbers_and_words_are_named_whole(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    found = [(old[a:b], new[c:d]) for a, b, c, d in differences(old, new)]
    assert found == expected or len(found) < len(expected)


def test_long_texts_are_compared_in_time() -> None:
    """A hostile text of one character over and over, and a report that was written anew."""
    assert carried_out("，的" * 30_000, "的，" * 29_000) == "的，" * 29_000
    one, other = "".join(map(chr, range(0x4E00, 0x7000))), "".join(map(chr, range(0x7000, 0x9200)))
    assert carried_out(one, other) == other


# ---------------------------------------------------------------- what editors and readers see


@pytest.mark.parametrize("form", ENCODED)
def test_what_ingest_wrote_has_nothing_to_say(form: str, folders: dict[str, Path]) -> None:
    assert checked(folders[form]) == []


@pytest.mark.parametrize("form", ENCODED)
def test_each_edit_is_listed_with_its_line(form: str, tmp_path: Path) -> None:
    content = folder_of(ENCODED[form], tmp_path)
    edit(content, "28.5", "2.85")
    edit(content, "个别项目", "多数项目")
    edit(content, "还需努力。", "还需努力。\n\n多出一段。")
    edit(content, "，市民满意", "")
    lines = (content / REPORT).read_text("utf-8").splitlines()
    at = {n: line for n, line in enumerate(lines, start=1) if line}
    found = checked(content)
    assert [line.partition(": ")[2] for line in found] == [
        'p1 is not as in the source: "全年完成投资[-28.5-]{+2.85+}亿元，同比增长3"',
        'p1 is not as in the source: "k\\nPark建设[-，市民满意-]。"'.replace("\\n", "⏎"),
        'p3 is not as in the source: "[-个别-]{+多数+}项目进展较慢，还"',
        'p4 is not as in the source: "{+多出一段。+}"',
    ]
    numbers = [int(line.split(":")[1]) for line in found]
    assert "2.85" in at[numbers[0]]
    assert at[numbers[1]].startswith("Park")
    assert "多数" in at[numbers[2]]
    assert at[numbers[3]] == "多出一段。"


def test_a_heading_made_a_paragraph_changes_no_word(tmp_path: Path) -> None:
    content = folder_of(ENCODED["utf-8"], tmp_path)
    edit(content, "### （一）", "（一）")
    (found,) = checked(content)
    assert found == (
        f"{REPORT}:1: headings, ids or other marks were edited since ingest; "
        "the words are unchanged"
    )
    page = article(built(content, tmp_path) / "lin/2022/index.html")
    assert page.attributes["class"] == "report"
    whole = (tmp_path / "site/lin/2022/index.html").read_text("utf-8")
    assert "逐字对应" in whole
    assert (tmp_path / "site/lin/2022/source/index.html").is_file()


def test_the_page_says_what_was_emended(tmp_path: Path) -> None:
    content = folder_of(ENCODED["laid out"], tmp_path)
    edit(content, "28.5", "2.85")
    site = built(content, tmp_path)
    for edition, name, lang in (("", "校订1处", "zh-Hans"), ("zh-hant/", "校訂1處", "zh-Hant")):
        page = read_page(site / edition / "lin/2022/index.html")
        (section,) = page.find("section", id="emendations")
        (heading,) = section.find("h2")
        assert heading.text() == name
        (link,) = section.find("a")
        assert link.attributes["href"] == "#p1"
        source, here = section.find("q")
        assert (source.attributes["lang"], here.attributes["lang"]) == ("zh-Hans", lang)
        assert (source.text(), "".join(n.text() for n in source.find("del"))) == (
            "全年完成投资28.5亿元，同比增长3",
            "28.5",
        )
        assert [n.text() for n in here.find("ins")] == ["2.85"]
    data = json.loads((site / "lin/2022/report.json").read_text("utf-8"))
    assert not data["source"]["is_rebuilt_from_text"]
    (one,) = data["emendations"]
    words = next(b["text"] for b in data["blocks"] if b["id"] == one["block"])
    assert words[one["text_start"] : one["text_end"]] == one["text"] == "2.85"
    assert TEXT[one["source_start"] : one["source_end"]] == one["source_text"] == "28.5"


def test_pages_and_places_of_what_was_not_edited_stay(tmp_path: Path) -> None:
    content = folder_of(ENCODED["utf-8"], tmp_path)
    before = blocks(built(content, tmp_path))
    edit(content, "28.5", "128.5")
    after = blocks(built(content, tmp_path))
    assert before["p3"]["page"] == after["p3"]["page"] == 2
    for own_id in before:
        assert after[own_id]["source_start"] == before[own_id]["source_start"]
        assert after[own_id]["source_end"] == before[own_id]["source_end"]


def blocks(site: Path) -> dict[str, dict[str, object]]:
    data = json.loads((site / "lin/2022/report.json").read_text("utf-8"))
    return {block["id"]: block for block in data["blocks"]}


def test_an_emendation_that_changes_yaml_explains_asks_for_nothing(tmp_path: Path) -> None:
    content = folder_of(ENCODED["utf-8"], tmp_path)
    edit(content, "28.5", "2.85")
    assert "say why in changes.yaml under 'where: [p1]'" in hints(content)[0]
    (content / "lin/2022/changes.yaml").write_text(
        "published: 2026-11-21\nchanges:\n"
        "  - date: 2026-11-22\n    what: 据附件改正\n    where: [p1]\n",
        "utf-8",
    )
    assert hints(content) == [""]


def hints(content: Path) -> list[str]:
    _, problems = pipeline.read(content)
    return [problem.hint for problem in problems]


# ---------------------------------------------------------------- check reads the source again


@pytest.mark.parametrize(
    ("version", "reads", "expected"),
    [
        ("2.0", str, []),
        (
            "2.0",
            lambda words: words.replace("28.5 ", "28.5"),
            [
                "lin/2022/source.pdf:0: read by layout 1.0, now by layout 2.0: the texts differ "
                'at character 36, line 4: " 亿元，同比增长3.0%", now "亿元，同比增长3.0%，"'
            ],
        ),
        (
            "1.0",
            lambda words: words + "又",
            [
                "lin/2022/source.pdf:0: this is not the text that ledger.json was made of "
                '(layout 1.0) at character 144, line 11: "", now "又"'
            ],
        ),
    ],
)
def test_a_source_that_is_read_otherwise_is_named(
    version: str,
    reads: object,
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = folder_of(ENCODED["laid out"], tmp_path)
    monkeypatch.setattr(formats, "_reader", lambda data: laid_out(version, reads))  # type: ignore[arg-type]
    assert checked(content) == expected


def test_a_ledger_sealed_anew_is_still_held_against_the_source(tmp_path: Path) -> None:
    content = folder_of(ENCODED["laid out"], tmp_path)
    file = content / "lin/2022/ledger.json"
    good = file.read_text("utf-8")
    told = ledger.from_json(good, Place("ledger.json"))
    assert f'"text_sha256":"{told.text_sha256}"' in good
    changed = good.replace('"edge-space"', '"edge-spice"', 1)
    file.write_text(sealed(changed), "utf-8")
    assert "lin/2022/ledger.json:0: 'edge-spice' is no reason to drop a character" in checked(
        content
    )
    file.write_text(sealed(good.replace(told.text_sha256, "0" * 64)), "utf-8")
    assert any("this is not the text that ledger.json was made of" in s for s in checked(content))


def sealed(text: str) -> str:
    lines = text[: text.rindex("]")]
    return lines + ledger._seal(lines)


# ---------------------------------------------------------------- tampering


@pytest.mark.slow
@pytest.mark.parametrize("file", ["report.md", "ledger.json", "source"])
@pytest.mark.parametrize("form", ENCODED)
@settings(max_examples=60)
@given(data=st.data())
def test_any_character_that_was_changed_is_seen(
    form: str, file: str, folders: dict[str, Path], data: st.DataObject
) -> None:
    """But for the front matter, which is no text of the source, and the form of line ends."""
    folder = folders[form] / "lin/2022"
    path = next(folder.glob("source.*")) if file == "source" else folder / file
    good = path.read_bytes()
    changed = tampered(good, file, data)
    path.write_bytes(changed)
    try:
        assert checked(folders[form]) != []
    finally:
        path.write_bytes(good)


def tampered(good: bytes, file: str, data: st.DataObject) -> bytes:
    """One character put in, taken out, or in the place of another."""
    if file == "source":
        at = data.draw(st.integers(0, len(good) - 1))
        put = data.draw(st.binary(max_size=1))
        keeps = data.draw(st.booleans()) and bool(put)
        changed = good[:at] + put + good[at + (not keeps) :]
    else:
        words = good.decode()
        start = len(words) - len(ledger.body_of(words)) if file == "report.md" else 0
        at = data.draw(st.integers(start, len(words) - 1))
        put = data.draw(st.sampled_from(["", *"囧一a0 1g.#*-]}\n\u3000"]))
        keeps = data.draw(st.booleans()) and bool(put)
        changed = (words[:at] + put + words[at + (not keeps) :]).encode()
        assume(changed.rstrip(b"\n") != good.rstrip(b"\n"))
    assume(changed != good)
    return changed


@pytest.mark.parametrize("path", sorted(p.parent for p in CONTENT.rglob("ledger.json")))
def test_every_line_of_our_ledgers_is_sealed(path: Path) -> None:
    good = (path / "ledger.json").read_text("utf-8")
    assert '"body_sha256":' in good
    lines = good.splitlines(keepends=True)
    for number in every_tenth(len(lines)):
        changed = lines[number].replace("k", "g") if "k" in lines[number] else "\n" + lines[number]
        text = "".join([*lines[:number], changed, *lines[number + 1 :]])
        with pytest.raises(Exception, match="no ledger can be read"):
            ledger.from_json(text, Place("ledger.json"))


def every_tenth(count: int) -> Iterator[int]:
    return iter(range(0, count, max(1, count // 10)))


def edit(content: Path, old: str, new: str) -> None:
    text = (content / REPORT).read_text("utf-8")
    assert text.count(old) == 1
    (content / REPORT).write_text(text.replace(old, new), "utf-8")


def built(content: Path, at: Path) -> Path:
    assert pipeline.build(content, ROOT / "templates", at / "site", keeps_promises=False).is_good
    return at / "site"
