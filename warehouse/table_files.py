"""Rows of a connection written to a file, and read back.

Belongs here: the statement that writes files and its errors. Does not belong here: which rows,
and how a cell is written.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

import duckdb

from warehouse.connect import Connection, WarehouseError


def copy_rows(con: Connection, query: str, target: Path, options: str) -> int:
    """Write the rows of `query` to `target` and return their number; `options` are those of COPY.

    Raises WarehouseError telling why the file could not be written, as where the disk is full.
    """
    try:
        rows = con.execute(f"copy ({query}) to {_literal(str(target))} ({options})").fetchall()
    except duckdb.IOException as error:
        # "IO Error: Could not write file "name": No space left on device"
        reason = str(error).splitlines()[0].rsplit(": ", maxsplit=1)[-1]
        raise WarehouseError(f"cannot write {target.name}: {reason}") from error
    return int(rows[0][0])


def parquet_rows(path: Path) -> str:
    """Return the rows of one Parquet file as SQL: its name is no pattern and holds no columns."""
    return f"read_parquet({_literal(escape(str(path)))}, hive_partitioning = false)"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
