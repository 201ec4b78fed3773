"""HXL: the hashtags that humanitarian tools know columns by.

Belongs here: reading the reviewed list of tags (`hxl.csv`) and writing tables with their tags. Does
not belong here: the tables. A row of the list without a table holds for that column everywhere,
because one name means one thing; a row with a table goes before it.

HXL wants its tags in a row under the header. Every other reader would take that row for data and
each number column for text, so the tagged tables are files of their own, with tagged columns only.

Parties to a conflict are #group, since #org is kept for who responds to an emergency. The figures
are #indicator with their category beside them: a column that counts killed, wounded and captured
people and equipment, row by row, is not #affected+killed.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboards.exports.cells import csv_cell
from dashboards.exports.tables import Table, quoted
from warehouse.connect import Connection
from warehouse.table_files import copy_rows

TAGS = Path(__file__).with_name("hxl.csv")


def column_tags(table: Table) -> dict[str, str]:
    """Return the tags of a table's columns, in the order of the table; untagged ones are absent."""
    tags = hashtags()
    found = {
        column.name: tags.get((table.name, column.name)) or tags.get(("", column.name))
        for column in table.columns
    }
    return {name: tag for name, tag in found.items() if tag}


@cache
def hashtags() -> Mapping[tuple[str, str], str]:
    """Return the reviewed tags by table (empty: all) and column."""
    with TAGS.open(newline="", encoding="utf-8") as file:
        return {(row["table"], row["column"]): row["tag"] for row in csv.DictReader(file)}


def write_hxl(con: Connection, table: Table, rows: str, target: Path) -> None:
    """Write the tagged columns of the ordered relation `rows` (SQL) to `target`."""
    tags = column_tags(table)
    kinds = {column.name: column.kind for column in table.columns}
    cells = ", ".join(f"{csv_cell(quoted(name), kinds[name])} as {quoted(name)}" for name in tags)
    body = target.with_suffix(".body")
    copy_rows(con, f"select {cells} from {rows}", body, "format csv, header false")
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([list(tags), list(tags.values())])
    with target.open("ab") as file, body.open("rb") as written:
        shutil.copyfileobj(written, file)
    body.unlink()
