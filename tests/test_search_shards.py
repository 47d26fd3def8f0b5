"""A library of many shards: the same is found, and shards that cannot hold it are not asked."""

from collections.abc import Iterator
from functools import partial
from threading import Thread

import pytest
from playwright.sync_api import Page

from gongbao import search
from gongbao.pipeline import build
from gongbao.search.whereabouts import FILES_A_SHARD, LEAST, heaps, table_of, tables
from tests.browser.server import Server
from tests.exact_search import HAND_MADE, Line, compared, random_strings, truth
from tests.test_search_browser import ROOT, StrictHandler, answers, hits, texts

__all__ = ["texts"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each report of ours in a shard of its own."""
    site = tmp_path_factory.mktemp("shards") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "SHARD", 1)
        outcome = build(ROOT / "content", ROOT / "templates", site, keeps_promises=False)
    assert outcome.is_good
    assert len([*(site / "search/data/where").iterdir()]) > LEAST
    handler = partial(StrictHandler, directory=str(site), prefix="/reports/")
    with Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/reports/"
        server.shutdown()


@pytest.mark.browser
def test_the_same_is_found_in_many_shards(
    page: Page, home: str, texts: dict[str, list[Line]]
) -> None:
    held = [(path, own_id, compared(words)) for path, own_id, words in texts["zh-Hans"]]
    queries = [*random_strings(texts, 150, seed=11), *HAND_MADE, "constructor", "__proto__"]
    page.goto(home + "search/")
    found = answers(page, queries)
    wanted = [truth(query, held) for query in queries]
    wrong = [q for q, want, got in zip(queries, wanted, found, strict=True) if want != got]
    assert wrong == []


@pytest.mark.browser
def test_a_shard_that_cannot_hold_the_words_is_not_asked(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert {
        one.partition("#")[0].partition("?")[0][-18:]
        for one in hits(page, home, "地区生产总值5515")
    } == {"/futian/2022-plan/"}
    own = [url for url in asked if url.endswith(".pf_meta")]
    assert len(own) == 2  # the newest, which is always asked, and the one that has them


def test_each_token_is_told_with_its_shards() -> None:
    shards = [heaps(set(words.split())) for words in ("甲乙 乙", "乙 ab", "甲乙", "乙 乙")]
    found = dict(
        pair
        for heap, words in enumerate(zip(*shards, strict=True))
        for pair in tables(heap, words).items()
    )
    assert sorted(found) == list(range(len(shards) * FILES_A_SHARD))
    told = {token: bits for table in found.values() for token, bits in table.items()}
    assert told == {"甲乙": "5", "乙": "b", "ab": "2"}
    assert all(token in found[table_of(token, len(found))] for token in told)
