"""What an export is of: the snapshot, and the files written from it.

Belongs here: the identity of both. Does not belong here: how it is told to readers.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from dashboards.exports.tables import Table
from warehouse.connect import Connection


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the export; `path` is relative to the folder and written with slashes."""

    path: str
    n_bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path, folder: Path) -> WrittenFile:
        """Return what `path`, a file in `folder`, holds."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table; `hxl` is None where no column has a tag."""

    table: Table
    n_rows: int
    csv: WrittenFile
    parquet: WrittenFile
    hxl: WrittenFile | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was exported: by name, by content and by the last article in it."""

    name: str
    content: str
    tallywire: str
    read_until: dt.date | None

    @classmethod
    def of(cls, con: Connection, written: Sequence[TableFiles]) -> Snapshot:
        """Return the identity of what `written` holds, which came from `con`.

        `content` is the same for the same rows, whatever the snapshot is called.
        """
        listing = "".join(f"{files.csv.sha256} {files.csv.path}\n" for files in written)
        name = con.execute("select current_database()").fetchall()[0][0]
        return cls(
            name=str(name),
            content=hashlib.sha256(listing.encode()).hexdigest(),
            tallywire=version("tallywire"),
            read_until=_read_until(con),
        )


def _read_until(con: Connection) -> dt.date | None:
    """Return the day (UTC) on which the last article was read; None where none is kept."""
    kept = con.execute(
        "select count(*) from duckdb_columns() where database_name = current_database() "
        "and (schema_name, table_name, column_name) = ('core', 'article', 'retrieved_at')"
    ).fetchall()
    if not kept[0][0]:
        return None
    day: dt.date | None = con.execute(
        "select max(retrieved_at)::date from core.article"
    ).fetchall()[0][0]
    return day
