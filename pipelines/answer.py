"""The answer of `tallywire sql`: rows of the published snapshot as a table, CSV or JSON lines.

Belongs here: running one query read-only and writing what comes back. Does not belong here: any
query of our own.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from warehouse.connect import Connection, open_snapshot

TABLE_ROWS = 200
"""A table is for reading: it shows this many rows and tells that there are more."""

FETCH = 1000

QUESTIONS = ("SELECT", "EXPLAIN")
"""The kinds of statement that only read, as DuckDB names them."""

COPY = re.compile(r"\bcopy\b", re.IGNORECASE)
"""`explain analyze` runs what it explains, and a copy writes."""


class QueryError(Exception):
    """The query cannot be answered; the message is one line."""


def answer(snapshots: Path, query: str, form: str, out: TextIO) -> None:
    """Run `query` on the published snapshot and write its rows to `out` as `form`.

    `form` is table, csv or json. Raises `QueryError` where the query is not one statement that
    reads, or DuckDB refuses it, and `WarehouseError` where nothing is published yet.
    """
    with open_snapshot(snapshots) as con:
        try:
            _refuse_all_but_one_question(con, query)
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
            told = str(error).split("\nLINE ", maxsplit=1)[0]
            raise QueryError(" ".join(told.split())) from error


def _refuse_all_but_one_question(con: Connection, query: str) -> None:
    """Raise `QueryError` unless `query` is a single statement that only reads.

    The connection is sealed, but DuckDB lets `copy` write beside the snapshot (its log file).
    """
    # A pivot becomes two statements without text, a type and a query; it is still one question.
    asked = [
        kind
        for statement in con.extract_statements(query)
        if (kind := statement.type.name) != "CREATE" or statement.query
    ]
    if not asked:
        raise QueryError('the query is empty; try "select * from marts.claim_audit limit 5"')
    if len(asked) > 1:
        raise QueryError(f"the query has {len(asked)} statements: ask one at a time")
    if asked[0] not in QUESTIONS or (asked[0] == "EXPLAIN" and COPY.search(query)):
        raise QueryError(
            f"{asked[0].lower()} is refused: the snapshot is only read, with select, from, with, "
            "describe or explain; `tallywire export` and --format write files"
        )


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
