"""The house rules that a machine can keep: who imports whom, who touches the world."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gongbao"
MODEL = {"model"}

# The table of ARCHITECTURE.md: a part may import these parts of ours, and itself.
MAY_IMPORT = {
    "__init__": set[str](),
    "model": set[str](),
    "fields": MODEL,
    "ledger": MODEL,
    "load": MODEL | {"fields", "ledger"},
    "parse": MODEL | {"fields", "ledger"},
    "anchors": MODEL,
    "extract": MODEL,
    "script": MODEL,
    "collect": MODEL,
    "check": MODEL,
    "render": MODEL,
    "search": MODEL,
    "publish": MODEL,
    "ingest": MODEL | {"fields", "ledger"},
    "pipeline": {
        *("load", "parse", "anchors", "extract", "script", "collect"),
        *("check", "render", "search", "publish", "model"),
    },
    "serve": MODEL | {"pipeline"},
    "cli": MODEL | {"load", "pipeline", "publish", "ingest", "serve"},
}
TOUCHES_THE_WORLD = {"load", "render", "search", "publish", "ingest", "serve", "cli", "pipeline"}
WORLD = {
    "os",
    "shutil",
    "subprocess",
    "tempfile",
    "random",
    "time",
    "open",
    "today",
    "now",
    "print",
}

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


@pytest.mark.parametrize("file", [f for f in FILES if part_of(f) not in TOUCHES_THE_WORLD])
def test_the_middle_knows_no_world(file: str) -> None:
    """No disk, clock, chance or console: same values in, same values out."""
    nodes = list(ast.walk(FILES[file]))
    used = {n.id for n in nodes if isinstance(n, ast.Name)}
    used |= {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    used |= {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    assert not used & WORLD


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
