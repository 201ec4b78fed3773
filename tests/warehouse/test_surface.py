"""The macros that analysts call: sums of intervals, tolls in a window, claims about a place."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from warehouse.article_load import load_articles
from warehouse.connect import WarehouseError, open_live, open_snapshot
from warehouse.dictionary import uncommented
from warehouse.load import load_claims, load_reference
from warehouse.models import build_models
from warehouse.publish import publish
from warehouse.surface import SURFACE_DIR, create_surface

# list of intervals · their sum
SUMS = [
    ("[{low: 1, high: 2}, {low: 10, high: 20}]", (11, 22)),
    ("[{low: 366, high: null}, {low: 40, high: 40}]", (406, None)),
    ("[{low: null, high: 190}, {low: 10, high: 10}]", (None, 200)),
    ("[{low: 5, high: 5}, null]", (5, 5)),
    ("[{low: 0, high: 9000000000000000}, {low: 0, high: 1}]", (0, 9000000000000001)),
    ("[null]", None),
    ("[]", None),
    ("null", None),
]

# two intervals · whether one number can satisfy both
OVERLAPS = [
    ("1, 5, 5, 9", True),
    ("1, 4, 5, 9", False),
    ("366, null, 300, 365", False),
    ("366, null, 300, 366", True),
    ("366, null, 1000, null", True),
    ("null, 190, 200, 300", False),
    ("0, 190, 191, null", False),
    ("null, null, 1, 2", None),
]

WORDS = [
    ("366, null", "366 or more"),
    ("0, 190", "up to 190"),
    ("300, 400", "300 to 400"),
    ("1146070, 1146070", "1,146,070"),
    ("0, 0", "0"),
    ("null, null", None),
]

NAMES = ["the Ministry", "  An  Ministry of X", "Kyiv’s  staff", "THE Staff", "Ґедз", "theatre"]

STAFF = {"claimant": "Sample General Staff", "victim_side": "samples"}
HERALD = {"claimant": None, "attribution": "narrator"}

# article · low, high, first day, last day of November, other fields
CLAIMS: list[tuple[int, int | None, int | None, int | None, dict[str, Any]]] = [
    (10, 10, 3, 3, STAFF),
    (20, None, 4, 4, STAFF),
    (30, 35, 6, 6, STAFF),
    (99, 99, 9, 9, STAFF),
    (70, 80, 1, 7, STAFF),
    (1, 1, 5, 5, STAFF | {"category": "wounded"}),
    (5, 5, 4, 4, STAFF | {"claimant": "GS of Samples"}),
    (8, 8, 4, 4, HERALD | {"place": "Avlen"}),
    (6, 6, 5, 5, {"claimant": "the Mayor", "place": "Avlen-upon-Sea"}),
    (900, 900, 1, 20, {"claimant": "the Mayor", "place": "Avlen", "cumulative": True}),
    (4, 4, None, None, {"claimant": "the Mayor", "place": "Borun", "period_kind": "untold"}),
]


def day(number: int | None) -> dt.date | None:
    return number and dt.date(2025, 11, number)


def reference() -> list[pl.DataFrame]:
    actors = {"actor_id": ["staff"], "name": ["General Staff of Samples"], "kind": ["military"]}
    return [
        pl.DataFrame(actors | {"side": ["others"]}),
        pl.DataFrame(
            {"actor_id": ["staff"] * 2, "alias": ["Sample General Staff", "GS of Samples"]}
        ),
        pl.DataFrame(
            {
                "place_id": ["avlen", "borun"],
                "name": ["Avlen", "Borun"],
                "kind": ["settlement", "settlement"],
                "country": ["sample-land", "elsewhere"],
                "parent_id": pl.Series([None, None], dtype=pl.String),
                "region": pl.Series([None, None], dtype=pl.String),
                "latitude": [48.0, 49.0],
                "longitude": [37.0, 38.0],
            }
        ),
        pl.DataFrame(schema=dict.fromkeys(("host", "publisher", "country", "kind"), pl.String)),
    ]


@pytest.fixture(scope="module")
def home(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    live = home / "tallywire.duckdb"
    held = make.articles(
        *(
            make.article(f"a-{number}", "0 fell.", publisher="Sample Herald")
            for number in range(len(CLAIMS))
        )
    )
    found = make.claims(
        *(
            make.claim(
                f"a-{number}",
                "0",
                low,
                high,
                **{"period_start": day(first), "period_end": day(last)} | more,
            )
            for number, (low, high, first, last, more) in enumerate(CLAIMS)
        )
    )
    with open_live(live) as con:
        load_articles(con, held, make.rejected())
        load_claims(con, found, make.readings(held, found))
        load_reference(con, *reference())
    build_models(live, home / "dbt")
    with open_live(live) as con:
        create_surface(con)
        publish(con, home / "snapshots")
    return home


@pytest.fixture(scope="module")
def con(home):
    with open_snapshot(home / "snapshots") as reader:
        yield reader


@pytest.mark.parametrize(("intervals", "total"), SUMS)
def test_intervals_of_a_list_add_up_with_open_ends(con, intervals, total):
    found = con.execute(f"select interval_sum({intervals})").fetchall()[0][0]
    assert (found and (found["low"], found["high"])) == total


@pytest.mark.parametrize(("intervals", "total"), SUMS)
def test_intervals_of_two_columns_add_up_alike(con, intervals, total):
    rows = (
        f"select unnest({intervals}::struct(low bigint, high bigint)[]) as one"
        if intervals != "null"
        else "select null::struct(low bigint, high bigint) as one where false"
    )
    query = f"select interval_sum(one.low, one.high) from ({rows}) where one is not null"
    found = con.execute(query).fetchall()[0][0]
    assert (found and (found["low"], found["high"])) == total


@pytest.mark.parametrize(("ends", "expected"), OVERLAPS)
def test_intervals_overlap_where_one_number_fits_both(con, ends, expected):
    low_a, high_a, low_b, high_b = ends.split(", ")
    turned = f"{low_b}, {high_b}, {low_a}, {high_a}"
    for order in (ends, turned):
        assert con.execute(f"select interval_overlaps({order})").fetchall() == [(expected,)]


@pytest.mark.parametrize(("ends", "words"), WORDS)
def test_an_interval_is_told_in_words(con, ends, words):
    low, high = ends.split(", ")
    for asked in (ends, f"{{low: {low}, high: {high}}}"):
        assert con.execute(f"select interval_text({asked})").fetchall() == [(words,)]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_compared_as_the_models_compare_them(con, name):
    """The macro and the models' jinja hold one rule in two languages."""
    from jinja2 import Environment

    source = (SURFACE_DIR.parent / "macros" / "claims.sql").read_text("utf-8")
    rule = Environment().from_string(source).module.name_key("$name")
    query = f"select name_key($name) = {rule}"
    assert con.execute(query, {"name": name}).fetchall() == [(True,)]


def toll(con, arguments: str) -> list[tuple[Any, ...]]:
    return con.execute(
        "select kind, category, period_start, period_end, days_claimed, low, high, is_inside "
        f"from toll({arguments}) where claimant_name = 'General Staff of Samples' "
        "order by category, kind, period_start"
    ).fetchall()


# Two figures for 4 November, under two names of the staff, are alternatives of one toll.
FIRST_WEEK = [
    ("day", "killed", day(3), day(3), 1, 10, 10, True),
    ("day", "killed", day(4), day(4), 1, 5, None, True),
    ("day", "killed", day(6), day(6), 1, 30, 35, True),
    ("period", "killed", day(1), day(7), 7, 70, 80, True),
    ("sum of days", "killed", day(3), day(6), 3, 45, None, True),
]


def test_days_add_up_with_open_ends_and_a_week_stands_beside(con):
    arguments = "'Sample General Staff', 'samples', 'killed', '2025-11-01', '2025-11-07'"
    assert toll(con, arguments) == FIRST_WEEK


@pytest.mark.parametrize(
    "who", ["staff", "General Staff of Samples", "the gs of samples", "SAMPLE GENERAL STAFF"]
)
def test_a_claimant_goes_by_id_name_and_alias(con, who):
    assert len(toll(con, f"'{who}'")) == len(toll(con, "claimant := 'staff'")) > 5


def test_a_null_argument_means_any(con):
    every = con.sql("select count(*) from toll() where kind <> 'sum of days'").fetchall()
    assert every == con.sql("select count(*) from core.toll").fetchall()
    assert toll(con, "null, null, null, null, null") == toll(con, "")


def test_a_period_that_reaches_beyond_the_window_is_marked(con):
    found = toll(con, "'staff', 'samples', 'killed', '2025-11-06', '2025-11-06'")
    assert [(row[0], row[2], row[7]) for row in found] == [
        ("day", day(6), True),
        ("period", day(1), False),
        ("sum of days", day(6), True),
    ]


def test_a_publisher_is_asked_for_its_own_voice(con):
    query = "select own_voice_of, low from toll('sample herald') where kind = 'day'"
    assert con.sql(query).fetchall() == [("Sample Herald", 8)]


# arguments · the low ends of the claims
ABOUT = [
    ("'Avlen'", [8, 900]),
    ("'avlen'", [8, 900]),
    ("'the Avlen'", [8, 900]),
    ("'Sample Land'", [8, 900]),
    ("'Avlen-upon-Sea'", [6]),
    ("'Borun'", [4]),
    ("'Nowhere'", []),
    ("'Avlen', '2025-11-05', null", [900]),
    ("'Avlen', null, '2025-11-04'", [8]),
    ("first_day := '2025-11-20'", [900]),
    ("null, '2025-11-08', '2025-11-09'", [99]),
    ("last_day := '2025-11-01'", [70]),
]


@pytest.mark.parametrize(("arguments", "lows"), ABOUT)
def test_claims_about_a_place_are_those_in_it_and_in_the_window(con, arguments, lows):
    query = f"select low from claims_about({arguments}) order by low"
    assert [low for (low,) in con.sql(query).fetchall()] == lows


def test_claims_about_nothing_in_particular_are_all_claims(con):
    assert con.sql("select count(*) from claims_about()").fetchall() == [(len(CLAIMS),)]


def test_every_macro_and_view_says_what_it_is(con):
    bare = con.sql(
        "select function_name from duckdb_functions() "
        "where schema_name = 'main' and not internal and coalesce(trim(comment), '') = ''"
    ).fetchall()
    assert bare == []
    assert uncommented(con) == []


def test_every_view_gives_rows_of_the_published_file(con):
    views = con.sql(
        "select view_name from duckdb_views() where schema_name = 'main' and not internal "
        "and database_name = current_database() order by all"
    ).fetchall()
    assert len(views) >= 7
    for (view,) in views:
        assert con.sql(f"select * from main.{view} limit 1").columns


def test_macros_and_views_follow_models_that_are_built_anew(home, con):
    with open_live(home / "tallywire.duckdb") as live:
        live.execute("delete from raw.claim where category = 'wounded'")
        live.execute("delete from meta.model_build")  # facts are never deleted: nobody follows
    build_models(home / "tallywire.duckdb", home / "dbt", "core marts")
    with open_live(home / "tallywire.duckdb") as live:
        assert live.sql("from toll('staff', null, 'wounded')").fetchall() == []
        assert live.sql("from claims where category = 'wounded'").fetchall() == []
        assert len(live.sql("from toll('staff', null, 'killed')").fetchall()) > 1
    assert len(con.sql("from claims where category = 'wounded'").fetchall()) == 1


def test_a_file_without_models_is_told(live_path):
    with (
        open_live(live_path) as empty,
        pytest.raises(WarehouseError, match=r"cannot make the macros and views.*Build the models"),
    ):
        create_surface(empty)
