"""Whole sites, compared file by file. ``pytest --update-golden`` rewrites them: read the diff.

Assets, the search index, books and pictures are left out: other tests look at them, and here they
would only hide the lines that a person should read. Of pages the part inside ``<main>`` is
compared, and once the whole of it.
"""

import re
from pathlib import Path

import pytest

from gongbao.pipeline import build

ROOT = Path(__file__).parent.parent
CASES = sorted(path for path in (ROOT / "tests" / "golden").iterdir() if path.is_dir())
LEFT_OUT = ("assets/", "search/data/", "search/pagefind/")
BINARY = {".epub", ".png"}
WHOLE = "index.html"
"""The home page is compared whole, so that head, header and foot are seen once."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_site(case: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    outcome = build(case / "content", ROOT / "templates", tmp_path / "site")
    assert outcome.problems == ()

    actual = read_tree(tmp_path / "site")
    if pytestconfig.getoption("update_golden"):
        write_tree(case / "site", actual)
    assert actual == {
        path.relative_to(case / "site").as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted((case / "site").rglob("*"))
        if path.is_file()
    }


def read_tree(site: Path) -> dict[str, str]:
    tree = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and path.suffix not in BINARY and not name.startswith(LEFT_OUT):
            tree[name] = shown(name, path.read_bytes().decode("utf-8"))
    return tree


def shown(name: str, body: str) -> str:
    """Hashes of assets change with every touch of a style: they are masked."""
    if not name.endswith(".html"):
        return body
    body = re.sub(r"(assets/[a-z]+)\.[0-9a-f]{10}\.", r"\1.HASH.", body)
    main = re.search(r"<main.*</main>", body, re.DOTALL)
    assert main
    return body if name == WHOLE else main[0]


def write_tree(folder: Path, tree: dict[str, str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        path.unlink() if path.is_file() else path.rmdir()
    for name, body in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode("utf-8"))
