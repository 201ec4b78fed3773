"""Publish the live file as a numbered, read-only snapshot.

Belongs here: writing read-only copies and finding the latest. Does not belong here: opening them
(`connect.open_snapshot`). The copy is made by the writer's own connection, because opening the
live file a second time would drop its lock, and a plain file copy would miss the write-ahead log.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from warehouse.connect import CURRENT, Connection

KEPT = 3
STORAGE_VERSION = "v1.4.0"
_NUMBERED = re.compile(r"^tallywire-(\d{6,})\.duckdb$")
_UNFINISHED = ".unfinished-"


def publish(con: Connection, snapshots: Path) -> Path:
    """Write the next snapshot, point `current.duckdb` at it and return its path.

    The flip is atomic and the file complete on disk before it, so a reader sees the old snapshot
    or the new one. The last three are kept; a reader that still holds an older file keeps it.
    Needs the writer's connection outside a transaction.
    """
    snapshots.mkdir(parents=True, exist_ok=True)
    for leftover in snapshots.glob(f"{_UNFINISHED}*"):
        leftover.unlink()
    numbers = _numbers(snapshots)
    served = snapshots / f"tallywire-{max(numbers, default=0) + 1:06d}.duckdb"
    unfinished = snapshots / f"{_UNFINISHED}{served.name}"
    write_copy(con, unfinished)
    unfinished.replace(served)
    _flip(snapshots, served)
    for number in _numbers(snapshots)[:-KEPT]:
        _path(snapshots, number).unlink()
    return served


def latest_snapshot(snapshots: Path) -> Path | None:
    """Return the real path of the published snapshot, or None where nothing is published."""
    current = snapshots / CURRENT
    return current.resolve() if current.exists() else None


def write_copy(con: Connection, target: Path) -> None:
    """Write everything that the connection's file holds to a new read-only file, safe on disk."""
    live = str(con.execute("select current_database()").fetchall()[0][0]).replace('"', '""')
    path = str(target).replace("'", "''")
    con.execute(f"attach '{path}' as published (storage_version '{STORAGE_VERSION}')")
    try:
        con.execute(f'copy from database "{live}" to published')
        con.execute("checkpoint published")
    finally:
        con.execute("detach published")
    _sync(target)
    target.chmod(0o444)


def _flip(snapshots: Path, served: Path) -> None:
    link = snapshots / f"{_UNFINISHED}{CURRENT}"
    link.symlink_to(served.name)
    link.replace(snapshots / CURRENT)
    _sync(snapshots)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _numbers(snapshots: Path) -> list[int]:
    matches = (_NUMBERED.match(path.name) for path in snapshots.iterdir())
    return sorted(int(match[1]) for match in matches if match)


def _path(snapshots: Path, number: int) -> Path:
    return snapshots / f"tallywire-{number:06d}.duckdb"
