"""What could be known on a past day: in the macros of the file, and in a file as of that day.

One warehouse is filled as a home is over three weeks: run by run, with a correction that comes
later, an article that is loaded long after its date, and texts that tell less than they should.
"""

import datetime as dt
import hashlib
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from pipelines.as_known import AsKnownError, write_as_known
from pipelines.schemas import CHANGE_SCHEMA
from pipelines.settings import Settings
from warehouse.article_changes import load_changes
from warehouse.article_load import Ingested, load_articles
from warehouse.as_known import FOUND_ANEW, KNOWN_ROWS
from warehouse.connect import WarehouseError, open_live, open_snapshot
from warehouse.dictionary import uncommented
from warehouse.load import load_claims, load_reference
from warehouse.models import build_models
from warehouse.publish import publish
from warehouse.surface import create_surface

NOV = {day: dt.datetime(2025, 11, day, 12, tzinfo=dt.UTC) for day in range(1, 31)}
DAY = {day: dt.date(2025, 11, day) for day in range(1, 31)}

# run, and the day on which it stored · texts: article, version, published, figure, other fields
RUNS: list[tuple[str | None, int, list[tuple[str, int, int | None, int, dict[str, Any]]]]] = [
    (
        "first",
        15,
        [
            ("corrected", 1, 14, 12, {}),
            ("undated", 1, None, 3, {}),
            ("dated ahead", 1, 19, 4, {}),
        ],
    ),
    (None, 13, [("no account", 1, 12, 5, {})]),
    ("second", 18, [("steady", 1, 17, 7, {})]),
    (
        "third",
        20,
        [
            ("corrected", 2, 14, 21, {}),
            ("archive", 1, 10, 8, {}),
            ("rewritten", 1, 10, 31, {}),
            ("rewritten", 2, 12, 32, {}),
            ("withdrawn", 1, 11, 9, {}),
        ],
    ),
    ("fourth", 22, [("withdrawn", 2, 11, None, {})]),
]

# day · article and figure of every claim that could be known at its end
KNOWN: list[tuple[int, dict[str, int]]] = [
    (12, {}),
    (13, {"no account": 5}),
    (14, {"no account": 5}),
    (15, {"no account": 5, "undated": 3, "corrected": 12}),
    (17, {"no account": 5, "undated": 3, "corrected": 12, "Tracker": 100}),
    (18, {"no account": 5, "undated": 3, "corrected": 12, "Tracker": 100, "steady": 7}),
    (
        19,
        {"no account": 5, "undated": 3, "corrected": 12, "Tracker": 100, "steady": 7}
        | {"dated ahead": 4},
    ),
    (
        20,
        {"no account": 5, "undated": 3, "corrected": 21, "steady": 7, "dated ahead": 4}
        | {"archive": 8, "rewritten": 32, "withdrawn": 9, "Tracker": 100},
    ),
    (
        22,
        {"no account": 5, "undated": 3, "corrected": 21, "steady": 7, "dated ahead": 4}
        | {"archive": 8, "rewritten": 32, "Tracker": 110},
    ),
]

# day · article and figure of every claim that was published by its end, whenever it came in
PUBLISHED: list[tuple[int, dict[str, int]]] = [
    (9, {}),
    (10, {"archive": 8, "rewritten": 31}),
    (12, {"archive": 8, "rewritten": 32, "withdrawn": 9, "no account": 5}),
    (14, {"archive": 8, "rewritten": 32, "withdrawn": 9, "no account": 5, "corrected": 12}),
    (
        20,
        {"archive": 8, "rewritten": 32, "withdrawn": 9, "no account": 5, "corrected": 21}
        | {"steady": 7, "dated ahead": 4, "Tracker": 100},
    ),
    (
        22,
        {"archive": 8, "rewritten": 32, "no account": 5, "corrected": 21}
        | {"steady": 7, "dated ahead": 4, "Tracker": 110},
    ),
]

# revision, figure, day on which the table was loaded: a total of 16 November, told without the day
# of its publication
POINTS = [(1, 100, 17), (2, 110, 21)]

SENTENCES = ("Officials say 12 fell.", "Officials say 21 fell.")


def text_of(figure: int | None) -> str:
    return f"Officials say {figure or 'nobody'} fell."


def load_run(con: Any, make: SimpleNamespace, run_id: str | None, day: int, texts: list) -> None:
    """Store the texts of one run, and read each by an old extractor and then by the current one."""
    held = make.articles(
        *(
            make.article(
                article,
                text_of(figure),
                version,
                published_at=published and NOV[published],
                retrieved_at=NOV[day],
                run_id=run_id,
                **more,
            )
            for article, version, published, figure, more in texts
        )
    )
    account = Ingested(run_id, "inbox", NOV[day], held.height, 0) if run_id else None
    load_articles(con, held, make.rejected(), account)
    for extractor, error in (("e0", 100), ("e1", 0)):
        found = make.claims(
            *(
                make.claim(
                    article,
                    str(figure),
                    figure + error,
                    figure + error,
                    start=14,
                    end=14 + len(str(figure)),
                    version=version,
                    extractor_version=extractor,
                    claimant=f"Officials of {article}",
                )
                for article, version, _, figure, _ in texts
                if figure
            )
        )
        load_claims(con, found, make.readings(held, found, extractor))


def change_of_the_corrected() -> pl.DataFrame:
    figures = {
        "before": "12",
        "after": "21",
        "sentence_before": SENTENCES[0],
        "sentence_after": SENTENCES[1],
    }
    row = {
        "article_id": "corrected",
        "version": 2,
        "since_version": 1,
        "added": [],
        "removed": [],
        "figures": [figures],
    }
    return pl.DataFrame([row], schema=CHANGE_SCHEMA)


def load_points(con: Any) -> None:
    """Store two revisions of one figure of a feed, as two readings of its table would."""
    con.execute(
        "insert into raw.series_feed by name select 'tracker' as feed, 'm1' as mapping_id, "
        "'Tracker' as publisher, '{}' as mapping, 1 as load_number, timestamp '2025-11-17' "
        "as first_at"
    )
    for revision, figure, day in POINTS:
        con.execute(
            "insert into raw.series_point by name select 'p1' as point_key, $revision as revision, "
            "'tracker' as feed, 'm1' as mapping_id, date '2025-11-16' as as_of, "
            "date '2025-11-16' as period_end, 'as_of' as period_kind, 'killed' as category, "
            "$figure::varchar as figure, $figure as value, 'exact' as qualifier, $figure as low, "
            "$figure as high, true as low_closed, true as high_closed, false as approximate, "
            "true as cumulative, 1 as row_number, $figure || ' so far' as row_text, "
            "'00' as row_sha256, $loaded_at::timestamp as loaded_at",
            {
                "revision": revision,
                "figure": figure,
                "loaded_at": NOV[day].replace(tzinfo=None),
            },
        )


def no_reference() -> list[pl.DataFrame]:
    names = (
        *("actor_id", "name", "kind", "side", "alias", "place_id", "country", "host"),
        *("parent_id", "region"),
    )
    empty = pl.DataFrame(schema=dict.fromkeys((*names, "publisher"), pl.String)).with_columns(
        latitude=pl.lit(None, pl.Float64), longitude=pl.lit(None, pl.Float64)
    )
    return [empty] * 4


@pytest.fixture(scope="module")
def settings(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The home after all runs, published."""
    home = Settings.from_environment(home=tmp_path_factory.mktemp("home"))
    with open_live(home.live_path) as con:
        load_reference(con, *no_reference())
        for run_id, day, texts in RUNS:
            load_run(con, make, run_id, day, texts)
        load_changes(con, change_of_the_corrected())
        load_points(con)
    build_models(home.live_path, home.dbt_dir)
    with open_live(home.live_path) as con:
        create_surface(con)
        publish(con, home.snapshots)
    return home


@pytest.fixture(scope="module")
def today(settings):
    with open_snapshot(settings.snapshots) as con:
        yield con


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def past_file(settings, told, tmp_path_factory) -> Path:
    """The file as of 18 November, written once."""
    out = tmp_path_factory.mktemp("past") / "as of 18.duckdb"
    before = digests(settings)
    write_as_known(settings, DAY[18], out, tell=told.append)
    assert digests(settings) == before, "the home has changed"
    return out


@pytest.fixture(scope="module")
def past(past_file):
    with open_snapshot_file(past_file) as con:
        yield con


def open_snapshot_file(path: Path):
    """Open a file as the published snapshot is opened."""
    folder = path.parent / "opened"
    folder.mkdir()
    (folder / "current.duckdb").symlink_to(path)
    return open_snapshot(folder)


def digests(settings: Settings) -> dict[str, str]:
    files = [settings.live_path, *settings.snapshots.iterdir()]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def figures(con: Any, macro: str, day: int) -> dict[str, int]:
    query = f"select coalesce(article_id, publisher), low from {macro}(?)"
    return dict(con.execute(query, [DAY[day]]).fetchall())


@pytest.mark.parametrize(("day", "expected"), KNOWN, ids=lambda value: str(value)[:2])
def test_a_claim_is_known_once_its_text_is_published_and_ingested(today, day, expected):
    assert figures(today, "as_of_known", day) == expected


@pytest.mark.parametrize(("day", "expected"), PUBLISHED, ids=lambda value: str(value)[:2])
def test_an_archive_is_known_by_its_dates_of_publication(today, day, expected):
    assert figures(today, "as_of_published", day) == expected


def test_a_claim_of_a_replaced_text_keeps_its_words(today):
    found = today.execute(
        "select claim_id is not null, sentence, publisher, claimant_name, extractor_version, "
        "version, known_at from as_of_known('2025-11-15') where article_id = 'corrected'"
    ).fetchall()
    ingested = dt.datetime(2025, 11, 15, 12)
    told = (True, SENTENCES[0], "Sample Wire", "Officials of corrected", "e1", 1, ingested)
    assert found == [told]


MODEL = "select {columns} from core.claim union select {columns} from core.series_claim"


def test_what_is_known_now_is_what_the_models_hold(today):
    macro = today.sql("select claim_id, low, sentence, counted_in from as_of_known('2026-01-01')")
    model = today.sql(MODEL.format(columns="claim_id, low, sentence, counted_in"))
    assert sorted(macro.fetchall()) == sorted(model.fetchall())


TOLL = "claimant_name, victim_side, period_start, period_end, low, high, n_claims, claim_ids"


def test_a_toll_as_known_now_is_the_toll_of_the_models(today):
    macro = today.sql(f"select {TOLL}, n_origins, n_publishers from toll_as_known('2026-01-01')")
    model = today.sql(f"select {TOLL}, n_origins, n_publishers from core.toll")
    assert sorted(macro.fetchall()) == sorted(model.fetchall())


def test_a_toll_before_the_correction_shows_the_old_figure(today):
    query = "select low from toll_as_known(?) where claimant_name = 'Officials of corrected'"
    assert [today.execute(query, [DAY[day]]).fetchall() for day in (14, 19, 20)] == [
        [],
        [(12,)],
        [(21,)],
    ]


def test_a_file_as_of_a_day_holds_what_the_macros_tell_of_that_day(today, past):
    macro = today.sql("select claim_id, low, sentence from as_of_known('2025-11-18')")
    model = past.sql(MODEL.format(columns="claim_id, low, sentence"))
    assert sorted(model.fetchall()) == sorted(macro.fetchall())
    tolls = today.sql(f"select {TOLL} from toll_as_known('2025-11-18')")
    assert sorted(past.sql(f"select {TOLL} from core.toll").fetchall()) == sorted(tolls.fetchall())


def test_every_mart_is_rebuilt_as_of_the_day(today, past):
    query = "select low from marts.toll_by_source_daily where claimant_name like '%corrected'"
    assert today.sql(query).fetchall() == [(21,)]
    assert past.sql(query).fetchall() == [(12,)]
    revised = "select article_id from marts.claim_revision where figure_to = '21'"
    assert today.sql(revised).fetchall() == [("corrected",)]
    assert past.sql(revised).fetchall() == []
    read = "select sum(n_articles) from marts.coverage_daily"
    assert today.sql(read).fetchall() == [(8,)]
    assert past.sql(read).fetchall() == [(4,)]
    assert past.sql("select count(*) from marts.claim_audit").fetchall() == [(5,)]
    assert past.sql("select reading from tolls_daily where speaker like '%steady'").fetchall() == [
        ("7",)
    ]


def test_the_account_of_a_later_run_is_not_in_the_file(past):
    runs = past.sql("select run_id from raw.ingest_run order by 1").fetchall()
    assert runs == [("first",), ("second",)]


def test_the_file_says_what_it_is_of_and_cannot_be_written(past, past_file):
    assert past.sql("from meta.as_known").fetchall() == [(DAY[18], False)]
    assert uncommented(past) == []
    assert stat.S_IMODE(past_file.stat().st_mode) == 0o444


def test_the_steps_are_told(past_file, told):
    assert told[0] == "4 of 11 texts were known by the end of 2025-11-18"
    assert "5 claims, 1 findings; building the marts" in told
    assert told[-1].startswith(f"written {past_file}")


def test_nothing_is_left_beside_the_file(past_file):
    names = {path.name for path in past_file.parent.iterdir()}
    assert names - {"opened"} == {past_file.name}


def test_a_file_that_exists_is_not_overwritten(settings, tmp_path):
    out = tmp_path / "mine.duckdb"
    out.write_text("mine")
    with pytest.raises(AsKnownError, match=r"mine\.duckdb exists already: name another file"):
        write_as_known(settings, DAY[18], out)
    assert out.read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(settings, tmp_path):
    with pytest.raises(AsKnownError, match=r"there is no folder .*nowhere: make it first"):
        write_as_known(settings, DAY[18], tmp_path / "nowhere" / "a.duckdb")


@pytest.mark.parametrize(
    ("day", "by_publication", "reason"),
    [
        (11, False, "the first text was ingested on 2025-11-13; --published goes by the dates"),
        (9, True, "nothing was known at the end of 2025-11-09: the first text came on 2025-11-10"),
        (9, False, "nothing was known at the end of 2025-11-09: the first text came on 2025-11-13"),
    ],
)
def test_a_day_on_which_nothing_was_known_is_told(settings, tmp_path, day, by_publication, reason):
    with pytest.raises(WarehouseError, match=reason):
        write_as_known(settings, DAY[day], tmp_path / "a.duckdb", by_publication=by_publication)
    assert list(tmp_path.iterdir()) == []


def test_a_home_without_a_snapshot_is_told(tmp_path):
    home = Settings.from_environment(home=tmp_path)
    with pytest.raises(WarehouseError, match="nothing has been published yet; run `tallywire run`"):
        write_as_known(home, DAY[18], tmp_path / "a.duckdb")


def test_a_snapshot_of_another_layout_is_told(settings, tmp_path):
    home = Settings.from_environment(home=tmp_path / "home")
    with open_live(home.live_path) as con:
        publish(con, home.snapshots)
    with pytest.raises(WarehouseError, match="of another Tallywire: run `tallywire run --again`"):
        write_as_known(home, DAY[18], tmp_path / "a.duckdb")


def test_every_table_of_raw_has_a_rule_of_what_was_known(today):
    tables = today.sql("select table_name from duckdb_tables() where schema_name = 'raw'")
    named = {name for (name,) in tables.fetchall()}
    assert named == KNOWN_ROWS.keys() | FOUND_ANEW
