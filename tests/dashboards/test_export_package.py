"""The data package of a real warehouse: valid, true to its files, the same for the same rows."""

import hashlib
import json
import re

import jsonschema
import polars as pl
import pytest

from dashboards.exports.cells import field_type
from dashboards.exports.export import export_marts
from tests.dashboards.data_package_schema import PACKAGE
from tests.dashboards.export_reading import package_of, rows_of
from warehouse.connect import open_snapshot


@pytest.fixture(scope="module")
def resources(folder):
    return {resource["name"]: resource for resource in package_of(folder)["resources"]}


def test_the_package_keeps_the_rules_of_its_profile(folder):
    jsonschema.validate(package_of(folder), PACKAGE, cls=jsonschema.Draft7Validator)


def test_a_package_of_empty_tables_keeps_them_too(empty_snapshots, tmp_path):
    with open_snapshot(empty_snapshots, sealed=False) as con:
        export_marts(con, tmp_path / "exports")
    package = package_of(tmp_path / "exports")
    jsonschema.validate(package, PACKAGE, cls=jsonschema.Draft7Validator)
    assert "readUntil" not in package
    assert [rows_of(tmp_path / "exports", r) for r in package["resources"] if r["name"] == "claim"]


def files_of(resource):
    return [resource, resource["parquet"], *([resource["hxl"]] if "hxl" in resource else [])]


def test_bytes_and_hash_are_those_of_the_files_and_no_file_is_left_out(folder, resources):
    files = [file for resource in resources.values() for file in files_of(resource)]
    for file in files:
        raw = (folder / file["path"]).read_bytes()
        assert (file["bytes"], file["hash"]) == (len(raw), _sha256(raw)), file["path"]
    written = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert written == {file["path"] for file in files} | {"datapackage.json", "README.md"}


def _sha256(raw):
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_every_column_is_described_and_typed_as_it_is_stored(tables, resources):
    assert resources.keys() == tables.keys()
    for name, table in tables.items():
        fields = resources[name]["schema"]["fields"]
        assert [f["name"] for f in fields] == [column.name for column in table.columns]
        assert [f["type"] for f in fields] == [field_type(c.kind) for c in table.columns]
        assert [f["name"] for f in fields if not f["description"].strip()] == []
        assert resources[name]["description"], name


def test_csv_read_as_declared_gives_what_parquet_holds(folder, resources):
    n_rows = 0
    for resource in resources.values():
        stored = pl.read_parquet(folder / resource["parquet"]["path"])
        read = rows_of(folder, resource)
        assert read == [_as_csv_can(row) for row in stored.iter_rows(named=True)], resource["name"]
        n_rows += len(read)
    assert n_rows > 10


def _as_csv_can(row):
    """Return a row of Parquet with times to the second, which is what the CSV promises."""
    return {
        name: value.replace(microsecond=0) if hasattr(value, "microsecond") else value
        for name, value in row.items()
    }


def test_rows_keep_the_constraints_that_are_told_of_them(folder, resources):
    told = 0
    for resource in resources.values():
        rows = rows_of(folder, resource)
        for field in resource["schema"]["fields"]:
            constraints = field.get("constraints", {})
            values = [row[field["name"]] for row in rows]
            where = (resource["name"], field["name"])
            assert not constraints.get("required") or None not in values, where
            assert {*values} - {None} <= {*constraints["enum"]} if "enum" in constraints else True
            told += len(constraints)
    assert told > 50


KEYS = {
    "actor": ["actor_id"],
    "claim": ["claim_id"],
    "claim_audit": ["claim_id"],
    "claim_revision": ["revision_id"],
    "finding": ["finding_id"],
    "toll_by_source_daily": ["toll_id"],
    "toll_cumulative": ["series_id", "as_of"],
}


def test_a_key_is_told_where_no_part_of_it_can_be_missing(folder, resources):
    keys = {name: resources[name]["schema"].get("primaryKey") for name in resources}
    assert {name: keys[name] for name in KEYS} == KEYS
    # Its grain is publisher and day, and both may be unknown.
    assert keys["coverage_daily"] is None
    for name, key in keys.items():
        rows = [tuple(row[c] for c in key or ()) for row in rows_of(folder, resources[name])]
        assert key is None or len(rows) == len(set(rows)), name


def test_closed_lists_are_those_that_the_models_are_tested_for(resources):
    fields = {field["name"]: field for field in resources["claim_audit"]["schema"]["fields"]}
    assert fields["victim_class"]["constraints"] == {
        "enum": ["military", "civilian", "mixed", "unspecified"]
    }
    assert fields["category"]["constraints"]["required"] is True
    assert "constraints" not in fields["high"]


def test_the_same_snapshot_gives_the_same_bytes(con, folder, tmp_path):
    export_marts(con, tmp_path / "again")
    for path in sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file()):
        assert (tmp_path / "again" / path).read_bytes() == (folder / path).read_bytes(), path


def test_the_snapshot_its_content_and_the_last_article_are_told(folder, snapshots):
    package, readme = package_of(folder), (folder / "README.md").read_text("utf-8")
    name = (snapshots / "current.duckdb").resolve().stem
    assert (package["snapshot"], package["readUntil"]) == (name, "2025-10-09")
    content = package["id"].removeprefix("tallywire:")
    assert re.fullmatch(r"[0-9a-f]{64}", content)
    for told in (name, content, package["tallywireVersion"], "2025-10-09"):
        assert told in readme


def test_other_rows_are_another_content(con, folder, tmp_path):
    export_marts(con, tmp_path / "part", only=["claim"])
    assert package_of(tmp_path / "part")["id"] != package_of(folder)["id"]


def test_the_page_tells_what_a_row_of_each_table_is(folder, tables):
    readme = (folder / "README.md").read_text("utf-8")
    for table in tables.values():
        assert f"| `{table.name}` |" in readme
        assert " ".join(table.comment.split()) in readme


def test_every_time_is_told_to_be_utc(folder, resources):
    times = [
        (resource["name"], field["name"])
        for resource in resources.values()
        for field in resource["schema"]["fields"]
        if field["type"] == "datetime" and "UTC" not in field["description"]
    ]
    assert times == []


def test_the_descriptor_is_readable_by_people(folder):
    text = (folder / "datapackage.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
