"""Loads: idempotent by key, whole or not at all, in bounded batches."""

import datetime as dt
import signal
import subprocess
import sys
import textwrap

import polars as pl
import pytest

from pipelines.records import ARTICLE_SCHEMA, CLAIM_SCHEMA, REJECTED_SCHEMA
from warehouse import load
from warehouse.article_load import known_articles, load_articles
from warehouse.connect import WarehouseError, open_live
from warehouse.frames import LoadResult
from warehouse.load import (
    load_claims,
    load_reference,
    unextracted,
)

NO_REJECTS = pl.DataFrame(schema=REJECTED_SCHEMA)
DAY = dt.timedelta(days=1)


def count(con, table):
    return con.execute(f"select count(*) from {table}").fetchall()[0][0]


def test_articles_are_loaded_once(con, make):
    held = make.articles(make.article("a-1"), make.article("a-2"))
    assert load_articles(con, held, NO_REJECTS) == LoadResult(2, 0)
    assert load_articles(con, held, NO_REJECTS) == LoadResult(0, 2)
    assert count(con, "raw.article_version") == 2


def test_a_changed_text_is_a_new_version_beside_the_old(con, make):
    load_articles(con, make.articles(make.article("a-1")), NO_REJECTS)
    second = make.articles(make.article("a-1", "Corrected.", version=2))
    assert load_articles(con, second, NO_REJECTS) == LoadResult(1, 0)
    version, texts = known_articles(con)["a-1"]
    assert version == 2
    assert texts.split()[1:] == second["text_sha256"].to_list()


def test_a_stored_text_is_never_replaced(con, make):
    load_articles(con, make.articles(make.article("a-1")), NO_REJECTS)
    other = make.articles(make.article("a-0"), make.article("a-1", "Another text."))
    with pytest.raises(WarehouseError, match="a-1 version 1 is stored with another text"):
        load_articles(con, other, NO_REJECTS)
    assert count(con, "raw.article_version") == 1


def test_two_texts_under_one_key_in_one_load_are_refused(con, make):
    twice = make.articles(make.article("a-1"), make.article("a-1", "Another text."))
    with pytest.raises(WarehouseError, match="nothing was stored"):
        load_articles(con, twice, NO_REJECTS)
    assert count(con, "raw.article_version") == 0


@pytest.mark.parametrize(
    "text", ["Zażółć 🙂 é", "nul \x00 inside", "tab\tand\nline", "quote ' and \"", "‘’“”…"]
)
def test_texts_come_back_code_point_by_code_point(con, make, text):
    load_articles(con, make.articles(make.article("a-1", text)), NO_REJECTS)
    (batch,) = unextracted(con, "e1", ["en"])
    assert batch["text"].to_list() == [text]


def test_times_come_back_as_utc(con, make):
    evening = dt.datetime(2025, 11, 14, 23, 30, tzinfo=dt.UTC)
    load_articles(con, make.articles(make.article("a-1", published_at=evening)), NO_REJECTS)
    con.execute("set TimeZone = 'Asia/Tokyo'")
    days = con.execute("select published_at::date from raw.article_version").fetchall()
    (batch,) = unextracted(con, "e1", ["en"])
    assert days == [(dt.date(2025, 11, 14),)]
    assert batch["published_at"].to_list() == [evening]


def test_a_rejected_input_keeps_its_first_sighting(con, make):
    bad = {"source_path": "x.txt", "reason": "empty", "seen_at": make.noon, "run_id": "run-1"}
    unhashed = bad | {"source_path": "y.txt", "reason": "unreadable"}
    first = make.rejected(bad | {"raw_sha256": "e3"}, unhashed, unhashed)
    again = first.with_columns(run_id=pl.lit("run-2"))
    for rejects in (first, again):
        load_articles(con, pl.DataFrame(schema=ARTICLE_SCHEMA), rejects)
    rows = con.execute(
        "select source_path, raw_sha256, run_id from raw.rejected_input order by 1"
    ).fetchall()
    assert rows == [("x.txt", "e3", "run-1"), ("y.txt", None, "run-1")]


def test_a_reason_outside_the_closed_list_stores_nothing(con, make):
    held = make.articles(make.article("a-1"))
    odd = make.rejected({"source_path": "x", "reason": "ugly", "seen_at": make.noon})
    with pytest.raises(WarehouseError, match="nothing was stored"):
        load_articles(con, held, odd)
    assert count(con, "raw.article_version") == 0


def test_claims_and_their_ledger_are_loaded_once(con, make):
    held = make.articles(make.article("a-1"), make.article("a-2", "Nothing here."))
    found = make.claims(make.claim("a-1", "More than 365", 366, None))
    load_articles(con, held, NO_REJECTS)
    ledger = make.readings(held, found)
    assert load_claims(con, found, ledger) == LoadResult(1, 0)
    assert load_claims(con, found, ledger) == LoadResult(0, 1)
    rows = con.execute("select article_id, n_claims from raw.extraction order by 1").fetchall()
    assert rows == [("a-1", 1), ("a-2", 0)]


def test_a_frame_without_a_column_is_refused(con, make):
    with pytest.raises(WarehouseError, match="lacks figure"):
        load_claims(
            con, pl.DataFrame(schema=CLAIM_SCHEMA).drop("figure"), pl.DataFrame(schema=CLAIM_SCHEMA)
        )


def test_what_was_read_is_not_due_again(con, make):
    held = make.articles(*(make.article(f"a-{n}") for n in range(3)))
    load_articles(con, held, NO_REJECTS)
    nothing = pl.DataFrame(schema=CLAIM_SCHEMA)
    load_claims(con, nothing, make.readings(held.head(2), nothing))
    due = {
        v: [b["article_id"].to_list() for b in unextracted(con, v, ["en"])] for v in ("e1", "e2")
    }
    assert due == {"e1": [["a-2"]], "e2": [["a-0", "a-1", "a-2"]]}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(["a-1"], [["a-1"]]), (["nowhere"], []), ([], []), (None, [["a-0", "a-1"]])],
)
def test_what_is_due_can_be_narrowed_to_articles(con, make, wanted, found):
    load_articles(con, make.articles(make.article("a-0"), make.article("a-1")), NO_REJECTS)
    assert [b["article_id"].to_list() for b in unextracted(con, "e1", ["en"], wanted)] == found


def test_batches_are_bounded_and_survive_loads_between_them(con, make, monkeypatch):
    monkeypatch.setattr(load, "BATCH_ARTICLES", 4)
    monkeypatch.setattr(load, "BATCH_BYTES", 1000)
    texts = ["short"] * 9 + ["x" * 900, "y" * 900, "z" * 5000, "short"]
    held = make.articles(*(make.article(f"a-{n:02}", text) for n, text in enumerate(texts)))
    load_articles(con, held, NO_REJECTS)
    nothing = pl.DataFrame(schema=CLAIM_SCHEMA)
    seen = []
    for batch in unextracted(con, "e1", ["en"]):
        assert batch.schema == ARTICLE_SCHEMA
        assert batch.height <= 4
        assert batch.height == 1 or batch["text"].str.len_bytes().sum() <= 1900
        load_claims(con, nothing, make.readings(batch, nothing))
        seen += batch["article_id"].to_list()
    assert seen == held["article_id"].to_list()


def test_reference_data_is_replaced_only_when_it_differs(con):
    actors = pl.DataFrame({"actor_id": ["mod"], "name": ["Ministry"], "kind": ["m"], "side": ["x"]})
    aliases = pl.DataFrame({"actor_id": ["mod", "mod"], "alias": ["MoD", "MoD"]})
    places = pl.DataFrame(schema=load.PLACE_SCHEMA)
    renamed = actors.with_columns(name=pl.lit("Ministry of Defence"))
    publishers = pl.DataFrame(schema=load.PUBLISHER_SCHEMA)
    results = [
        load_reference(con, frame, aliases, places, publishers)
        for frame in (actors, actors, renamed)
    ]
    assert results == [LoadResult(2, 0), LoadResult(0, 2), LoadResult(1, 1)]
    assert con.execute("select name from raw.actor").fetchall() == [("Ministry of Defence",)]


def test_opponents_that_are_not_given_stay(con):
    actors = pl.DataFrame(schema=load.ACTOR_SCHEMA)
    empty = (
        pl.DataFrame(schema=s)
        for s in (load.ALIAS_SCHEMA, load.PLACE_SCHEMA, load.PUBLISHER_SCHEMA)
    )
    aliases, places, publishers = empty
    opponents = pl.DataFrame({"side": ["x", "y"], "opponent": ["y", "x"]})
    assert load_reference(con, actors, aliases, places, publishers, opponents) == LoadResult(2, 0)
    assert load_reference(con, actors, aliases, places, publishers) == LoadResult(0, 2)
    assert con.execute("from raw.opponent order by side").fetchall() == [("x", "y"), ("y", "x")]


KILLED = """
    import sys, time
    from pathlib import Path
    import polars as pl
    from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA
    from warehouse import article_load
    from warehouse.connect import open_live

    articles = pl.read_parquet(sys.argv[2]).cast(dict(ARTICLE_SCHEMA))
    insert = article_load.count

    def insert_and_hang(con, statement):
        print(insert(con, statement), flush=True)
        time.sleep(60)

    article_load.count = insert_and_hang
    with open_live(Path(sys.argv[1])) as con:
        article_load.load_articles(con, articles, pl.DataFrame(schema=REJECTED_SCHEMA))
"""


def test_a_load_killed_in_the_middle_leaves_nothing(live_path, tmp_path, make):
    held = make.articles(*(make.article(f"a-{n}") for n in range(5000)))
    held.write_parquet(tmp_path / "articles.parquet")
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", textwrap.dedent(KILLED)),
            *(str(live_path), str(tmp_path / "articles.parquet")),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "5000\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_live(live_path) as con:
        assert count(con, "raw.article_version") == 0
        assert load_articles(con, held, NO_REJECTS) == LoadResult(5000, 0)


def test_articles_in_languages_that_are_not_read_are_never_due(con, make):
    rows = [make.article(f"a-{code}", language=code) for code in ("en", "ru", None)]
    load_articles(con, make.articles(*rows), NO_REJECTS)
    (batch,) = unextracted(con, "e1", ["en"])
    assert batch["article_id"].to_list() == ["a-en", "a-None"]
