"""Which tables are exported, and what the warehouse knows about them.

Belongs here: the choice of tables, their comments, types, keys and closed lists. Does not belong
here: writing them, or the standards that describe them to others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dashboards.exports.folders import ExportError
from warehouse.connect import Connection
from warehouse.contracts import NO_CONTRACT, model_contracts

EXTRA_TABLES = (("core", "actor"), ("core", "claim"), ("core", "place"), ("flags", "finding"))
"""Exported beside every table of schema `marts`: the claims, who and where they name, findings."""

Name: TypeAlias = tuple[str, str]
"""Schema and name of a table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `kind` is its DuckDB type, `values` its closed list (empty: open)."""

    name: str
    kind: str
    comment: str
    required: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view; `key` is empty where no set of columns without nulls tells rows apart."""

    schema: str
    name: str
    comment: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def source(self) -> str:
        """The name as SQL writes it."""
        return f"{quoted(self.schema)}.{quoted(self.name)}"


def exported_tables(con: Connection, only: Collection[str] = ()) -> list[Table]:
    """Return the tables to export, sorted by name: those named in `only`, or all.

    Raises ExportError for a name that is no exported table.
    """
    rows = con.execute(
        "select schema_name, table_name, comment from duckdb_tables() "
        "where database_name = current_database() "
        "union all select schema_name, view_name, comment from duckdb_views() "
        "where database_name = current_database() and not internal order by 2, 1"
    ).fetchall()
    held = [row for row in rows if row[0] == "marts" or row[:2] in EXTRA_TABLES]
    names = [name for _, name, _ in held]
    unknown = sorted(set(only) - set(names))
    if unknown:
        raise ExportError(f"no table {unknown[0]!r} to export; there are {', '.join(names)}")
    columns, keys = _columns(con), _declared_keys(con)
    return [
        Table(
            schema, name, comment or "", _key((schema, name), columns, keys), columns[schema, name]
        )
        for schema, name, comment in held
        if not only or name in only
    ]


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _columns(con: Connection) -> dict[Name, tuple[Column, ...]]:
    """Return the columns of every table and view, in their order."""
    rows = con.execute(
        "select schema_name, table_name, column_name, data_type, comment, not is_nullable "
        "from duckdb_columns() where database_name = current_database() and not internal "
        "order by schema_name, table_name, column_index"
    ).fetchall()
    columns: dict[Name, tuple[Column, ...]] = {}
    for schema, table, name, kind, comment, filled in rows:
        contract = model_contracts().get((schema, table), NO_CONTRACT)
        column = Column(
            name,
            kind,
            comment or "",
            required=filled or name in contract.filled,
            values=contract.vocabularies.get(name, ()),
        )
        columns[schema, table] = (*columns.get((schema, table), ()), column)
    return columns


def _declared_keys(con: Connection) -> dict[Name, tuple[str, ...]]:
    """Return the primary keys that the file itself declares; tables of models have none."""
    rows = con.execute(
        "select schema_name, table_name, constraint_column_names from duckdb_constraints() "
        "where database_name = current_database() and constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    return {(schema, table): tuple(names) for schema, table, names in rows}


def _key(
    table: Name,
    columns: Mapping[Name, tuple[Column, ...]],
    declared: Mapping[Name, tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the first key whose columns are never null: a null tells no row from another."""
    required = {column.name for column in columns[table] if column.required}
    keys = (declared.get(table, ()), *model_contracts().get(table, NO_CONTRACT).keys)
    return next((key for key in keys if key and required.issuperset(key)), ())
