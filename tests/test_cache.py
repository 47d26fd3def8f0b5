"""What was made before is used only where a clean build would make the same, byte for byte."""

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest

from gongbao import publish
from gongbao.building import built, processes
from gongbao.cache import DIGEST, Store
from gongbao.cache.files import Reading, files_in, hash_of, states_in
from gongbao.ingest import ingest
from gongbao.pipeline import build
from gongbao.search import Prepared
from gongbao.unchanged import Asked, Outcome

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests/golden"

pytestmark = pytest.mark.slow


REPORT = "xiangmihu/2022-summary"
"""With every kind of file that a report may have but metrics.yaml, which another one has."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with content/ and templates/ of its own."""
    shutil.copytree(GOLDEN / "two-periods/content", tmp_path / "content")
    shutil.copytree(ROOT / "content" / REPORT, tmp_path / "content" / REPORT)
    for lock in (tmp_path / "content").rglob("anchors.lock"):
        lock.unlink()
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def asked(place: Path, *, base_url: str = "", site: str = "site") -> Asked:
    store = Store(place / "cache")
    return Asked(
        place / "content", place / "templates", place / site, base_url=base_url, store=store
    )


def warm(place: Path, base_url: str = "") -> Outcome:
    return built(asked(place, base_url=base_url), lambda stage: None)


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def is_as_clean(place: Path, outcome: Outcome, base_url: str = "") -> bool:
    """Files and problems are those of a build that knows nothing."""
    clean = build(
        place / "content",
        place / "templates",
        place / "clean",
        base_url=base_url,
        keeps_promises=False,
    )
    assert clean.is_good
    return files(place / "site") == files(place / "clean") and outcome.problems == clean.problems


def first_report(place: Path) -> Path:
    return min((place / "content").rglob("report.md"))


def append(path: Path, words: str) -> None:
    path.write_text(path.read_text("utf-8") + words, "utf-8")


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new), "utf-8")


def remove_one(place: Path) -> None:
    shutil.rmtree(place / "content/lin/2025-summary")


def rename_one(place: Path) -> None:
    (place / "content/lin/2025-summary").rename(place / "content/lin/renamed")


def rename_in_lock(place: Path) -> None:
    """A paragraph keeps the id that it was published with, whichever that is."""
    swap(place / "content/lin/2025-summary/anchors.lock", '["p1",', '["p9",')


def ingest_again(place: Path) -> None:
    """Another source.txt, and the ledger and checksum that belong to it."""
    source = place / "content" / REPORT / "source.txt"
    append(source, "\n")
    outcome = ingest(source, source.parent)
    assert not any(problem.fatal for problem in outcome.problems)


MUTATIONS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda place: None,
    "text": lambda place: append(first_report(place), "\n新增就业3000人。\n"),
    "front matter": lambda place: swap(
        first_report(place), "provenance: ", "subtitle: 草案\nprovenance: "
    ),
    "source and ledger": ingest_again,
    "ledger gone": lambda place: (place / "content" / REPORT / "ledger.json").unlink(),
    "review": lambda place: swap(
        place / "content" / REPORT / "review.yaml", "say: join", "say: open"
    ),
    "metrics": lambda place: append(
        place / "content/nan/2024h1-plan/metrics.yaml", "# nothing new\n"
    ),
    "metrics gone": lambda place: (place / "content/nan/2024h1-plan/metrics.yaml").unlink(),
    "changes": lambda place: (first_report(place).with_name("changes.yaml")).write_text(
        "published: 2020-02-02\n", "utf-8"
    ),
    "translation": lambda place: swap(
        place / "content" / REPORT / "report.en.md", "In 2022 the Xiangmihu", "In 2022 Xiangmihu"
    ),
    "title in English": lambda place: swap(
        place / "content" / REPORT / "report.en.md", "Work Summary for", "Summary of Work in"
    ),
    "translation gone": lambda place: (place / "content" / REPORT / "report.en.md").unlink(),
    "lock gone": lambda place: (place / "content" / REPORT / "anchors.lock").unlink(),
    "lock": rename_in_lock,
    "a report less": remove_one,
    "a report renamed": rename_one,
    "settings": lambda place: swap(place / "content/site.yaml", "title: ", "title: 新"),
    "names in English": lambda place: swap(place / "content/site.yaml", "lin: Linj", "lin: L"),
    "an edition less": lambda place: swap(
        place / "content/site.yaml", ", zh-Hant, en", ", zh-Hant"
    ),
    "template": lambda place: append(place / "templates/base.html", "<!-- new -->\n"),
    "template of books": lambda place: append(place / "templates/epub/style.css", "/* new */\n"),
    "asset": lambda place: append(place / "templates/assets/site.css", "a { color: red; }\n"),
    "catalogue": lambda place: swap(place / "templates/locales/zh_Hant.po", "數據", "資料"),
    "word of numbers": lambda place: swap(
        place / "templates/locales/zh_Hans.po", 'msgstr "实绩"', 'msgstr "结果"'
    ),
    "registry": lambda place: (place / "content/indicators.yaml").write_text(
        (ROOT / "content/indicators.yaml").read_text("utf-8"), "utf-8"
    ),
    "number in the registry": lambda place: swap(
        place / "content/indicators.yaml", "aliases: [生产总值]", "aliases: [产值]"
    ),
}


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_warm_build_is_a_clean_one(place: Path, kind: str) -> None:
    assert warm(place).is_good
    MUTATIONS[kind](place)
    outcome = warm(place)
    assert outcome.is_unchanged == (kind == "nothing")
    assert is_as_clean(place, outcome)
    again = warm(place)
    assert again.is_unchanged
    assert again.problems == outcome.problems


def test_another_address_is_another_site(place: Path) -> None:
    warm(place)
    outcome = warm(place, "https://other.example/reports/")
    assert not outcome.is_unchanged
    assert is_as_clean(place, outcome, "https://other.example/reports/")


def test_a_site_that_was_touched_is_built_again(place: Path) -> None:
    warm(place)
    whole = files(place / "site")
    append(place / "site/index.html", "<!-- by hand -->")
    assert not warm(place).is_unchanged
    assert files(place / "site") == whole


def test_an_unchanged_site_is_not_written(place: Path) -> None:
    warm(place)
    before = states_in(place / "site"), states_in(place / "content")
    assert warm(place).is_unchanged
    assert (states_in(place / "site"), states_in(place / "content")) == before


def test_a_file_with_the_size_and_time_of_before_is_read_again(place: Path) -> None:
    warm(place)
    report = first_report(place)
    at = report.stat()
    swap(report, "亿元", "万元")
    os.utime(report, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert (report.stat().st_size, report.stat().st_mtime_ns) == (at.st_size, at.st_mtime_ns)
    outcome = warm(place)
    assert not outcome.is_unchanged
    assert is_as_clean(place, outcome)


def test_what_is_left_out_is_not_even_named(tmp_path: Path) -> None:
    """Python makes `__pycache__` at the first run: the second build of a clone was a cold one."""
    (tmp_path / "part").mkdir()
    before = files_in(tmp_path, left_out=("__pycache__",))
    (tmp_path / "part/__pycache__").mkdir()
    assert files_in(tmp_path, left_out=("__pycache__",)) == before
    assert files_in(tmp_path) != before


def test_only_a_file_that_has_had_its_time_is_known_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written just now may be written again within one tick of the clock of its disk."""
    path = tmp_path / "report.md"
    path.write_text("now", "utf-8")
    young = Reading({})
    assert young(str(path)) == hash_of(str(path))
    assert young.seen == {}
    monkeypatch.setattr("gongbao.cache.files.TICK", -10_000_000_000)
    old = Reading({})
    old(str(path))
    marked = {name: seen._replace(hash="known") for name, seen in old.seen.items()}
    assert Reading(marked)(str(path)) == "known"
    path.write_text("longer", "utf-8")
    assert Reading(marked)(str(path)) == hash_of(str(path))
    assert Reading(marked)(str(tmp_path / "gone")) == "unreadable: 2"
    monkeypatch.setattr("gongbao.cache.files.hash_of", lambda path: "unreadable: 13")
    shut = Reading({})
    assert shut(str(path)) == "unreadable: 13"
    assert shut.seen == {}


def test_what_the_first_build_wrote_is_known_to_the_third(place: Path) -> None:
    """The locks were too young to be known unread when it ended."""
    warm(place)
    time.sleep(2.1)
    assert warm(place).is_unchanged
    third = asked(place).inputs()
    assert not third.is_news
    assert any(name.endswith("anchors.lock") for name in third.seen)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("extract/data/changes.tsv", "增长\t", "增长了\t"),
        ("names_hant.tsv", "\n家私募", "\n临江\t臨䒾\tx\n家私募"),
        ("render/lists.py", "numbers=digest.numbers", "numbers=1 + digest.numbers"),
    ],
)
def test_code_and_word_lists_are_inputs(place: Path, file: str, old: str, new: str) -> None:
    """In processes of their own, with a program that is changed between them."""
    shutil.copytree(ROOT / "gongbao", place / "gongbao")
    shutil.copy(ROOT / "build.py", place)
    command = [sys.executable, "build.py", "build"]

    def run(*options: str) -> None:
        subprocess.run([*command, *options], cwd=place, check=True, capture_output=True)

    run()
    before = files(place / "site")
    path = place / "gongbao" / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    run()
    assert files(place / "site") != before
    run("--no-cache", "--output", "clean")
    assert files(place / "site") == files(place / "clean")


def test_other_code_knows_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(place)
    for module in ("assembly", "made", "pipeline", "unchanged"):
        monkeypatch.setattr(f"gongbao.{module}.code_version", lambda: "another")
    assert not warm(place).is_unchanged


def test_what_was_cut_short_or_damaged_is_made_anew(place: Path) -> None:
    warm(place)
    for number, path in enumerate(sorted(p for p in (place / "cache").rglob("*") if p.is_file())):
        body = path.read_bytes()
        path.write_bytes(body[: len(body) // 2] if number % 2 else body[:-1] + b"?")
    outcome = warm(place)
    assert not outcome.is_unchanged
    assert is_as_clean(place, outcome)


@pytest.mark.parametrize("is_there", [True, False], ids=["damaged", "gone"])
def test_what_the_search_keeps_of_reports_is_made_anew(place: Path, is_there: bool) -> None:
    """A shard reads it, of reports too that nobody changed."""
    warm(place)
    append(first_report(place), "\n又一句话。\n")
    values = [path for path in (place / "cache").glob("??/*") if path.is_file()]
    kept = [one for one in values if isinstance(pickle.loads(one.read_bytes()[DIGEST:]), Prepared)]
    assert len(kept) == len(list((place / "content").rglob("report.md"))) > 2
    for path in kept:
        path.write_bytes(path.read_bytes()[:-9]) if is_there else path.unlink()
    outcome = warm(place)
    assert is_as_clean(place, outcome)
    assert warm(place).is_unchanged


def test_a_preview_promises_nothing(place: Path) -> None:
    """A build after it still writes the locks."""
    folders = (place / "content", place / "templates", place / "site")
    build(*folders, keeps_promises=False, store=Store(place / "cache"))
    assert not list((place / "content").rglob("anchors.lock"))
    assert not warm(place).is_unchanged
    assert list((place / "content").rglob("anchors.lock"))


def test_processes_write_the_same_bytes(place: Path) -> None:
    folders = (place / "content", place / "templates")
    one = build(*folders, place / "one", keeps_promises=False)
    for store in (Store(place / "cache"), Store()):
        options = {"keeps_promises": False, "store": store, "workers": processes(2)}
        two = build(*folders, place / "two", **options)  # type: ignore[arg-type]
        assert two == one
        assert files(place / "two") == files(place / "one")


def test_a_file_saved_during_a_build_is_not_taken_for_the_old_one(place: Path) -> None:
    path = first_report(place)
    old = path.read_text("utf-8")

    def save(stage: str) -> None:
        if stage == "parse":
            append(path, "\n新增就业3000人。\n")

    built(asked(place), save)
    path.write_text(old, "utf-8")
    assert is_as_clean(place, warm(place))


def test_another_build_does_not_see_what_is_not_yet_sure(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    one.put("key", "value")
    assert (one.get("key"), other.get("key")) == ("value", None)
    one.commit()
    assert other.get("key") == "value"
    one.put("more", "value")
    one.forget()
    assert one.get("more") is None


def test_what_no_build_uses_goes(tmp_path: Path) -> None:
    old = Store(tmp_path)
    for number in range(10):
        old.put(f"{number:040}", number)
    old.commit()
    new = Store(tmp_path)
    assert new.get(f"{3:040}") == 3
    new.tidy()
    assert [old.get(f"{number:040}") for number in (2, 3)] == [None, 3]


def test_an_executor_of_others_makes_reports(place: Path) -> None:
    """Whatever is a `concurrent.futures.Executor`."""

    @contextmanager
    def workers(reports: int) -> Iterator[ProcessPoolExecutor]:
        with ProcessPoolExecutor(1) as executor:
            yield executor

    folders = (place / "content", place / "templates", place / "site")
    outcome = build(*folders, store=Store(place / "cache"), workers=workers)
    assert is_as_clean(place, outcome)


class Late(Executor):
    """Sends each task only when the answer to the one before has been taken."""

    def map(self, fn: Any, *iterables: Any, **options: Any) -> Iterator[Any]:
        first = pickle.dumps(fn)
        for arguments in zip(*iterables, strict=True):
            assert pickle.dumps(fn) == first, "changed while it is being sent"
            yield fn(*arguments)

    def submit(self, fn: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(pickle.loads(pickle.dumps(fn))(*arguments, **options))
        return future


def test_what_is_sent_to_workers_does_not_change_on_the_way(place: Path) -> None:
    """Of 1,000 reports tasks are still being sent while answers come in."""
    folders = (place / "content", place / "templates", place / "site")
    build(*folders, store=Store(place / "cache"), workers=lambda reports: nullcontext(Late()))


def test_workers_end_with_their_build(place: Path) -> None:
    """Else they would hold the lock of the site, and write into the stage of the next build."""
    command = [sys.executable, str(ROOT / "build.py"), "build", "--no-cache", "--jobs", "2"]
    command += ["--content", str(place / "content"), "--output", str(place / "site")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while len(children.read_text().split()) < 2:
            time.sleep(0.01)
        process.kill()
    for _ in range(500):
        with suppress(publish.SiteIsLocked), publish.lock(place / "site"):
            return
        time.sleep(0.01)
    pytest.fail("the lock is still held")


def test_a_template_that_is_a_link_is_an_input(place: Path) -> None:
    real = (place / "templates/outlines.html").rename(place / "outlines.html")
    (place / "templates/outlines.html").symlink_to(real)
    assert warm(place).is_good
    append(real, "<!-- new -->\n")
    assert is_as_clean(place, warm(place))
