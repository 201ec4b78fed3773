"""The Polars schemas of tables that no record mirrors: accounts, changes, points, decisions.

Belongs here: columns of frames that pass between the stages, and the closed lists that only they
use. Does not belong here: records and their vocabularies (`records`), sketches of texts
(`sketches`).
"""

from __future__ import annotations

from typing import Literal, get_args

import polars as pl

from pipelines.records import UTC_DATETIME

CHANGE_SCHEMA = pl.Schema(
    {
        "article_id": pl.String(),
        "version": pl.Int32(),
        "since_version": pl.Int32(),
        "added": pl.List(pl.String()),
        "removed": pl.List(pl.String()),
        "figures": pl.List(
            pl.Struct(
                {
                    "before": pl.String(),
                    "after": pl.String(),
                    "sentence_before": pl.String(),
                    "sentence_after": pl.String(),
                }
            )
        ),
    }
)
"""`raw.article_change`: one row is what a new text of an article changed (key: article_id,
version)."""

INGEST_RUN_SCHEMA = pl.Schema(
    {
        "run_id": pl.String(),
        "source": pl.String(),
        "first_at": UTC_DATETIME,
        "last_at": UTC_DATETIME,
        "seen": pl.Int64(),
        "n_new": pl.Int64(),
        "n_new_version": pl.Int64(),
        "n_unchanged": pl.Int64(),
        "n_rejected": pl.Int64(),
        "n_replaced": pl.Int64(),
    }
)
"""`raw.ingest_run`: one row is what became of the inputs of one source in one run
(key: run_id, source); seen is the sum of the four that follow it."""

PointRejectReason = Literal[
    "bad_row",
    "bad_number",
    "bad_date",
    "ambiguous_date",
    "unknown_word",
    "missing",
    "out_of_bounds",
    "conflicting",
]
POINT_REJECT_REASONS: tuple[PointRejectReason, ...] = get_args(PointRejectReason)

POINT_KEY_COLUMNS = (
    "feed",
    "mapping_id",
    "as_of",
    "period_start",
    "period_end",
    "claimant",
    "victim_side",
    "victim_class",
    "category",
    "equipment",
    "place",
    "cumulative",
)
"""What a point is about; `point_key` is the hash of these."""

POINT_FIGURE_COLUMNS = ("value", "value_to", "qualifier", "low", "high", "approximate")
"""What a point says; where these change, the point has a new revision."""

SERIES_POINT_SCHEMA = pl.Schema(
    {
        "point_key": pl.String(),
        "feed": pl.String(),
        "mapping_id": pl.String(),
        "as_of": pl.Date(),
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "period_kind": pl.String(),
        "claimant": pl.String(),
        "victim_side": pl.String(),
        "victim_class": pl.String(),
        "category": pl.String(),
        "equipment": pl.String(),
        "place": pl.String(),
        "figure": pl.String(),
        "value": pl.Int64(),
        "value_to": pl.Int64(),
        "qualifier": pl.String(),
        "low": pl.Int64(),
        "high": pl.Int64(),
        "low_closed": pl.Boolean(),
        "high_closed": pl.Boolean(),
        "approximate": pl.Boolean(),
        "cumulative": pl.Boolean(),
        "published_on": pl.Date(),
        "source_url": pl.String(),
        "row_number": pl.Int32(),
        "row_text": pl.String(),
        "row_sha256": pl.String(),
    }
)
"""`raw.series_point`: one row is one figure of a structured feed, as it was told at one time (key:
point_key, and the revision that the load adds)."""

REJECTED_POINT_SCHEMA = pl.Schema(
    {
        "feed": pl.String(),
        "row_number": pl.Int32(),
        "column_name": pl.String(),
        "row_sha256": pl.String(),
        "reason": pl.String(),
        "detail": pl.String(),
        "row_text": pl.String(),
    }
)
"""`raw.rejected_point`: one row is one figure, or row of figures, that could not be used (key:
feed, row_sha256, column_name, reason). `column_name` is null where the whole row is rejected."""

REVIEW_SCHEMA = pl.Schema(
    {
        "finding_id": pl.String(),
        "state": pl.String(),
        "reviewer": pl.String(),
        "note": pl.String(),
        "reviewed_at": UTC_DATETIME,
        "digest": pl.String(),
    }
)
"""`flags.review`: one row is one decision about a finding (key: finding_id, reviewed_at)."""
