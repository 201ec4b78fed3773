"""What a table tells about itself in the Dagster UI: specs, columns, row counts, previews.

Belongs here: turning a table or a frame into Dagster metadata. Does not belong here: assets.
"""

from collections.abc import Sequence
from typing import Any

import dagster as dg
import polars as pl

from pipelines.ingest import Account
from warehouse.connect import Connection

OWNER = "team:data"
PREVIEW_ROWS = 5
PREVIEW_COLUMNS = 12
PREVIEW_WIDTH = 60


def table_spec(
    key: str,
    *,
    group: str,
    description: str,
    kinds: Sequence[str] = ("polars", "duckdb"),
    schema: pl.Schema | None = None,
    deps: Sequence[str] = (),
) -> dg.AssetSpec:
    """Return the spec of the asset that is the table `key` ("raw.claim")."""
    return dg.AssetSpec(
        key=asset_key(key),
        group_name=group,
        description=description,
        owners=[OWNER],
        kinds=set(kinds),
        deps=[asset_key(dep) for dep in deps],
        metadata={
            "dagster/table_name": key,
            **({"dagster/column_schema": column_schema(schema)} if schema else {}),
        },
    )


def asset_key(table: str) -> dg.AssetKey:
    """Return the key of a table's asset: `raw.claim` is `raw/claim`."""
    return dg.AssetKey(table.split("."))


def column_schema(schema: pl.Schema) -> dg.TableSchema:
    """Return a frame's columns and types as Dagster shows them before the first run."""
    return dg.TableSchema(
        [dg.TableColumn(name=name, type=str(dtype)) for name, dtype in schema.items()]
    )


def table_facts(con: Connection, table: str) -> dict[str, dg.MetadataValue[Any]]:
    """Return row count, commented columns and the first rows of a table, as metadata."""
    schema, name = table.split(".")
    counted = con.execute(f'select count(*) from "{schema}"."{name}"').fetchone()
    columns = con.execute(
        "select column_name, data_type, comment from duckdb_columns() "
        "where database_name = current_database() and schema_name = ? and table_name = ? "
        "order by column_index",
        [schema, name],
    ).fetchall()
    shown = [column for column, *_ in columns[:PREVIEW_COLUMNS]]
    picked = ", ".join(f'"{column}"' for column in shown)
    rows = con.execute(f'select {picked} from "{schema}"."{name}" limit {PREVIEW_ROWS}').fetchall()
    return {
        "dagster/row_count": dg.MetadataValue.int(int(counted[0]) if counted else 0),
        "dagster/column_schema": dg.MetadataValue.table_schema(
            dg.TableSchema(
                [
                    dg.TableColumn(name=column, type=kind, description=comment)
                    for column, kind, comment in columns
                ]
            )
        ),
        "preview": dg.MetadataValue.md(markdown_table(shown, rows)),
    }


def account_facts(account: Account) -> dict[str, dg.MetadataValue[Any]]:
    """Return what became of the inputs: each count by itself, and all of it as `inputs`."""
    counts: dict[str, dg.MetadataValue[Any]] = {
        f"inputs_{name}": dg.MetadataValue.int(account.counts[name])
        for name in ("seen", "new", "new_version", "unchanged", "rejected", "replaced")
    }
    return {**counts, "inputs": dg.MetadataValue.json(account.as_dict())}


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    r"""Return rows as a Markdown table whose cells are one short line each.

    >>> print(markdown_table(["a", "b"], [(1, "x|y")]))
    | a | b |
    | --- | --- |
    | 1 | x\|y |
    """
    lines = [columns, ["---"] * len(columns), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    short = text if len(text) <= PREVIEW_WIDTH else text[: PREVIEW_WIDTH - 1] + "…"
    return short.replace("|", "\\|")
