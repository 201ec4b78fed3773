"""The SQL surface: macros and views that analysts call, in the schema `main` of the file.

Belongs here: running the statements of `surface/` once the models are built. Does not belong here:
the models that they read (`models/`).

They are no dbt models: a macro is no relation, and a view that only names things in plain words
needs no node in the graph. DuckDB looks the tables of a macro up when it is made and again when it
is called, so that a table that is built anew is found; both are copied into every snapshot.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connect import Connection, WarehouseError, transaction

SURFACE_DIR = Path(__file__).parent / "surface"


def create_surface(con: Connection) -> None:
    """Make all macros and views of the surface anew, in one transaction.

    Raises `WarehouseError` where the models that they read are not built.
    """
    try:
        with transaction(con):
            for file in sorted(SURFACE_DIR.rglob("*.sql"), key=lambda file: file.name):
                con.execute(file.read_text(encoding="utf-8"))
    except duckdb.CatalogException as error:
        line = str(error).strip().splitlines()[0]
        raise WarehouseError(
            f"cannot make the macros and views for analysts: {line} Build the models first"
        ) from error
