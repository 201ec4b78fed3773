"""Opening the live file: the layout, and errors that say in one line what to do."""

import datetime as dt
import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from warehouse.connect import (
    SCHEMA_VERSION,
    WarehouseBusy,
    WarehouseError,
    open_live,
    open_snapshot,
    transaction,
)

HOLDER = """
    import sys, time
    from pathlib import Path
    from warehouse.connect import open_live

    with open_live(Path(sys.argv[1])):
        print("open", flush=True)
        time.sleep(float(sys.argv[2]))
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that has the live file open for some seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(path), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_an_absent_file_is_created_with_its_tables(live_path):
    with open_live(live_path) as con:
        tables = con.sql("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
    assert {name for (name,) in tables} == {
        "flags.finding",
        "flags.review",
        "meta.changed_article",
        "meta.changed_claim",
        "meta.model_build",
        "meta.model_fingerprint",
        "meta.remade_row",
        "meta.rule_claim",
        "meta.rule_run",
        "meta.schema_version",
        "raw.actor",
        "raw.actor_alias",
        "raw.article_change",
        "raw.article_copy",
        "raw.article_origin",
        "raw.article_version",
        "raw.claim",
        "raw.extraction",
        "raw.ingest_language",
        "raw.ingest_run",
        "raw.opponent",
        "raw.place",
        "raw.publisher",
        "raw.rejected_input",
        "raw.rejected_point",
        "raw.series_feed",
        "raw.series_point",
        "raw.text_band",
        "raw.text_signature",
    }


def test_opening_again_applies_nothing(live_path):
    applied = []
    for _ in range(2):
        with open_live(live_path) as con:
            applied += con.execute("select * from meta.schema_version").fetchall()
    assert applied[0] == applied[1]
    assert applied[0][0] == SCHEMA_VERSION


def test_another_layout_is_refused(live_path):
    with open_live(live_path) as con:
        con.execute("update meta.schema_version set version = 99")
    with pytest.raises(WarehouseError, match="layout 99") as caught, open_live(live_path):
        pass
    assert "\n" not in str(caught.value)


def test_a_file_held_by_another_process_is_busy(live_path):
    other = holder(live_path, 60)
    try:
        with pytest.raises(WarehouseBusy) as caught, open_live(live_path, wait_seconds=0.2):
            pass
    finally:
        other.kill()
        other.wait()
    message = str(caught.value)
    assert f"PID {other.pid}" in message
    assert "\n" not in message


def test_a_file_that_comes_free_in_time_is_opened(live_path):
    other = holder(live_path, 0.5)
    with open_live(live_path, wait_seconds=30) as con:
        assert con.execute("select count(*) from raw.claim").fetchall() == [(0,)]
    assert other.wait() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database, only words" * 400, "cannot open"), (None, "cannot open")],
    ids=["text", "folder"],
)
def test_something_else_at_the_path_is_one_line(live_path, content, words):
    live_path.parent.mkdir()
    if content is None:
        live_path.mkdir()
    else:
        live_path.write_bytes(content)
    with pytest.raises(WarehouseError, match=words) as caught, open_live(live_path):
        pass
    assert not isinstance(caught.value, WarehouseBusy)
    assert "\n" not in str(caught.value)


def test_a_home_that_is_a_file_is_one_line(tmp_path):
    (tmp_path / "home").write_text("")
    with (
        pytest.raises(WarehouseError, match="cannot create the folder"),
        open_live(tmp_path / "home" / "tallywire.duckdb"),
    ):
        pass


def test_a_snapshot_that_was_never_published_is_one_line(tmp_path):
    with (
        pytest.raises(WarehouseError, match="nothing has been published"),
        open_snapshot(tmp_path),
    ):
        pass


def test_an_error_in_a_transaction_leaves_nothing(con):
    con.execute("create table t (n integer)")
    with pytest.raises(KeyboardInterrupt), transaction(con):
        con.execute("insert into t values (1)")
        raise KeyboardInterrupt
    assert con.execute("select count(*) from t").fetchall() == [(0,)]


OLD_PLACES = """
create table raw.place (
    place_id varchar primary key, name varchar not null, kind varchar, country varchar,
    latitude double, longitude double);
insert into raw.place values ('avlen', 'Avlen', 'settlement', 'samples', 48.0, 37.0);
"""

LAYOUT_1 = """
create schema raw; create schema meta;
create table raw.article_version (
    article_id varchar not null, version integer not null check (version >= 1), url varchar,
    publisher varchar, title varchar, byline varchar, published_at timestamp,
    retrieved_at timestamp, language varchar, text varchar not null, text_sha256 varchar not null,
    raw_sha256 varchar, media_type varchar, source_path varchar, run_id varchar,
    primary key (article_id, version));
create table raw.rejected_input (
    source_path varchar not null, raw_sha256 varchar,
    reason varchar not null check (reason in ('empty', 'binary', 'no_date')),
    detail varchar, seen_at timestamp, run_id varchar);
create table raw.article_origin (
    article_id varchar not null, version integer not null, origin_id varchar not null,
    primary key (article_id, version));
create table meta.schema_version (
    version integer primary key, ddl_sha256 varchar not null, applied_at timestamp not null);
insert into meta.schema_version values (1, 'old', '2025-11-01');
insert into raw.article_version (article_id, version, text, text_sha256) values ('a', 1, 't', 'x');
insert into raw.rejected_input (source_path, reason) values ('b.txt', 'no_date');
insert into raw.article_origin values ('a', 1, 'a');
"""


LAYOUT_2 = """
create schema raw; create schema meta;
create table raw.article_version (
    article_id varchar not null, version integer not null check (version >= 1), url varchar,
    publisher varchar, title varchar, byline varchar, published_at timestamp,
    retrieved_at timestamp, language varchar, text varchar not null, text_sha256 varchar not null,
    raw_sha256 varchar, media_type varchar, source_path varchar, run_id varchar,
    source varchar, n_replaced integer default 0, primary key (article_id, version));
create table raw.rejected_input (
    source varchar, source_path varchar not null, raw_sha256 varchar,
    reason varchar not null check (reason in ('empty', 'binary', 'no_date', 'unsafe')),
    detail varchar, kept_as varchar, seen_at timestamp, run_id varchar, resolved_at timestamp);
create table meta.schema_version (
    version integer primary key, ddl_sha256 varchar not null, applied_at timestamp not null);
insert into meta.schema_version values (1, 'old', '2025-11-01'), (2, 'newer', '2025-11-02');
insert into raw.article_version (article_id, version, text, text_sha256) values ('a', 1, 't', 'x');
insert into raw.rejected_input (source_path, reason) values ('b.txt', 'no_date');
"""


def write_file(path: Path, statements: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(str(path))
    con.execute(statements)
    con.close()


@pytest.mark.parametrize("layout", [LAYOUT_1, LAYOUT_2], ids=["layout 1", "layout 2"])
def test_a_file_of_an_older_layout_is_brought_up_to_date_and_keeps_its_rows(live_path, layout):
    write_file(live_path, layout + OLD_PLACES)
    for _ in range(2):  # the second time, from what the first one wrote
        with open_live(live_path) as con:
            kept = con.execute(
                "select article_id, text, n_replaced from raw.article_version"
            ).fetchall()
            bad = con.execute("select source_path, kept_as from raw.rejected_input").fetchall()
            places = con.execute("from raw.place").fetchall()
            version = con.execute("select max(version) from meta.schema_version").fetchall()
    assert (kept, bad, version) == ([("a", "t", 0)], [("b.txt", None)], [(SCHEMA_VERSION,)])
    assert places == [("avlen", "Avlen", "settlement", "samples", None, None, 48.0, 37.0)]


@pytest.mark.parametrize("layout", [LAYOUT_1, LAYOUT_2], ids=["layout 1", "layout 2"])
def test_an_older_file_gets_the_tables_of_a_new_one(live_path, tmp_path, layout):
    write_file(live_path, layout + OLD_PLACES)
    columns = (
        "select table_name, column_name, data_type, comment from duckdb_columns() "
        "where schema_name = 'raw' and table_name in ('place', 'opponent') order by all"
    )
    with open_live(live_path) as con, open_live(tmp_path / "new.duckdb") as new:
        con.execute("insert into raw.rejected_input (source_path, reason) values ('c', 'unsafe')")
        assert con.sql(columns).fetchall() == new.sql(columns).fetchall()


LAYOUT_3 = """
create schema flags; create schema meta;
create table flags.finding (
    finding_id varchar primary key, rule varchar not null, rule_version integer not null,
    verdict varchar not null, severity varchar not null, claim_ids varchar[] not null,
    operands varchar, computation varchar not null, innocent_causes varchar[],
    first_seen timestamp not null, last_seen timestamp not null);
comment on table flags.finding is 'as of layout 3';
create table meta.schema_version (
    version integer primary key, ddl_sha256 varchar not null, applied_at timestamp not null);
insert into meta.schema_version values (3, 'old', '2025-11-01');
insert into flags.finding by name
select 'f-1' as finding_id, 'C1' as rule, 1 as rule_version, 'contradictory' as verdict,
    'warning' as severity, ['c-1'] as claim_ids, 'words' as computation,
    timestamp '2025-11-01' as first_seen, timestamp '2025-11-02' as last_seen;
"""


def test_findings_of_an_older_layout_are_open_and_keep_their_first_sighting(live_path):
    live_path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(live_path)) as con:
        con.execute(LAYOUT_3)
    for _ in range(2):
        with open_live(live_path) as con:
            row = con.execute(
                "select finding_id, state, is_reported, first_seen, state_since from flags.finding"
            ).fetchone()
            columns = con.execute(
                "select column_name, is_nullable from duckdb_columns() where table_name = 'finding'"
                " and schema_name = 'flags'"
            ).fetchall()
        seen = dt.datetime(2025, 11, 1)
        assert row == ("f-1", "open", True, seen, seen)
    with open_live(live_path.with_name("new.duckdb")) as con:
        assert (
            columns
            == con.execute(
                "select column_name, is_nullable from duckdb_columns() where table_name = 'finding'"
                " and schema_name = 'flags'"
            ).fetchall()
        )
