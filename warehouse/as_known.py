"""The raw facts that could be known at the end of a past day, copied into a file of their own.

Belongs here: which rows of which table of `raw` were known, and the label of such a file. Does not
belong here: building the models over them (`models`), clusters of copies (`pipelines.syndicate`).

The rows are cut, not the models: every model, rule and macro then works on what was known without
knowing of it, those that read `raw` by themselves included.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from warehouse.connect import Connection, WarehouseError, transaction
from warehouse.frames import count

_TEXT = "semi join known using (article_id, version)"
_RUN = "semi join known_run using (run_id)"

KNOWN_ROWS = {
    "article_version": _TEXT,
    "claim": _TEXT,
    "extraction": _TEXT,
    "article_change": f"{_TEXT} semi join known as earlier on held.article_id = earlier.article_id "
    "and held.since_version = earlier.version",
    "ingest_run": _RUN,
    "ingest_language": _RUN,
    "series_point": "semi join known_point using (point_key, revision)",
    "series_feed": "semi join known_point using (feed, mapping_id)",
    "rejected_point": "where held.seen_at < getvariable('end_of_day')",
    "rejected_input": "where held.seen_at < getvariable('end_of_day')",
    "actor": "",
    "actor_alias": "",
    "place": "",
    "publisher": "",
    "opponent": "",
}
"""Which rows of each table of `raw` were known. Lexicon and extractor are those of today."""

FOUND_ANEW = frozenset({"text_signature", "text_band", "article_origin", "article_copy"})
"""Tables of `raw` that are made from the texts: a later text may have joined two clusters."""

_LABEL = """
create table meta.as_known (day date not null, by_publication boolean not null);
comment on table meta.as_known is 'The past day that this file is as of. Grain: one row.';
comment on column meta.as_known.day is 'What could be known at the end of this day, UTC, is here.';
comment on column meta.as_known.by_publication is
'False: published and ingested by then. True: published by then, whenever it was ingested.';
"""


@dataclass(frozen=True, slots=True)
class Known:
    """How many texts were known, of all that there are now."""

    texts: int
    of_texts: int


def end_of(day: dt.date) -> dt.datetime:
    """Return the first moment that is not of the day any more, UTC without a zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time())


def copy_known(con: Connection, snapshot: Path, day: dt.date, *, by_publication: bool) -> Known:
    """Copy what was known at the end of `day` from a snapshot into the new file of `con`.

    Known is what was published and ingested by then; `by_publication` asks for the first alone.
    Raises `WarehouseError` where that is nothing, or the snapshot cannot tell.
    """
    path = str(snapshot).replace("'", "''")
    con.execute(f"attach '{path}' as whole (read_only)")
    try:
        _refuse_other_layout(con)
        known = _choose(con, day, "public_at" if by_publication else "known_at")
        with transaction(con):
            for table, kept in KNOWN_ROWS.items():
                con.execute(
                    f"insert into raw.{table} by name "
                    f"select held.* from whole.raw.{table} as held {kept}"
                )
            con.execute(_LABEL)
            con.execute("insert into meta.as_known values (?, ?)", [day, by_publication])
    finally:
        for noted in ("known", "known_point", "known_run"):
            con.execute(f"drop table if exists temp.{noted}")
        con.execute("detach whole")
    return known


def _choose(con: Connection, day: dt.date, known_at: str) -> Known:
    """Note the texts and runs that were known in temporary tables, and count them."""
    con.execute("set variable end_of_day = ?::timestamp", [end_of(day)])
    con.execute(
        "create temporary table known as select article_id, version "
        f"from whole.staging.stg_text_known where {known_at} < getvariable('end_of_day')"
    )
    con.execute(
        "create temporary table known_point as select point_key, revision, feed, mapping_id "
        f"from whole.staging.stg_point_known where {known_at} < getvariable('end_of_day')"
    )
    known = Known(
        count(con, "select count(*) from known"),
        count(con, "select count(*) from whole.raw.article_version"),
    )
    if not known.texts and not count(con, "select count(*) from known_point"):
        raise WarehouseError(_nothing_known(con, day, known_at))
    con.execute(
        "create temporary table known_run as select distinct run_id "
        f"from whole.raw.article_version {_TEXT} where run_id is not null"
    )
    return known


def _refuse_other_layout(con: Connection) -> None:
    layouts = [
        con.execute(f"select max(version) from {database}meta.schema_version").fetchall()
        for database in ("", "whole.")
    ]
    views = count(
        con,
        "select count(*) from duckdb_views() where database_name = 'whole' "
        "and schema_name = 'staging' and view_name = 'stg_text_known'",
    )
    if layouts[0] != layouts[1] or not views:
        raise WarehouseError(
            "the published snapshot is of another Tallywire: run `tallywire run --again` first"
        )


def _nothing_known(con: Connection, day: dt.date, known_at: str) -> str:
    first = con.execute(
        f"select min({known_at}), min(public_at) from whole.staging.stg_text_known"
    ).fetchall()
    known, public = first[0]
    if known_at == "known_at" and public is not None and public < end_of(day):
        return (
            f"nothing was known at the end of {day}: the first text was ingested on "
            f"{known:%Y-%m-%d}; --published goes by the dates of publication alone"
        )
    told = f"on {known:%Y-%m-%d}" if known is not None else "on no day that is told"
    return f"nothing was known at the end of {day}: the first text came {told}"
