"""Exports: whole sets swapped in one step, values that come back as they were, clear refusals."""

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboards.exports import export
from dashboards.exports.export import export_marts
from dashboards.exports.folders import ExportError
from tests.dashboards.export_reading import cells_of, package_of, rows_of, unguarded
from warehouse.connect import WarehouseError
from warehouse.table_files import copy_rows

NAMES = [
    "README.md",
    "claim.csv",
    "claim.parquet",
    "datapackage.json",
    "finding.csv",
    "finding.parquet",
    "hxl/claim.csv",
    "hxl/toll.csv",
    "toll.csv",
    "toll.parquet",
]


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create schema core; create schema flags")
        connection.execute(
            """
            create table core.claim (claim_id varchar, low bigint, published_at timestamp);
            create table core.article (article_id varchar, retrieved_at timestamp);
            create table flags.finding (finding_id varchar primary key, claim_ids varchar[]);
            create table marts.toll (claimant varchar, low bigint, share double, day date);
            insert into core.claim values ('c1', -5, timestamp '2025-10-01 12:30:00.25');
            insert into core.article values ('a1', timestamp '2025-10-02 08:00:00');
            insert into flags.finding values ('f1', ['=a', 'b']), ('f2', []), ('f3', null);
            insert into marts.toll values ('Ministry', -7, -0.5, date '2025-10-01');
            """
        )
        yield connection


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_mart_the_claims_and_the_findings_are_written_in_every_format(con, tmp_path):
    written = export_marts(con, tmp_path / "exports")
    assert [path.relative_to(tmp_path / "exports").as_posix() for path in written] == NAMES
    assert sorted(contents(tmp_path / "exports")) == NAMES


def test_numbers_and_dates_stay_numbers_and_dates_in_csv(con, tmp_path):
    export_marts(con, tmp_path / "exports")
    assert cells_of(tmp_path / "exports" / "toll.csv") == [
        ["claimant", "low", "share", "day"],
        ["Ministry", "-7", "-0.5", "2025-10-01"],
    ]
    assert cells_of(tmp_path / "exports" / "claim.csv")[1][2] == "2025-10-01T12:30:00Z"


def test_parquet_gives_back_exactly_what_is_stored(con, tmp_path):
    export_marts(con, tmp_path / "exports")
    finding = pl.read_parquet(tmp_path / "exports" / "finding.parquet")
    assert finding.rows() == [("f1", ["=a", "b"]), ("f2", []), ("f3", None)]
    claim = pl.read_parquet(tmp_path / "exports" / "claim.parquet")
    assert claim.rows() == [("c1", -5, dt.datetime(2025, 10, 1, 12, 30, 0, 250000))]


ODD = [
    None,
    "",
    " ",
    '"',
    '""quoted"", twice',
    "a,b;c\td|e",
    "line\nline\r\nline\rline",
    "=cmd|' /C calc'!A1",
    "-5",
    "'=1",
    "👩‍🚒 and 🇺🇦",
    "\u202bقُتل 12 جنديًا\u202c",
    "NULL",
    "nan",
    "#not a comment",
    "007",
    "2025-10-01",
    "\\N",
    "é and e\u0301",
]
"""Texts that have come back changed from some reader or writer."""


def odd_texts(con, folder):
    con.execute("create table marts.odd (n integer, words varchar)")
    con.executemany("insert into marts.odd values (?, ?)", list(enumerate(ODD)))
    export_marts(con, folder)
    return folder


def test_odd_texts_come_back_through_duckdb(con, tmp_path):
    folder = odd_texts(con, tmp_path / "exports")
    assert pl.read_parquet(folder / "odd.parquet")["words"].to_list() == ODD
    rows = con.execute(
        "select words from read_csv(?, columns = {'n': 'integer', 'words': 'varchar'}, "
        "header = true, quote = '\"', escape = '\"', allow_quoted_nulls = false, "
        "new_line = '\\n') order by n",
        [str(folder / "odd.csv")],
    ).fetchall()
    assert [word if word is None else unguarded(word) for (word,) in rows] == ODD


def test_odd_texts_come_back_through_polars(con, tmp_path):
    folder = odd_texts(con, tmp_path / "exports")
    frame = pl.read_csv(folder / "odd.csv", schema={"n": pl.Int32, "words": pl.String})
    words = [word if word is None else unguarded(word) for word in frame["words"]]
    assert words == ODD


def test_a_reader_of_the_data_package_takes_an_empty_text_for_missing(con, tmp_path):
    folder = odd_texts(con, tmp_path / "exports")
    (resource,) = [r for r in package_of(folder)["resources"] if r["name"] == "odd"]
    read = [row["words"] for row in rows_of(folder, resource)]
    assert read == [word or None for word in ODD]


def test_the_same_content_in_another_row_order_gives_the_same_bytes(con, tmp_path):
    export_marts(con, tmp_path / "one")
    con.execute("create table turned as select * from flags.finding order by finding_id desc")
    con.execute("truncate flags.finding; insert into flags.finding select * from turned")
    export_marts(con, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_many_row_groups_are_written_in_order_by_any_number_of_threads(con, tmp_path):
    con.execute(
        "create table marts.many as "
        "select hash(range)::varchar as claimant, range % 97 as low from range(250_000)"
    )
    con.execute("set threads = 1")
    export_marts(con, tmp_path / "one", only=["many"])
    con.execute("set threads = 4")
    export_marts(con, tmp_path / "four", only=["many"])
    assert contents(tmp_path / "one") == contents(tmp_path / "four")
    names = [row[0] for row in cells_of(tmp_path / "four" / "many.csv")[1:]]
    assert names == sorted(names)


def test_only_the_named_tables_are_written(con, tmp_path):
    export_marts(con, tmp_path / "exports", only=["toll"])
    written = sorted(contents(tmp_path / "exports"))
    assert written == [name for name in NAMES if "claim" not in name and "finding" not in name]


def test_an_unknown_table_is_named_with_those_there_are(con, tmp_path):
    with pytest.raises(ExportError, match=r"no table 'tol' to export; there are claim, finding"):
        export_marts(con, tmp_path / "exports", only=["tol"])
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_after_each_table(con, tmp_path):
    told = []
    export_marts(con, tmp_path / "exports", tell=told.append)
    assert told == ["1/3 claim: 1 rows", "2/3 finding: 3 rows", "3/3 toll: 1 rows"]


def test_a_failed_export_leaves_the_set_before_it_whole(con, tmp_path, monkeypatch):
    folder = tmp_path / "exports"
    export_marts(con, folder)
    before = contents(folder)
    con.execute("update core.claim set low = 99")
    write_table = export._write_table

    def write_until_the_last(con, table, target):
        if table.name == "toll":
            raise OSError(28, "No space left on device")
        return write_table(con, table, target)

    monkeypatch.setattr(export, "_write_table", write_until_the_last)
    with pytest.raises(ExportError, match="No space left on device; make room or name another"):
        export_marts(con, folder)
    assert contents(folder) == before
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


def a_full_folder(path):
    path.mkdir()
    (path / "notes.txt").write_text("keep")


REFUSED = [
    (a_full_folder, "holds other files; name a new or empty export folder"),
    (lambda path: path.write_text("keep"), "is no folder; name a new or empty export folder"),
    (lambda path: path.symlink_to("elsewhere"), "is a link to somewhere else; name another"),
]


@pytest.mark.parametrize(("make", "told"), REFUSED, ids=["full", "file", "link"])
def test_what_is_not_ours_is_never_touched(con, tmp_path, make, told):
    make(tmp_path / "mine")
    before = contents(tmp_path), (tmp_path / "mine").is_symlink()
    with pytest.raises(ExportError, match=told):
        export_marts(con, tmp_path / "mine")
    assert (contents(tmp_path), (tmp_path / "mine").is_symlink()) == before


def test_a_folder_that_cannot_be_made_is_one_line(con, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError) as refused:
        export_marts(con, tmp_path / "file" / "exports")
    assert str(refused.value).startswith(f"cannot export to {tmp_path}/file/exports: ")
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["format parquet", "format csv, header"])
def test_a_full_disk_is_told_as_such(con, form):
    with pytest.raises(WarehouseError, match=r"^cannot write full: No space left on device$"):
        copy_rows(
            con,
            "select range from range(1_000_000)",
            Path("/dev/full"),
            form,
        )


ODD_NAMES = ["o'brien", "[set] *?", "day=1", "with space", "ünï"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_path_with_an_odd_name_works_twice(con, tmp_path, name):
    con.execute('alter table marts.toll rename column share to "day=1"')
    for _ in range(2):
        export_marts(con, tmp_path / name / name)
    assert cells_of(tmp_path / name / name / "toll.csv")[1] == [
        "Ministry",
        "-7",
        "-0.5",
        "2025-10-01",
    ]
    assert len(list((tmp_path / name).iterdir())) == 3


def test_the_working_directory_can_be_the_target(con, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    export_marts(con, Path())
    assert sorted(contents(tmp_path / "here")) == NAMES
