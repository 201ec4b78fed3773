"""Successive texts of one article: which are still to be compared, and what was found.

Belongs here: `raw.article_change`. Does not belong here: comparing texts (`articles`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.schemas import CHANGE_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import LoadResult, count, incoming, loading

BATCH = 200


def uncompared(con: Connection) -> Iterator[pl.DataFrame]:
    """Yield pairs of successive texts that are not compared yet, in batches.

    A row: article_id, version, since_version, text_before, text.
    """
    due = con.sql(
        "with ordered as (select article_id, version, rowid as row_number, "
        "lag(version) over earlier as since_version, lag(rowid) over earlier as row_before "
        "from raw.article_version window earlier as (partition by article_id order by version)) "
        "select ordered.* from ordered anti join raw.article_change using (article_id, version) "
        "where since_version is not null order by row_number"
    ).pl()
    for batch in due.iter_slices(BATCH):
        con.register("due", batch.to_arrow())
        frame = con.sql(
            "select due.article_id, due.version, due.since_version, "
            "older.text as text_before, newer.text as text from due "
            "join raw.article_version as older on older.rowid = due.row_before "
            "join raw.article_version as newer on newer.rowid = due.row_number "
            "order by due.row_number"
        ).pl()
        con.unregister("due")
        yield frame


def load_changes(con: Connection, changes: pl.DataFrame) -> LoadResult:
    """Add changes (CHANGE_SCHEMA); one that is stored already is left as it is."""
    with incoming(con, changes, CHANGE_SCHEMA), loading(con, "changes of articles"):
        new = count(
            con,
            "insert into raw.article_change by name select incoming.* from incoming "
            "anti join raw.article_change using (article_id, version)",
        )
    return LoadResult(new, changes.height - new)
