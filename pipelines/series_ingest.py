"""Reading a source of figures into the warehouse, with account and progress.

Belongs here: what the Dagster asset and a script alike do to ingest a series. Does not belong here:
reading a table (`series`), SQL (`warehouse`), fetching (`fetching`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from pipelines.fetching import FetchRequest, fetch
from pipelines.ingest import REJECTS_SHOWN, Account, Ingestion, Tell
from pipelines.series import Points, SeriesError, read_points
from pipelines.sources import LocalSeries, SeriesSource, WebSeries
from warehouse.connect import Connection
from warehouse.series_load import SeriesRead, load_series

MOST_BYTES = 100_000_000
"""The largest table that is read; it is held whole."""


def read_series(
    source: SeriesSource, folder: Path, *, now: dt.datetime, tell: Tell
) -> tuple[Points | None, Callable[[], None]]:
    """Return what a source holds, and what is to be called once it is stored.

    None where the web says that nothing has changed; `folder` takes what is fetched. Raises
    `SeriesError` or `FetchError` where it cannot be used or had at all.
    """
    if isinstance(source, LocalSeries):
        return _points(source, source.path, source.path.name, now, tell), lambda: None
    fetched = fetch(_request(source), folder, now=now, tell=tell)
    if fetched.unchanged:
        tell(f"{source.name}: unchanged since the last time")
        return None, fetched.commit
    return _points(source, fetched.files[0].path, source.url, now, tell), fetched.commit


def ingest_series(
    con: Connection, source: SeriesSource, points: Points | None, ingestion: Ingestion, tell: Tell
) -> Account:
    """Store what a source holds; returns the account, which is also stored.

    A table is one transaction. Its figures are what the account counts.
    """
    account = Account()
    if points is None:
        return account
    read = SeriesRead(
        run_id=ingestion.run_id,
        feed=source.name,
        at=ingestion.now,
        seen=points.seen,
        mapping_id=source.mapping.mapping_id(),
        mapping=source.mapping.model_dump_json(exclude_defaults=True),
        publisher=source.publisher,
        url=source.url if isinstance(source, WebSeries) else None,
    )
    loaded = load_series(con, points.points, points.rejected, read)
    account.counts.update(
        seen=points.seen,
        new=loaded.new,
        new_version=loaded.revised,
        unchanged=loaded.unchanged,
        rejected=loaded.rejected,
        replaced=0,
    )
    for row in points.rejected.head(REJECTS_SHOWN).iter_rows(named=True):
        at = f"{source.name}, row {row['row_number']}"
        told = {"source_path": at, "reason": row["reason"], "detail": row["detail"]}
        account.rejects.append({**told, "table": "raw.rejected_point"})
    tell(
        f"{source.name}: {points.seen:,} figures read: {loaded.new:,} new, {loaded.revised:,} "
        f"revised, {loaded.unchanged:,} unchanged, {loaded.rejected:,} rejected"
    )
    return account


def _points(source: SeriesSource, path: Path, name: str, now: dt.datetime, tell: Tell) -> Points:
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise SeriesError(f"source {source.name}: cannot read {path}: {error.strerror}") from error
    if size > MOST_BYTES:
        raise SeriesError(f"source {source.name}: {name} has more than {MOST_BYTES:,} bytes")
    try:
        points = read_points(raw, name, source.name, source.mapping, now.date())
    except SeriesError as error:
        raise SeriesError(f"source {source.name}: {error}") from error
    if points.unused:
        shown = ", ".join(points.unused[:20])
        tell(f"{source.name}: columns that the mapping does not name: {shown}")
    return points


def _request(source: WebSeries) -> FetchRequest:
    return FetchRequest(
        name=source.name,
        url=source.url,
        kind="table",
        allow_private=source.allow_private,
        pause_seconds=source.pause_seconds,
        read_by=source.mapping.mapping_id(),
    )
