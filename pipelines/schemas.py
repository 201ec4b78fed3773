"""The Polars schemas of raw tables that no record mirrors: accounts of runs, changes of texts.

Belongs here: columns of frames that pass between the stages. Does not belong here: records and
their vocabularies (`records`), sketches of texts (`sketches`).
"""

from __future__ import annotations

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
