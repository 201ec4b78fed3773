"""A published snapshot of a few hand-made claims, built by the real loads and SQL models.

Every sentence is written for these tests. The articles cover: open, closed, approximate and range
figures; a day and a longer period; a claim without speaker, side or date; markup, a script,
Cyrillic and right-to-left text inside an article; an address that is no web address.
"""

import datetime as dt
import json

import polars as pl
import pytest

from dashboards.exports.export import export_marts
from dashboards.exports.tables import exported_tables
from pipelines.records import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    EXTRACTION_SCHEMA,
    FINDING_SCHEMA,
    REJECTED_SCHEMA,
    Claim,
    Evidence,
    text_sha256,
)
from warehouse.article_load import load_articles
from warehouse.connect import open_live, open_snapshot
from warehouse.findings_load import load_findings
from warehouse.load import load_claims, load_reference
from warehouse.models import build_models
from warehouse.publish import publish

DAY = dt.date(2025, 10, 2)
NOW = dt.datetime(2025, 10, 9, 8, tzinfo=dt.UTC)
MARKUP = "<script>alert('x')</script><b>bold</b>"

TEXTS = {
    "a-day": f"Before {MARKUP}. The Sample Ministry said more than 365 soldiers were killed on"
    " Thursday. It said 40 to 50 were wounded. After, Куп'янськ and القاهرة stayed quiet.",
    "a-week": "The Other Staff said up to 900 troops were killed in the week to Thursday.",
    "a-bare": "Some 7 people died.",
}
ADDRESSES = {
    "a-day": "https://news.example/a-day",
    "a-week": "javascript:alert(1)",
    "a-bare": None,
}


def article_rows() -> pl.DataFrame:
    rows = [
        {
            "article_id": name,
            "version": 1,
            "url": ADDRESSES[name],
            "publisher": None if name == "a-bare" else "Sample Wire",
            "title": f"Title of {name} <i>",
            "published_at": None
            if name == "a-bare"
            else dt.datetime(2025, 10, 2, 18, tzinfo=dt.UTC),
            "retrieved_at": NOW,
            "language": "en",
            "text": text,
            "text_sha256": text_sha256(text),
            "raw_sha256": text_sha256(text),
            "media_type": "text/plain",
            "source_path": f"{name}.txt",
            "n_replaced": 0,
            "run_id": "test",
        }
        for name, text in TEXTS.items()
    ]
    return pl.DataFrame(rows, schema=ARTICLE_SCHEMA)


def claim(name: str, figure: str, category: str, low: int, high: int | None, **slots) -> Claim:
    start = TEXTS[name].index(figure)
    span = (start, start + len(figure))
    values = {
        "implicit": False,
        "equipment": None,
        "value": low,
        "value_to": None,
        "qualifier": "exact",
        "low_closed": True,
        "high_closed": high is not None,
        "approximate": False,
        "victim_side": "russia",
        "victim_class": "military",
        "victim_text": None,
        "claimant": "Sample Ministry",
        "claimant_text": None,
        "relay": None,
        "attribution": "direct",
        "cue": None,
        "hedge": None,
        "period_start": DAY,
        "period_end": DAY,
        "period_kind": "day",
        "cumulative": False,
        "place": None,
        "place_text": None,
        "verification": "not_stated",
        "part_of": None,
        "restates": None,
        "confidence": 0.9,
        "evidence": (Evidence("figure", *span, "explicit", "digits"),),
    }
    return Claim(
        name, 1, "x1", *span, figure, category=category, low=low, high=high, **values | slots
    )


CLAIMS = {
    "open": claim("a-day", "365", "killed", 366, None, qualifier="more_than"),
    "range": claim("a-day", "40 to 50", "wounded", 40, 50, qualifier="range", value_to=50),
    "week": claim(
        "a-week",
        "900",
        "killed",
        0,
        900,
        qualifier="up_to",
        claimant="Other Staff",
        victim_side="ukraine",
        period_start=DAY - dt.timedelta(days=6),
        period_kind="span",
    ),
    "bare": claim(
        "a-bare",
        "7",
        "killed",
        7,
        7,
        approximate=True,
        claimant=None,
        victim_side=None,
        victim_class=None,
        attribution="agentless",
        period_start=None,
        period_end=None,
        period_kind="untold",
        evidence=(),
    ),
}


def claim_rows() -> pl.DataFrame:
    rows = []
    for record in CLAIMS.values():
        row = {name: getattr(record, name) for name in CLAIM_SCHEMA.names() if name != "evidence"}
        evidence = [
            {"slot": e.slot, "start": e.start, "end": e.end, "how": e.how, "rule": e.rule}
            for e in record.evidence
        ]
        rows.append(row | {"evidence": json.dumps(evidence)})
    return pl.DataFrame(rows, schema=CLAIM_SCHEMA)


def ledger_rows() -> pl.DataFrame:
    rows = [
        {
            "article_id": name,
            "version": 1,
            "extractor_version": "x1",
            "n_claims": sum(record.article_id == name for record in CLAIMS.values()),
            "run_id": "test",
        }
        for name in TEXTS
    ]
    return pl.DataFrame(rows, schema=EXTRACTION_SCHEMA)


def finding_rows() -> pl.DataFrame:
    row = {
        "finding_id": "f1",
        "rule": "c01",
        "rule_version": 1,
        "verdict": "contradictory",
        "severity": "high",
        "claim_ids": [CLAIMS["open"].claim_id, "gone"],
        "operands": "{}",
        "computation": "366 or more is above 300",
        "innocent_causes": ["a later count", "another day"],
        "digest": "d1",
        "first_seen": NOW,
        "last_seen": NOW,
    }
    return pl.DataFrame([row], schema=FINDING_SCHEMA)


def build_snapshots(home, dbt_dir, *, empty: bool):
    """Load, model and publish into `home`; return the folder of snapshots."""
    live = home / "tallywire.duckdb"
    with open_live(live) as con:
        empty_reference = pl.DataFrame(
            schema=dict.fromkeys(("actor_id", "name", "kind", "side", "alias"), pl.String)
        )
        places = pl.DataFrame(
            schema={
                **dict.fromkeys(
                    ("place_id", "name", "kind", "country", "parent_id", "region"), pl.String
                ),
                "latitude": pl.Float64,
                "longitude": pl.Float64,
            }
        )
        publishers = pl.DataFrame(
            schema=dict.fromkeys(("host", "publisher", "country", "kind"), pl.String)
        )
        load_reference(con, empty_reference, empty_reference, places, publishers)
        if not empty:
            load_articles(con, article_rows(), pl.DataFrame(schema=REJECTED_SCHEMA))
            load_claims(con, claim_rows(), ledger_rows())
            load_findings(con, finding_rows())
    build_models(live, dbt_dir)
    with open_live(live) as con:
        publish(con, home / "snapshots")
    return home / "snapshots"


@pytest.fixture(scope="session")
def dbt_dir(tmp_path_factory):
    """One for all builds: dbt reads the models once."""
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory, dbt_dir):
    return build_snapshots(tmp_path_factory.mktemp("filled"), dbt_dir, empty=False)


@pytest.fixture(scope="session")
def empty_snapshots(tmp_path_factory, dbt_dir):
    return build_snapshots(tmp_path_factory.mktemp("empty"), dbt_dir, empty=True)


@pytest.fixture(scope="module")
def con(snapshots):
    with open_snapshot(snapshots, sealed=False) as connection:
        yield connection


@pytest.fixture(scope="module")
def tables(con):
    return {table.name: table for table in exported_tables(con)}


@pytest.fixture(scope="module")
def folder(con, tmp_path_factory):
    """Return one export of the snapshot."""
    target = tmp_path_factory.mktemp("export") / "exports"
    export_marts(con, target)
    return target
