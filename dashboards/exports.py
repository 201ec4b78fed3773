"""Parquet and CSV copies of what analysts read, for every tool that opens files.

Belongs here: which tables are exported, how a cell is written in CSV, and how a whole set of files
replaces the one before. Does not belong here: what the tables mean (their SQL models) and when an
export is due (the pipeline).
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from warehouse.connect import Connection

EXTRA_TABLES = (("core", "claim"), ("flags", "finding"))
"""Exported beside every table of schema `marts`."""

STALE_AFTER_SECONDS = 24 * 3600
"""A half-written folder older than this was left by a killed export."""


class ExportError(Exception):
    """The export folder cannot be used; the message is one line that tells what to do."""


def export_marts(con: Connection, exports_dir: Path) -> list[Path]:
    """Write Parquet and CSV of each exported table and return the files, sorted by name.

    `con` reads any warehouse file, live or published. The files are written to a folder of their
    own; `exports_dir` is a symbolic link that then moves to it in one step, so that a reader sees
    either the whole old set or the whole new one. The set before stays readable until the next
    export. Rows are ordered, so the same content gives the same CSV bytes.

    Raises ExportError where `exports_dir` is a folder or file that this function did not make.
    """
    check_replaceable(exports_dir)
    exports_dir.parent.mkdir(parents=True, exist_ok=True)
    _remove_stale(exports_dir)
    folder = Path(
        tempfile.mkdtemp(prefix=f"{_prefix(exports_dir)}writing-", dir=exports_dir.parent)
    )
    try:
        folder.chmod(0o755)
        names = [
            name for table in exported_tables(con) for name in _write_table(con, *table, folder)
        ]
        _swap(folder, exports_dir)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [exports_dir / name for name in sorted(names)]


def exported_tables(con: Connection) -> list[tuple[str, str]]:
    """Return (schema, table) of every table and view that is exported, sorted by table name."""
    rows = con.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_schema in ('marts', 'core', 'flags') order by table_name, table_schema"
    ).fetchall()
    return [
        (schema, table)
        for schema, table in rows
        if schema == "marts" or (schema, table) in EXTRA_TABLES
    ]


def check_replaceable(exports_dir: Path) -> None:
    """Raise ExportError unless `exports_dir` is absent, an empty folder or an export's link."""
    if exports_dir.is_symlink():
        if exports_dir.readlink().name.startswith(_prefix(exports_dir)):
            return
        raise ExportError(f"{exports_dir} is a link to somewhere else; name another export folder")
    if not exports_dir.exists():
        return
    if not exports_dir.is_dir() or any(exports_dir.iterdir()):
        raise ExportError(f"{exports_dir} holds other files; name a new or empty export folder")


def _prefix(exports_dir: Path) -> str:
    return f".{exports_dir.name}-"


def _write_table(con: Connection, schema: str, table: str, folder: Path) -> list[str]:
    """Write one table in both formats and return the two file names."""
    columns = con.execute(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = ? and table_name = ? order by ordinal_position",
        [schema, table],
    ).fetchall()
    source = f"{_quoted(schema)}.{_quoted(table)}"
    plain = ", ".join(_quoted(name) for name, _ in columns)
    cells = ", ".join(f"{_csv_cell(name, kind)} as {_quoted(name)}" for name, kind in columns)
    ordered = f"select {plain} from {source} order by all"
    parquet, csv = f"{table}.parquet", f"{table}.csv"
    con.execute(f"copy ({ordered}) to {_literal(folder / parquet)} (format parquet)")
    con.execute(f"copy (select {cells} from ({ordered})) to {_literal(folder / csv)} (header)")
    return [csv, parquet]


def _csv_cell(name: str, kind: str) -> str:
    """Return the SQL that writes one column as CSV: numbers and dates plain, text made inert.

    A spreadsheet runs a text cell that begins with one of = + - @, a tab or a carriage return as a
    formula; a leading apostrophe makes it text. Times are stored as UTC and marked so.
    """
    column = _quoted(name)
    if kind.startswith("TIMESTAMP"):
        moment = f"{column} at time zone 'UTC'" if kind.endswith("TIME ZONE") else column
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%SZ')"
    if kind.endswith("[]"):
        text = f"array_to_string({column}, '; ')"
    elif kind.startswith(("VARCHAR", "ENUM")):
        text = f"{column}::varchar"
    elif kind.startswith(("JSON", "STRUCT", "MAP")):
        text = f"to_json({column})::varchar"
    else:
        return column
    return f"case when regexp_matches({text}, '^[=+@\\t\\r-]') then '''' || {text} else {text} end"


def _swap(folder: Path, exports_dir: Path) -> None:
    """Point `exports_dir` at the finished `folder`, keep the set before it, remove older ones."""
    parent, prefix = exports_dir.parent, _prefix(exports_dir)
    sets = sorted(path for path in parent.glob(f"{prefix}[0-9]*") if path.is_dir())
    number = int(sets[-1].name.removeprefix(prefix)) + 1 if sets else 1
    finished = parent / f"{prefix}{number:06d}"
    folder.rename(finished)
    link = parent / f"{prefix}link"
    link.unlink(missing_ok=True)
    link.symlink_to(finished.name)
    if exports_dir.is_dir() and not exports_dir.is_symlink():
        exports_dir.rmdir()
    link.replace(exports_dir)
    for old in sets[:-1]:
        shutil.rmtree(old, ignore_errors=True)


def _remove_stale(exports_dir: Path) -> None:
    for path in exports_dir.parent.glob(f"{_prefix(exports_dir)}writing-*"):
        if time.time() - path.stat().st_mtime > STALE_AFTER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
