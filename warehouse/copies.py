"""Copies beside their origins: which are still to be compared, and what was found.

Belongs here: `raw.article_copy`. Does not belong here: which article is the origin
(`warehouse.syndication`), comparing texts (`articles.syndication`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.sketches import COPY_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import count, in_batches, incoming, loading

_BATCH_PAIRS = 1_000
_BATCH_BYTES = 16 * 1024 * 1024

_DUE = """
with latest as (
    select article_id, max(version) as origin_latest from raw.article_origin group by all
)
select
    copy.article_id, copy.version, copy.origin_id, source.version as origin_version,
    latest.origin_latest,
    copy_text.rowid as copy_row, source_text.rowid as source_row,
    strlen(copy_text.text) + strlen(source_text.text) as bytes
from raw.article_origin as copy
inner join latest on copy.origin_id = latest.article_id
inner join raw.article_origin as source on copy.origin_id = source.article_id
inner join raw.article_version as copy_text
    on copy.article_id = copy_text.article_id and copy.version = copy_text.version
inner join raw.article_version as source_text
    on source.article_id = source_text.article_id and source.version = source_text.version
anti join raw.article_copy as done
    on
        copy.article_id = done.article_id and copy.version = done.version
        and copy.origin_id = done.origin_id and latest.origin_latest = done.origin_latest
where copy.article_id <> copy.origin_id
order by copy.origin_id, copy.article_id, copy.version, origin_version
"""


def uncompared_copies(con: Connection) -> Iterator[pl.DataFrame]:
    """Yield copies beside each version of their origin, where they are not compared yet.

    Columns: article_id, version, text, origin_id, origin_version, origin_latest, origin_text; all
    rows of one copy are in one batch, bounded in rows and bytes.
    """
    due = con.sql(_DUE).pl()
    for batch in in_batches(due, _BATCH_PAIRS, _BATCH_BYTES, ("article_id", "version")):
        con.register("due", batch.drop("bytes").with_row_index("nth").to_arrow())
        frame = con.sql(
            "select due.article_id, due.version, copy.text, due.origin_id, due.origin_version, "
            "due.origin_latest, source.text as origin_text from due "
            "inner join raw.article_version as copy on copy.rowid = due.copy_row "
            "inner join raw.article_version as source on source.rowid = due.source_row "
            "order by due.nth"
        ).pl()
        con.unregister("due")
        yield frame


def load_copies(con: Connection, copies: pl.DataFrame) -> int:
    """Store comparisons (COPY_SCHEMA), with what each copy credits, in the place of earlier ones.

    Returns how many there are.
    """
    with incoming(con, copies, COPY_SCHEMA), loading(con, "copies"):
        con.execute(
            "delete from raw.article_copy as stored using incoming "
            "where stored.article_id = incoming.article_id and stored.version = incoming.version"
        )
        return count(
            con,
            "insert into raw.article_copy by name select incoming.*, signature.credited "
            "from incoming left join raw.text_signature as signature using (article_id, version)",
        )


def drop_former_copies(con: Connection) -> int:
    """Remove comparisons of articles that have become an origin; return how many."""
    return count(
        con,
        "delete from raw.article_copy as stored using raw.article_origin as now "
        "where stored.article_id = now.article_id and stored.version = now.version "
        "and now.origin_id = now.article_id",
    )
