"""Load points of structured feeds, with the account of the run that brought them.

Belongs here: `raw.series_point`, `raw.rejected_point`, `raw.series_feed`. Does not belong here:
reading a table (`pipelines.series`), the models over the points. A table and its account are one
transaction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from pipelines.schemas import POINT_FIGURE_COLUMNS, REJECTED_POINT_SCHEMA, SERIES_POINT_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import count, incoming, loading


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """One reading of one feed: by which run and mapping, when, and how many figures in all.

    `mapping` is JSON; `url` is None for a file.
    """

    run_id: str
    feed: str
    at: dt.datetime
    seen: int
    mapping_id: str
    mapping: str
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesLoaded:
    """What became of the figures: `seen == new + revised + unchanged + rejected`."""

    new: int
    revised: int
    unchanged: int
    rejected: int


def load_series(
    con: Connection, points: pl.DataFrame, rejected: pl.DataFrame, read: SeriesRead
) -> SeriesLoaded:
    """Add points (SERIES_POINT_SCHEMA) and rejected ones (REJECTED_POINT_SCHEMA) of one table.

    A point whose latest revision says the same is left as it is; one that says something else is a
    new revision. Where it stands in the table is no part of what it says.
    """
    at = read.at.astimezone(dt.UTC).replace(tzinfo=None)
    with (
        incoming(con, points, SERIES_POINT_SCHEMA),
        incoming(con, rejected, REJECTED_POINT_SCHEMA, "bad"),
        loading(con, "series"),
    ):
        before = _first_revisions(con)
        written = count(con, _NEW_REVISIONS, [read.run_id, at])
        new = _first_revisions(con) - before
        con.execute(_NEW_REJECTIONS, [at, read.run_id])
        _remember_mapping(con, read, at)
        unchanged = read.seen - written - rejected.height
        loaded = SeriesLoaded(new, written - new, unchanged, rejected.height)
        _count_in(con, read, at, loaded)
    return loaded


_SAYS = "({})".format(", ".join(f"{{0}}.{name}" for name in POINT_FIGURE_COLUMNS))

_NEW_REVISIONS = f"""
insert into raw.series_point by name
with latest as (
    select distinct on (stored.point_key) stored.*
    from raw.series_point as stored semi join incoming using (point_key)
    order by stored.point_key, stored.revision desc
)
select incoming.*, coalesce(latest.revision, 0) + 1 as revision, ? as run_id, ? as loaded_at
from incoming left join latest using (point_key)
where latest.point_key is null
    or {_SAYS.format("incoming")} is distinct from {_SAYS.format("latest")}
"""

_NEW_REJECTIONS = """
insert into raw.rejected_point by name
select distinct on (bad.row_sha256, bad.column_name, bad.reason)
    bad.*, ? as seen_at, ? as run_id
from bad anti join raw.rejected_point as held
    on bad.feed = held.feed and bad.row_sha256 = held.row_sha256 and bad.reason = held.reason
    and bad.column_name is not distinct from held.column_name
order by bad.row_sha256, bad.column_name, bad.reason, bad.row_number
"""


def _first_revisions(con: Connection) -> int:
    return count(con, "select count(*) from raw.series_point where revision = 1")


def _remember_mapping(con: Connection, read: SeriesRead, at: dt.datetime) -> None:
    """Make the mapping the current one of its feed; nothing where it is so already."""
    latest = con.execute(
        "select mapping_id, load_number from raw.series_feed where feed = ? "
        "order by load_number desc limit 1",
        [read.feed],
    ).fetchall()
    mapping_id, number = latest[0] if latest else (None, 0)
    if mapping_id != read.mapping_id:
        number += 1
    con.execute(
        "insert into raw.series_feed by name select $feed as feed, $mapping_id as mapping_id, "
        "$publisher as publisher, $url as url, $mapping as mapping, $number as load_number, "
        "$at as first_at on conflict (feed, mapping_id) do update set "
        "load_number = excluded.load_number, publisher = excluded.publisher, url = excluded.url",
        {
            "feed": read.feed,
            "mapping_id": read.mapping_id,
            "publisher": read.publisher,
            "url": read.url,
            "mapping": read.mapping,
            "number": number,
            "at": at,
        },
    )


def _count_in(con: Connection, read: SeriesRead, at: dt.datetime, loaded: SeriesLoaded) -> None:
    con.execute(
        "insert into raw.ingest_run by name select $run_id as run_id, $feed as source, "
        "$at as first_at, $at as last_at, $seen as seen, $new as n_new, "
        "$revised as n_new_version, $unchanged as n_unchanged, $rejected as n_rejected, "
        "0 as n_replaced on conflict (run_id, source) do update set last_at = excluded.last_at, "
        + ", ".join(
            f"{name} = ingest_run.{name} + excluded.{name}"
            for name in ("seen", "n_new", "n_new_version", "n_unchanged", "n_rejected")
        ),
        {
            "run_id": read.run_id,
            "feed": read.feed,
            "at": at,
            "seen": read.seen,
            "new": loaded.new,
            "revised": loaded.revised,
            "unchanged": loaded.unchanged,
            "rejected": loaded.rejected,
        },
    )
