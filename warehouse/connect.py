"""Open the live file and the published snapshot, always with the same settings.

Belongs here: connections, their errors in one clear line, and the layout (DDL and its version).
Does not belong here: reading or writing rows. DuckDB lets one process write and keeps everybody
else out meanwhile, so every connection is a context manager that is closed as early as possible.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection

SCHEMA_VERSION = 4
DDL_DIR = Path(__file__).parent / "ddl"
MIGRATIONS = Path(__file__).parent / "migrations"
CURRENT = "current.duckdb"


class WarehouseError(Exception):
    """The warehouse cannot do what was asked; the message is one line that says what to do."""


class WarehouseBusy(WarehouseError):  # noqa: N818 - a state, not a fault
    """Another process holds the live file; trying again later helps."""


@contextmanager
def open_live(path: Path, *, wait_seconds: float = 5.0) -> Iterator[Connection]:
    """Open the live file for writing; create the file and its tables where they are absent.

    Tries again for `wait_seconds` while another process holds the file, then raises
    `WarehouseBusy`. Raises `WarehouseError` for a file that is no DuckDB file, that a newer
    Tallywire wrote, or that cannot be created.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError(f"cannot create the folder {path.parent}: {error.strerror}") from error
    con = _connect_patiently(path, wait_seconds)
    try:
        ensure_schema(con)
        yield con
    finally:
        con.close()


@contextmanager
def open_snapshot(snapshots: Path, *, sealed: bool = True) -> Iterator[Connection]:
    """Open the published snapshot read-only, by its real path, so that it never changes meanwhile.

    A sealed connection reaches nothing outside the snapshot: no other file, no network, no
    extension, and no statement opens it again. Only what writes files takes `sealed=False`.

    Raises `WarehouseError` where nothing has been published yet.
    """
    current = snapshots / CURRENT
    if not current.exists():
        raise WarehouseError(
            f"no snapshot in {snapshots}: nothing has been published yet; run `tallywire run` first"
        )
    real = current.resolve()
    try:
        con = duckdb.connect(str(real), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(f"cannot open the snapshot {real}: {_first_line(error)}") from error
    try:
        _settle(con)
        if sealed:
            con.execute("set enable_external_access = false")
            con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()


def ensure_schema(con: Connection) -> None:
    """Create what is missing of the layout, in one transaction; nothing where it is in place.

    An older layout is brought up to date by the files of `migrations`, one a layout number, which
    keep every row of `raw`. Raises `WarehouseError` where the file carries a newer layout.
    """
    files = sorted(DDL_DIR.glob("*.sql"))
    statements = [file.read_text(encoding="utf-8") for file in files]
    digest = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    found = _schema_version(con)
    if found == (SCHEMA_VERSION, digest):
        return
    if found is not None and found[0] > SCHEMA_VERSION:
        raise WarehouseError(
            f"the warehouse has layout {found[0]} and this Tallywire reads layout {SCHEMA_VERSION}:"
            " use the matching Tallywire, or start a new TALLYWIRE_HOME"
        )
    missed = range(found[0] + 1, SCHEMA_VERSION + 1) if found is not None else range(0)
    steps = [(MIGRATIONS / f"{number}.sql").read_text(encoding="utf-8") for number in missed]
    with transaction(con):
        for statement in (*steps, *statements):
            con.execute(statement)
        con.execute(
            "insert or replace into meta.schema_version "
            "values (?, ?, (now() at time zone 'UTC')::timestamp)",
            [SCHEMA_VERSION, digest],
        )


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Run the block as one transaction; any error, an interrupt included, leaves nothing of it."""
    con.execute("begin transaction")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _connect_patiently(path: Path, wait_seconds: float) -> Connection:
    deadline = time.monotonic() + wait_seconds
    pause = 0.05
    while True:
        try:
            con = duckdb.connect(str(path))
        except duckdb.Error as error:
            if not _is_lock(error):
                raise WarehouseError(f"cannot open {path}: {_first_line(error)}") from error
            if time.monotonic() + pause > deadline:
                raise WarehouseBusy(
                    f"{path} is in use by another process ({_holder(error)}): wait until it is "
                    "done or close it, then try again; to read, use the published snapshot"
                ) from error
            time.sleep(pause)
            pause = min(pause * 2, 0.5)
        else:
            _settle(con)
            return con


def _settle(con: Connection) -> None:
    # Offline by default: an extension that is not built in is an error, never a download.
    con.execute("set autoinstall_known_extensions = false")
    con.execute("set enable_progress_bar = false")


def _schema_version(con: Connection) -> tuple[int, str] | None:
    present = con.execute(
        "select count(*) from duckdb_tables() "
        "where schema_name = 'meta' and table_name = 'schema_version'"
    ).fetchall()
    if not present[0][0]:
        return None
    rows = con.execute(
        "select version, ddl_sha256 from meta.schema_version order by version desc limit 1"
    ).fetchall()
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def _is_lock(error: duckdb.Error) -> bool:
    return isinstance(error, duckdb.IOException) and "Could not set lock" in str(error)


def _holder(error: duckdb.Error) -> str:
    message = str(error)
    start = message.find("PID ")
    return message[start:].split(")", maxsplit=1)[0] if start >= 0 else "unknown"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
