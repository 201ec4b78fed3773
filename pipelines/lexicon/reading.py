"""Read one reviewed CSV table strictly: known columns, unique keys, errors by file and line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).with_name("data")


class LexiconError(ValueError):
    """A data file that cannot be used; the message starts with `file:line:`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its cells by column name, and where it stands."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that lists several values, separated by `|`."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def error(self, problem: str) -> LexiconError:
        """Return an error that points at this row."""
        return LexiconError(f"{self.table}.csv:{self.line}: {problem}")


def read_table(
    table: str, columns: Sequence[str], *, key: Sequence[str], folder: Path = DATA
) -> list[Row]:
    """Return the rows of `folder/table.csv`, in file order.

    Lines that start with `#` may stand above the header.

    Raises LexiconError where the header differs from `columns`, a row has another number of cells,
    the first key cell is empty, or two rows have the same `key`.
    """
    rows = list(_rows(table, columns, folder))
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row[column] for column in key)
        if not value[0]:
            raise row.error(f"{key[0]} is empty")
        if value in seen:
            raise row.error(f"{' '.join(value)!r} stands already in line {seen[value]}")
        seen[value] = row.line
    return rows


def _rows(table: str, columns: Sequence[str], folder: Path) -> Iterator[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle, strict=True)
        header = next(reader, [])
        while header and header[0].startswith("#"):  # a note on the table stands above its header
            header = next(reader, [])
        if header != list(columns):
            raise LexiconError(
                f"{table}.csv:{reader.line_num or 1}: columns are {header}, "
                f"expected {list(columns)}"
            )
        for cells in reader:
            if len(cells) != len(columns):
                raise LexiconError(
                    f"{table}.csv:{reader.line_num}: {len(cells)} cells, expected {len(columns)}"
                )
            yield Row(
                table, reader.line_num, dict(zip(columns, map(str.strip, cells), strict=True))
            )
