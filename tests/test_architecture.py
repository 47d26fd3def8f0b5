"""The house rules that a machine can keep: who imports whom, who touches the world."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gongbao"
MODEL = {"model"}

# The table of ARCHITECTURE.md: a part may import these parts of ours, and itself.
MAY_IMPORT = {
    "__init__": set[str](),
    "problem": set[str](),
    "model": {"problem"},
    "characters": MODEL,
    "fields": MODEL | {"characters", "limits"},
    "ledger": MODEL,
    "settings": MODEL | {"fields"},
    "folders": MODEL | {"characters"},
    "limits": MODEL,
    "previous": MODEL | {"links"},
    "indicators": MODEL | {"fields"},
    "versions": MODEL | {"fields"},
    "translation": MODEL | {"fields"},
    "corrections": MODEL | {"fields"},
    "load": MODEL
    | {"characters", "fields", "ledger", "promises", "settings", "folders", "versions"}
    | {"indicators", "corrections", "limits", "translation"},
    "proof": MODEL | {"ledger"},
    "parse": MODEL | {"fields", "ledger", "limits", "proof"},
    "anchors": MODEL | {"match"},
    "match": set[str](),
    "promises": MODEL,
    "outcomes": MODEL,
    "extract": MODEL,
    "script": MODEL,
    "quote": MODEL | {"script"},
    "collect": MODEL,
    "series": MODEL,
    "check": MODEL,
    "doubts": MODEL,
    "cite": set[str](),
    "links": MODEL,
    "render": MODEL | {"cite", "outline", "series", "translation"},
    "search": MODEL | {"script"},
    "publish": MODEL | {"problem"},
    "hosting": MODEL,
    "ingest": MODEL | {"fields", "ledger"},
    "outline": MODEL,
    "digest": MODEL | {"cache", "check", "outline", "search", "series", "translation"},
    "parts": MODEL
    | {"assembly", "cache", "digest", "hosting", "made", "render", "script", "search", "series"}
    | {"translation"},
    "assembly": MODEL | {"cache", "links", "publish", "render"},
    "uploading": MODEL | {"links", "publish"},
    "pipeline": {
        *("load", "parse", "anchors", "extract", "corrections", "script", "collect"),
        *("check", "render", "search", "links", "publish", "promises", "quote", "ingest"),
        *("series", "doubts", "hosting", "model", "translation", "folders", "previous"),
        *("made", "digest", "parts", "assembly", "cache", "unchanged"),
    },
    "cache": set[str](),
    "unchanged": {"cache", "problem"},
    "made": MODEL
    | {"anchors", "cache", "corrections", "digest", "extract", "ingest", "parse", "promises"}
    | {"script", "search", "translation"},
    "building": {"cache", "cluster", "made", "pipeline", "problem", "publish", "unchanged"},
    "cluster": {"cache"},
    "preview": MODEL | {"digest", "folders", "load", "made", "render"},
    "browsers": MODEL | {"preview", "render"},
    "serve": MODEL | {"browsers", "building", "cache", "pipeline", "preview", "publish", "render"},
    "cli": {
        *("settings", "outcomes", "pipeline", "problem", "publish", "ingest", "quote", "serve"),
        *("arguments", "building", "cache", "unchanged", "uploading"),
    },
    "arguments": {"building"},
}
HANDS_ON = {
    *("arguments.py", "assembly.py", "made.py", "parts.py", "pipeline.py", "preview.py"),
    *(
        "render/keep.py",
        "render/press.py",
        "unchanged.py",
        "uploading.py",
    ),
}
TOUCHES_THE_WORLD = {
    *(
        "browsers.py",
        "building.py",
        "cache/__init__.py",
        "cache/files.py",
        "folders.py",
        "load.py",
        "previous.py",
        "promises.py",
        "publish/__init__.py",
        "publish/locking.py",
        "publish/manifest.py",
        "publish/spare.py",
        "publish/stage.py",
        "publish/swap.py",
        "ingest/files.py",
        "ingest/office.py",
        "serve.py",
        "cli.py",
    ),
    *("render/__init__.py", "render/assets.py", "render/environment.py", "render/messages.py"),
    "search/pagefind.py",
}
WORLD = {
    *("os", "sys", "shutil", "subprocess", "tempfile", "socket", "urllib.request"),
    *("random", "secrets", "uuid", "time", "today", "now", "utcnow", "locale", "getpass"),
    *("open", "print", "input", "environ", "getenv", "getcwd", "cwd", "home", "Path"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"),
}
PACKAGE_DATA = ("files(__package__)", "resources.files(__package__)")
"""What comes with the code is a constant: reading it is no look at the world."""

FILES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def part_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES)
def test_a_part_imports_what_its_row_allows(file: str) -> None:
    assert imported_parts(file) <= MAY_IMPORT[part_of(file)] | {part_of(file)}


def test_every_part_has_its_row_and_no_row_is_left_over() -> None:
    assert {part_of(file) for file in FILES} == set(MAY_IMPORT)


@pytest.mark.parametrize("file", [f for f in FILES if f not in TOUCHES_THE_WORLD | HANDS_ON])
def test_the_middle_knows_no_world(file: str) -> None:
    """No disk, clock, chance or console: same values in, same values out."""
    assert not names_used(FILES[file]) & WORLD


@pytest.mark.parametrize("file", sorted(HANDS_ON))
def test_the_order_of_the_stages_hands_folders_on_and_touches_none(file: str) -> None:
    assert names_used(FILES[file]) & WORLD == {"Path"}


def test_no_file_is_left_over_that_touched_the_world() -> None:
    assert set(FILES) >= TOUCHES_THE_WORLD
    assert all(names_used(FILES[file]) & WORLD for file in TOUCHES_THE_WORLD)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import os.path", {"os"}),
        ("from os import environ as e", {"os", "environ"}),
        ("from datetime import datetime\ndatetime.now()", {"now"}),
        ("import locale", {"locale"}),
        ("import urllib.request", {"urllib.request"}),
        ("file.read_text('utf-8')", {"read_text"}),
        ("file.joinpath('a').read_bytes()", {"read_bytes"}),
        ("files('other').joinpath('a').read_text()", {"read_text"}),
        ("(files(__package__) / 'data' / f'{name}.tsv').read_text(encoding='utf-8')", set[str]()),
        ("resources.files(__package__).joinpath('a.tsv').read_text('utf-8')", set[str]()),
        ("resources.files(__package__).joinpath('a').write_text('b')", {"write_text"}),
        ("from decimal import Decimal\nimport re", set[str]()),
    ],
)
def test_a_look_at_the_world_is_seen(code: str, names: set[str]) -> None:
    assert names_used(ast.parse(code)) & WORLD == names


@pytest.mark.parametrize("file", FILES)
def test_dataclasses_are_frozen(file: str) -> None:
    for node in ast.walk(FILES[file]):
        if isinstance(node, ast.ClassDef):
            decorators = [ast.unparse(d) for d in node.decorator_list]
            if any(d.startswith("dataclass") for d in decorators):
                assert any("frozen=True" in d for d in decorators), node.name


@pytest.mark.parametrize("file", FILES)
def test_functions_fit_on_a_screen(file: str) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(FILES[file])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.name)
def test_modules_stay_readable(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_no_template_marks_text_as_safe() -> None:
    templates = PACKAGE.parent / "templates"
    for path in templates.glob("*.html"):
        words = path.read_text("utf-8")
        assert "|safe" not in words.replace(" ", ""), path.name
        assert "autoescape" not in words, path.name


def imported_parts(file: str) -> set[str]:
    """Parts of ours, from relative and absolute imports alike."""
    depth = file.count("/")
    parts: set[str] = set()
    for node in ast.walk(FILES[file]):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level == depth + 1:
            parts |= {node.module.split(".")[0]} if node.module else {a.name for a in node.names}
        elif not node.level and (node.module or "").split(".")[0] == "gongbao":
            rest = (node.module or "").split(".")[1:]
            parts |= {rest[0]} if rest else {a.name for a in node.names}
    return parts


def names_used(tree: ast.AST) -> set[str]:
    """Every name that is read, imported or asked of a value; of modules the dotted name as well."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                names.add(name)
            case ast.Attribute(attr=name) if not is_package_data(node):
                names.add(name)
            case ast.Import(names=aliases):
                names |= {alias.name for alias in aliases}
                names |= {alias.name.split(".")[0] for alias in aliases}
            case ast.ImportFrom(level=0, module=str(module), names=aliases):
                names |= {module, module.split(".")[0], *(alias.name for alias in aliases)}
    return names


def is_package_data(node: ast.Attribute) -> bool:
    """``….read_text`` of a path that begins at the files of the package."""
    path = ast.unparse(node.value).lstrip("(")
    return node.attr == "read_text" and path.startswith(PACKAGE_DATA)
