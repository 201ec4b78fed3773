"""Write the exported tables of a warehouse file as one set of files.

Belongs here: the order of the work. Does not belong here: what stands in each file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from dashboards.exports.cells import csv_cell
from dashboards.exports.folders import replacing
from dashboards.exports.hxl import column_tags, write_hxl
from dashboards.exports.package import write_package
from dashboards.exports.readme import write_readme
from dashboards.exports.snapshot import Snapshot, TableFiles, WrittenFile
from dashboards.exports.tables import Table, exported_tables, quoted
from warehouse.connect import Connection
from warehouse.table_files import copy_rows, parquet_rows


def silent(_: str) -> None:
    """Tell nobody."""


def export_marts(
    con: Connection,
    exports_dir: Path,
    *,
    only: Collection[str] = (),
    tell: Callable[[str], None] = silent,
) -> list[Path]:
    """Write the exported tables, or those named in `only`, and return the files, sorted by name.

    `con` reads any warehouse file, live or published. `tell` gets a line after each table. Rows are
    ordered and nothing is taken from the clock, so the same snapshot gives the same bytes.

    Raises ExportError where `exports_dir` cannot be written or is not ours, or a table is unknown.
    """
    tables = exported_tables(con, only)
    with replacing(exports_dir) as folder:
        written = []
        for number, table in enumerate(tables, 1):
            written.append(_write_table(con, table, folder))
            tell(f"{number}/{len(tables)} {table.name}: {written[-1].n_rows:,} rows")
        snapshot = Snapshot.of(con, written)
        write_package(snapshot, written, folder / "datapackage.json")
        write_readme(snapshot, written, folder / "README.md")
        names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [exports_dir / name for name in names]


def _write_table(con: Connection, table: Table, folder: Path) -> TableFiles:
    """Write one table in each format; the rows are put in order once, for Parquet."""
    parquet, csv = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
    plain = ", ".join(quoted(column.name) for column in table.columns)
    ordered = f"select {plain} from {table.source} order by all"
    n_rows = copy_rows(con, ordered, parquet, "format parquet")
    rows = parquet_rows(parquet)
    cells = ", ".join(
        f"{csv_cell(quoted(column.name), column.kind)} as {quoted(column.name)}"
        for column in table.columns
    )
    copy_rows(con, f"select {cells} from {rows}", csv, "format csv, header")
    hxl = None
    if column_tags(table):
        hxl = folder / "hxl" / csv.name
        hxl.parent.mkdir(exist_ok=True)
        write_hxl(con, table, rows, hxl)
    return TableFiles(
        table,
        n_rows,
        csv=WrittenFile.of(csv, folder),
        parquet=WrittenFile.of(parquet, folder),
        hxl=WrittenFile.of(hxl, folder) if hxl else None,
    )
