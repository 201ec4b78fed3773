"""Small warehouses for the checks: tables without constraints, so that a row can be broken."""

import datetime as dt
import json
import re
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines import records
from pipelines.schemas import (
    INGEST_RUN_SCHEMA,
    REJECTED_POINT_SCHEMA,
    REVIEW_SCHEMA,
    SERIES_POINT_SCHEMA,
)

UTC = dt.UTC
NOW = dt.datetime(2025, 3, 1, 12, tzinfo=UTC)
TEXT = "🇺🇦 Cafe\u0301 👨‍👩‍👧 Reports: more than 365 soldiers were killed, including 24 officers."
EXTRACTOR = "test-1"

ARTICLE: dict[str, Any] = {
    "article_id": "a-1",
    "version": 1,
    "publisher": "Sample Wire",
    "published_at": dt.datetime(2025, 1, 2, 9, tzinfo=UTC),
    "retrieved_at": NOW,
    "language": "en",
    "text": TEXT,
    "text_sha256": records.text_sha256(TEXT),
    "run_id": "run-1",
}

CURRENT_CLAIM_EXTRA = {
    "source_kind": pl.String,
    "publisher": pl.String,
    "published_at": pl.Datetime("us"),
    "url": pl.String,
    "title": pl.String,
    "language": pl.String,
    "origin_id": pl.String,
    "claimant_id": pl.String,
    "claimant_name": pl.String,
    "claimant_kind": pl.String,
    "claimant_side": pl.String,
    "relay_id": pl.String,
    "place_id": pl.String,
    "sentence": pl.String,
    "as_of": pl.Date,
}
CURRENT_CLAIM_SCHEMA = pl.Schema({**records.CLAIM_SCHEMA, **CURRENT_CLAIM_EXTRA})


def claim_row(figure: str, **fields: Any) -> dict[str, Any]:
    """A sound row of raw.claim about `figure` in TEXT, with `fields` changed."""
    start = TEXT.index(figure)
    number = int("".join(letter for letter in figure if letter.isdigit()))
    row: dict[str, Any] = {
        "article_id": "a-1",
        "version": 1,
        "extractor_version": EXTRACTOR,
        "start": start,
        "end": start + len(figure),
        "figure": figure,
        "implicit": False,
        "category": "killed",
        "value": number,
        "qualifier": "exact",
        "low": number,
        "high": number,
        "low_closed": True,
        "high_closed": True,
        "approximate": False,
        "victim_class": "military",
        "attribution": "indirect",
        "period_start": dt.date(2025, 1, 1),
        "period_end": dt.date(2025, 1, 1),
        "period_kind": "day",
        "cumulative": False,
        "verification": "not_stated",
        "confidence": 0.9,
        "evidence": json.dumps([]),
    }
    row["claim_id"] = records.claim_id(
        "a-1", 1, row["start"], row["end"], row["category"], EXTRACTOR
    )
    return row | fields


TOTAL = claim_row("more than 365", qualifier="more_than", low=366, high=None, high_closed=False)
PART = claim_row("24", part_of=TOTAL["claim_id"])
LEDGER: dict[str, Any] = {
    "article_id": "a-1",
    "version": 1,
    "extractor_version": EXTRACTOR,
    "n_claims": 2,
    "run_id": "run-1",
}
REJECTED: dict[str, Any] = {
    "source_path": "inbox/empty.txt",
    "raw_sha256": None,
    "reason": "empty",
    "seen_at": NOW,
    "run_id": "run-1",
}
RUN: dict[str, Any] = {
    "run_id": "run-1",
    "source": "inbox",
    "first_at": NOW,
    "last_at": NOW,
    "seen": 10,
    "n_new": 4,
    "n_new_version": 3,
    "n_unchanged": 2,
    "n_rejected": 1,
    "n_replaced": 0,
}
CURRENT: dict[str, Any] = {
    "source_kind": "text",
    "publisher": "Sample Wire",
    "published_at": dt.datetime(2025, 1, 2, 9),
    "origin_id": "o-1",
    "sentence": TEXT,
    "as_of": dt.date(2025, 1, 1),
}
FINDING: dict[str, Any] = {
    "finding_id": "f-1",
    "rule": "C1",
    "rule_version": 1,
    "verdict": "contradictory",
    "severity": "warning",
    "claim_ids": [TOTAL["claim_id"]],
    "operands": "[]",
    "computation": "in words",
    "innocent_causes": [],
    "digest": "0123456789abcdef",
    "state": "open",
    "state_since": NOW,
    "is_reported": True,
    "first_seen": NOW,
    "last_seen": NOW,
}
REVIEW: dict[str, Any] = {
    "finding_id": "f-1",
    "state": "open",
    "reviewer": "Sam",
    "reviewed_at": NOW,
    "digest": "0123456789abcdef",
}

POINT: dict[str, Any] = {
    "point_key": "p-1",
    "revision": 1,
    "feed": "losses",
    "mapping_id": "m-1",
    "as_of": dt.date(2025, 1, 2),
    "period_start": dt.date(2022, 2, 24),
    "period_end": dt.date(2025, 1, 2),
    "period_kind": "since",
    "category": "killed",
    "figure": "365",
    "value": 365,
    "qualifier": "exact",
    "low": 365,
    "high": 365,
    "victim_class": "military",
    "row_number": 2,
    "row_text": "killed: 365; date: 2025-01-02",
    "run_id": "run-1",
    "loaded_at": NOW,
}
REJECTED_POINT: dict[str, Any] = {
    "feed": "losses",
    "row_number": 3,
    "column_name": None,
    "row_sha256": "00",
    "reason": "bad_date",
    "seen_at": NOW,
    "run_id": "run-1",
}

SOUND: dict[str, list[dict[str, Any]]] = {
    "raw.article_version": [ARTICLE],
    "raw.rejected_input": [REJECTED],
    "raw.ingest_run": [RUN],
    "raw.series_point": [POINT],
    "raw.rejected_point": [REJECTED_POINT],
    "raw.claim": [TOTAL, PART],
    "raw.extraction": [LEDGER],
    "core.claim": [TOTAL | CURRENT, PART | CURRENT],
    "flags.finding": [FINDING],
    "flags.review": [REVIEW],
}
STORED_FINDING_SCHEMA = pl.Schema(
    {
        **records.FINDING_SCHEMA,
        "state": pl.String,
        "state_reason": pl.String,
        "state_since": records.UTC_DATETIME,
        "is_reported": pl.Boolean,
    }
)
SCHEMAS = {
    "raw.article_version": records.ARTICLE_SCHEMA,
    "raw.rejected_input": records.REJECTED_SCHEMA,
    "raw.ingest_run": INGEST_RUN_SCHEMA,
    "raw.series_point": pl.Schema(
        {**SERIES_POINT_SCHEMA, "revision": pl.Int32, "run_id": pl.String}
        | {"loaded_at": pl.Datetime("us")}
    ),
    "raw.rejected_point": pl.Schema(
        {**REJECTED_POINT_SCHEMA, "run_id": pl.String, "seen_at": pl.Datetime("us")}
    ),
    "raw.claim": records.CLAIM_SCHEMA,
    "raw.extraction": records.EXTRACTION_SCHEMA,
    "core.claim": CURRENT_CLAIM_SCHEMA,
    "flags.finding": STORED_FINDING_SCHEMA,
    "flags.review": REVIEW_SCHEMA,
    "core.place": pl.Schema({"place_id": pl.String(), "path": pl.List(pl.String())}),
}


def put(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Replace the whole of `table` by `rows`."""
    frame = pl.DataFrame(rows, schema=SCHEMAS[table], orient="row")
    con.register("incoming", frame.to_arrow())
    con.execute(f"create schema if not exists {table.split('.', 1)[0]}")
    con.execute(f"create or replace table {table} as select * from incoming")
    con.unregister("incoming")


@pytest.fixture
def con():
    connection = duckdb.connect()
    yield connection
    connection.close()


@pytest.fixture
def fill(con):
    """Replace the whole of a table by rows."""
    return lambda table, rows: put(con, table, rows)


@pytest.fixture
def sound(con):
    """The rows of a warehouse of one article in which every check passes; it is stored, too."""
    for table, rows in SOUND.items():
        put(con, table, rows)
    return {table: [dict(row) for row in rows] for table, rows in SOUND.items()}


WORDS_OF_FIGURES = [
    # pattern, qualifier, low, high (None: open)
    (r"(\d+)-(\d+)", "range", lambda m: (int(m[1]), int(m[2]))),
    (r"more than (\d+)", "more_than", lambda m: (int(m[1]) + 1, None)),
    (r"at least (\d+)", "at_least", lambda m: (int(m[1]), None)),
    (r"fewer than (\d+)", "less_than", lambda m: (0, int(m[1]) - 1)),
    (r"up to (\d+)", "up_to", lambda m: (0, int(m[1]))),
    (r"about (\d+)", "about", lambda m: (int(m[1]), int(m[1]))),
    (r"dozens", "vague", lambda m: (24, None)),
    (r"(\d+)", "exact", lambda m: (int(m[1]), int(m[1]))),
]
DATES = ("period_start", "period_end", "as_of", "published_at")


def figure_fields(figure: str) -> dict[str, Any]:
    """The interval that the words of a figure allow."""
    for pattern, qualifier, ends in WORDS_OF_FIGURES:
        if match := re.fullmatch(pattern, figure):
            low, high = ends(match)
            return {
                "figure": figure,
                "value": int(match[1]) if match.groups() else None,
                "value_to": high if qualifier == "range" else None,
                "qualifier": qualifier,
                "low": low,
                "high": high,
                "low_closed": True,
                "high_closed": high is not None,
                "approximate": qualifier == "about",
            }
    raise ValueError(figure)


def read_table(table: str) -> list[dict[str, Any]]:
    """Rows of core.claim from a table in plain text; a column that is left out has its default.

    `day` is a period of one day, `since` the start of a running total, `-` is null.
    """
    header, *lines = [
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    ]
    rows = []
    for number, line in enumerate(lines):
        told = {
            name: None if cell == "-" else cell for name, cell in zip(header, line, strict=True)
        }
        day, since = told.pop("day", None), told.pop("since", None)
        row: dict[str, Any] = {
            "claim_id": f"row-{number}",
            "article_id": "a-1",
            "version": 1,
            "extractor_version": EXTRACTOR,
            "start": 10 * number,
            "end": 10 * number + 2,
            "implicit": False,
            "category": "killed",
            "attribution": "direct",
            "period_start": since or day,
            "period_end": day,
            "period_kind": "since" if since else "day",
            "cumulative": since is not None,
            "verification": "not_stated",
            "confidence": 0.9,
            "source_kind": "text",
            "publisher": "Sample Wire",
            "published_at": "2025-01-10",
            "sentence": "It was said.",
        }
        row |= figure_fields(told.pop("figure")) | told
        for name in ("cumulative", "implicit"):
            row[name] = str(row[name]) in ("True", "yes")
        row["origin_id"] = row.get("origin_id") or f"o-{row['article_id']}"
        row["claimant_name"] = row.get("claimant")
        row["as_of"] = row.get("as_of") or row["period_end"] or row["published_at"]
        for name in DATES:
            row[name] = row[name] and dt.date.fromisoformat(row[name])
        row["published_at"] = dt.datetime.combine(row["published_at"], dt.time(9))
        rows.append(row)
    return rows


PLACES = [
    {"place_id": "kharkiv", "path": ["kharkiv", "kharkiv_region", "ukraine"]},
    {"place_id": "sumy", "path": ["sumy", "ukraine"]},
    {"place_id": "aleppo", "path": ["aleppo", "syria"]},
]


STOCK = """
side,equipment,kind,day,low,high,source
ukraine,himars launcher,stock,2022-06-01,4,4,invented for the tests
ukraine,himars launcher,delivery,2022-10-01,16,16,invented for the tests
russia,submarine,stock,2022-02-24,40,,invented for the tests
"""


@pytest.fixture
def claims(con, tmp_path, monkeypatch):
    """Store a plain-text table as core.claim, its sentences as texts, beside places and stocks."""
    put(con, "core.place", PLACES)
    path = tmp_path / "stock.csv"
    path.write_text(STOCK.lstrip(), encoding="utf-8")
    monkeypatch.setattr("expectations.stock.STOCK", path)

    def store(table: str) -> None:
        put(con, "core.claim", read_table(table))
        con.execute(
            "create or replace table core.article as select article_id, string_agg(sentence, ' ')"
            " as text from core.claim where article_id is not null group by article_id"
        )

    return store
