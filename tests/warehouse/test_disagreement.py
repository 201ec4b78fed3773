"""Who contradicts whom, and who revised what: a few releases, loaded and modelled as in a run.

The rows of single models stand as unit tests beside them (`warehouse/models/**/*.yml`); they are
run here, because a run of the pipeline does not.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from warehouse.article_load import load_articles
from warehouse.connect import open_live
from warehouse.load import (
    PLACE_SCHEMA,
    PUBLISHER_SCHEMA,
    load_claims,
    load_reference,
)
from warehouse.model_state import PROJECT_DIR
from warehouse.models import build_models

DAY = dt.date(2025, 11, 14)
NOON = dt.datetime(2025, 11, 15, 12, tzinfo=dt.UTC)
UP_TO_DAY = {"cumulative": True, "period_kind": "as_of", "period_start": None}

ACTORS = pl.DataFrame(
    {
        "actor_id": ["u", "r", "m"],
        "name": ["Ministry of Uria", "Ministry of Roan", "Monitors"],
        "kind": ["ministry", "ministry", "international"],
        "side": ["uria", "roan", None],
    }
)
OPPONENTS = pl.DataFrame({"side": ["uria", "roan"], "opponent": ["roan", "uria"]})

# article, claimant, low, high, other fields of the claim; the days from the first article
CLAIMS: list[tuple[str, str | None, int, int | None, dict[str, Any], int]] = [
    # Ten outlets print one release; the adversary's figure stands in an article of its own.
    *((f"reprint-{n}", "Ministry of Uria", 20, 20, {"victim_side": "uria"}, 0) for n in range(10)),
    ("roan-1", "Ministry of Roan", 300, 300, {"victim_side": "uria"}, 0),
    # Open ends: more than 365, more than 400.
    ("open-1", "Monitors", 366, None, {"place": "Avlen", "value": 365}, 0),
    ("open-2", "Ministry of Roan", 401, None, {"place": "Avlen", "value": 400}, 0),
    # A running total stands against another of the same day only.
    ("total-1", "Ministry of Uria", 1000, 1000, UP_TO_DAY | {"victim_side": "roan"}, 0),
    ("total-2", "Ministry of Roan", 400, 400, UP_TO_DAY | {"victim_side": "roan"}, 0),
    (
        "total-3",
        "Monitors",
        1,
        1,
        UP_TO_DAY | {"victim_side": "roan", "period_end": NOON.date()},
        1,
    ),
    # A toll that a later article corrects.
    ("first-toll", "Monitors", 51, 51, {"place": "Borun"}, 0),
    ("later-toll", "Monitors", 51, 51, {"place": "Borun"}, 1),
    ("correction", "Monitors", 49, 49, {"place": "Borun"}, 4),
]
TEXTS = {"correction": "The monitors corrected the toll of Friday: 49 died."}


@pytest.fixture(scope="module")
def home(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory):
    """The folder of a warehouse with the claims above, built."""
    home = tmp_path_factory.mktemp("home")
    articles, claims = [], []
    for name, claimant, low, high, more, days in CLAIMS:
        text = TEXTS.get(name, f"{low} died, the ministry said.")
        at = NOON + dt.timedelta(days=days)
        publisher = f"Paper {name[-1]}"
        articles.append(make.article(name, text, published_at=at, publisher=publisher))
        fields = {"claimant": claimant, "victim_side": "uria"} | more
        claims.append(
            make.claim(name, str(low), low, high, start=text.index(str(low)), **fields)
            | {"end": text.index(str(low)) + len(str(low))}
        )
    held, found = make.articles(*articles), make.claims(*claims)
    with open_live(home / "tallywire.duckdb") as con:
        load_articles(con, held, make.rejected())
        load_claims(con, found, make.readings(held, found))
        aliases = pl.DataFrame(schema={"actor_id": pl.String, "alias": pl.String})
        places = pl.DataFrame(schema=PLACE_SCHEMA)
        publishers = pl.DataFrame(schema=PUBLISHER_SCHEMA)
        load_reference(con, ACTORS, aliases, places, publishers, OPPONENTS)
        con.execute(
            "insert into raw.article_origin by name select article_id, version, "
            "if(article_id like 'reprint%', 'reprint-0', article_id) as origin_id, "
            "origin_id as cluster_id from raw.article_version"
        )
    build_models(home / "tallywire.duckdb", home / "dbt")
    return home


@pytest.fixture(scope="module")
def con(home):
    with open_live(home / "tallywire.duckdb") as connection:
        yield connection


def test_where_two_sources_contradict_each_other_strongest_first_is_one_query(con):
    found = con.sql(
        "select claimant_a, claimant_b, low_a, high_a, low_b, high_b, ratio, relation "
        "from marts.source_disagreement where verdict = 'contradictory' "
        "order by ratio desc nulls first"
    ).fetchall()
    roan, uria = "Ministry of Roan", "Ministry of Uria"
    assert found == [
        (roan, uria, 300, 300, 20, 20, 15.0, "own_against_adversary"),
        (roan, uria, 400, 400, 1000, 1000, 2.5, "own_against_adversary"),
    ]


def test_ten_reprints_are_one_origin_of_ten_publishers(con):
    found = con.sql(
        "select n_articles_b, n_publishers_b, n_origins_b, len(claim_ids_b), n_origins_a "
        "from marts.source_disagreement where low_b = 20"
    ).fetchall()
    assert found == [(10, 10, 1, 10, 1)]


def test_two_open_ends_are_compatible(con):
    found = con.sql(
        "select verdict, relation, round(ratio, 2), ratio_low, ratio_high "
        "from marts.source_disagreement where place = 'Avlen'"
    ).fetchall()
    assert found == [("compatible", "adversary_against_third_party", 1.1, 1.0, None)]


def test_a_running_total_stands_against_totals_of_its_day(con):
    found = con.sql(
        "select period_end, low_a, low_b from marts.source_disagreement where cumulative"
    ).fetchall()
    assert found == [(DAY, 400, 1000)]


def test_a_correction_that_arrives_later_is_told_with_its_days(con):
    found = con.sql(
        "select kind, figure_from, figure_to, days_between, article_id_from, article_id "
        "from marts.claim_revision order by seen_to"
    ).fetchall()
    assert found == [
        ("restatement", "51", "51", 1, "first-toll", "later-toll"),
        ("correction", "51", "49", 3, "later-toll", "correction"),
    ]


def test_the_rows_given_to_each_model_give_the_rows_expected(home, monkeypatch):
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    monkeypatch.setenv("TALLYWIRE_DUCKDB", str(home / "tallywire.duckdb"))
    outcome = dbtRunner().invoke(
        [
            *("test", "--select", "test_type:unit", "--quiet", "--no-use-colors"),
            *("--project-dir", str(PROJECT_DIR), "--profiles-dir", str(PROJECT_DIR)),
            *("--target-path", str(home / "dbt" / "target"), "--log-path", str(home / "dbt")),
            "--no-send-anonymous-usage-stats",
        ]
    )
    manager: Any = DuckDBConnectionManager
    manager.close_all_connections()
    failed = [f"{r.node.name}: {r.message}" for r in outcome.result.results if r.status != "pass"]
    assert failed == []
    assert len(outcome.result.results) >= 14
