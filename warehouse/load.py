"""Load frames into the live file, one transaction each, idempotent by key.

Belongs here: what changes rows of `raw`, articles and copies apart, and what is not extracted yet.
Does not belong here: findings (`findings_load`), opening the file, deriving models from it.
Times are stored as UTC without a zone, so that a day is the same day in every client.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from pipelines.records import (
    ARTICLE_SCHEMA,
    CLAIM_SCHEMA,
    EXTRACTION_SCHEMA,
    UTC_DATETIME,
)
from warehouse.connect import Connection
from warehouse.frames import LoadResult, count, in_batches, incoming, loading

ACTOR_SCHEMA = pl.Schema(
    {"actor_id": pl.String, "name": pl.String, "kind": pl.String, "side": pl.String}
)
ALIAS_SCHEMA = pl.Schema({"actor_id": pl.String, "alias": pl.String})
PLACE_SCHEMA = pl.Schema(
    {
        "place_id": pl.String,
        "name": pl.String,
        "kind": pl.String,
        "country": pl.String,
        "parent_id": pl.String,
        "region": pl.String,
        "latitude": pl.Float64,
        "longitude": pl.Float64,
    }
)
PUBLISHER_SCHEMA = pl.Schema(
    {"host": pl.String, "publisher": pl.String, "country": pl.String, "kind": pl.String}
)
OPPONENT_SCHEMA = pl.Schema({"side": pl.String, "opponent": pl.String})

BATCH_ARTICLES = 500
BATCH_BYTES = 32 * 1024 * 1024


def load_claims(con: Connection, claims: pl.DataFrame, extractions: pl.DataFrame) -> LoadResult:
    """Add claims (CLAIM_SCHEMA) and the ledger of what was read for them (EXTRACTION_SCHEMA).

    Counts claims. A claim or ledger row that is stored already is left as it is.
    """
    with (
        incoming(con, claims, CLAIM_SCHEMA),
        incoming(con, extractions, EXTRACTION_SCHEMA, "ledger"),
        loading(con, "claims"),
    ):
        new = count(
            con,
            "insert into raw.claim by name select incoming.* from incoming "
            "anti join raw.claim using (claim_id)",
        )
        con.execute(
            "insert into raw.extraction by name "
            "with already as (select coalesce(max(load_number), 0) as loads from raw.extraction) "
            "select ledger.*, already.loads + 1 as load_number from ledger "
            "anti join raw.extraction using (article_id, version, extractor_version) "
            "cross join already"
        )
    return LoadResult(new, claims.height - new)


def load_reference(
    con: Connection,
    actors: pl.DataFrame,
    aliases: pl.DataFrame,
    places: pl.DataFrame,
    publishers: pl.DataFrame,
    opponents: pl.DataFrame | None = None,
) -> LoadResult:
    """Copy the lexicon's actors, aliases, places, publishers and opponents.

    A table that is equal, or not given, stays as it is. Counts rows of replaced tables as new and
    rows of equal tables as unchanged.
    """
    if opponents is None:
        opponents = con.sql("select * from raw.opponent").pl()
    tables = [
        ("actor", actors.select(ACTOR_SCHEMA.names()), ACTOR_SCHEMA),
        ("actor_alias", aliases.select(ALIAS_SCHEMA.names()).unique(), ALIAS_SCHEMA),
        ("place", places.select(PLACE_SCHEMA.names()), PLACE_SCHEMA),
        ("publisher", publishers.select(PUBLISHER_SCHEMA.names()), PUBLISHER_SCHEMA),
        ("opponent", opponents.select(OPPONENT_SCHEMA.names()), OPPONENT_SCHEMA),
    ]
    new = unchanged = 0
    with loading(con, "reference data"):
        for table, frame, schema in tables:
            with incoming(con, frame, schema):
                if _same_rows(con, f"raw.{table}"):
                    unchanged += frame.height
                else:
                    new += _replace(con, table)
    return LoadResult(new, unchanged)


def unextracted(
    con: Connection,
    extractor_version: str,
    languages: Sequence[str],
    article_ids: Sequence[str] | None = None,
) -> Iterator[pl.DataFrame]:
    """Yield article versions (ARTICLE_SCHEMA) that this extractor version has not read yet.

    Those in one of `languages`, and those whose language is not known; others are never due.
    What is due is decided once, at the first batch. A batch holds at most 500 articles and about
    32 MB of text, so that memory stays bounded; claims may be loaded between batches.
    """
    due = _due(con, extractor_version, languages, article_ids)
    for batch in in_batches(due, BATCH_ARTICLES, BATCH_BYTES):
        # Row numbers are stable (nothing is ever deleted) and let DuckDB skip to the batch.
        first, last = batch["row_number"][0], batch["row_number"][-1]
        con.register("batch", batch.select("row_number").to_arrow())
        frame = con.sql(
            "select stored.* from raw.article_version as stored "
            "semi join batch on stored.rowid = batch.row_number "
            f"where stored.rowid between {first} and {last} order by stored.rowid"
        ).pl()
        con.unregister("batch")
        yield _with_zone(frame)


def _due(
    con: Connection,
    extractor_version: str,
    languages: Sequence[str],
    article_ids: Sequence[str] | None,
) -> pl.DataFrame:
    """Return row_number and bytes of the article versions to read, in stored order."""
    wanted = ""
    if article_ids is not None:
        con.register(
            "wanted", pl.DataFrame({"id": article_ids}, schema={"id": pl.String}).to_arrow()
        )
        wanted = "and article_id in (select id from wanted)"
    frame = con.sql(
        "with already as (select article_id, version from raw.extraction "
        "where extractor_version = ?) "
        "select stored.rowid as row_number, strlen(stored.text) as bytes "
        "from raw.article_version as stored anti join already using (article_id, version) "
        "where (stored.language is null or list_contains(?::varchar[], stored.language)) "
        f"{wanted} order by stored.rowid",
        params=[extractor_version, list(languages)],
    ).pl()
    if article_ids is not None:
        con.unregister("wanted")
    return frame


def _with_zone(frame: pl.DataFrame) -> pl.DataFrame:
    times = [name for name, kind in ARTICLE_SCHEMA.items() if kind == UTC_DATETIME]
    zoned = frame.with_columns(pl.col(times).dt.replace_time_zone("UTC"))
    return zoned.select(ARTICLE_SCHEMA.names()).cast(ARTICLE_SCHEMA)


def _same_rows(con: Connection, table: str) -> bool:
    return not count(
        con,
        f"select count(*) from ((from incoming except all from {table}) "
        f"union all (from {table} except all from incoming))",
    )


def _replace(con: Connection, table: str) -> int:
    con.execute(f"delete from raw.{table}")
    return count(con, f"insert into raw.{table} by name select * from incoming")
