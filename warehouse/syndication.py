"""The stored index of texts: which are new, and which stored ones may be copies of them.

Belongs here: `raw.text_signature` and `raw.text_band`. Does not belong here: whether two texts are
copies (`articles.syndication`), the clusters that they join (`warehouse.clusters`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.sketches import SKETCH_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import count, in_batches, incoming, loading

WINDOW_DAYS = 30
"""Texts are compared with those of so many days before and after."""

_BATCH_ARTICLES = 4_000
_BATCH_BYTES = 8 * 1024 * 1024
_PERIOD_DAYS = 31
_BUCKET = 32
"""Texts of one hash and period that are indexed: the first ones stand for a flood of them."""
_CANDIDATES = 64
"""Texts that one text is compared with: those that share the most bands with it."""
_KEYS = 10**12
"""More than there are keys."""
_PERIOD = f"date_diff('day', date '1970-01-01', {{}}) // {_PERIOD_DAYS}"


def drop_other_sketches(con: Connection, sketch: str) -> int:
    """Empty the index where another way of sketching made it, and return how many texts it held.

    All texts are then unsketched again, and clusters are found anew.
    """
    held = count(con, f"select count(*) from raw.text_signature where sketch <> '{sketch}'")
    if held:
        with loading(con, "syndication"):
            for table in ("text_band", "text_signature", "article_origin", "article_copy"):
                con.execute(f"delete from raw.{table}")
    return held


def unsketched(con: Connection) -> Iterator[pl.DataFrame]:
    """Yield batches of article versions that have no sketch yet, as stored.

    What is due is decided once. Columns: article_id, version, publisher, byline, published_at,
    retrieved_at, text. A batch is bounded in articles and bytes, so that memory is, too.
    """
    due = con.sql(
        "select stored.rowid as row_number, strlen(stored.text) as bytes "
        "from raw.article_version as stored "
        "anti join raw.text_signature using (article_id, version) order by row_number"
    ).pl()
    for batch in in_batches(due, _BATCH_ARTICLES, _BATCH_BYTES):
        con.register("due", batch.select("row_number").to_arrow())
        frame = con.sql(
            "select article_id, version, publisher, byline, published_at, retrieved_at, text "
            "from raw.article_version as stored semi join due on stored.rowid = due.row_number "
            f"where stored.rowid between {batch['row_number'][0]} and {batch['row_number'][-1]} "
            "order by stored.rowid"
        ).pl()
        con.unregister("due")
        times = pl.col("published_at", "retrieved_at").dt.replace_time_zone("UTC")
        yield frame.with_columns(times)


def add_sketches(con: Connection, sketches: pl.DataFrame) -> None:
    """Append sketches (SKETCH_SCHEMA) to the index, inside of the caller's transaction.

    The new ones stay in the temporary table `arrived`, their bands in `arrived_band`, for the calls
    that follow.
    """
    with incoming(con, sketches.with_row_index("nth"), _numbered(SKETCH_SCHEMA)):
        con.execute(
            "create or replace temporary table arrived as "
            "with held as (select coalesce(max(key), 0) as keys from raw.text_signature) "
            "select held.keys + 1 + incoming.nth as key, incoming.* exclude (nth) "
            "from incoming cross join held"
        )
    con.execute(
        "insert into raw.text_signature by name select * exclude (bands) from arrived order by key"
    )
    con.execute(
        "create or replace temporary table arrived_band as "
        f"select key, day, {_PERIOD.format('day')} as period, "
        "(generate_subscripts(bands, 1) - 1)::utinyint as band, unnest(bands) as hash from arrived"
    )
    con.execute(_ADD_BANDS)


_ADD_BANDS = f"""
insert into raw.text_band by name
with span as (
    select min(day) - {_PERIOD_DAYS} as first_day, max(day) + {_PERIOD_DAYS} as last_day
    from arrived_band
),
held as (
    select
        stored.band, stored.hash, {_PERIOD.format("stored.day")} as period,
        count(*) as n_held
    from raw.text_band as stored
    semi join arrived_band on stored.band = arrived_band.band and stored.hash = arrived_band.hash
    where stored.day between (select first_day from span) and (select last_day from span)
    group by all
),
ranked as (
    select *, row_number() over (partition by band, hash, period order by key) as nth
    from arrived_band
)
select ranked.day, ranked.band, ranked.hash, ranked.key
from ranked
left join held using (band, hash, period)
where ranked.nth + coalesce(held.n_held, 0) <= {_BUCKET}
order by ranked.key, ranked.band
"""


def candidates(con: Connection) -> pl.DataFrame:
    """Return pairs (left, right: keys, left < right) of an arrived text and one that shares a band.

    A text has those `_CANDIDATES` that share the most bands with it, the first ones of equal ones.
    """
    near = con.sql(_CANDIDATE_PAIRS).pl()
    ends = (pl.min_horizontal(pl.all()), pl.max_horizontal(pl.all()))
    return near.select(left=ends[0], right=ends[1]).unique().sort("left", "right")


# One number ranks a candidate, by bands and then by key: a list of the greatest numbers is three
# times as fast as a window over rows.
_CANDIDATE_PAIRS = f"""
with span as (
    select min(day) - {WINDOW_DAYS} as first_day, max(day) + {WINDOW_DAYS} as last_day
    from arrived_band
),
hit as (
    select arrived_band.key as arrived, stored.key as other, count(*) as n_bands
    from arrived_band
    inner join raw.text_band as stored
        on arrived_band.band = stored.band and arrived_band.hash = stored.hash
    where stored.day between (select first_day from span) and (select last_day from span)
        and abs(arrived_band.day - stored.day) <= {WINDOW_DAYS}
        and arrived_band.key <> stored.key
    group by all
),
near as (
    select arrived, unnest(max(n_bands * {_KEYS} - other, {_CANDIDATES})) as place
    from hit
    group by arrived
)
select arrived, ({_KEYS} - place % {_KEYS})::bigint as other
from near
"""


def sketches_of(con: Connection, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the stored sketches of all keys in `pairs`, once each."""
    keys = pl.concat([pairs["left"], pairs["right"]]).unique().sort()
    con.register("wanted", pl.DataFrame({"key": keys}).to_arrow())
    frame = con.sql(
        "select key, published_at, publisher, medium, credited, n_shingles, signature, numbers "
        "from raw.text_signature semi join wanted using (key) order by key"
    ).pl()
    con.unregister("wanted")
    return frame


def _numbered(schema: pl.Schema) -> pl.Schema:
    return pl.Schema({"nth": pl.UInt32(), **schema})
