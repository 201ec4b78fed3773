"""The data dictionary: every table and column of the warehouse with its comment, as Markdown.

Belongs here: turning the comments that the database holds into a page. Does not belong here: the
comments themselves, which stand in the DDL (`ddl/`) and beside the models (`models/`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polars as pl

from warehouse.connect import Connection, WarehouseError, open_snapshot

SCHEMAS = {
    "raw": "What came in and what was extracted; append-only.",
    "staging": "The current rows of raw.",
    "core": "Current articles, claims, actors, places and origins, resolved.",
    "flags": "What does not add up.",
    "marts": "The tables that people and dashboards query.",
    "main": "The views in plain words, made from the marts.",
    "meta": "What the file itself is.",
}


def write_dictionary(con: Connection, out: Path) -> Path:
    """Write the dictionary of all tables and columns to `out` (Markdown) and return its path.

    Raises `WarehouseError` naming what has no comment.
    """
    tables, columns = _tables(con), _columns(con)
    bare = uncommented(con)
    if bare:
        raise WarehouseError(f"no comment on {', '.join(bare)}: describe it where it is made")
    lines = ["# Data dictionary", "", "Made from the comments of the warehouse; times are UTC.", ""]
    for schema, purpose in SCHEMAS.items():
        lines += [f"## {schema}", "", purpose, ""]
        for (table,), rows in _by_table(columns.filter(pl.col("schema") == schema)):
            held = tables.filter((pl.col("schema") == schema) & (pl.col("table") == table))
            lines += [f"### {schema}.{table}", "", held["comment"][0], ""]
            lines += ["| column | type | meaning |", "|---|---|---|"]
            lines += [_row(row) for row in rows.iter_rows(named=True)]
            lines.append("")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines), encoding="utf-8")
    return out


def uncommented(con: Connection) -> list[str]:
    """Return the tables, views and columns of our schemas that carry no comment, sorted."""
    bare = (pl.col("comment").is_null()) | (pl.col("comment").str.strip_chars() == "")
    tables = _tables(con).filter(bare).select(pl.concat_str("schema", "table", separator="."))
    columns = _columns(con).filter(bare)
    named = columns.select(pl.concat_str("schema", "table", "column", separator="."))
    return sorted([*tables.to_series(), *named.to_series()])


def _by_table(columns: pl.DataFrame) -> list[tuple[tuple[object, ...], pl.DataFrame]]:
    return list(columns.group_by("table", maintain_order=True))


def _row(row: dict[str, object]) -> str:
    meaning = str(row["comment"]).replace("|", "\\|").replace("\n", " ")
    return f"| `{row['column']}` | {row['type']} | {meaning} |"


def _tables(con: Connection) -> pl.DataFrame:
    """Return schema, table, comment of every table and view of our schemas."""
    return con.sql(
        "with relation as ("
        "select schema_name, table_name, comment from duckdb_tables() "
        "where database_name = current_database() "
        "union all select schema_name, view_name, comment from duckdb_views() "
        "where database_name = current_database() and not internal) "
        'select schema_name as "schema", table_name as "table", comment from relation '
        f"where schema_name in {_schema_list()} order by all"
    ).pl()


def _columns(con: Connection) -> pl.DataFrame:
    """Return schema, table, column, type, comment of every column, in the order of the table."""
    return con.sql(
        'select schema_name as "schema", table_name as "table", column_name as "column", '
        "lower(data_type) as type, comment from duckdb_columns() "
        "where database_name = current_database() and not internal "
        f"and schema_name in {_schema_list()} "
        "order by schema_name, table_name, column_index"
    ).pl()


def _schema_list() -> str:
    return "(" + ", ".join(f"'{schema}'" for schema in SCHEMAS) + ")"


def main() -> int:
    """Write the dictionary of the snapshot in `TALLYWIRE_HOME` to build/dictionary.md."""
    snapshots = Path(os.environ.get("TALLYWIRE_HOME") or "data") / "snapshots"
    try:
        with open_snapshot(snapshots) as con:
            out = write_dictionary(con, Path("build") / "dictionary.md")
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
