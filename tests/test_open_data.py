"""The open data of the real site: valid for others' tools, typed, and the same in every form."""

import csv
import io
import json
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongbao.render.columns import COLUMNS
from gongbao.render.metrics import escaped
from tests.built_site import Node, article, read_page

DOCS = (Path(__file__).parent.parent / "docs/data.md").read_text("utf-8")
PATHS = (
    "futian/2024h1-plan",
    "futian/2022-plan",
    "xiangmihu/2022-summary",
    "xiangmihu/2021-summary",
    "unknown/2022-summary-masked",
)
FOLDERS = ("data", *PATHS)
# The tools that judge are imported where they do: three seconds of every worker else.
ESCAPED = re.compile(r"'('*[=+\-@\t\r\n＝＋－＠])")
TYPES = {
    "text": "string",
    "address": "string",
    "ranks": "string",
    "decimal": "Float64",
    "integer": "Int64",
    "boolean": "boolean",
}


def observations(site: Path, folder: str) -> list[dict[str, Any]]:
    found = json.loads((site / folder / "metrics.json").read_text("utf-8"))["observations"]
    return list(found)


def rows(site: Path, folder: str) -> list[dict[str, str]]:
    text = (site / folder / "metrics.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---------------------------------------------------------------- one thing in every form


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_csv_says_what_json_says(site: Path, folder: str) -> None:
    found = observations(site, folder)
    assert found
    for one, row in zip(found, rows(site, folder), strict=True):
        assert list(one) == list(row) == [column.name for column in COLUMNS]
        for column in COLUMNS:
            assert unescaped(row[column.name]) == as_text(one[column.name]), column.name


def as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(rank["verbatim"] for rank in value)
    return str(value)


def unescaped(cell: str) -> str:
    return ESCAPED.sub(r"\1", cell, count=1) if ESCAPED.match(cell) else cell


def test_the_whole_is_all_its_parts(site: Path) -> None:
    parts = [one for path in PATHS for one in observations(site, path)]
    whole = observations(site, "data")
    assert sorted(whole, key=key) == sorted(parts, key=key)
    assert len({key(one) for one in whole}) == len(whole)


def key(one: dict[str, Any]) -> tuple[str, str]:
    return one["report"], one["id"]


@pytest.mark.parametrize("path", PATHS)
def test_the_page_says_what_json_says(site: Path, path: str) -> None:
    found = {one["id"]: one for one in observations(site, path)}
    page = article(site / path / "index.html")
    shown = [n for n in page.walk() if n.attributes.get("class") == "metric"]
    assert [n.attributes["id"] for n in shown] == list(found)
    for node in shown:
        one = found[node.attributes["id"]]
        assert node.text() == one["surface"]
        assert node.attributes.get("value") == one["value"]
        assert node.attributes["data-kind"] == one["value_kind"]
        assert node.attributes["data-role"] == one["role"]
        if node.tag == "data":
            assert (node.attributes["data-unit"] or None) == one["unit"]


@pytest.mark.parametrize("path", PATHS)
def test_the_table_of_the_page_has_every_number(site: Path, path: str) -> None:
    page = read_page(site / path / "index.html")
    (section,) = page.find("section", id="numbers")
    (body,) = section.find("tbody")
    found = list(body.find("tr"))
    data = observations(site, path)
    assert [row.attributes["id"] for row in found] == [f"row-{one['id']}" for one in data]
    for row, one in zip(found, data, strict=True):
        cells = [cell for cell in row.children if isinstance(cell, Node)]
        (link,) = cells[0].find("a")
        assert link.attributes["href"] == f"#{one['id']}"
        assert (one["label"] or one["quote"]) in cells[2].text()
        assert one["surface"] in cells[1].text() or one["role"] == "rank"


@pytest.mark.parametrize("path", PATHS)
def test_linked_data_says_what_json_says(site: Path, path: str) -> None:
    found = {one["id"]: one for one in observations(site, path)}
    dataset, *carded = graph(site, path)
    page = article(site / path / "index.html")
    cards = [n for n in page.find("a") if n.attributes.get("class", "").startswith("metric-card")]
    assert len(carded) == len(cards)
    assert len(cards) > 0 or "masked" in path
    for one in carded:
        number = found[one["identifier"]]
        assert f"#{number['sentence']}" in {card.attributes["href"] for card in cards}
        assert one["description"] == number["quote"]
        assert one.get("name") == number["label"]
        for name, field in (("minValue", "min"), ("maxValue", "max")):
            assert decimal(one.get(name)) == decimal(number[field])
        if number["qualifier"] == "exact":
            assert decimal(one.get("value")) == decimal(number["value"])
        else:
            assert "value" not in one
        assert one["observationDate"][:4] == number["period"][:4]
        kinds = [number["role"], number["value_kind"], number["qualifier"]]
        assert one["measurementQualifier"] == kinds
    files = [entry["contentUrl"] for entry in dataset["distribution"]]
    assert [url.rpartition("/")[2] for url in files] == ["metrics.csv", "metrics.json"]
    assert dataset["isBasedOn"] == {"@id": f"https://gongbao.example/{path}/"}
    first, last = dataset["temporalCoverage"].split("/")
    years = {one["period"][:4] for one in found.values()}
    assert (first[:4], last[:4]) == (min(years), max(years))


def graph(site: Path, path: str) -> list[dict[str, Any]]:
    page = read_page(site / path / "index.html")
    _, script = page.find("script", type="application/ld+json")
    return list(json.loads(script.text())["@graph"])


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


# ---------------------------------------------------------------- judged by others


@pytest.mark.parametrize("folder", FOLDERS)
def test_json_is_valid_by_its_schema(site: Path, folder: str) -> None:
    import jsonschema

    schema = json.loads((site / "data/metrics.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads((site / folder / "metrics.json").read_text("utf-8"))
    assert data["schema"] == schema["$id"]
    assert list(validator.iter_errors(data)) == []
    data["observations"][0]["role"] = "guess"
    data["observations"][0]["value"] = "1,000"
    assert len(list(validator.iter_errors(data))) == 2


@pytest.mark.parametrize("folder", FOLDERS)
def test_csv_is_valid_by_its_csvw_metadata(site: Path, folder: str) -> None:
    from csvw import CSVW

    metadata = site / folder / "metrics.csv-metadata.json"
    assert csvw_faults(metadata) == []
    first = next(iter(CSVW(str(metadata)).t))
    assert first["id"] == observations(site, folder)[0]["id"]
    assert isinstance(first["value"], Decimal)
    assert isinstance(first["rank"], list)


def test_csvw_finds_a_corrupted_value(site: Path, tmp_path: Path) -> None:
    for name in ("metrics.csv", "metrics.csv-metadata.json"):
        (tmp_path / name).write_bytes((site / "data" / name).read_bytes())
    file = tmp_path / "metrics.csv"
    file.write_bytes(file.read_bytes().replace(b",level,15,", b",level,fifteen,", 1))
    assert csvw_faults(tmp_path / "metrics.csv-metadata.json") != []


def csvw_faults(metadata: Path) -> list[str]:
    """What the library warns of, then the first cell that is not of its type."""
    from csvw import CSVW

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        judge = CSVW(str(metadata), validate=True)
        faults = [] if judge.is_valid else [str(one.message) for one in judge.warnings]
    (table,) = judge.tables
    try:
        list(table.iterdicts(strict=True))
        table.check_primary_key()
    except ValueError as error:
        faults.append(str(error))
    return faults


def test_the_data_package_is_valid(site: Path) -> None:
    import frictionless

    report = frictionless.validate(str(site / "data/datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert report.tasks[0].stats["rows"] == len(observations(site, "data"))


def test_one_table_describes_the_fields_everywhere(site: Path) -> None:
    schema = json.loads((site / "data/metrics.schema.json").read_text("utf-8"))
    table = json.loads((site / "data/metrics.csv-metadata.json").read_text("utf-8"))
    package = json.loads((site / "data/datapackage.json").read_text("utf-8"))
    said = {c.name: c.description for c in COLUMNS}
    in_schema = schema["$defs"]["observation"]["properties"]
    assert {name: field["description"] for name, field in in_schema.items()} == said
    in_table = table["tableSchema"]["columns"]
    assert {c["name"]: c["dc:description"]["@value"] for c in in_table} == said
    in_package = package["resources"][0]["schema"]["fields"]
    assert {f["name"]: f["description"] for f in in_package} == said


# ---------------------------------------------------------------- spreadsheets and scripts


def test_a_spreadsheet_reads_utf8_and_no_formula(site: Path) -> None:
    for folder in FOLDERS:
        assert (site / folder / "metrics.csv").read_bytes().startswith(b"\xef\xbb\xbfid,report,")
        for row in rows(site, folder):
            for column in COLUMNS:
                cell = row[column.name]
                is_number = column.type in ("decimal", "integer")
                assert not re.match(r"[=+\-@\t\r\n]", cell) or (is_number and float(cell) <= 0)


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-11.6%", "'-11.6%"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("＝A1", "'＝A1"),
        ("'=A1", "''=A1"),
        ("'a", "'a"),
        ("——一般", "——一般"),
        ("5515亿元", "5515亿元"),
    ],
)
def test_what_looks_like_a_formula_is_escaped_and_comes_back(words: str, cell: str) -> None:
    assert escaped(words) == cell
    assert unescaped(cell) == words


def code(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    return str(found)


def test_pandas_reads_it_as_documented(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas

    monkeypatch.chdir(site / "data")
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        exec(code("python"), names)
    numbers = names["numbers"]
    wanted = {"Float64": "float64"}
    assert {c.name: str(numbers[c.name].dtype) for c in COLUMNS} == {
        c.name: wanted.get(TYPES[c.type], TYPES[c.type]) for c in COLUMNS
    }
    found = observations(site, "data")
    assert [None if pandas.isna(v) else v for v in numbers["value"]] == [
        None if one["value"] is None else float(one["value"]) for one in found
    ]
    assert list(numbers["surface"]) == [one["surface"] for one in found]
    assert numbers["corrected"].sum() == sum(one["corrected"] for one in found)


def test_duckdb_reads_it_as_documented(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(site / "data")
    database = duckdb.connect()
    database.execute(code("sql"))
    described = database.execute("DESCRIBE numbers").fetchall()
    wanted = {"decimal": "DECIMAL(38,10)", "integer": "INTEGER", "boolean": "BOOLEAN"}
    assert {row[0]: row[1] for row in described} == {
        c.name: wanted.get(c.type, "VARCHAR") for c in COLUMNS
    }
    found = observations(site, "data")
    got = database.execute("SELECT surface, value FROM numbers").fetchall()
    assert got == [(one["surface"], decimal(one["value"])) for one in found]
