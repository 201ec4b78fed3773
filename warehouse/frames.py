"""Frames into SQL: what every load shares.

Belongs here: showing a checked frame to SQL, one transaction a load, and what a load tells. Does
not belong here: any table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.records import UTC_DATETIME
from warehouse.connect import Connection, WarehouseError, transaction


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did: rows that were written (`new`) and rows that were there already."""

    new: int
    unchanged: int


@contextmanager
def incoming(
    con: Connection, frame: pl.DataFrame, schema: pl.Schema, name: str = "incoming"
) -> Iterator[None]:
    """Show a frame to SQL under a name, its columns checked and its times UTC without a zone."""
    missing = set(schema.names()) - set(frame.columns)
    if missing:
        raise WarehouseError(f"cannot load: the frame lacks {', '.join(sorted(missing))}")
    times = [column for column, kind in schema.items() if kind == UTC_DATETIME]
    plain = frame.select(schema.names()).cast(schema)
    con.register(name, plain.with_columns(pl.col(times).dt.replace_time_zone(None)).to_arrow())
    try:
        yield
    finally:
        con.unregister(name)


@contextmanager
def loading(con: Connection, what: str) -> Iterator[None]:
    """One transaction, whose broken rules are told in one line."""
    try:
        with transaction(con):
            yield
    except duckdb.ConstraintException as error:
        line = str(error).strip().splitlines()[0]
        raise WarehouseError(f"cannot load {what}, nothing was stored: {line}") from error


def in_batches(
    due: pl.DataFrame, rows: int, size: int, together: Sequence[str] = ()
) -> Iterator[pl.DataFrame]:
    """Yield `due`, in its order, in pieces of at most `rows` rows and about `size` of its `bytes`.

    A piece ends where either is full, so that what is read for it fits into memory; rows with the
    same values in the columns `together` stay in one piece.
    """
    bounds = (pl.col("bytes").cum_sum() // size, pl.int_range(pl.len()) // rows)
    numbered = due.with_columns(batch=pl.concat_str(bounds, separator="/"))
    if together:
        numbered = numbered.with_columns(pl.col("batch").first().over(together))
    for batch in numbered.partition_by("batch", maintain_order=True):
        yield batch.drop("batch")


def count(con: Connection, statement: str, values: Sequence[object] = ()) -> int:
    """Run a statement and return the number that it gives, such as that of rows inserted."""
    # Read to the end: an unfinished result keeps the connection busy.
    return int(con.execute(statement, list(values)).fetchall()[0][0])
