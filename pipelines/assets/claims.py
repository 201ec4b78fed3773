"""The claims stage: article versions become claims; the lexicon's names become tables.

Belongs here: the assets over `pipelines.claims` and `pipelines.lexicon`. Does not belong here: how
a figure is found or whose claim it is.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.assets.facts import asset_key, table_facts, table_spec
from pipelines.claims import READ_LANGUAGES, extract_frame, extractor_version
from pipelines.lexicon import (
    actor_frame,
    alias_frame,
    opponent_frame,
    place_frame,
    publisher_frame,
)
from pipelines.records import CLAIM_SCHEMA, EXTRACTION_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from warehouse.load import load_claims, load_reference, unextracted

GROUP = "claims"
REFERENCE = {
    "raw.actor": "One row is one claimant, relay or party that the lexicon knows.",
    "raw.actor_alias": "One row is one way to write an actor's name.",
    "raw.place": "One row is one place that the lexicon knows.",
    "raw.opponent": "One row is two sides that fight each other in a conflict, seen from one.",
    "raw.publisher": "One row is one host that the lexicon knows the publisher of.",
}


@dg.multi_asset(
    name="claims",
    specs=[
        table_spec(
            "raw.claim",
            group=GROUP,
            description="One row is one claim by one extractor version, anchored to its words.",
            schema=CLAIM_SCHEMA,
            deps=["raw.article_version"],
        ),
        table_spec(
            "raw.extraction",
            group=GROUP,
            description="One row is one article version read by one extractor version.",
            schema=EXTRACTION_SCHEMA,
            deps=["raw.article_version"],
        ),
    ],
    pool=WRITER_POOL,
)
def claims(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """Extract claims from every article version in a language that is read, not read yet."""
    read = new = 0
    with home.live() as con:
        for batch in unextracted(con, extractor_version(), READ_LANGUAGES):
            found = extract_frame(batch)
            new += load_claims(con, found, _ledger(batch, found, context.run_id)).new
            read += batch.height
        for table in ("raw.claim", "raw.extraction"):
            counts = {"articles_read": read, "claims_new": new}
            yield dg.MaterializeResult(
                asset_key=asset_key(table), metadata={**table_facts(con, table), **counts}
            )


@dg.multi_asset(
    name="reference",
    specs=[
        table_spec(table, group=GROUP, description=text, kinds=("csv", "duckdb"))
        for table, text in REFERENCE.items()
    ],
    pool=WRITER_POOL,
)
def reference(home: Home) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """Copy the reviewed actors, places, publishers and opponents into the warehouse."""
    frames = (actor_frame(), alias_frame(), place_frame(), publisher_frame(), opponent_frame())
    with home.live() as con:
        load_reference(con, *frames)
        for table in REFERENCE:
            yield dg.MaterializeResult(asset_key=asset_key(table), metadata=table_facts(con, table))


def _ledger(batch: pl.DataFrame, found: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """Return what was read (EXTRACTION_SCHEMA), also where it held no claim."""
    key = ["article_id", "version"]
    counted = found.group_by(key).agg(pl.len().cast(pl.Int32).alias("n_claims"))
    return (
        batch.select(key)
        .join(counted, on=key, how="left")
        .with_columns(
            pl.col("n_claims").fill_null(0),
            pl.lit(extractor_version()).alias("extractor_version"),
            pl.lit(run_id).alias("run_id"),
        )
        .select(EXTRACTION_SCHEMA.names())
    )
