"""Content checksums of tables, to show that two warehouses hold the same.

Belongs here: the checksum alone. A row is hashed as JSON, the hashes are added up: the order of
rows does not matter, their number does, and every DuckDB version comes to the same result.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from warehouse.connect import Connection

BOOKKEEPING = frozenset(
    {"run_id", "load_number", "seen_at", "retrieved_at", "first_seen", "last_seen", "first_at"}
    | {"loaded_at", "known_at", "known_until", "public_at", "public_until"}
)
"""Columns left out: they say when and by which run a row came, or was known, not what it says."""

ACCOUNTS = ("raw.ingest_run", "raw.ingest_language")
"""Tables left out: each run adds to them, whatever it found."""

CHECKSUM_SCHEMA = pl.Schema({"table": pl.String, "rows": pl.Int64, "checksum": pl.String})


def table_checksums(
    con: Connection, schemas: Sequence[str] = ("raw", "core", "marts")
) -> pl.DataFrame:
    """Return one row per table of the schemas: table (schema.name), rows, checksum (32 digits).

    Equal checksums mean equal rows in all columns but `BOOKKEEPING`, so that the warehouses of two
    runs over the same input can be compared; `ACCOUNTS` are left out.
    """
    tables = con.execute(
        "select schema_name, table_name, list(column_name order by column_index) "
        "from duckdb_columns() where database_name = current_database() "
        "and list_contains(?, schema_name) "
        "and not list_contains(?, schema_name || '.' || table_name) group by all order by all",
        [list(schemas), list(ACCOUNTS)],
    ).fetchall()
    rows = [_checksum(con, schema, table, columns) for schema, table, columns in tables]
    return pl.DataFrame(rows, schema=CHECKSUM_SCHEMA, orient="row")


def _checksum(
    con: Connection, schema: str, table: str, columns: Sequence[str]
) -> tuple[str, int, str]:
    kept = [column for column in columns if column not in BOOKKEEPING]
    content = ", ".join(f"""'{column}', "{column}\"""" for column in kept)
    rows = con.execute(
        f"with hashed as (select json_object({content})::varchar as content "
        f'from "{schema}"."{table}") '
        "select count(*), md5(concat_ws(' ', count(*), sum(md5_number_lower(content)), "
        "sum(md5_number_upper(content)))) from hashed"
    ).fetchall()
    return f"{schema}.{table}", int(rows[0][0]), str(rows[0][1])
