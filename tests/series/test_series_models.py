"""Points as claims: the models over them, and the rule of falling totals.

One warehouse is built for this module: two feeds, one of which was revised and mapped anew.
"""

import datetime as dt
import json
import re

import pytest
import yaml

from expectations.rulebook import run_rules
from expectations.structure import structure_results
from expectations.suites import CURRENT_CLAIM_COLUMNS
from pipelines.ingest import Ingestion
from pipelines.lexicon.frames import actor_frame, alias_frame, place_frame
from pipelines.lexicon.publishers import publisher_frame
from pipelines.records import CLAIM_SCHEMA
from pipelines.series_ingest import ingest_series, read_series
from pipelines.sources import load_sources
from tests.series.conftest import LOSSES, NOW
from warehouse.connect import open_live
from warehouse.load import load_reference
from warehouse.model_state import PROJECT_DIR
from warehouse.models import build_models

STAFF = "General Staff of the Armed Forces of Ukraine"
TOTALS = {**LOSSES, "mapping": {**LOSSES["mapping"], "claimant": "Ukrainian General Staff"}}
FALLEN = "date,personnel,tank\n2025-11-03,41210,512\n2025-11-04,41390,509\n2025-11-05,41500,514\n"
REPORT = {
    "kind": "series",
    "path": "report.csv",
    "mapping": {
        "date": "day",
        "columns": {"dead": {"category": "killed", "victim_class": "civilian"}},
        "place": "Kharkiv",
    },
}
TYPES = {
    "article_id": "VARCHAR", "version": "INTEGER", "start": "INTEGER", "end": "INTEGER",
    "value": "BIGINT", "high": "BIGINT", "period_start": "DATE", "published_at": "TIMESTAMP",
    "confidence": "DOUBLE", "cumulative": "BOOLEAN", "as_of": "DATE", "counted_in": "VARCHAR",
}  # fmt: skip


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    live = folder / "tallywire.duckdb"

    def load(name, settings, text):
        (folder / settings["path"]).write_text(text)
        (folder / "sources.yml").write_text(json.dumps({"sources": {name: settings}}))
        source = load_sources(folder / "sources.yml")[name]
        points, _ = read_series(source, folder, now=NOW, tell=print)
        run = Ingestion(f"run-{text}", name, NOW, folder, folder)
        with open_live(live) as con:
            ingest_series(con, source, points, run, print)

    with open_live(live) as con:
        load_reference(con, actor_frame(), alias_frame(), place_frame(), publisher_frame())
    load("losses", LOSSES, FALLEN)
    load("losses", TOTALS, FALLEN.replace("41210", "41200"))
    load("losses", TOTALS, FALLEN)
    load("report", REPORT, "day,dead\n2025-11-03,7\n")
    build_models(live, folder / "dbt")
    with open_live(live) as con:
        yield con


def test_points_stand_beside_claims_of_texts_in_core_and_marts(con):
    asked = {
        "core.claim": "select count(*) from core.claim where source_kind = 'series'",
        "marts.claim_audit": "select count(*) from marts.claim_audit where article_id is null",
        "marts.toll_cumulative": "select count(*) from marts.toll_cumulative",
        "marts.toll_by_source_daily": "select sum(n_claims) from marts.toll_by_source_daily",
    }
    counts = {table: con.execute(query).fetchall()[0][0] for table, query in asked.items()}
    assert counts == {
        "core.claim": 7, "marts.claim_audit": 7,
        "marts.toll_cumulative": 6, "marts.toll_by_source_daily": 1,
    }  # fmt: skip


def test_a_feed_is_one_origin_that_no_article_prints(con):
    rows = con.execute(
        "select distinct origin_id, origin_n_articles, origin_n_publishers "
        "from marts.claim_audit order by all"
    ).fetchall()
    assert rows == [("series:losses", 0, 1), ("series:report", 0, 1)]


def test_a_claim_of_a_series_has_the_columns_of_a_claim_in_their_order(con):
    columns = [row[0] for row in con.execute("describe core.series_claim").fetchall()]
    assert columns[: len(CLAIM_SCHEMA)] == CLAIM_SCHEMA.names()
    assert columns == [*CURRENT_CLAIM_COLUMNS, "counted_in"]
    types = dict(
        con.execute("select column_name, column_type from (describe core.series_claim)").fetchall()
    )
    assert {name: types[name] for name in TYPES} == TYPES


def test_only_the_latest_figures_of_the_current_mapping_are_claims(con):
    rows = con.execute(
        "select as_of::varchar, category, value from core.series_claim "
        "where origin_id = 'series:losses' order by all"
    ).fetchall()
    assert rows == [
        ("2025-11-03", "casualties", 41210), ("2025-11-03", "equipment", 512),
        ("2025-11-04", "casualties", 41390), ("2025-11-04", "equipment", 509),
        ("2025-11-05", "casualties", 41500), ("2025-11-05", "equipment", 514),
    ]  # fmt: skip
    kept = con.execute("select count(*) from raw.series_point where feed = 'losses'").fetchall()
    assert kept == [(6 + 6 + 1,)]


def test_claimant_and_place_are_resolved_and_a_report_without_claimant_is_its_publishers(con):
    named = con.execute(
        "select distinct claimant, claimant_id, claimant_name, claimant_side, attribution, "
        "publisher, published_at::date::varchar from core.series_claim "
        "where origin_id = 'series:losses' and as_of = '2025-11-03'"
    ).fetchall()
    told = ("ua_general_staff", STAFF, "ukraine", "indirect", "Sample Tracker", "2025-11-03")
    assert named == [("Ukrainian General Staff", *told)]
    own = con.execute(
        "select claimant_name, attribution, publisher, published_at, place, place_id is not null, "
        "victim_class, period_kind, sentence from core.series_claim "
        "where origin_id = 'series:report'"
    ).fetchall()
    sentence = "dead: 7; day: 2025-11-03"
    expected = (None, "narrator", "report", None, "Kharkiv", True, "civilian", "day", sentence)
    assert own == [expected]


def test_a_falling_total_is_loaded_and_flagged(con):
    findings = run_rules(con, dt.datetime.now(dt.UTC)).filter(rule="C4")
    fallen = con.execute(
        "select claim_id from core.series_claim where equipment = 'tank' and value in (512, 509) "
        "order by as_of"
    ).fetchall()
    (found,) = findings.iter_rows(named=True)
    assert (found["verdict"], found["claim_ids"]) == ("contradictory", [row[0] for row in fallen])
    assert '"512" as of 2025-11-03' in found["computation"]


@pytest.mark.parametrize("table", ["raw.series_point", "raw.rejected_point"])
def test_the_structure_of_the_tables_is_sound(con, table):
    assert all(result.success for result in structure_results(con, table))


def test_every_table_and_column_has_a_comment(con):
    bare = con.execute(
        "select column_name from duckdb_columns() where comment is null and "
        "(table_name in ('series_claim', 'stg_series_point', 'series_feed') "
        "or table_name like '%_point')"
    ).fetchall()
    assert bare == []


def test_every_column_of_the_claims_has_a_test():
    described = PROJECT_DIR / "models" / "core" / "series_claim.yml"
    (model,) = yaml.safe_load(described.read_text())["models"]
    arguments = [next(iter(test.values()))["arguments"] for test in model["data_tests"]]
    tested = set(re.findall(r"\w+", str(arguments)))
    assert sorted({column["name"] for column in model["columns"]} - tested) == []
