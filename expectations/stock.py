"""The reference table of starting stocks and deliveries, against which rule C20 holds losses.

Belongs here: reading the table strictly and handing it to the rules as the temporary table
`stock`. Does not belong here: the rule. We ship the table empty, as no stock is known well enough
to be asserted for everybody; whoever has sourced figures puts a `stock.csv` of the same columns
beside the warehouse file, and it is read in the place of ours.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from expectations.connection import Connection

STOCK = Path(__file__).parent / "reference" / "stock.csv"
COLUMNS = ["side", "equipment", "kind", "day", "low", "high", "source"]
KINDS = ("stock", "delivery")

StockRow = tuple[str, str, str, dt.date, int, int | None, str]

_CREATE = """
    create or replace temp table stock (
        side varchar, equipment varchar, kind varchar, day date, low bigint, high bigint,
        source varchar
    )
"""


class StockError(ValueError):
    """A table of stocks that cannot be used; the message starts with `file:line:`."""


def load_stock(con: Connection, path: Path | None = None) -> None:
    """Create the temporary table `stock` from `path`, else from the file that applies to `con`."""
    rows = list(read_stock(path or stock_file(con)))
    con.execute(_CREATE)
    for row in rows:
        con.execute("insert into stock values (?, ?, ?, ?, ?, ?, ?)", row)


def stock_file(con: Connection) -> Path:
    """Return the `stock.csv` beside the warehouse file where there is one, else ours."""
    query = "select path from duckdb_databases() where database_name = current_database()"
    (path,) = con.execute(query).fetchone()
    own = Path(path).parent / STOCK.name if path else STOCK
    return own if own.is_file() else STOCK


def read_stock(path: Path) -> Iterator[StockRow]:
    """Yield each row as COLUMNS say; StockError names the line at fault and what is wrong."""
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(enumerate(csv.reader(handle), 1))
    told = [(number, cells) for number, cells in lines if cells and not cells[0].startswith("#")]
    if not told or told[0][1] != COLUMNS:
        raise StockError(f"{path.name}:1: the columns are not {','.join(COLUMNS)}")
    for number, cells in told[1:]:
        try:
            yield _row(cells)
        except ValueError as error:
            raise StockError(f"{path.name}:{number}: {error}") from error


def _row(cells: list[str]) -> StockRow:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells instead of {len(COLUMNS)}")
    side, equipment, kind, day, low, high, source = (cell.strip() for cell in cells)
    if not (side and equipment and source):
        raise ValueError("side, equipment and source are needed")
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r} instead of {' or '.join(KINDS)}")
    at_least, at_most = int(low), int(high) if high else None
    if at_least < 0 or (at_most is not None and at_most < at_least):
        raise ValueError(f"{low} to {high} is no interval")
    return side, equipment.lower(), kind, dt.date.fromisoformat(day), at_least, at_most, source
