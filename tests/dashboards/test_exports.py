"""Exports: whole sets swapped in one step, cells that no spreadsheet runs, exact Parquet."""

import csv
import datetime as dt
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboards import exports
from dashboards.exports import ExportError, export_marts

FORMULAS = {
    "=1+1": "'=1+1",
    "+49 30": "'+49 30",
    "-2 degrees": "'-2 degrees",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "'quoted": "'quoted",
    "plain = text": "plain = text",
    "Куп'янськ, «12»\nsecond line": "Куп'янськ, «12»\nsecond line",
    "": "",
}
"""Stored text → the cell a spreadsheet gets."""


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create schema core; create schema flags")
        connection.execute(
            """
            create table core.claim (claim_id varchar, low bigint, published_at timestamp);
            create table core.article (article_id varchar);
            create table flags.finding (finding_id varchar, claim_ids varchar[]);
            create table marts.toll (claimant varchar, low bigint, share double, day date);
            insert into core.claim values ('c1', -5, timestamp '2025-10-01 12:30:00');
            insert into core.article values ('a1');
            insert into flags.finding values ('f1', ['=a', 'b']), ('f2', []), ('f3', null);
            insert into marts.toll values ('Ministry', -7, -0.5, date '2025-10-01');
            """
        )
        yield connection


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_mart_the_claims_and_the_findings_are_written_in_both_formats(con, tmp_path):
    written = export_marts(con, tmp_path / "exports")
    assert [path.name for path in written] == [
        "claim.csv",
        "claim.parquet",
        "finding.csv",
        "finding.parquet",
        "toll.csv",
        "toll.parquet",
    ]
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize(("stored", "cell"), FORMULAS.items())
def test_a_text_cell_never_begins_like_a_formula(con, tmp_path, stored, cell):
    con.execute("update core.claim set claim_id = ?", [stored])
    export_marts(con, tmp_path / "exports")
    assert rows_of(tmp_path / "exports" / "claim.csv")[0]["claim_id"] == cell


def test_numbers_and_dates_stay_numbers_and_dates_in_csv(con, tmp_path):
    export_marts(con, tmp_path / "exports")
    assert rows_of(tmp_path / "exports" / "toll.csv") == [
        {"claimant": "Ministry", "low": "-7", "share": "-0.5", "day": "2025-10-01"}
    ]
    assert rows_of(tmp_path / "exports" / "claim.csv")[0]["published_at"] == "2025-10-01T12:30:00Z"


def test_a_list_is_joined_and_made_inert_in_csv(con, tmp_path):
    export_marts(con, tmp_path / "exports")
    cells = [row["claim_ids"] for row in rows_of(tmp_path / "exports" / "finding.csv")]
    assert cells == ["'=a; b", "", ""]


def test_parquet_gives_back_exactly_what_is_stored(con, tmp_path):
    export_marts(con, tmp_path / "exports")
    finding = pl.read_parquet(tmp_path / "exports" / "finding.parquet")
    assert finding.rows() == [("f1", ["=a", "b"]), ("f2", []), ("f3", None)]
    claim = pl.read_parquet(tmp_path / "exports" / "claim.parquet")
    assert claim.rows() == [("c1", -5, dt.datetime(2025, 10, 1, 12, 30))]


def test_the_same_content_in_another_row_order_gives_the_same_csv_bytes(con, tmp_path):
    export_marts(con, tmp_path / "one")
    con.execute("create table turned as select * from flags.finding order by finding_id desc")
    con.execute("truncate flags.finding; insert into flags.finding select * from turned")
    export_marts(con, tmp_path / "two")
    assert (tmp_path / "one/finding.csv").read_bytes() == (
        tmp_path / "two/finding.csv"
    ).read_bytes()


def test_a_failed_export_leaves_the_set_before_it_whole(con, tmp_path, monkeypatch):
    folder = tmp_path / "exports"
    export_marts(con, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    con.execute("update core.claim set low = 99")
    write_table = exports._write_table

    def write_until_the_last(con, schema, table, target):
        if table == "toll":
            raise OSError("disk full")
        return write_table(con, schema, table, target)

    monkeypatch.setattr(exports, "_write_table", write_until_the_last)
    with pytest.raises(OSError, match="disk full"):
        export_marts(con, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".exports-000001", "exports"]


def test_a_reader_of_the_set_before_can_finish_and_older_sets_go(con, tmp_path):
    folder = tmp_path / "exports"
    export_marts(con, folder)
    with (folder / "claim.csv").open() as reader:
        real = folder.resolve()
        export_marts(con, folder)
        assert "c1" in reader.read()
        assert real.is_dir()
    export_marts(con, folder)
    assert not real.exists()
    assert folder.resolve().name == ".exports-000003"


def test_an_empty_folder_is_taken_over(con, tmp_path):
    (tmp_path / "exports").mkdir()
    export_marts(con, tmp_path / "exports")
    assert (tmp_path / "exports" / "claim.csv").is_file()


def test_a_folder_with_other_files_is_never_touched(con, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with pytest.raises(ExportError, match="holds other files"):
        export_marts(con, tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"


def test_a_path_with_a_quote_in_it_works(con, tmp_path):
    export_marts(con, tmp_path / "o'brien" / "exports")
    assert (tmp_path / "o'brien" / "exports" / "toll.csv").is_file()
