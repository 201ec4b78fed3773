"""Publishing: numbered, read-only, atomic, and no reader is disturbed."""

import subprocess
import sys
import textwrap

import pytest

from warehouse.article_load import load_articles
from warehouse.checksum import table_checksums
from warehouse.connect import WarehouseError, open_snapshot
from warehouse.publish import latest_snapshot, publish


@pytest.fixture
def snapshots(tmp_path):
    return tmp_path / "home" / "snapshots"


def names(snapshots):
    return sorted(path.name for path in snapshots.iterdir())


def add_article(con, make, number):
    load_articles(con, make.articles(make.article(f"a-{number}")), make.rejected())


def n_articles(con):
    return con.execute("select count(*) from raw.article_version").fetchall()[0][0]


def test_nothing_is_latest_before_the_first_publish(snapshots):
    assert latest_snapshot(snapshots) is None


def test_a_snapshot_holds_what_the_live_file_holds(con, make, snapshots):
    con.execute("create schema staging")
    con.execute("create view staging.title as select title from raw.article_version")
    con.execute("comment on view staging.title is 'Titles.'")
    con.execute("comment on column staging.title.title is 'A title.'")
    add_article(con, make, 1)
    served = publish(con, snapshots)
    assert served == latest_snapshot(snapshots)
    comments = (
        "select table_name, column_name, comment from duckdb_columns() "
        "where comment is not null order by all"
    )
    content, words = table_checksums(con), con.sql(comments).fetchall()
    assert ("title", "title", "A title.") in words
    with open_snapshot(snapshots) as reader:
        assert table_checksums(reader).equals(content)
        assert reader.sql(comments).fetchall() == words
        assert reader.sql("from staging.title").fetchall() == [("A title",)]
        checks = reader.sql(
            "select distinct constraint_type from duckdb_constraints() order by 1"
        ).fetchall()
        assert checks == [("CHECK",), ("NOT NULL",), ("PRIMARY KEY",)]


def test_a_snapshot_cannot_be_written(con, snapshots):
    served = publish(con, snapshots)
    assert served.stat().st_mode & 0o777 == 0o444
    with open_snapshot(snapshots) as reader, pytest.raises(Exception, match="read-only"):
        reader.execute("create table t (n integer)")


OUTSIDE = [
    "copy raw.claim to '{folder}/out.csv'",
    "from read_csv('{folder}/other.csv')",
    "from read_text('{folder}/other.csv')",
    "from glob('{folder}/*')",
    "attach '{folder}/other.duckdb'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
]


@pytest.mark.parametrize("query", OUTSIDE)
def test_a_sealed_reader_reaches_nothing_else(con, snapshots, tmp_path, query):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    publish(con, snapshots)
    with open_snapshot(snapshots) as reader:
        with pytest.raises(Exception, match=r"disabled|locked"):
            reader.execute(query.format(folder=tmp_path))
        assert n_articles(reader) == 0
    assert not (tmp_path / "out.csv").exists()


def test_a_reader_that_is_not_sealed_writes_files(con, snapshots, tmp_path):
    publish(con, snapshots)
    with open_snapshot(snapshots, sealed=False) as reader:
        reader.execute(f"copy raw.claim to '{tmp_path / 'out.csv'}'")
    assert (tmp_path / "out.csv").exists()


def test_a_snapshot_has_the_storage_version_that_old_clients_read(con, snapshots):
    publish(con, snapshots)
    with open_snapshot(snapshots) as reader:
        ((tags,),) = reader.execute(
            "select tags::varchar from duckdb_databases() where database_name = current_database()"
        ).fetchall()
    assert "v1.4.0" in tags


def test_the_last_three_are_kept_and_numbers_rise(con, snapshots):
    for _ in range(5):
        publish(con, snapshots)
    assert names(snapshots) == [
        "current.duckdb",
        "tallywire-000003.duckdb",
        "tallywire-000004.duckdb",
        "tallywire-000005.duckdb",
    ]
    assert (snapshots / "current.duckdb").readlink().name == "tallywire-000005.duckdb"


def test_a_reader_keeps_the_snapshot_that_it_opened(con, make, snapshots):
    add_article(con, make, 0)
    publish(con, snapshots)
    with open_snapshot(snapshots) as reader:
        for number in range(1, 5):
            add_article(con, make, number)
            publish(con, snapshots)
        assert n_articles(reader) == 1
    with open_snapshot(snapshots) as reader:
        assert n_articles(reader) == 5


READER = """
    import sys
    from pathlib import Path
    from warehouse.connect import open_snapshot

    def n_articles(con):
        return con.execute("select count(*) from raw.article_version").fetchall()[0][0]

    with open_snapshot(Path(sys.argv[1])) as con:
        print(n_articles(con), flush=True)
        sys.stdin.readline()
        print(n_articles(con), flush=True)
    with open_snapshot(Path(sys.argv[1])) as con:
        print(n_articles(con), flush=True)
"""


def test_a_reader_in_another_process_is_not_disturbed(con, make, snapshots):
    add_article(con, make, 0)
    publish(con, snapshots)
    reader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), str(snapshots)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "1\n"
    for number in range(1, 5):
        add_article(con, make, number)
        publish(con, snapshots)
    rest, _ = reader.communicate("go\n", timeout=60)
    assert rest == "1\n5\n"


def test_what_a_killed_publish_left_behind_is_removed(con, snapshots):
    snapshots.mkdir(parents=True)
    for name in (".unfinished-tallywire-000001.duckdb", ".unfinished-tallywire-000001.duckdb.wal"):
        (snapshots / name).write_bytes(b"half a file")
    (snapshots / ".unfinished-current.duckdb").symlink_to("nowhere")
    publish(con, snapshots)
    assert names(snapshots) == ["current.duckdb", "tallywire-000001.duckdb"]


def test_a_snapshot_whose_flip_was_lost_is_followed_by_the_next_number(con, snapshots):
    first = publish(con, snapshots)
    (snapshots / "tallywire-000002.duckdb").write_bytes(first.read_bytes())
    assert publish(con, snapshots).name == "tallywire-000003.duckdb"


def test_a_truncated_snapshot_is_one_line(con, snapshots):
    served = publish(con, snapshots)
    served.chmod(0o644)
    served.write_bytes(served.read_bytes()[:100])
    with pytest.raises(WarehouseError) as caught, open_snapshot(snapshots):
        pass
    assert "\n" not in str(caught.value)
