"""The answer of `tallywire sql`: rows of the published snapshot as a table, CSV or JSON lines.

Belongs here: running one query read-only and writing what comes back. Does not belong here: any
query of our own.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from warehouse.connect import open_snapshot

TABLE_ROWS = 200
"""A table is for reading: it shows this many rows and tells that there are more."""

FETCH = 1000


class QueryError(Exception):
    """DuckDB refused the query; the message is its first lines on one."""


def answer(snapshots: Path, query: str, form: str, out: TextIO) -> None:
    """Run `query` on the published snapshot and write its rows to `out` as `form`.

    `form` is table, csv or json. Raises `QueryError` where DuckDB refuses the query, and
    `WarehouseError` where nothing is published yet.
    """
    with open_snapshot(snapshots) as con:
        try:
            con.execute(query)
            columns = [entry[0] for entry in con.description or []]
            rows = _rows(con)
            if form == "csv":
                _write_csv(columns, rows, out)
            elif form == "json":
                _write_json(columns, rows, out)
            else:
                _write_table(columns, rows, out)
        except Exception as error:
            if type(error).__module__.split(".")[0] not in ("duckdb", "_duckdb"):
                raise
            raise QueryError(" ".join(str(error).split())) from error


def _rows(con: object) -> Iterator[Sequence[object]]:
    while batch := con.fetchmany(FETCH):  # type: ignore[attr-defined]
        yield from batch


def _write_csv(columns: Sequence[str], rows: Iterator[Sequence[object]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [json.dumps(v, default=str) if isinstance(v, list | dict) else v for v in row]
        )


def _write_json(columns: Sequence[str], rows: Iterator[Sequence[object]], out: TextIO) -> None:
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        out.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


def _write_table(columns: Sequence[str], rows: Iterator[Sequence[object]], out: TextIO) -> None:
    from rich.table import Table
    from rich.text import Text

    from pipelines.runs.report import console

    table = Table()
    for column in columns:
        table.add_column(column)
    for number, row in enumerate(rows):
        if number == TABLE_ROWS:
            table.caption = f"the first {TABLE_ROWS} rows; --format csv or json writes all"
            break
        table.add_row(*[Text("" if value is None else str(value)) for value in row])
    console(out).print(table)
