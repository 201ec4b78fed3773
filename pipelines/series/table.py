"""Rows of named cells, out of the bytes of a table: CSV, JSON or JSON Lines.

Belongs here: telling the formats apart, and where the rows of each one are. Does not belong here:
what a column means (`mapping`), JSON and its layouts (`json_table`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.articles.cleaning import clean_line
from pipelines.articles.decoding import decode
from pipelines.articles.draft import UnusableError
from pipelines.articles.readers.table_rows import Lines, Shape, rows
from pipelines.series.cells import RejectedError, SeriesError
from pipelines.series.json_table import JsonRow, json_rows
from pipelines.series.mapping import plain

_DELIMITERS = ",;\t|"
_HEADER_BYTES = 65_536
_NOT_TOLD = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—"})
_LONGEST_TEXT = 500
_LINE_BREAKS = re.compile(r"[\r\n\t]+")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by the name of their column as it is looked up; blank ones are absent.

    `number` is the line, or the place among the objects, from 1. `error` says why there are none.
    """

    number: int
    sha256: str
    cells: dict[str, str]
    error: RejectedError | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; `names` leads from how a column is looked up to how it is written."""

    names: dict[str, str]
    rows: list[Row]

    def text_of(self, row: Row, first: Sequence[str] = (), without: Collection[str] = ()) -> str:
        """Return a row in readable form, at most 500 characters, the columns of `first` before.

        A row without cells is told as it stands.
        """
        if row.error is not None:
            return _cut(" ".join(row.raw.split()))
        told = [*first, *(name for name in row.cells if name not in {*first, *without})]
        cells = [f"{self.names[name]}: {row.cells[name]}" for name in told if name in row.cells]
        return _cut(_LINE_BREAKS.sub(" ", "; ".join(cells)))


def read_table(
    raw: bytes, name: str, wanted: Collection[str], key: str, delimiter: str | None = None
) -> Table:
    """Return the table that `raw` holds, whatever its format.

    `wanted` are the columns looked for, by which the delimiter is found. `key` names the column of
    the keys where a JSON object holds a row under each of its keys, such as a date. Raises
    `SeriesError` where there is no table.
    """
    try:
        text = decode(raw)
    except UnusableError as error:
        raise SeriesError(f"{name}: no table: {error.detail}") from error
    start = text.lstrip()[:1]
    if not start:
        raise SeriesError(f"{name}: is empty")
    if start == "<":
        raise SeriesError(f"{name}: is a web page or XML, no table; name the CSV or JSON itself")
    if start in "[{":
        return _table([_of_json(row) for row in json_rows(text, name, key)], name)
    return _read_delimited(text, name, wanted, delimiter)


def _of_json(row: JsonRow) -> tuple[Row, dict[str, str]]:
    names = _looked_up(list(row.cells))
    cells = {plain(key): cell for key, cell in row.cells.items() if _is_told(cell)}
    problem = row.problem
    if len(names) < len(row.cells):
        problem = "two keys that differ in nothing but capitals, hyphens and spaces"
    error = RejectedError("bad_row", problem) if problem else None
    return Row(row.number, _hash(row.raw), cells, error, row.raw), names


def _table(found: list[tuple[Row, dict[str, str]]], name: str) -> Table:
    """Return rows, each with the names of its own, as a table with the names of all."""
    if not found:
        raise SeriesError(f"{name}: has no rows")
    names: dict[str, str] = {}
    for _, own in found:
        names |= {key: written for key, written in own.items() if key not in names}
    return Table(names, [row for row, _ in found])


def _read_delimited(text: str, name: str, wanted: Collection[str], delimiter: str | None) -> Table:
    lines = Lines(io.StringIO(text, newline=""))
    first = next((line for line in iter(lines.take, None) if line.text.strip()), None)
    stated = first is not None and first.text.lower().startswith("sep=")
    header = lines.take() if stated else first
    if header is None or len(header.text) > _HEADER_BYTES:
        raise SeriesError(f"{name}: has no header that names its columns")
    delimiters = delimiter or (first.text[4:5] if stated and first else _DELIMITERS)
    found = [(_split(header.text, sign), sign) for sign in delimiters]
    fields, sign = max(found, key=lambda it: (_hits(it[0], wanted), len(it[0])))
    names = _looked_up(fields)
    if len(names) < len(fields):
        twice = next(f for f in fields if [plain(other) for other in fields].count(plain(f)) > 1)
        raise SeriesError(f"{name}: two columns are called {twice!r}; give each a name of its own")
    read = []
    for row in rows(lines, sign, Shape(len(fields))):
        told = row.raw.decode("utf-8", "replace")
        if row.error is not None or len(row.fields) != len(fields):
            detail = row.error.detail if row.error else ""
            detail = detail or f"{len(row.fields)} fields under {len(fields)} columns"
            error = RejectedError("bad_row", detail)
            read.append((Row(row.first, row.raw_sha256, {}, error, told), names))
        elif any(map(str.strip, row.fields)):
            cells = zip(names, (field.strip() for field in row.fields), strict=True)
            filled = {key: cell for key, cell in cells if _is_told(cell)}
            read.append((Row(row.first, row.raw_sha256, filled), names))
    return _table(read, name)


def _split(header: str, delimiter: str) -> list[str]:
    try:
        fields = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [clean_line(field) or "" for field in fields]


def _hits(fields: list[str], wanted: Collection[str]) -> int:
    return len({plain(field) for field in fields} & {plain(name) for name in wanted})


def _looked_up(names: Sequence[str]) -> dict[str, str]:
    return {plain(name): name for name in names}


def _is_told(cell: str) -> bool:
    return cell.strip().lower() not in _NOT_TOLD


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
